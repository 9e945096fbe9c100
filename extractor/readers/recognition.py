"""Pages of a PDF completed: pictures of print are recognised, hidden text is compared with a recognition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pypdfium2

from extractor.document import Page
from extractor.readers.engines import EngineMissing, installing, missing_for
from extractor.readers.triage import PageKind, kinds_of

GARBLED_SHARE = 0.3
_GARBLED = re.compile("\\(cid:\\d+\\)|[\ufffd\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Completed:
    """All pages in order; `reader` says how they were read, warnings what could not be done."""

    pages: tuple[Page, ...]
    reader: str
    warnings: tuple[str, ...] = ()


def completed(data: bytes, pages: Sequence[Page], engine: str) -> Completed:
    """Read what a PDF holds beside its text.

    Args:
        data: The file.
        pages: Its pages as text.
        engine: One of `extractor.readers.engines.ENGINES`, used where a page needs it.

    Raises:
        EngineMissing: A page needs recognition and the engine is not installed.
        RecognitionFailed: The engine failed.
    """
    try:
        kinds = kinds_of(data, [page.number for page in pages])
    except pypdfium2.PdfiumError as error:
        return Completed(tuple(pages), "pdf", (f"its pages could not be searched for scans: {error}",))
    read = {page.number: kind for page in pages for kind in [_kind(page, kinds)]}
    pages = [_with_layer(page) if read[page.number] == "text-layer" else page for page in pages]
    scans = [number for number, kind in read.items() if kind == "scan"]
    layers = [number for number, kind in read.items() if kind == "text-layer"]
    missing = missing_for(engine) if scans or layers else ()
    if scans and missing:
        needs = f"page {scans[0]} is a picture" if len(scans) == 1 else f"pages from {scans[0]} on are pictures"
        reason = f"{needs} of print, and {' and '.join(missing)} to recognise it is not installed"
        raise EngineMissing(reason, f"Install recognition: {installing(missing)}")
    reader = "+".join(name for kind, name in _READERS.items() if kind in read.values()) or "pdf"
    if missing:
        return Completed(tuple(pages), reader, (_not_compared(layers, missing),) if layers else ())
    seen = _recognised(data, scans, layers, pages, engine)
    return Completed(tuple(seen.get(page.number, page) for page in pages), reader, tuple(_remarks(seen)))


_READERS: dict[PageKind, str] = {"text": "pdf", "text-layer": "text-layer", "scan": "ocr"}
READERS = tuple(_READERS.values())


def _kind(page: Page, kinds: Mapping[int, PageKind]) -> PageKind:
    garbled = sum(1 for word in page.words if _GARBLED.search(word.text))
    if page.words and garbled > GARBLED_SHARE * len(page.words):
        return "scan"
    return kinds[page.number]


def _with_layer(page: Page) -> Page:
    """The page of a searchable scan, whose hidden words are its text."""
    return replace(page, words=(*page.words, *page.hidden), hidden=())


def _not_compared(numbers: Sequence[int], missing: Sequence[str]) -> str:
    scans = f"page {numbers[0]} is a scan" if len(numbers) == 1 else f"pages from {numbers[0]} on are scans"
    return f"{scans} whose hidden text was taken as it is; to have it compared with the picture: {installing(missing)}"


def _remarks(pages: Mapping[int, Page]) -> Iterator[str]:
    """What a person should know of scanned pages, by number; a line for all of which the same is to say."""
    said: dict[str, list[int]] = {}
    for number in sorted(pages):
        for remark in pages[number].remarks:
            said.setdefault(remark, []).append(number)
    for remark, numbers in said.items():
        yield f"page{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}: {remark}"


def _recognised(
    data: bytes, scans: Sequence[int], layers: Sequence[int], pages: Sequence[Page], engine: str
) -> dict[int, Page]:
    if not scans and not layers:
        return {}
    from extractor.readers.layer import compared
    from extractor.readers.scan import read_pages

    by_number = {page.number: page for page in pages}
    found = {page.number: page for page in read_pages(data, sorted([*scans, *layers]), engine)}
    return {number: compared(by_number[number], page) if number in layers else page for number, page in found.items()}
