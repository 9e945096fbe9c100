"""The style page: every token of the look with its contrast, every part of the site with its states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder import links
from site_builder.columns import brief_of
from site_builder.compare_words import CLASSES, MEANINGS
from site_builder.messages import _
from site_builder.paging import Jump, Paging, parts
from site_builder.unit_view import Surroundings, UnitView, unit_view
from site_builder.views import Bodies, BodyView, Crumb, Head, Line, opening_of, unit_row
from unit_atlas.model import AwardingBody, Criterion, LearningOutcome, Review, Unit

STYLE = links.index_page("style")
_COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6});")
_SIZE = re.compile(r"--(t-[\w-]+|s\d): ([^;]+);")
_SAMPLE = Unit(
    awarding_body="OCR",
    title="Mend nets",
    ofqual_reference="D/991/0427",
    level="3",
    credit=6,
    glh=40,
    learning_outcomes=(
        LearningOutcome(
            number="1",
            text="Know the parts of a net",
            range="trawls must be covered",
            criteria=(
                Criterion(
                    number="1.1", text="name the parts of a net:", items=("the mesh", "the float"), grade="merit"
                ),
                Criterion(
                    number="1.2",
                    text="state when a net is beyond repair",
                    guidance="A drawing will do.",
                    shared_with=("2",),
                ),
            ),
        ),
    ),
    review=(Review(field="glh", reason="uncertain", message="printed twice"),),
)


@dataclass(frozen=True, slots=True)
class Swatch:
    """A colour with its contrast against the sheet, in light and in dark."""

    name: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class StyleView:
    """What the style page shows; the sample unit is invented."""

    head: Head
    colours: tuple[Swatch, ...]
    sizes: tuple[tuple[str, str], ...]
    spaces: tuple[tuple[str, str], ...]
    bodies: tuple[BodyView, ...]
    classes: tuple[tuple[str, str, str], ...]
    unit: UnitView
    lines: tuple[Line, ...]
    paging: Paging
    jumps: tuple[Jump, ...]


def style_view(templates: Path) -> StyleView:
    """Lay out the style page from the tokens as they are."""
    light, dark, sizes = _tokens(templates)
    bodies = Bodies((AwardingBody(id="city-and-guilds", name="City & Guilds"),))
    view = bodies.view("OCR")
    title = _("Parts and states of the site")
    crumbs = (Crumb(_("About"), links.ABOUT), Crumb(title))
    paging = list(parts(STYLE, range(30), 1))[14].paging
    return StyleView(
        head=Head(STYLE, title, "about", crumbs),
        colours=tuple(Swatch(name, _ratio(light, name), _ratio(dark, name)) for name in light),
        sizes=tuple((name, value) for name, value in sizes if name.startswith("t-")),
        spaces=tuple((name, value) for name, value in sizes if name.startswith("s")),
        bodies=tuple(bodies.view(name) for name in ("OCR", "OCN London", "Pearson", "City & Guilds", "NCFE", None)),
        classes=tuple((cls, _(name), _(MEANINGS[cls])) for cls, name in CLASSES.items()),
        unit=unit_view("ocr/mend-nets", _SAMPLE, Surroundings(view)),
        lines=tuple(_lines(bodies)),
        paging=replace(paging, previous=STYLE, next=STYLE, steps=tuple((step, STYLE) for step, _page in paging.steps)),
        jumps=tuple(Jump(letter, f"{STYLE}#k-list") for letter in "ABC"),
    )


def _lines(bodies: Bodies) -> Iterator[Line]:
    bare = Unit(awarding_body=None, learning_outcomes=_SAMPLE.learning_outcomes)
    for unit_id, unit in (("ocr/mend-nets", _SAMPLE), ("no-body/nets", bare)):
        row = unit_row(unit_id, brief_of(unit), bodies, opening=opening_of(unit), family=None)
        yield Line(replace(row, page=STYLE), _("Prescribed"))


def style_sheet_of_tokens(templates: Path) -> str:
    """Return the rules by which the style page shows each token."""
    light, _dark, sizes = _tokens(templates)
    rules = [f".sw-{name} {{ background: var(--{name}); }}" for name in light]
    rules += [
        f".{name} {{ {'font-size' if name.startswith('t-') else 'width'}: var(--{name}); }}" for name, _value in sizes
    ]
    return "\n".join([*rules, ""])


def _tokens(templates: Path) -> tuple[dict[str, str], dict[str, str], list[tuple[str, str]]]:
    text = (templates / "static" / "tokens.css").read_text(encoding="utf-8")
    first, dark, *_rest = text.split("@media screen")
    light = dict(_COLOUR.findall(first))
    return light, {**light, **dict(_COLOUR.findall(dark))}, _SIZE.findall(first)


def _ratio(colours: dict[str, str], name: str) -> str:
    one, other = sorted((_luminance(colours[name]), _luminance(colours["sheet"])))
    return f"{(other + 0.05) / (one + 0.05):.1f}"


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour as WCAG 2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
