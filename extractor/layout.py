"""A layout: what one awarding body's manner prints beyond what every manner shares. Data, no code."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.document import Document


@dataclass(frozen=True, slots=True)
class Layout:
    """One manner.

    `signs` are patterns (searched in the whole text, line ends as spaces) that must all be found; `ignored` lists
    patterns of whole lines of a form to leave aside, each after the name of the reason.
    """

    name: str
    signs: tuple[str, ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()

    def ignores(self, text: str) -> bool:
        """Is a printed line one that this manner leaves aside?"""
        return any(re.fullmatch(pattern, text) for _, pattern in self.ignored)

    def matches(self, document: Document) -> bool:
        """Are all signs of this manner in the document?"""
        text = " ".join(line.text for line in document.lines)
        return bool(self.signs) and all(re.search(sign, text) for sign in self.signs)


GENERIC = Layout("generic")
