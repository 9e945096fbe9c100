"""Where each page lives, and what its anchors are called."""

from __future__ import annotations

import hashlib
import re
import unicodedata

HOME = "index.html"
FAMILIES = "families/index.html"
INDEXES = "browse/index.html"
REVIEW = "review/index.html"
ABOUT = "about/index.html"
CHANGES = "changes/index.html"
MINE = "mine/index.html"

_KEY_LENGTH = 48
_RESERVED = re.compile(r"(index|con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def slug(text: str) -> str:
    """Return a file name part for a text: `[a-z0-9-]`, without double dashes, at most 48 characters.

    Letters that ASCII cannot show, and what goes beyond the length, are replaced by a digest, so that two texts share
    a slug only when they differ in case, punctuation or accents.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    if len(name) > _KEY_LENGTH or not name:
        name = f"{name[: _KEY_LENGTH - 9]}-{_digest(text.casefold())}".strip("-")
    return f"{name}-" if _RESERVED.fullmatch(name) else name


def unit_key(unit_id: str) -> str:
    """Return a unit's id as one file name part of at most 48 characters."""
    name = unit_id.replace("/", "--")
    return name if len(name) <= _KEY_LENGTH else f"{name[: _KEY_LENGTH - 9]}-{_digest(unit_id)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def unit_page(unit_id: str) -> str:
    """Return the page of a unit."""
    return f"units/{unit_id}.html"


def unit_download(unit_id: str, extension: str) -> str:
    """Return the file that offers a unit's data."""
    return f"units/{unit_id}.{extension}"


def comparison_page(held: str, wanted: str) -> str:
    """Return the page that compares evidence held for one unit with another unit."""
    return f"compare/{unit_key(held)}/{unit_key(wanted)}.html"


def transfer_file(held: str, wanted: str, extension: str = "html") -> str:
    """Return the transfer sheet from one unit to another, as a page or as a download."""
    return f"transfer/{unit_key(held)}/{unit_key(wanted)}.{extension}"


def review_page(unit_id: str) -> str:
    """Return the page that shows a unit beside its document."""
    return f"review/{unit_id}.html"


def page_image(digest: str, number: int) -> str:
    """Return the image of a page of a document, named by the SHA-256 of the document."""
    return f"review/pages/{digest[:16]}-{number}.png"


def papers_page(unit_id: str, extension: str = "html") -> str:
    """Return the working papers of a unit, as a page, a download, or the data that "My units" loads."""
    return f"papers/{unit_id}.{extension}"


def family_page(first_member: str) -> str:
    """Return the page of a family, named after its first member."""
    return f"families/{unit_key(first_member)}.html"


def index_page(kind: str, key: str | None = None) -> str:
    """Return the page of one index, or of one entry of it."""
    return f"{kind}/index.html" if key is None else f"{kind}/{key}.html"


def root_of(page: str) -> str:
    """Return the relative way from a page to the top of the site: '' or '../' for each folder."""
    return "../" * page.count("/")


def anchor(prefix: str, number: str) -> str:
    """Return the stable anchor of a numbered part, `ac-1.2`."""
    return f"{prefix}-{re.sub(r'[^A-Za-z0-9.]+', '-', number).strip('-') or 'x'}"


def unique(name: str, taken: set[str]) -> str:
    """Return name, with a counter where it is taken already, and take it."""
    candidate, count = name, 1
    while candidate in taken:
        count += 1
        candidate = f"{name}-{count}"
    taken.add(candidate)
    return candidate
