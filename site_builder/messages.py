"""The interface's texts: each passes through here, so that one catalogue holds them all.

Texts of units, bodies and documents are data and never do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations

SOURCE_LANGUAGE = "en-GB"
_catalogue = NullTranslations()


def _(text: str) -> str:
    """Return a text of the interface in the language of the site that is being built."""
    return _catalogue.gettext(text)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of a text that goes with a number."""
    return _catalogue.ngettext(singular, plural, number)


def N_(text: str) -> str:
    """Mark a text for the catalogue where it is defined; `_` translates it where it is used."""
    return text


def language() -> str:
    """Return the language of the interface as the `lang` attribute states it."""
    return str(_catalogue.info().get("language", SOURCE_LANGUAGE))


@contextmanager
def spoken(catalogue: NullTranslations) -> Iterator[None]:
    """Build in another language until the block ends."""
    global _catalogue
    before, _catalogue = _catalogue, catalogue
    try:
        yield
    finally:
        _catalogue = before
