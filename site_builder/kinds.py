"""The kinds of reverse indexes, and what each is called."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.messages import N_, NN_, _


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of index: its folder, and as messages its title, so many entries, units without one, the head of notes."""

    id: str
    title: str
    counted: tuple[str, str]
    without: str
    notes: str | None = None

    @property
    def name(self) -> str:
        """What the index is called."""
        return _(self.title)

    @property
    def absent(self) -> str:
        """What units without an entry are listed under."""
        return _(self.without)

    @property
    def note_head(self) -> str | None:
        """The head of the column of notes; None where there are none."""
        return None if self.notes is None else _(self.notes)


BODIES = Kind(
    "bodies",
    N_("Awarding organisations"),
    NN_("%(num)s awarding organisation", "%(num)s awarding organisations"),
    N_("Not printed"),
)
LEVELS = Kind("levels", N_("Levels"), NN_("%(num)s level", "%(num)s levels"), N_("No level printed"))
CREDITS = Kind("credits", N_("Credit"), NN_("%(num)s credit value", "%(num)s credit values"), N_("No credit printed"))
NOS = Kind(
    "nos",
    N_("National Occupational Standards"),
    NN_("%(num)s standard", "%(num)s standards"),
    N_("No standard printed"),
)
METHODS = Kind(
    "methods",
    N_("Assessment methods"),
    NN_("%(num)s assessment method", "%(num)s assessment methods"),
    N_("No grid of methods printed"),
    N_("Requirement"),
)
SKILLS = Kind(
    "skills",
    N_("Functional skills"),
    NN_("%(num)s functional skill", "%(num)s functional skills"),
    N_("No functional skills printed"),
    N_("Signposted"),
)
VERBS = Kind(
    "verbs",
    N_("Command verbs"),
    NN_("%(num)s command verb", "%(num)s command verbs"),
    N_("No criterion begins with a verb"),
    N_("Criteria"),
)
KINDS = (BODIES, LEVELS, CREDITS, NOS, METHODS, SKILLS, VERBS)
FACETS = KINDS[:-1]
