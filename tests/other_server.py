"""Another server, as the product meets them: on this machine, answering what a test tells it to. No test reaches the
internet."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from editorial.embedded import cache as embedded_cache
from editorial.embedded.cache import SharedCache

Respond = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers by the table of its server; whatever is not in it is not found."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        path = self.path.partition("?")[0]
        respond = self.server.answers.get(self.path) or self.server.answers.get(path) or answer(404, b"Nothing here.")
        try:
            respond(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


class Server(ThreadingHTTPServer):
    """Knows what it was asked."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Respond] = {}
        self.asked: list[tuple[str, str, dict]] = []
        self.over = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def paths(self) -> list[str]:
        return [f"{method} {path}" for method, path, _ in self.asked]


@contextmanager
def other_server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def answer(status: int = 200, body: bytes = b"", kind: str = "text/plain", **headers: str) -> Respond:
    """An ordinary answer; ``headers`` have underscores for hyphens."""

    def respond(handler: Handler) -> None:
        handler.send_response(status)
        fields = {"Content-Type": kind, "Content-Length": str(len(body))}
        fields |= {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in fields.items():
            handler.send_header(name, value)
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(body)

    return respond


def answer_json(data: object, status: int = 200, kind: str = "application/json", **headers: str) -> Respond:
    return answer(status, json.dumps(data).encode(), kind, **headers)


def redirect(to: str, status: int = 302) -> Respond:
    return answer(status, Location=to)


def raw(*parts: bytes, wait_after: int | None = None) -> Respond:
    """Exactly these bytes; after part ``wait_after`` nothing more comes until the server is stopped."""

    def respond(handler: Handler) -> None:
        for place, part in enumerate(parts):
            handler.wfile.write(part)
            handler.wfile.flush()
            if place == wait_after:
                handler.server.over.wait(20)
        handler.close_connection = True

    return respond


def dripping(head: bytes, byte: bytes = b"x") -> Respond:
    """A byte now and then, for ever: never idle, never done."""

    def respond(handler: Handler) -> None:
        handler.wfile.write(head)
        while not handler.server.over.wait(0.02):
            handler.wfile.write(byte)
            handler.wfile.flush()

    return respond


@contextmanager
def silent_server() -> Iterator[int]:
    """A port that takes every connection and never answers."""
    taken: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:

        def take() -> None:
            with suppress(OSError):
                while True:
                    taken.append(server.accept()[0])

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()
            for connection in taken:
                connection.close()


def gone_cache(url: str = "unix:///nowhere/valkey.sock?db=1") -> SharedCache:
    """The product's cache on a server that is not there; what stands in for it begins empty."""
    gone = SharedCache(url, {})
    gone._cache._here.clear()
    embedded_cache._silent_until.pop(gone._cache._name, None)
    return gone
