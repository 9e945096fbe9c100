"""OCN London: sentence-case criteria with full stops, a grid of assessment methods with P and O."""

from extractor.layout import Layout

LAYOUT = Layout("ocn_london", signs=(r"\bOCN(?:LR| London)\b", r"(?i)learning outcomes"))
