"""Rules for files of specs/qualifications/: a qualification's size against the sizes of its units.

One credit stands for ten hours of total qualification time (Ofqual, General Conditions E7 and E8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from unit_atlas.findings import Finding, Severity
from unit_atlas.library import Library
from unit_atlas.model import QualificationStructure, Unit
from unit_atlas.references import parse_qualification_number

HOURS_A_CREDIT = 10
_CREDITS = re.compile(r"(?<![\d.,])(\d{1,4}) credits?\b", re.IGNORECASE)

Told = Iterator[tuple[str, Severity, str]]


def check_qualifications(library: Library) -> Iterator[Finding]:
    """Yield what does not fit between each qualification's file and the units that it names."""
    for name, qualification in library.qualifications.items():
        path: Path = library.root / "qualifications" / f"{name}.yaml"
        units = {member.id: library.units[member.id] for member in qualification.units if member.id in library.units}
        for rule, severity, message in _told(qualification, units):
            yield Finding(path, severity, rule, message)


def _told(qualification: QualificationStructure, units: Mapping[str, Unit]) -> Told:
    yield from _unknown(qualification, units)
    yield from _own(qualification)
    for unit_id, unit in units.items():
        yield from _too_large(unit_id, unit, qualification)
    if units and len(units) == len(qualification.units):
        yield from _too_small(tuple(units.values()), qualification)


def _unknown(qualification: QualificationStructure, units: Mapping[str, Unit]) -> Told:
    for member in qualification.units:
        if member.id not in units:
            message = f"found the member '{member.id}', expected the id of a unit that can be read; correct either"
            yield "unknown-member", "error", message


def _own(qualification: QualificationStructure) -> Told:
    """Yield what does not fit within the qualification's own facts."""
    number = parse_qualification_number(qualification.number)
    if number.verdict != "ok":
        yield "check-letter", "warning", f"number: {number.message}"
    tqt, glh, credit = qualification.tqt, qualification.glh, qualification.credit
    if tqt is not None and glh is not None and glh > tqt:
        yield "hours", "warning", f"tqt: found {tqt} hours, expected at least the {glh} guided ones; compare both"
    if tqt is not None and credit is not None and abs(tqt - HOURS_A_CREDIT * credit) >= HOURS_A_CREDIT:
        expected = f"expected about {HOURS_A_CREDIT * credit} for {credit} credits"
        yield "hours", "warning", f"tqt: found {tqt} hours, {expected}; compare both"


def _too_large(unit_id: str, unit: Unit, qualification: QualificationStructure) -> Told:
    """Yield where one unit is larger than the qualification that holds it."""
    sizes = (
        ("credits", unit.credit, qualification.credit),
        ("hours of total time", time_of(unit), qualification.tqt),
        ("guided hours", unit.glh, qualification.glh if qualification.glh is not None else qualification.tqt),
    )
    for kind, size, whole in sizes:
        if size is not None and whole is not None and size > whole:
            message = f"found {unit_id} with {size} {kind}, expected at most the qualification's {whole}; compare both"
            yield "size", "warning", message


def _too_small(units: Sequence[Unit], qualification: QualificationStructure) -> Told:
    """Yield where all units together do not reach what the qualification asks for; nothing where one has no size."""
    for kind, sizes, wanted in (
        ("credits", [unit.credit for unit in units], _credits_wanted(qualification)),
        ("hours of total time", [time_of(unit) for unit in units], qualification.tqt),
    ):
        held = [size for size in sizes if size is not None]
        if wanted is not None and len(held) == len(units) and sum(held) < wanted:
            message = f"found {sum(held)} {kind} in all its units together, expected at least {wanted}"
            yield "size", "warning", f"{message}; a unit may be missing"


def time_of(unit: Unit) -> int | None:
    """Return a unit's total time in hours: as printed, else ten for each credit; None where neither is printed."""
    if unit.tqt is not None or unit.credit is None:
        return unit.tqt
    return unit.credit * HOURS_A_CREDIT


def _credits_wanted(qualification: QualificationStructure) -> int | None:
    """Return the qualification's credit, else the largest number of credits that its rules speak of."""
    if qualification.credit is not None:
        return qualification.credit
    return max((int(number) for number in _CREDITS.findall(qualification.rules or "")), default=None)
