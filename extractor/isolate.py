"""Calls in child processes with limits: what one document does to its process harms no other.

`IsolatingExecutor` has the interface of `concurrent.futures`, so what works with it works with any executor. Unlike a
`ProcessPoolExecutor` it loses one call, not all, when a process dies, and ends a call that takes too long.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Timer
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from extractor.child import START, Answer, receive, send
from extractor.limits import DEFAULT, Limits

P = ParamSpec("P")
T = TypeVar("T")

_START_SECONDS = 60
_END_SECONDS = 5


class Lost(Exception):
    """A call whose process did not answer: `reason` says why, `remedy` what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason, remedy)
        self.reason, self.remedy = reason, remedy


class NotStarted(OSError):
    """No child process can be started, so that no call can be made at all."""


class IsolatingExecutor(Executor):
    """Runs calls in child processes with limits, one call at a time in each.

    A child that has answered takes the next call, which spares small documents the start of a process. A child is
    replaced when it has answered many calls or grown by a quarter of the memory limit. A call that ends a used child is
    made again in a fresh one, so that no call fails for what another left behind. Children's standard output and error
    lead nowhere.

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
        return self._threads.submit(self._call, pickle.dumps((fn, args, kwargs)))

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
            except Exception as error:
                self._end(child)
                if isinstance(error, Lost) and child.calls > 1 and not child.outlasted and not self._stopped:
                    continue
                raise
            return self._taken(child, answer)

    def _taken(self, child: _Child, answer: Answer) -> Any:
        """The value of an answer, or its exception raised; the child goes back to the others."""
        if answer.is_last or child.outlasted or self._stopped:
            self._end(child)
        else:
            self._idle.append(child)
        if answer.kind == "raised":
            raise answer.value
        return answer.value

    def _new_child(self) -> _Child:
        child = _Child(self._limits)
        self._children.add(child)
        return child

    def _end(self, child: _Child) -> None:
        child.end()
        self._children.discard(child)


class _Child:
    """A child process, spoken with through its standard input and output.

    Attributes:
        calls: How many were made of it.
        outlasted: It was killed because a call took too long, by the clock or of a processor.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.calls, self.outlasted = 0, False
        path = os.pathsep.join(filter(None, sys.path))
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
        )

    def ask(self, payload: bytes) -> Answer:
        """Make a call.

        Raises:
            Lost: The child took too long, too much, or died.
            NotStarted: It did not come to life.
        """
        self.calls += 1
        if self.calls == 1:
            self._start()
        answer = self._exchange(payload, self._limits.seconds)
        if answer is None:
            raise self._death()
        if answer.kind == "memory":
            remedy = "Split the file, or allow more with --memory-limit."
            raise Lost(f"it needs more than {self._limits.memory} MiB of memory", remedy)
        return answer

    def _start(self) -> None:
        answer = self._exchange(pickle.dumps(self._limits), _START_SECONDS)
        if answer is None or answer.kind != "result":
            told = answer.value if answer else f"{self._ending()} within {_START_SECONDS} seconds"
            raise NotStarted(f"a process to read documents in did not start ({told}). Install unit-atlas again.")

    def _exchange(self, payload: bytes, seconds: float) -> Answer | None:
        """Send, and wait for the answer; None when there is none, because the child died or was killed for time."""
        timer = Timer(seconds, self._outlast)
        timer.start()
        try:
            send(self._process.stdin, payload)
            answer = receive(self._process.stdout)
        except OSError:
            answer = None
        finally:
            timer.cancel()
        return pickle.loads(answer) if answer is not None else None

    def _outlast(self) -> None:
        self.outlasted = True
        self.kill()

    def _death(self) -> Lost:
        if self.outlasted:
            remedy = "Split the file, or allow more with --time-limit."
            return Lost(f"it took longer than {self._limits.seconds:g} seconds", remedy)
        ending = self._ending()
        if ending == "SIGXCPU":
            self.outlasted = True
            remedy = "Split the file, or allow more with --cpu-limit."
            return Lost(f"it took longer than {self._limits.cpu_seconds} seconds of processor time", remedy)
        remedy = "Open it in a viewer and save it anew, or allow more with --memory-limit."
        return Lost(f"the process that read it ended by itself ({ending})", remedy)

    def _ending(self) -> str:
        """How the process ended, by the name of a signal or its exit code."""
        self.end()
        code = self._process.returncode
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"

    def kill(self) -> None:
        """End the process and what it started, at once."""
        with suppress(ProcessLookupError):
            if sys.platform == "win32" or self._process.poll() is not None:
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)

    def end(self) -> None:
        """Let the process go; one that stays is killed."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            self._process.wait()
