"""The process in which a file is read: limits itself, reads from standard input, answers in JSON, and ends.

It is started by :mod:`references.formats.bounded` and knows neither settings nor database.
"""

import json
import resource
import sys
from contextlib import suppress
from dataclasses import asdict
from math import ceil

from editorial.shared.issues import Refused

from .entries import file_to_json
from .reading import read_references


def main() -> int:
    """Read one file; 0 with an answer, anything else without."""
    header = json.loads(sys.stdin.buffer.readline())
    _limit(resource.RLIMIT_AS, header["memory"])
    _limit(resource.RLIMIT_CPU, ceil(header["seconds"]) + 1)
    data = sys.stdin.buffer.read()
    try:
        read = read_references(data, name=header["name"], max_bytes=header["max_bytes"])
        answer: dict[str, object] = {"read": file_to_json(read)}
    except Refused as refused:
        answer = {"refused": [asdict(issue) for issue in refused.issues]}
    except (MemoryError, RecursionError):
        return 1
    sys.stdout.write(json.dumps(answer))
    return 0


def _limit(what: int, most: int) -> None:
    """macOS refuses some limits; there the time-out alone holds."""
    with suppress(ValueError, OSError):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    sys.exit(main())
