"""Libraries and built sites that tests of the site share."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from site_builder.build import BuildReport, build_site
from site_builder.shown import Shown
from site_builder.site import Since
from unit_atlas.changes import find_changes
from unit_atlas.library import Library, read_library
from unit_atlas.model import (
    Assessment,
    AssessmentMethod,
    AwardingBody,
    Criterion,
    Decision,
    Fact,
    LearningOutcome,
    NosLink,
    Qualification,
    Review,
    Section,
    Source,
    Unit,
)

ROOT = Path(__file__).parents[2]
DATE = "2026-05-14"
OCR, OCN = "ocr/j-601-1515", "ocn-london/l-508-3936"
COMPARISON = "compare/ocr--j-601-1515/ocn-london--l-508-3936.html"
SHEET = "transfer/ocr--j-601-1515/ocn-london--l-508-3936.html"
BEES = "city-and-guilds/keep-bees"


def real_library() -> Library:
    """The five sample units, as the repository holds them."""
    return read_library(ROOT / "specs")


def library_of(units: dict[str, Unit], *, bodies: Iterable[AwardingBody] = ()) -> Library:
    """A library that exists in memory alone."""
    return Library(Path("specs"), bodies=tuple(bodies), units=dict(sorted(units.items())), provenance={})


def permitting(library: Library, *ids: str) -> Library:
    """The library as if these bodies had permitted republication."""
    bodies = (body.model_copy(update={"reuse": "permitted"}) if body.id in ids else body for body in library.bodies)
    return replace(library, bodies=tuple(bodies))


def build(
    library: Library,
    output: Path,
    *,
    public: bool = False,
    strict: bool = False,
    zipped: bool = False,
    shown: Mapping[str, Shown] | None = None,
    earlier: Mapping[str, Unit] | None = None,
) -> BuildReport:
    """Build a site with the date that all tests use; `earlier` are the units of the state before."""
    since = None if earlier is None else Since("v1.0", find_changes(earlier, library.units, failed={}))
    return build_site(
        library, output, public=public, strict=strict, data_date=DATE, zipped=zipped, shown=shown, since=since
    )


def tree_hash(folder: Path) -> str:
    """One hash over the names and bytes of all files."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    listed = ((str(path.relative_to(folder)), path.read_bytes()) for path in files)
    return hashlib.sha256(
        repr([(name, hashlib.sha256(data).hexdigest()) for name, data in listed]).encode()
    ).hexdigest()


def visible_text(page: str) -> str:
    """What a page says, white space collapsed."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def full_unit() -> Unit:
    """An invented unit that uses every key of the format; its texts are all different."""
    return Unit(
        awarding_body="City & Guilds",
        title="Keep bees",
        unit_number="B7",
        sector_unit_number="S.77",
        ofqual_reference="D/991/0427",
        level="E3",
        level_framework="SCQF",
        credit=7,
        glh=41,
        tqt=71,
        published="1999",
        issue="Issue 8",
        qualifications=(Qualification(number="600/8271/9", title="Award in apiary work"),),
        other_facts=(Fact(label="Expiry date", value="2031-01-02"),),
        aim="The aim speaks of **hives**.",
        learning_outcomes=(
            LearningOutcome(
                number="1",
                text="Understand the colony",
                guidance="Guidance beside outcome one",
                range="Queens must be covered",
                criteria=(
                    Criterion(
                        number="1.1",
                        text="describe the castes:",
                        items=("the queen bee", "the drone bee"),
                        grade="merit",
                        shared_with=("2",),
                        guidance="Guidance beside caste criterion",
                        range="Workers must be covered",
                    ),
                ),
            ),
            LearningOutcome(
                number="2", text="Inspect a hive", criteria=(Criterion(number="1.1", text="open a hive gently"),)
            ),
        ),
        assessment=Assessment(
            text="Assessment happens outdoors.",
            methods=(
                AssessmentMethod(name="Essay"),
                AssessmentMethod(name="Practical demonstration", requirement="prescribed"),
                AssessmentMethod(name="Oral question", requirement="optional"),
            ),
        ),
        evidence_requirements="Evidence over one season.",
        guidance="Guidance on the whole.",
        nos=(NosLink(reference="BEE12", title="Handle bees", suite="Apiculture"),),
        functional_skills={"English": {"Reading": True, "Writing": False}, "ICT": {"Find information": None}},
        other_sections=(Section(heading="Safety", text="Wear a veil."),),
        source=Source(file="bees.pdf", sha256="ab" * 32, pages=(3, 4), layout="cg_2012", reader="pdf"),
        review=(Review(field="glh", reason="uncertain", message="printed twice, 41 and 40"),),
        decisions=(Decision(field="tqt", decision="accepted", by="AB", on="2026-01-02", note="as on the cover"),),
    )
