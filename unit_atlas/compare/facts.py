from unit_atlas.compare.model import FactDifference, SameFact
from unit_atlas.model import Unit


def compare_facts(a: Unit, b: Unit) -> tuple[tuple[FactDifference, ...], tuple[SameFact, ...]]:
    return (), ()
