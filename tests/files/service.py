"""A service of buckets for tests: as much of S3's interface as a store of files needs, in memory, in this process."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


class Service(ThreadingHTTPServer):
    """Objects by their paths ("/bucket/key"), the requests that came, and whether it is out of order."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.objects: dict[str, bytes] = {}
        self.asked: list[tuple[str, str]] = []
        self.broken = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> "Service":
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *args: object) -> None:
        self.shutdown()
        self.server_close()


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        pass

    def answer(self, status: int, body: bytes = b"", size: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if size is None else size))
        self.send_header("ETag", '"0"')
        self.send_header("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle_method(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((self.command, self.headers.get("Authorization", "")))
        path = unquote(urlsplit(self.path).path)
        if self.server.broken:
            return self.answer(403)
        return getattr(self, f"_{self.command.lower()}")(path, body)

    do_GET = do_HEAD = do_PUT = do_DELETE = handle_method

    def _put(self, path: str, body: bytes) -> None:
        self.server.objects[path] = body
        self.answer(200)

    def _delete(self, path: str, body: bytes) -> None:
        self.server.objects.pop(path, None)
        self.answer(204)

    def _head(self, path: str, body: bytes) -> None:
        found = self.server.objects.get(path)
        self.answer(404) if found is None else self.answer(200, size=len(found))

    def _get(self, path: str, body: bytes) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        if path.count("/") == 1:
            return self.answer(200, self._list(path, asked.get("prefix", [""])[0]))
        found = self.server.objects.get(path)
        if found is not None and (part := re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))):
            return self.answer(206, found[int(part[1]) : int(part[2]) + 1])
        return self.answer(404) if found is None else self.answer(200, found)

    def _list(self, bucket: str, prefix: str) -> bytes:
        keys = sorted(path.removeprefix(f"{bucket}/") for path in self.server.objects)
        inside = [key.removeprefix(prefix) for key in keys if key.startswith(prefix)]
        folders = sorted({f"{prefix}{key.split('/')[0]}/" for key in inside if "/" in key})
        said = "".join(f"<CommonPrefixes><Prefix>{escape(one)}</Prefix></CommonPrefixes>" for one in folders)
        said += "".join(
            f"<Contents><Key>{escape(prefix + key)}</Key><Size>1</Size></Contents>" for key in inside if "/" not in key
        )
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{said}</ListBucketResult>".encode()


def signed_with(authorization: str) -> str:
    """The scheme that a request was signed in."""
    match = re.match(r"[A-Z0-9-]+", authorization)
    return match[0] if match else ""
