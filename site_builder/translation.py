"""A translation of the interface, as a compiled catalogue that somebody checked."""

from __future__ import annotations

import re
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from struct import error as BrokenFile

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class TranslationError(Exception):
    """A translation that cannot be used; prints as one line."""


class Untranslated(NullTranslations):
    """Says messages in English and remembers which."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: set[str] = set()

    def gettext(self, message: str) -> str:
        """Return the message itself."""
        self.messages.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the English form."""
        self.messages.add(msgid1)
        return super().ngettext(msgid1, msgid2, n)


def read_translation(path: Path) -> tuple[GNUTranslations, Untranslated]:
    """Return a compiled catalogue (`.mo`), and where it gathers the messages that it was asked for and lacks.

    Raises:
        TranslationError: It is no compiled catalogue, or does not name its language.
    """
    try:
        with path.open("rb") as file:
            catalogue = GNUTranslations(file)
    except OSError as error:
        raise TranslationError(f"{path}: {error.strerror or error}; name a compiled catalogue, a .mo file") from error
    except (ValueError, BrokenFile, LookupError) as error:
        raise TranslationError(f"{path}: found {error}; expected a compiled catalogue, a .mo file") from error
    language = str(catalogue.info().get("language", "")).replace("_", "-")
    if not _LANGUAGE.fullmatch(language):
        raise TranslationError(f"{path}: found the Language '{language}' in its head, expected one as in 'cy'")
    untranslated = Untranslated()
    catalogue.add_fallback(untranslated)
    return catalogue, untranslated
