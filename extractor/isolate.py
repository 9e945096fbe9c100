"""Calls in child processes with limits: what one document does to its process harms no other.

`IsolatingExecutor` has the interface of `concurrent.futures`, so what works with it works with any executor. Unlike a
`ProcessPoolExecutor` it loses one call, not all, when a process dies, and ends a call that takes too long.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from types import TracebackType
from typing import Any, Literal, ParamSpec, TypeVar

from extractor.limits import DEFAULT, MIB, Limits

if sys.platform != "win32":
    import resource

P = ParamSpec("P")
T = TypeVar("T")
_Kind = Literal["result", "raised", "memory"]

PRELOADED = ["__main__", "extractor.extract"]
"""What the server that children are forked from has imported; its main module, because every child asks for that."""

CALLS_A_CHILD = 100
_START_SECONDS = 60
_END_SECONDS = 5


class Lost(Exception):
    """A call whose process did not answer: `reason` says why, `remedy` what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason, remedy)
        self.reason, self.remedy = reason, remedy


class IsolatingExecutor(Executor):
    """Runs calls in child processes with limits, one call at a time in each.

    A child that has answered takes the next call, which spares small documents the warming up of a process. It is
    replaced after `CALLS_A_CHILD` calls and when it has grown to a quarter of the memory limit. A call that ends a used
    child is tried again in a fresh one, so that no call fails for what another left behind. Children's standard output
    and error lead nowhere.

    A call whose process dies, or outlasts a limit, raises `Lost` from its future; where the system has no limits
    (`Limits` says where) the time by the clock alone guards.

    Args:
        limits: What one call may cost.
        jobs: How many children at a time.
    """

    def __init__(self, limits: Limits = DEFAULT, jobs: int = 1) -> None:
        self._limits = limits
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="isolated")
        self._children: set[_Child] = set()
        self._idle: list[_Child] = []
        self._stopped = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Schedule a call; function, arguments and result must pickle."""
        return self._threads.submit(self._call, bytes(ForkingPickler.dumps((fn, args, kwargs))))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls, and end the children once theirs are done."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        self._stopped = True
        while self._idle:
            self._end(self._idle.pop())

    def stop(self) -> None:
        """End all children at once, whatever they are doing; what they were asked is lost."""
        self._stopped = True
        for child in tuple(self._children):
            child.kill()
        self.shutdown(cancel_futures=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for all calls; when an exception, Ctrl-C among them, leaves the block, end them instead."""
        if kind is None:
            self.shutdown()
        else:
            self.stop()

    def _call(self, payload: bytes) -> Any:
        while True:
            child = self._idle.pop() if self._idle else self._new_child()
            try:
                answer = child.ask(payload)
            except Lost:
                self._end(child)
                if child.calls > 1 and not child.outlasted and not self._stopped:
                    continue
                raise
            return self._taken(child, *answer)

    def _taken(self, child: _Child, kind: _Kind, value: Any, is_last: bool) -> Any:
        """The value of an answer, or its exception raised; the child goes back to the others."""
        if is_last or self._stopped:
            self._end(child)
        else:
            self._idle.append(child)
        if kind == "raised":
            raise value
        return value

    def _new_child(self) -> _Child:
        child = _Child(self._limits)
        self._children.add(child)
        return child

    def _end(self, child: _Child) -> None:
        child.end()
        self._children.discard(child)


_PROCESSES = threading.Lock()
"""Held while processes start or are polled: `multiprocessing` polls all when it starts one and hears each end once."""


class _Child:
    """A child process: takes calls until it is ended, answers, or dies."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.calls, self.outlasted, self._is_ready = 0, False, False
        context = _context()
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, limits), daemon=True)
        with _PROCESSES:
            self._process.start()
        theirs.close()

    def ask(self, payload: bytes) -> tuple[_Kind, Any, bool]:
        """Make the call; returns its result or exception, and whether the child ends now.

        Raises:
            Lost: The child outlasted the time or died.
        """
        self.calls += 1
        try:
            if not self._is_ready:
                self._receive(_START_SECONDS)
                self._is_ready = True
            self._pipe.send_bytes(payload)
            answer: tuple[_Kind, Any, bool] = self._receive(self._limits.seconds)
        except (EOFError, OSError) as error:
            raise self._death() from error
        if answer[0] == "memory":
            remedy = "Split the file, or allow more with --memory-limit."
            raise Lost(f"it needs more than {self._limits.memory} MiB of memory", remedy)
        return answer

    def _receive(self, seconds: float) -> Any:
        if not wait([self._pipe], timeout=seconds):
            self.kill()
            self.outlasted = True
            raise Lost(f"it took longer than {seconds:g} seconds", "Split the file, or allow more with --time-limit.")
        return self._pipe.recv()

    def _death(self) -> Lost:
        code = self._join()
        name = signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"
        if name == "SIGXCPU":
            seconds = self._limits.cpu_seconds
            remedy = "Split the file, or allow more with --cpu-limit."
            return Lost(f"it took longer than {seconds} seconds of processor time", remedy)
        return Lost(f"the process that read it ended by itself ({name})", "Open it in a viewer, and save it anew.")

    def kill(self) -> None:
        """End the process and what it started, at once."""
        pid = self._process.pid
        if self._is_ready and sys.platform != "win32" and pid is not None:
            try:
                os.killpg(pid, signal.SIGKILL)
            except ProcessLookupError:
                return
        else:
            self._process.kill()

    def end(self) -> None:
        """Let the process go; one that does not is killed."""
        self._pipe.close()
        if self._join() is None:
            self.kill()
            self._join()

    def _join(self) -> int | None:
        wait([self._process.sentinel], timeout=_END_SECONDS)
        with _PROCESSES:
            code: int | None = self._process.exitcode
        return code


def _context() -> Any:
    """Children are forked from a server with one thread, where that is sure, else started anew.

    Forking the command itself would copy the locks that its threads hold.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _serve(pipe: Connection, limits: Limits) -> None:
    """The whole life of a child."""
    _confine(limits)
    pipe.send("ready")
    for left in reversed(range(CALLS_A_CHILD)):
        try:
            payload = pipe.recv_bytes()
        except EOFError:
            return
        _allow_cpu(limits)
        kind, value = _answer(payload)
        is_last = not left or kind == "memory" or _has_grown(limits)
        pipe.send_bytes(_pickled(kind, value, is_last))
        if is_last:
            return


def _answer(payload: bytes) -> tuple[_Kind, Any]:
    try:
        function, args, kwargs = ForkingPickler.loads(payload)
        return "result", function(*args, **kwargs)
    except Exception as error:  # noqa: BLE001 - the future raises it again
        return ("memory", None) if is_for_memory(error) else ("raised", error)


def is_for_memory(error: BaseException | None) -> bool:
    """Tells whether an exception, or one that it was made of, says that memory ran out."""
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _pickled(kind: _Kind, value: Any, is_last: bool) -> bytes:
    """An answer that the other side can surely read."""
    try:
        answer = bytes(ForkingPickler.dumps((kind, value, is_last)))
        if kind == "raised":
            ForkingPickler.loads(answer)
    except MemoryError:
        return bytes(ForkingPickler.dumps(("memory", None, is_last)))
    except Exception as error:  # noqa: BLE001 - pickling runs the code of any class
        told = RuntimeError(f"{value!r:.200} cannot be handed over: {error}")
        return bytes(ForkingPickler.dumps(("raised", told, is_last)))
    return answer


def _confine(limits: Limits) -> None:
    """Set what holds for the process's whole life: its group, where its output goes, its memory."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    if sys.platform != "win32":
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _lower(resource.RLIMIT_AS, limits.memory * MIB)


def _allow_cpu(limits: Limits) -> None:
    """Give the next call its processor time, on top of what the process has used."""
    if sys.platform != "win32":
        _lower(resource.RLIMIT_CPU, math.ceil(time.process_time() + limits.cpu_seconds))


def _lower(kind: int, limit: int) -> None:
    """Set the soft limit, as far as the hard limit that the process was born with allows."""
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _has_grown(limits: Limits) -> bool:
    """Tells whether the process has used so much memory that the next call might lack it."""
    if sys.platform != "linux":
        return False
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > limits.memory * 1024 / 4
