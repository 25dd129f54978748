"""A public page against a bare Django view that returns the same bytes: `python -m bench.public_page`. Prints a table.

Both run on gunicorn with the settings of script/server. They are asked in turns, a second or two each, so that
whatever else the machine does meets both; the ratio is the median of the rounds. The page comes from the database
that the settings name; the samples are loaded if nothing is published there. The aim: at least a third.
"""

import argparse
import multiprocessing
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
SERVER = ["--workers", "2", "--threads", "8", "--no-control-socket", "--log-level", "error"]
AIM = 1 / 3


def published_page() -> tuple[str, bytes]:
    """(path, bytes) of a published page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")
    django.setup()
    from django.core.management import call_command

    from articles.models import PublicPage

    call_command("migrate", verbosity=0)
    if not PublicPage.objects.filter(kind="live").exists():
        call_command("load_samples")
    page = PublicPage.objects.filter(kind="live", is_default=True).order_by("slug").first()
    return f"/articles/{page.slug}/", page.content.encode()


@contextmanager
def served(application: str, page: Path) -> Iterator[int]:
    """The port on which gunicorn serves an application until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", *SERVER]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "BENCH_PAGE": str(page)})
    try:
        wait_until_up(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_until_up(port: int) -> None:
    for _ in range(300):
        try:
            if head_of(port, "/").startswith("HTTP/1.1 200"):
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit("The server did not start.")


def head_of(port: int, path: str) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        return connection.recv(65536).decode()


def ask(port: int, path: str, headers: str, length: int, seconds: float) -> int:
    """How many answers one connection gets in so many seconds; each must have the length that is expected."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()
    answers, until = 0, time.monotonic() + seconds
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        while time.monotonic() < until:
            connection.sendall(request)
            if body_length(connection) != length:
                raise RuntimeError("An answer was not the page.")
            answers += 1
    return answers


def body_length(connection: socket.socket) -> int:
    data = b""
    while b"\r\n\r\n" not in data:
        received = connection.recv(65536)
        if not received:
            raise RuntimeError("The server closed the connection.")
        data += received
    head, _, body = data.partition(b"\r\n\r\n")
    lines = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    missing = int(lines.get(b"content-length", 0)) - len(body)
    length = len(body)
    while missing > 0:
        received = len(connection.recv(65536))
        missing, length = missing - received, length + received
    return length


def rate(pool, connections: int, seconds: float, *request) -> float:
    """Answers a second over so many connections at once."""
    start = time.perf_counter()
    counts = pool.starmap(ask, [(*request, seconds)] * connections, chunksize=1)
    return sum(counts) / (time.perf_counter() - start)


def etag_of(port: int, path: str) -> str:
    lines = head_of(port, path).split("\r\n")
    return next(line.split(": ", 1)[1] for line in lines if line.lower().startswith("etag"))


def measure(rounds: int, seconds: float, connections: int) -> None:
    """Ask in turns, print the table, and say whether the aim was met."""
    path, content = published_page()
    with tempfile.TemporaryDirectory() as folder, multiprocessing.Pool(connections) as pool:
        page = Path(folder) / "page.html"
        page.write_bytes(content)
        with served("bench.bare:application", page) as bare, served("editorial.wsgi:application", page) as ours:
            etag = etag_of(ours, path)
            kinds = {
                "bare Django view, same bytes": (bare, path, "", len(content)),
                "public page": (ours, path, "", len(content)),
                "public page, not modified": (ours, path, f"If-None-Match: {etag}\r\n", 0),
            }
            for request in kinds.values():
                rate(pool, connections, 1, *request)  # connections to the database, caches of code
            rates = {name: [] for name in kinds}
            for _ in range(rounds):
                for name, request in kinds.items():
                    rates[name].append(rate(pool, connections, seconds, *request))
    report(rates, len(content))


def report(rates: dict[str, list[float]], size: int) -> None:
    bare = rates["bare Django view, same bytes"]
    print(f"\n{size:,} bytes; {len(bare)} rounds\n")
    print("| What | Requests a second | Of the bare view |\n| --- | ---: | ---: |")
    for name, found in rates.items():
        ratio = statistics.median(one / other for one, other in zip(found, bare, strict=True))
        print(f"| {name} | {statistics.median(found):,.0f} | {ratio:.2f} |")
        if name == "public page":
            met = ratio >= AIM
    print(f"\nAim, at least {AIM:.2f}: {'met' if met else 'not met'}.")
    sys.exit(not met)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--seconds", type=float, default=1.5)
    options.add_argument("--connections", type=int, default=4)
    measure(**vars(options.parse_args()))
