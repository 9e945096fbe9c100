"""NCFE CACHE: a row a criterion, an evidence record column, a declaration to sign below the table."""

from extractor.layout import Layout

LAYOUT = Layout(
    "ncfe_cache",
    signs=(r"\bCACHE\b", r"Evidence record"),
    ignored=(
        ("declaration to sign", r"Learner declaration of authenticity:.*"),
        ("declaration to sign", r"(?:Learner|Assessor|Internal quality assurer) signature: Date:"),
    ),
)
