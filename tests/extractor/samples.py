"""The sample documents of the tests, read through the public door, with what became of each of their words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

from extractor.account import Account
from extractor.document import Word
from extractor.extract import DocumentResult, extract_document
from unit_atlas.canonical import read_bodies
from unit_atlas.model import Unit
from unit_atlas.provenance import WordCounts

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
BODIES = read_bodies(ROOT / "specs" / "awarding-bodies.yaml")
SOURCES = sorted((ROOT / "specs" / "sources").glob("*.txt"))
LAYOUTS = sorted(path for path in (GOLDEN / "layouts").iterdir() if path.suffix in (".txt", ".html"))
DOCUMENTS = [*SOURCES, *LAYOUTS]


Fates = tuple[tuple[Word, str], ...]


@dataclass(frozen=True)
class Reading:
    """A document's result, and for each of its units every word with its fate ('unread' where nobody took it)."""

    result: DocumentResult
    fates: tuple[Fates, ...]

    @property
    def unit(self) -> Unit:
        """The only unit of the document."""
        (extracted,) = self.result.units
        return extracted.unit

    @property
    def units(self) -> list[tuple[Unit, Fates]]:
        """Each unit with the fates of the words it was read from."""
        return [(extracted.unit, fates) for extracted, fates in zip(self.result.units, self.fates, strict=True)]


def read(path: Path, *, awarding_body: str | None = None, infer: bool = False, layout: str | None = None) -> Reading:
    """Extract a document, keeping the accounts of words that it was counted by."""
    accounts: list[Account] = []
    counts = Account.counts

    def keep(account: Account) -> WordCounts:
        accounts.append(account)
        return counts(account)

    with patch.object(Account, "counts", keep):
        result = extract_document(path, bodies=BODIES, awarding_body=awarding_body, infer=infer, layout=layout)
    fates = (tuple((word, account.fate(word) or "unread") for word in account.words) for account in accounts)
    return Reading(result, tuple(fates))


@cache
def sample(path: Path) -> Reading:
    """Read a sample document once for all tests."""
    return read(path)
