"""OCR, units of 2010 to 2012: two columns, 'Unit purpose and aim', functional skills signposting."""

from extractor.layout import Layout

LAYOUT = Layout(
    "ocr_2011", signs=(r"\b[O0]CR\b", r"(?i)learning [o0]utcomes", r"(?i)unit purpose and aim\b|OCR External Verifier")
)
