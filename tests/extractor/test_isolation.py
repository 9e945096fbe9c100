"""Calls in child processes: what one call does harms no other, and costs no more than the limits allow."""

from __future__ import annotations

import errno
import functools
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.isolate import IsolatingExecutor, Lost, NotStarted
from extractor.limits import Limits

LIMITS = Limits(seconds=20, cpu_seconds=1, memory=400)
DIES_WHEN_USED = "import os, sys; hasattr(sys, 'used') and os._exit(3); sys.used = True"

needs_limits = pytest.mark.skipif(sys.platform != "linux", reason="the system sets no such limits")


@pytest.fixture(scope="module")
def executor() -> Iterator[IsolatingExecutor]:
    with IsolatingExecutor(LIMITS) as executor:
        yield executor


def test_results_and_exceptions_come_back(executor: IsolatingExecutor) -> None:
    assert list(executor.map(divmod, [7, 9], [2, 4])) == [(3, 1), (2, 1)]
    with pytest.raises(FileNotFoundError) as caught:
        executor.submit(os.stat, "not-there").result()
    assert caught.value.errno == errno.ENOENT


def test_calls_run_at_once_in_as_many_processes_as_jobs(tmp_path: Path) -> None:
    wait = "touch {0}; while [ ! -e {1} ]; do sleep 0.05; done"
    with IsolatingExecutor(Limits(seconds=60), jobs=2) as executor:
        scripts = [wait.format(tmp_path / mine, tmp_path / other) for mine, other in ("ab", "ba")]
        calls = [executor.submit(subprocess.call, ["sh", "-c", script]) for script in scripts]
        assert [call.result() for call in calls] == [0, 0]
        pids = {executor.submit(os.getpid).result() for _ in range(4)}
    assert len(pids) <= 2
    assert os.getpid() not in pids


@pytest.mark.parametrize(
    ("function", "arguments", "reason"),
    [
        (os._exit, (3,), "the process that read it ended by itself (exit code 3)"),
        (signal.raise_signal, (signal.SIGSEGV,), "the process that read it ended by itself (SIGSEGV)"),
        pytest.param(
            functools.partial(pow, 3, 10**9),
            (),
            "it took longer than 1 seconds of processor time",
            marks=needs_limits,
        ),
        pytest.param(bytearray, (2**30,), "it needs more than 400 MiB of memory", marks=needs_limits),
    ],
)
def test_a_call_that_breaks_its_process_is_lost_alone(
    executor: IsolatingExecutor, function: object, arguments: tuple[object, ...], reason: str
) -> None:
    before, broken, after = (
        executor.submit(len, "before"),
        executor.submit(function, *arguments),  # type: ignore[arg-type]
        executor.submit(len, "afterwards"),
    )
    with pytest.raises(Lost) as lost:
        broken.result()
    assert lost.value.reason == reason
    assert (before.result(), after.result()) == (6, 10)


def test_a_call_that_takes_too_long_is_ended_with_what_it_started(tmp_path: Path) -> None:
    with IsolatingExecutor(Limits(seconds=1)) as executor:
        executor.submit(len, "start").result()
        begun = time.monotonic()
        script = f"echo $$ > {tmp_path}/pid; exec sleep 60"
        with pytest.raises(Lost) as lost:
            executor.submit(subprocess.call, ["sh", "-c", script]).result()
        assert time.monotonic() - begun < 10
        assert lost.value.reason == "it took longer than 1 seconds"
        assert executor.submit(len, "after").result() == 5
    pid = int((tmp_path / "pid").read_text(encoding="utf-8"))
    assert not Path(f"/proc/{pid}/cmdline").exists() or not Path(f"/proc/{pid}/cmdline").read_bytes()


def test_memory_that_a_reader_takes_for_another_fault_is_told_as_memory(executor: IsolatingExecutor) -> None:
    code = "try:\n bytearray(2**40)\nexcept Exception as error:\n raise ValueError('no PDF') from error"
    with pytest.raises(Lost, match="MiB of memory"):
        executor.submit(exec, code).result()


def test_a_call_that_ends_a_used_child_is_made_again_in_a_fresh_one(executor: IsolatingExecutor) -> None:
    assert [executor.submit(exec, DIES_WHEN_USED).result() for _ in range(3)] == [None] * 3


def test_a_child_that_has_grown_is_replaced(executor: IsolatingExecutor) -> None:
    pid = executor.submit(os.getpid).result()
    assert executor.submit(os.getpid).result() == pid
    executor.submit(len, bytes(150 * 2**20)).result()
    assert executor.submit(os.getpid).result() != pid


def test_what_cannot_be_handed_over_is_told(executor: IsolatingExecutor) -> None:
    with pytest.raises(RuntimeError, match=r"lock object.* cannot be handed over"):
        executor.submit(threading.Lock).result()
    with pytest.raises(RuntimeError, match=r"Odd.* cannot be handed over"):
        executor.submit(exec, "class Odd(Exception): pass\nraise Odd").result()
    with pytest.raises((pickle.PicklingError, AttributeError)):
        executor.submit(lambda: None)


def test_what_a_child_prints_goes_nowhere(executor: IsolatingExecutor, capfd: pytest.CaptureFixture[str]) -> None:
    assert executor.submit(print, "loud").result() is None
    assert executor.submit(os.write, 2, b"louder").result() == 6
    assert executor.submit(os.read, 0, 10).result() == b""
    assert capfd.readouterr() == ("", "")


def test_an_exception_in_the_block_ends_the_calls_under_way() -> None:
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt), IsolatingExecutor(Limits(seconds=60), jobs=1) as executor:
        executor.submit(len, "start").result()
        calls = [executor.submit(time.sleep, 50) for _ in range(3)]
        raise KeyboardInterrupt
    assert time.monotonic() - begun < 20
    assert all(call.done() for call in calls)


def test_an_interpreter_that_does_not_start_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with IsolatingExecutor() as executor, pytest.raises(NotStarted, match=r"did not start \(exit code 1"):
        executor.submit(len, "x").result()


def test_a_broken_installation_is_told_by_its_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "pydantic.py").write_text("raise ImportError('half installed')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with IsolatingExecutor() as executor, pytest.raises(NotStarted, match="ImportError: half installed"):
        executor.submit(len, "x").result()


def test_a_library_folder_is_no_place_to_import_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "pydantic.py").write_text("raise ImportError('from the current folder')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    with IsolatingExecutor() as executor:
        assert executor.submit(len, "x").result() == 1
