"""The page "My units": what a person chose, kept in the browser, with the papers of all of it in one pack."""

from __future__ import annotations

from site_builder import links
from site_builder.messages import _
from site_builder.papers_view import LEARNERS
from site_builder.render import script_data
from site_builder.views import Crumb, Head

TEXTS = "static/mine-texts.js"


def mine_head() -> Head:
    """Return what the frame of the page needs."""
    return Head(links.MINE, _("My units"), "mine", (Crumb(_("My units")),))


def mine_texts(date_line: str) -> str:
    """Return the script file that holds what the page's script says."""
    return f"window.unitAtlasTexts = {script_data({**_texts(), 'date': date_line})};\n"


def _texts() -> dict[str, object]:
    return {
        "learners": LEARNERS,
        "none": _("No unit is chosen yet. Open a unit and press “Add to my units”, or import a file."),
        "unknown": _("not in this library"),
        "absent": _("not printed"),
        "up": _("Move up"),
        "down": _("Move down"),
        "remove": _("Remove"),
        "papers": _("Papers"),
        "total": _("Total of what is printed"),
        "noCredit": _("No credit is printed for"),
        "noHours": _("No guided learning hours are printed for"),
        "removed": _("Removed:"),
        "moved": _("Moved:"),
        "cleared": _("The list is empty."),
        "imported": _("Units added from the file:"),
        "badFile": _("The file was not read: a list exported from this page was expected."),
        "passedOver": _("Not an id of a unit, and left out:"),
        "empty": _("Remove all units from the list?"),
        "range": _("Range: what must be covered"),
        "unkept": _("This browser does not keep the list for this page. Export it before you leave."),
        "lo": _("LO"),
        "tracking": _("Tracking sheet"),
        "grid": _("Tracking grid"),
        "record": _("Evidence record"),
        "criteria": _("Criteria in full"),
        "learner": _("Learner"),
        "signed": _("Signed"),
        "sign": _("signature and date"),
        "number": _("No."),
        "criterion": _("Assessment criterion: the learner can"),
        "evidence": _("Evidence: what, and where it is kept"),
        "met": _("Date met"),
        "assessor": _("Assessor"),
        "trackingBlanks": [_("Centre"), _("Group"), _("Assessor"), _("Internal quality assurer")],
        "recordBlanks": [_("Learner"), _("Registration number"), _("Centre"), _("Assessor")],
    }
