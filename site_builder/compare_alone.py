"""A comparison as one HTML page that needs no other file, for mail and for archives."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

from site_builder.assets import compare_files, style_sheet
from site_builder.compare_sides import Compared
from site_builder.compare_view import compare_view
from site_builder.edition import Edition, rights_line
from site_builder.messages import _
from site_builder.render import Renderer, style_element
from site_builder.site import Group
from site_builder.views import Bodies
from unit_atlas.compare.model import Comparison
from unit_atlas.model import AwardingBody, Unit
from unit_atlas.packaged import packaged


def comparison_html(result: Comparison, held: Unit, wanted: Unit, bodies: Sequence[AwardingBody]) -> str:
    """Return the comparison page without links to other pages, its style inside, no script."""
    templates, known = packaged("templates"), Bodies(bodies)
    sides = [
        Compared(name, unit, known.view(unit.awarding_body), None)
        for name, unit in ((result.a, held), (result.b, wanted))
    ]
    view = compare_view(result, *sides, group=Group((result.a, result.b), ""))
    edition = Edition(_("a comparison of two files, a draft"), "", rights_line(()), public=False)
    style = style_sheet(templates, edition.paper_line) + dict(compare_files(templates))["static/compare.css"]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    renderer = Renderer(templates)
    renderer.provide(frame="alone.html", edition=edition)
    return renderer.render("compare.html", head=view.head, view=view, style=style_element(style), digest=digest)
