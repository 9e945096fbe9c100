"""OCR, units of 2013 and later: three columns with additional guidance, 'Unit aim and purpose'."""

from extractor.layout import Layout

LAYOUT = Layout("ocr_2013", signs=(r"\bOCR\b", r"Unit aim and purpose", r"Additional Guidance"))
