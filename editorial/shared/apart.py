"""Work on somebody else's file in a process of its own, with a bound on time and memory.

What reads files of people was not written for hostile ones. Whatever a file does to it, its process ends after
``seconds``, takes no more memory than was allowed, and gives way to those that answer requests; the site goes on.
Question and answer are JSON: nothing that comes back from there is ever run. They go by files without a name, which
take no room in the process that asks, and bytes go behind the JSON as they are: a recording of sixty megabytes is in
memory there once.
"""

import json
import logging
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from math import ceil
from pathlib import Path
from secrets import token_hex
from typing import IO, Any, BinaryIO

from django.conf import settings
from django.utils.translation import activate, get_language

from .issues import Issue, Refused

MAX_MEMORY = 768 * 1024 * 1024
_ROOT = Path(__file__).resolve().parents[2]
_TOO_MUCH, _FAILED = 3, 4
_GIVES_WAY = 10
_SAID = 4_000
_log = logging.getLogger(__name__)


class TooMuch(Exception):
    """It did not end within its time (``slow``), took too much memory, or failed, which is in the log."""

    def __init__(self, *, slow: bool = False):
        self.slow = slow
        super().__init__(slow)


# Asking


def ask_apart(
    module: str, question: dict[str, Any], data: bytes | IO[bytes], *, seconds: float, memory: int = MAX_MEMORY
) -> Any:
    """What ``module``, run as a program of its own, answers about some bytes, or a file of them from its beginning.
    Raises :class:`Refused` as it would, and :class:`TooMuch`."""
    language = {"code": get_language(), "paths": [str(path) for path in settings.LOCALE_PATHS]}
    limits = {"seconds": seconds, "memory": memory}
    mark = token_hex(8)  # in the JSON in place of bytes, with how many are meant: no file can know it
    header = json.dumps({"limits": limits, "language": language, "mark": mark, "question": question}).encode()
    command = [sys.executable, "-m", module]
    with _unnamed() as asked, _unnamed() as answered:
        asked.write(header + b"\n")
        _put(data, asked)
        asked.seek(0)
        try:
            done = subprocess.run(
                command,
                stdin=asked,
                stdout=answered,
                stderr=subprocess.PIPE,
                timeout=seconds,
                cwd=_ROOT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise TooMuch(slow=True) from None
        if done.stderr:
            _log.error("Reading a file apart (%s): %s", module, done.stderr[-_SAID:].decode(errors="replace"))
        if done.returncode:
            raise TooMuch
        answered.seek(0)
        answer = taken(answered, mark)
    if "refused" in answer:
        raise Refused([Issue(**issue) for issue in answer["refused"]])
    return answer["answer"]


def _unnamed() -> BinaryIO:
    """A file that is gone once it is closed, and that nobody else can open; where uploads are kept while they come."""
    return tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)


def _put(data: bytes | IO[bytes], asked: BinaryIO) -> None:
    if isinstance(data, bytes):
        asked.write(data)
    else:
        data.seek(0)
        shutil.copyfileobj(data, asked)


def taken(answered: BinaryIO, mark: str) -> dict[str, Any]:
    """The answer, with the bytes that stand behind it in their places, which are named in
    their order."""

    def filled(value: dict[str, Any]) -> Any:
        return answered.read(value[mark]) if value.keys() == {mark} else value

    answer: dict[str, Any] = json.loads(answered.readline(), object_hook=filled)
    return answer


# Answering


def answer_apart(read: Callable[[dict[str, Any], bytes], Any]) -> int:
    """Limit this process, answer the one question that waits at its standard input, and give the code to end with.
    The answer may hold bytes."""
    header = json.loads(sys.stdin.buffer.readline())
    _limit(resource.RLIMIT_AS, header["limits"]["memory"])
    _limit(resource.RLIMIT_FSIZE, header["limits"]["memory"])
    _limit(resource.RLIMIT_CPU, ceil(header["limits"]["seconds"]) + 1)
    os.nice(_GIVES_WAY)
    _speak(header["language"])
    try:
        answer = {"answer": read(header["question"], sys.stdin.buffer.read())}
    except Refused as refused:
        answer = {"refused": [asdict(issue) for issue in refused.issues]}
    except (MemoryError, RecursionError):
        return _TOO_MUCH
    except Exception:
        traceback.print_exc()
        return _FAILED
    give(answer, header["mark"], sys.stdout.buffer)
    return 0


def give(answer: dict[str, Any], mark: str, out: BinaryIO) -> None:
    """Write an answer for :func:`taken`: as JSON, with its bytes behind it as they are."""
    behind: list[bytes] = []

    def plain(value: object) -> Any:
        if not isinstance(value, bytes):
            return str(value)
        behind.append(value)
        return {mark: len(value)}

    out.write(json.dumps(answer, default=plain).encode() + b"\n")
    for data in behind:
        out.write(data)
    out.flush()


def _speak(language: dict[str, Any]) -> None:
    """Marked texts in the language of whoever asked; no app, no database and no other setting is known here."""
    import django

    settings.configure(LOCALE_PATHS=language["paths"], LANGUAGE_CODE=language["code"] or "en-gb")
    django.setup(set_prefix=False)
    activate(language["code"] or "en-gb")


def _limit(what: int, most: int) -> None:
    """macOS refuses some limits; there the time-out alone holds."""
    with suppress(ValueError, OSError):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
