"""The tokens of the look: contrast in light and dark, one scale of type, no colour written down elsewhere."""

from __future__ import annotations

import re

import pytest

from tests.site_builder.sites import ROOT

STATIC = ROOT / "templates" / "static"
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")
SHEETS = ("site.css", "home.css", "compare.css", "pictures.css")

SURFACES = ("paper", "sheet", "sunk")
TEXT = {
    **{name: (*SURFACES, "accent-tint") for name in ("ink", "ink-2", "accent", "accent-2", "view")},
    **{name: (*SURFACES, f"{name}-tint") for name in ("ok", "part", "todo", "del", "ins")},
    "on-accent": ("accent", "accent-2"),
    "sheet": ("ink",),
}
TEXT["view"] = (*TEXT["view"], "view-tint")
TEXT["ink"] = (*TEXT["ink"], "mark", "ok-tint", "part-tint", "todo-tint", "view-tint")
TEXT["ink"] += tuple(f"heat-{step}" for step in range(1, 5))
BODIES = tuple(f"body-{name}" for name in ("ocr", "ocn", "pearson", "cg", "ncfe", "none", "a", "b", "c"))
PARTS = {name: SURFACES for name in ("line", "accent", "part", "todo", "view")}
PARTS.update({name: ("paper", "sheet") for name in ("edge", *BODIES)})
DECORATION = {"rule"}


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))


def blocks() -> list[dict[str, str]]:
    """The colours of light, dark by the system, dark by choice."""
    light, system, chosen = (found for block in re.split(r"@media screen", TOKENS) if (found := colours(block)))
    return [light, {**light, **system}, {**light, **chosen}]


MODES = dict(zip(("light", "dark by the system", "dark by choice"), blocks(), strict=True))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#fff", "#000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (PARTS, 3.0)], ids=["text", "parts"])
def test_contrast(mode: str, pairs: dict[str, tuple[str, ...]], least: float) -> None:
    found = {
        f"{name} on {ground}": round(contrast(MODES[mode][name], MODES[mode][ground]), 2)
        for name, grounds in pairs.items()
        for ground in grounds
    }
    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}


def test_every_colour_is_judged() -> None:
    judged = {*TEXT, *PARTS, *(ground for grounds in (*TEXT.values(), *PARTS.values()) for ground in grounds)}
    assert set(MODES["light"]) - judged == DECORATION


def test_both_ways_to_the_dark_are_the_same() -> None:
    light, system, chosen = MODES.values()
    assert system == chosen
    assert {name for name in light if light[name] == system[name]} == set()


@pytest.mark.parametrize("name", SHEETS)
def test_colours_and_sizes_of_type_stand_in_the_tokens_alone(name: str) -> None:
    sheet = re.sub(r"@page.*", "", (STATIC / name).read_text(encoding="utf-8"))
    assert re.findall(r"#[0-9a-f]{3,6}\b", sheet) == []
    sizes = re.findall(r"(?:font|font-size): ([^;}]*)", sheet)
    assert [size for size in sizes if re.search(r"\d(?:rem|px)", size)] == []


def test_a_token_that_is_used_is_there_and_the_other_way_round() -> None:
    files = [*STATIC.glob("*.css"), *STATIC.glob("*.js")]
    texts = "".join(path.read_text(encoding="utf-8") for path in files)
    used, known = set(re.findall(r"var\((--[\w-]+)", texts)), set(re.findall(r"(--[\w-]+)['\"]?[:,]\s", texts))
    assert used == known
