"""Gateway Qualifications, pages of the website saved as text: the site's own menu stands around the unit."""

from extractor.layout import Layout

LAYOUT = Layout(
    "gateway_web",
    signs=(r"Gateway Qualifications", r"Unit Learning Outcomes"),
    ignored=(("menu of the website", r"Home Qualifications Units Contact"), ("menu of the website", r"Back to units")),
)
