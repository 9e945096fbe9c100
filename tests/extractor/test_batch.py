"""Many documents: told in order, whatever executor reads them, and none twice that did not change."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from extractor import ledger as ledger_module
from extractor.batch import Batch, Outcome
from extractor.extract import DocumentResult, extract_document
from extractor.isolate import IsolatingExecutor
from extractor.ledger import Ledger
from extractor.limits import Limits
from extractor.readers.ranges import PagesRead
from extractor.reading import Reading
from extractor.sources import SourceError
from tests.extractor.hostile import UNIT
from unit_atlas.model import AwardingBody

SAMPLES = sorted((Path(__file__).parents[2] / "specs" / "sources").glob("00[0-2]_*.txt"))
GOLDEN = Path(__file__).parents[1] / "golden"
READING = Reading(bodies=(AwardingBody(id="ocr", name="OCR"),))


class Unused(Executor):
    """An executor that nothing may be asked of."""

    def submit(self, *arguments: object, **named: object) -> Future[object]:  # type: ignore[override]
        raise AssertionError(f"called: {arguments} {named}")


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    return [Path(shutil.copy(path, tmp_path)) for path in SAMPLES]


@pytest.fixture
def make_ledger(tmp_path: Path) -> Callable[..., Ledger]:
    def make(reading: Reading = READING, *, again: bool = False) -> Ledger:
        return Ledger(tmp_path / "specs" / "units", reading, again=again)

    return make


def results(outcomes: list[Outcome]) -> list[object]:
    return [outcome.result for outcome in outcomes]


def noted(batch: Batch, paths: list[Path]) -> list[Outcome]:
    """The outcomes, noted in the ledger as if their units were stored."""
    outcomes = list(batch.outcomes(paths))
    for outcome in outcomes:
        assert isinstance(outcome.result, DocumentResult)
        assert outcome.sha256 is not None
        batch.ledger.note(outcome.path, outcome.sha256, outcome.result, [])
    batch.ledger.close()
    return outcomes


def test_outcomes_are_the_same_and_in_order_whatever_the_executor(
    sources: list[Path], make_ledger: Callable[..., Ledger]
) -> None:
    paths = [*sources, Path("not-there.txt"), *reversed(sources)]
    told = []
    for executor in (IsolatingExecutor(jobs=1), IsolatingExecutor(jobs=2), ThreadPoolExecutor(3)):
        with executor:
            outcomes = list(Batch(executor, READING, make_ledger()).outcomes(paths))
        assert [outcome.path for outcome in outcomes] == paths
        told.append([str(r) if isinstance(r, SourceError) else r for r in results(outcomes)])
    assert told[0] == told[1] == told[2]
    assert all(isinstance(result, DocumentResult) and result.units for result in told[0][:3])


def test_each_document_is_told_as_finished_once(sources: list[Path], make_ledger: Callable[..., Ledger]) -> None:
    finished: list[Path] = []
    with ThreadPoolExecutor(2) as executor:
        paths = [*sources, Path("not-there.txt")]
        list(Batch(executor, READING, make_ledger(), finished=finished.append).outcomes(paths))
    assert sorted(finished) == sorted(paths)


def test_what_no_reader_foresaw_costs_one_line(
    sources: list[Path], make_ledger: Callable[..., Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object, **more: object) -> None:
        raise RecursionError("too deep\nby far")

    monkeypatch.setattr("extractor.batch.extract_document", broken)
    with ThreadPoolExecutor(1) as executor:
        outcome = next(Batch(executor, READING, make_ledger()).outcomes(sources))
    assert str(outcome.result) == (
        f"{sources[0]}: its reader failed (RecursionError: too deep by far). Report this, with the document if you may."
    )


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(file_size=0), "found 0.0 MiB, expected at most 0 MiB"),
        (Limits(pages=1), "found 2 pages, expected at most 1"),
    ],
)
def test_size_and_pages_are_limited(make_ledger: Callable[..., Ledger], limits: Limits, reason: str) -> None:
    path = GOLDEN / "pdf-sources" / "r_rowper_watermark_U0.pdf"
    with ThreadPoolExecutor(1) as executor:
        (outcome,) = Batch(executor, READING, make_ledger(), limits).outcomes([path])
    assert isinstance(outcome.result, SourceError)
    assert outcome.result.reason == reason


def test_a_known_document_is_not_read_again(sources: list[Path], make_ledger: Callable[..., Ledger]) -> None:
    with ThreadPoolExecutor(1) as executor:
        first = noted(Batch(executor, READING, make_ledger()), sources)
    second = list(Batch(Unused(), READING, make_ledger()).outcomes(sources))
    assert results(second) == results(first)
    assert all(outcome.entry for outcome in second)


@pytest.mark.parametrize(
    "reading",
    [
        Reading(),
        dataclasses.replace(READING, awarding_body="OCR"),
        dataclasses.replace(READING, layout="ocr_2011"),
        dataclasses.replace(READING, infer=True),
    ],
)
def test_a_document_that_would_be_read_otherwise_is_read_again(
    sources: list[Path], make_ledger: Callable[..., Ledger], reading: Reading
) -> None:
    with ThreadPoolExecutor(1) as executor:
        (outcome,) = noted(Batch(executor, READING, make_ledger()), sources[:1])
    assert outcome.sha256 is not None
    assert make_ledger().find(sources[0], outcome.sha256) is not None
    assert make_ledger(reading).find(sources[0], outcome.sha256) is None
    assert make_ledger(again=True).find(sources[0], outcome.sha256) is None


def test_other_bytes_another_name_or_another_extractor_are_read_again(
    sources: list[Path], make_ledger: Callable[..., Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    with ThreadPoolExecutor(1) as executor:
        (outcome,) = noted(Batch(executor, READING, make_ledger()), sources[:1])
    digest = outcome.sha256 or ""
    assert make_ledger().find(sources[0], digest)
    assert make_ledger().find(sources[0], "0" * 64) is None
    assert make_ledger().find(sources[0].with_name("other.txt"), digest) is None
    monkeypatch.setattr(ledger_module, "_extractor", lambda: "another")
    assert make_ledger().find(sources[0], digest) is None


def test_a_damaged_note_counts_as_none(tmp_path: Path, sources: list[Path], make_ledger: Callable[..., Ledger]) -> None:
    with ThreadPoolExecutor(1) as executor:
        (outcome,) = noted(Batch(executor, READING, make_ledger()), sources[:1])
    (note,) = (tmp_path / "specs" / ".cache" / "extract").glob("*.json")
    note.write_bytes(note.read_bytes()[:-100])
    assert make_ledger().find(sources[0], outcome.sha256 or "") is None


def test_notes_keep_out_of_git_and_hold_nothing_of_the_moment(
    tmp_path: Path, sources: list[Path], make_ledger: Callable[..., Ledger]
) -> None:
    folder = tmp_path / "specs" / ".cache"
    copies = []
    for _ in range(2):
        with ThreadPoolExecutor(1) as executor:
            noted(Batch(executor, READING, make_ledger()), sources)
        copies.append({path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()})
        shutil.rmtree(folder)
    assert copies[0] == copies[1]
    assert copies[0][".gitignore"] == b"*\n"


def test_notes_are_not_written_through_a_link(
    tmp_path: Path, sources: list[Path], make_ledger: Callable[..., Ledger]
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / ".cache").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="found a link"):
        make_ledger().close()
    assert not any((tmp_path / "elsewhere").iterdir())


def test_a_text_of_one_unit_is_what_the_hostile_files_hold(tmp_path: Path, make_ledger: Callable[..., Ledger]) -> None:
    (tmp_path / "bees.txt").write_text(UNIT, encoding="utf-8")
    with ThreadPoolExecutor(1) as executor:
        (outcome,) = Batch(executor, READING, make_ledger()).outcomes([tmp_path / "bees.txt"])
    assert isinstance(outcome.result, DocumentResult)
    assert [unit.unit.title for unit in outcome.result.units] == ["Keep bees"]


@pytest.fixture
def long_pdf(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A handbook that is read in two ranges."""
    monkeypatch.setattr("extractor.readers.ranges.MOST_PAGES", 20)
    return GOLDEN / "pdf-layouts" / "11-ocn-london-unit-guide.pdf"


def test_a_long_document_is_read_by_ranges_as_if_at_once(long_pdf: Path, make_ledger: Callable[..., Ledger]) -> None:
    calls: list[object] = []

    class Watched(ThreadPoolExecutor):
        def submit(self, fn: Callable[..., object], /, *args: object, **named: object) -> Future[object]:  # type: ignore[override]
            calls.append(fn.__name__)
            return super().submit(fn, *args, **named)

    finished: list[Path] = []
    with Watched(1) as executor:
        (outcome,) = Batch(executor, READING, make_ledger(), finished=finished.append).outcomes([long_pdf])
    assert calls == ["read_document", "read_pages", "read_pages", "put_together"]
    assert outcome.result == extract_document(long_pdf, bodies=READING.bodies)
    assert finished == [long_pdf]
    assert isinstance(outcome.result, DocumentResult)
    assert len(outcome.result.units) == 12


def test_a_range_that_cannot_be_read_costs_its_document(
    long_pdf: Path, make_ledger: Callable[..., Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, positions: Sequence[int], engine: str) -> PagesRead:
        if positions[0]:
            raise SourceError(path, "it is broken", "Mend it.")
        return PagesRead((), "pdf", ())

    monkeypatch.setattr("extractor.batch.read_source_range", broken)
    finished: list[Path] = []
    with ThreadPoolExecutor(1) as executor:
        batch = Batch(executor, READING, make_ledger(), finished=finished.append)
        outcomes = list(batch.outcomes([SAMPLES[0], long_pdf, SAMPLES[1]]))
    assert str(outcomes[1].result) == f"{long_pdf}: it is broken. Mend it."
    assert isinstance(outcomes[2].result, DocumentResult)
    assert sorted(finished) == sorted([SAMPLES[0], long_pdf, SAMPLES[1]])
