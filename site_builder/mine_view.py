"""The page "My units": what a person chose, kept in the browser, with the papers of all of it in one pack."""

from __future__ import annotations

from site_builder import links
from site_builder.messages import _
from site_builder.views import Crumb, Head


def mine_head() -> Head:
    """Return what the frame of the page needs."""
    return Head(links.MINE, _("My units"), "mine", (Crumb(_("My units")),))
