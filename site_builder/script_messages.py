"""Messages of scripts: said when the site is built, so that a browser loads and looks up nothing."""

from __future__ import annotations

import re

from site_builder import messages
from site_builder.render import script_data

_MESSAGE = re.compile(r"\b_\('([^'\\]+)'\)")
_NUMBERED = re.compile(r"\bngettext\('([^'\\]+)', '([^'\\]+)', n\)")
_LEFT = re.compile(r"\b(?:_|ngettext)\([^\n]{0,40}")


def script_said(script: str, name: str) -> str:
    """Return a script in which the texts of the catalogue stand where it names messages.

    A script names a message as `_('…')`, or as `ngettext('…', '…', n)` where the number `n` decides.

    Raises:
        ValueError: It names a message in another way.
    """
    said = _NUMBERED.sub(_chosen, script)
    said = _MESSAGE.sub(lambda found: script_data(messages._(found[1])), said)
    left = _LEFT.search(_MESSAGE.sub("", _NUMBERED.sub("", script)))
    if left:
        raise ValueError(f"{name}: found {left[0]}, expected _('…') or ngettext('…', '…', n); write the message so")
    return said


def _chosen(found: re.Match[str]) -> str:
    rule, forms = messages.forms(found[1], found[2])
    return f"{script_data(forms)}[Number({rule})]"
