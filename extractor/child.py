"""The life of a child process of `extractor.isolate`: within limits it takes calls, and answers each.

Messages are a length of eight bytes and a pickle. Parent and child are one program; what a document says is unpickled
only as part of a value that the program made.
"""

from __future__ import annotations

import gc
import math
import os
import pickle
import sys
import time
from dataclasses import dataclass, replace
from typing import IO, Any, Literal

from extractor.limits import MIB, Limits

if sys.platform != "win32":
    import resource

START = "from extractor.child import serve; serve()"
MOST_CALLS = 500
_LENGTH = 8
_RARELY = (50_000, 20, 100)
_CPP_NO_MEMORY = "std::bad_alloc"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a call.

    Attributes:
        kind: `memory` when there was too little of it.
        value: The result, or the exception raised.
        is_last: The child takes no more calls.
    """

    kind: Literal["result", "raised", "memory"]
    value: Any = None
    is_last: bool = False


def send(pipe: IO[bytes] | None, message: bytes) -> None:
    """Write a message.

    Raises:
        OSError: The other side is gone.
    """
    if pipe is not None:
        pipe.write(len(message).to_bytes(_LENGTH, "big"))
        pipe.write(message)
        pipe.flush()


def receive(pipe: IO[bytes] | None) -> bytes | None:
    """Read a message; None when the other side is gone, even in the midst of it."""
    head = pipe.read(_LENGTH) if pipe is not None else b""
    length = int.from_bytes(head, "big")
    message = pipe.read(length) if pipe is not None and len(head) == _LENGTH else b""
    return message if head and len(message) == length else None


def serve() -> None:
    """Take limits, then calls, until there are no more."""
    calls, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _silence()
    limits = pickle.loads(receive(calls) or b"")
    try:
        import extractor.batch  # noqa: F401 - takes longer than to read a small document

        _confine(limits)
    except Exception as error:  # noqa: BLE001 - told by the other side
        send(answers, pickle.dumps(Answer("raised", f"{type(error).__name__}: {error}", is_last=True)))
        return
    collect_rarely()
    send(answers, pickle.dumps(Answer("result")))
    most = _peak() + limits.memory * MIB // 4
    for left in reversed(range(MOST_CALLS)):
        payload = receive(calls)
        if payload is None:
            return
        _allow_cpu(limits)
        answer = replace(_answer(payload), is_last=not left or _peak() > most)
        send(answers, _pickled(answer))
        if answer.is_last:
            return


def collect_rarely() -> None:
    """Look for cycles of garbage rarely, and never in what is loaded already.

    Reading a page makes hundreds of thousands of objects that hold no cycles; looking at them again and again took a
    seventh of the time.
    """
    gc.freeze()
    gc.set_threshold(*_RARELY)


def _silence() -> None:
    """Lead standard input and output elsewhere, so that no library reads or writes between messages."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)


def _answer(payload: bytes) -> Answer:
    try:
        function, args, kwargs = pickle.loads(payload)
        return Answer("result", function(*args, **kwargs))
    except Exception as error:  # noqa: BLE001 - raised again on the other side
        return Answer("memory") if is_for_memory(error) else Answer("raised", error)


def is_for_memory(error: BaseException | None) -> bool:
    """Tells whether an exception, or one that it was made of, says that memory ran out."""
    while error is not None:
        if isinstance(error, MemoryError) or _CPP_NO_MEMORY in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _pickled(answer: Answer) -> bytes:
    """An answer that the other side can surely read."""
    try:
        message = pickle.dumps(answer)
        if answer.kind == "raised":
            pickle.loads(message)
    except MemoryError:
        return pickle.dumps(Answer("memory"))
    except Exception as error:  # noqa: BLE001 - pickling runs the code of any class
        told = RuntimeError(f"{answer.value!r:.200} cannot be handed over: {error}")
        return pickle.dumps(Answer("raised", told))
    return message


def _confine(limits: Limits) -> None:
    """Set what holds for the process's whole life."""
    if sys.platform != "win32":
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


def _peak() -> int:
    """The most bytes of memory that the process has used; 0 where nothing guards them."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 if sys.platform == "linux" else 0
