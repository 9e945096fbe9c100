"""The interface's texts: each passes through here, so that one catalogue holds them all.

Texts of units, bodies and documents are data and never do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from gettext import NullTranslations, c2py

from site_builder.translation import TranslationError
from unit_atlas.wording import Wording

SOURCE_LANGUAGE = "en-GB"
_catalogue = NullTranslations()
_PLACE = re.compile(r"%\((\w+)\)s")
_RULE = re.compile(r"\bplural=([^;]+)")
_NUMBERS = 1001
"""Rules of all languages choose among their forms by what a number and its last three digits are."""


class Said(str):
    """A text of the interface in another language than that of documents."""

    __slots__ = ()


def _(text: str, /, **values: object) -> str:
    """Return a text of the interface in the language of the site that is being built; `%(name)s` takes a value."""
    return _filled(_checked(_catalogue.gettext(text), text), values)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of a text that goes with a number."""
    return _checked(_catalogue.ngettext(singular, plural, number), singular, plural)


def _checked(said: str, *messages: str) -> str:
    if said in messages:
        return said
    _check_places(said, messages[-1])
    return Said(said)


def _filled(form: str, values: Mapping[str, object]) -> str:
    if not values:
        return form
    return Said(form % values) if isinstance(form, Said) else form % values


@cache
def _check_places(said: str, message: str) -> None:
    known = set(_PLACE.findall(message))
    strange = sorted(set(_PLACE.findall(said)) - known)
    if strange or (known and "%" in _PLACE.sub("", said).replace("%%", "")):
        found = f"%({strange[0]})s" if strange else "a single %"
        raise TranslationError(f"the translation of {message!r}: found {found} in {said!r}, expected what the text has")


def counted(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Return a text that holds a number as `%(num)s`: '1 unit', '1,204 units'."""
    return _filled(ngettext(singular, plural, number), {**values, "num": f"{number:,}"})


def said(text: str) -> str:
    """Return a text of `unit_atlas` in the language of the site; one that is not a `Wording` is data and stays."""
    if not isinstance(text, Wording):
        return text
    form = _(text.message) if text.plural is None else ngettext(text.message, text.plural, text.number)
    values = {name: said(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return _filled(form, values)


def joined(names: Sequence[str]) -> str:
    """Return names as prose: 'a', 'a and b', 'a, b and c'."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s", names=", ".join(names[:-1]), last=names[-1])


def N_(text: str) -> str:
    """Mark a text for the catalogue where it is defined; `_` translates it where it is used."""
    return text


def forms(singular: str, plural: str) -> tuple[str, list[str]]:
    """Return the rule that chooses among the forms of a text by a number `n`, as an expression of C, and the forms."""
    found = _RULE.search(str(_catalogue.info().get("plural-forms", "")))
    rule = found[1].strip() if found else "n != 1"
    form_of = c2py(rule)
    chosen = {form_of(number): ngettext(singular, plural, number) for number in reversed(range(_NUMBERS))}
    return rule, [chosen.get(form, "") for form in range(max(chosen) + 1)]


def language() -> str:
    """Return the language of the interface as the `lang` attribute states it."""
    return str(_catalogue.info().get("language", SOURCE_LANGUAGE)).replace("_", "-")


def own_language() -> str:
    """Return the attribute of a message inside the text of a document; nothing where both are English."""
    return "" if language() == SOURCE_LANGUAGE else f' lang="{language()}"'


def NN_(singular: str, plural: str) -> tuple[str, str]:
    """Mark the two forms of a text that goes with a number, as `N_` does."""
    return singular, plural


@contextmanager
def spoken(catalogue: NullTranslations) -> Iterator[None]:
    """Build in another language until the block ends."""
    global _catalogue
    before, _catalogue = _catalogue, catalogue
    try:
        yield
    finally:
        _catalogue = before
