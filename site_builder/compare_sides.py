"""The two units of a comparison and their criteria, as far as they may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from site_builder import links
from site_builder.messages import _
from site_builder.unit_parts import criterion_anchors
from site_builder.views import BodyView, reference_of, title_of
from unit_atlas.compare.model import CriterionRef
from unit_atlas.model import Unit


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two units compared."""

    body: BodyView
    page: str
    title: str
    reference: str
    level: str | None
    held_back: str | None
    source: str | None

    @property
    def name(self) -> str:
        """The unit as people call it: 'OCR J/601/1515'."""
        return f"{self.body.name} {self.reference}"


@dataclass(frozen=True, slots=True)
class CriterionSide:
    """A criterion on one side; `text` None where it is held back."""

    number: str
    page: str
    anchor: str
    text: str | None


@dataclass(frozen=True)
class Compared:
    """A unit as one side of a comparison: its id, what may be shown of it, why text is held back."""

    id: str
    unit: Unit
    body: BodyView
    held_back: str | None
    copy_of: bool = False

    @property
    def reference(self) -> str:
        """What people call the unit by; with its document where another copy of it is compared too."""
        name = reference_of(self.unit) or title_of(self.unit)
        if self.copy_of and self.unit.source:
            return _("%(name)s, %(file)s", name=name, file=self.unit.source.file)
        return name

    @cached_property
    def criteria(self) -> Criteria:
        """The unit's criteria as pages show them."""
        return Criteria(self)

    def side(self) -> Side:
        """The unit as the head of its column."""
        unit = self.unit
        return Side(
            self.body,
            links.unit_page(self.id),
            title_of(unit),
            self.reference,
            unit.level,
            self.held_back,
            unit.source.file if unit.source else None,
        )


class Criteria:
    """Turns references to criteria into what the page shows of them."""

    def __init__(self, compared: Compared) -> None:
        self._anchors = criterion_anchors(compared.unit.learning_outcomes)
        self._page = links.unit_page(compared.id)
        self._hidden = compared.held_back is not None

    def anchor(self, ref: CriterionRef) -> str:
        """Return what stands after `ac-` in the anchor of a criterion on its unit's page."""
        return self._anchors[ref.outcome, ref.number].removeprefix("ac-")

    def side(self, ref: CriterionRef) -> CriterionSide:
        """Return what a page shows of a criterion."""
        anchor = f"ac-{self.anchor(ref)}"
        return CriterionSide(ref.number, f"{self._page}#{anchor}", anchor, None if self._hidden else ref.text)
