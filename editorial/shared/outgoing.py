"""The one way in which this product asks other servers for anything.

What is asked for is often an address that somebody typed or that another server answered with, so nothing about it is
trusted: http and https only, on the ports that are allowed; the name is resolved once, and the connection goes to
exactly the address that was checked; private, loopback, link-local and otherwise unroutable addresses are refused, also
when an IPv6 address wraps one, and again after every redirect. The whole exchange has one deadline and one limit of
size, before and after unpacking. ``OUTGOING_ALLOW_PRIVATE`` and ``OUTGOING_PORTS`` widen this for an installation.
"""

import http.client
import io
import ipaddress
import logging
import queue
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings

logger = logging.getLogger("imprimatur.security")

REDIRECTS = frozenset((301, 302, 303, 307, 308))
PORTS = {"http": 80, "https": 443}
_SAFE = "/%:@!$&'()*+,;=~"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Set aside for protocols by the IANA's registries of special addresses, and taken for public ones by older Pythons.
_SET_ASIDE = tuple(
    ipaddress.ip_network(network)
    for network in ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "100:0:0:1::/64", "2001::/23", "2002::/16",
                    "3fff::/20", "5f00::/16")
)  # fmt: skip


class OutgoingError(Exception):
    """The other server gave no answer that can be used. The text is for people."""


class NotAllowed(OutgoingError):
    """This address is never asked: its scheme, port or network address is not allowed."""


class Unreachable(OutgoingError):
    """Nobody answers there, or this machine is off line."""


class TooSlow(Unreachable):
    """The answer was not complete in time."""


class TooLarge(OutgoingError):
    """The answer is larger than whatever was asked for could be."""


class Broken(OutgoingError):
    """What came back is no proper answer."""


@dataclass(frozen=True)
class Limits:
    """How long the whole exchange may take, how large the answer may be, and how often it may lead elsewhere.

    With ``cut`` an answer that is too large is cut off there instead of being refused.
    """

    seconds: float = 15.0
    size: int = 2 * 1024 * 1024
    redirects: int = 5
    cut: bool = False


@dataclass(frozen=True)
class Answer:
    """What came back: from which address in the end, and over which redirects (status, where it led)."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    hops: tuple[tuple[int, str], ...] = field(default=())

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def ask(
    url: str,
    *,
    method: str = "GET",
    accept: str = "*/*",
    limits: Limits | None = None,
    body: bytes = b"",
    media_type: str = "",
) -> Answer:
    """Ask for ``url`` and follow where it leads, sending ``body`` along if there is one.

    Raises an :class:`OutgoingError` if there is no usable answer; an answer with an error status is an answer.
    """
    if not settings.OUTGOING_REQUESTS:
        raise Unreachable("This installation asks no other servers: it is set to be off line.")
    limits = limits or Limits()
    deadline = time.monotonic() + limits.seconds
    hops: list[tuple[int, str]] = []
    while True:
        answer = _ask_once(url, _Asked(method, accept, body, media_type), limits, deadline)
        if answer.status not in REDIRECTS or not answer.headers.get("location") or not limits.redirects:
            return Answer(url, answer.status, answer.headers, answer.body, tuple(hops))
        url = urljoin(url, answer.headers["location"])
        hops.append((answer.status, url))
        if len(hops) > limits.redirects:
            raise Broken("The address leads from one place to the next without end.")


def user_agent() -> str:
    """Who asks, and whom to write to about it."""
    contact = settings.OUTGOING_CONTACT
    return f"{settings.SITE_NAME} ({settings.SITE_ADDRESS}{f'; mailto:{contact}' if contact else ''})"


# ── Where to ───────────────────────────────────────────────────────────────────────────────────────────────────


def _checked(url: str) -> tuple[SplitResult, str, int]:
    """The parts of an address that may be asked, its host in ASCII and its port."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port or PORTS.get(parts.scheme, 0)
    except (ValueError, UnicodeError) as error:
        raise NotAllowed("This is no web address.") from error
    if parts.scheme not in PORTS or not host or parts.username is not None or any(ord(c) < 33 for c in url):
        raise NotAllowed("Only addresses that begin with http:// or https:// are asked, without a user name.")
    if port not in settings.OUTGOING_PORTS:
        raise NotAllowed(f"Port {port} is not asked.")
    return parts, host, port


def may_connect(address: str) -> bool:
    """Whether this network address may be connected to: a public one, whatever it is wrapped in."""
    if settings.OUTGOING_ALLOW_PRIVATE:
        return True
    ip = ipaddress.ip_address(address.partition("%")[0])
    return all(_is_public(one) for one in (ip, *_wrapped_in(ip)))


def _is_public(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if _wrapped_in(ip):
        return True  # what is inside decides
    if any(ip in network for network in _SET_ASIDE):
        return False
    site_local = isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or site_local)


def _wrapped_in(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> tuple[ipaddress.IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 address carries: mapped, translated, 6to4 and Teredo."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ()
    found = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    low = int(ip) & 0xFFFFFFFF
    if ip in _NAT64 or (int(ip) >> 32 == 0 and low > 1):
        found.append(ipaddress.IPv4Address(low))
    return tuple(one for one in found if one is not None)


_Place = tuple[socket.AddressFamily, socket.SocketKind, int, str, Any]
"""What ``getaddrinfo`` gives: the last is the address."""


def _resolve(host: str, port: int, deadline: float) -> list[_Place]:
    """What the name stands for, asked once; in a thread, since the system's resolver knows no deadline of ours."""
    answers: queue.Queue[Sequence[_Place] | Exception] = queue.Queue()

    def look() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=look, daemon=True).start()
    try:
        found = answers.get(timeout=max(0.01, deadline - time.monotonic()))
    except queue.Empty as error:
        raise TooSlow(f"The name {host} was not resolved in time.") from error
    if isinstance(found, Exception):
        raise Unreachable(f"The name {host} is not known here.") from found
    return list(found)


def _connect(host: str, port: int, deadline: float) -> socket.socket:
    """A connection to an address of this host that was checked: the address itself, not the name, is dialled."""
    places = _resolve(host, port, deadline)
    allowed = [place for place in places if may_connect(place[4][0])]
    if not allowed:
        logger.warning("Refused to ask %s: no address of it is public.", host)
        raise NotAllowed(f"{host} is inside a private network, which is not asked.")
    failure: OSError | None = None
    for family, kind, protocol, _, address in allowed[:4]:
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(_left(deadline))
            connection.connect(address)
        except OSError as error:
            connection.close()
            failure = error
        else:
            return connection
    raise Unreachable(f"{host} does not answer.") from failure


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("The time is up.")
    return left


# ── One exchange ───────────────────────────────────────────────────────────────────────────────────────────────


class _Timed(io.RawIOBase):
    """Reads from a socket until the deadline of the whole exchange, however slowly the bytes drip."""

    def __init__(self, connection: socket.socket, deadline: float):
        self.connection, self.deadline = connection, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.connection.settimeout(_left(self.deadline))
        return self.connection.recv_into(buffer)


class _TimedSocket:
    """What http.client wants of a socket."""

    def __init__(self, connection: socket.socket, deadline: float):
        self.connection, self.deadline = connection, deadline

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Timed(self.connection, self.deadline))

    def sendall(self, data: bytes) -> None:
        self.connection.settimeout(_left(self.deadline))
        self.connection.sendall(data)

    def close(self) -> None:
        """http.client closes what it will not use again before its body is read: we close at the end."""


@dataclass(frozen=True)
class _Asked:
    """What is asked, wherever the address leads."""

    method: str
    accept: str
    body: bytes
    media_type: str


def _ask_once(url: str, asked: _Asked, limits: Limits, deadline: float) -> Answer:
    parts, host, port = _checked(url)
    connection: socket.socket | None = None
    name = f"[{host}]" if ":" in host else host
    named = name if port == PORTS[parts.scheme] else f"{name}:{port}"
    try:
        connection = _connect(host, port, deadline)
        if parts.scheme == "https":
            connection = _secured(connection, host, deadline)
        headers = {"Host": named, "User-Agent": user_agent(), "Accept": asked.accept}
        if asked.body:
            headers["Content-Type"] = asked.media_type
        return _exchange(_TimedSocket(connection, deadline), asked, _target(parts), headers, limits)
    except TimeoutError as error:
        raise TooSlow(f"{host} did not answer in time.") from error
    except (http.client.HTTPException, zlib.error, ValueError) as error:
        raise Broken(f"{host} gave no proper answer.") from error
    except OSError as error:
        raise Unreachable(f"{host} does not answer.") from error
    finally:
        if connection is not None:
            connection.close()


def _secured(connection: socket.socket, host: str, deadline: float) -> ssl.SSLSocket:
    connection.settimeout(_left(deadline))
    return ssl.create_default_context().wrap_socket(connection, server_hostname=host)


def _target(parts: SplitResult) -> str:
    """The path and query as they go into the request: ASCII, what was encoded left as it is."""
    query = f"?{quote(parts.query, safe=_SAFE + '?')}" if parts.query else ""
    return quote(parts.path or "/", safe=_SAFE) + query


def _exchange(timed: _TimedSocket, asked: _Asked, target: str, headers: dict[str, str], limits: Limits) -> Answer:
    client = http.client.HTTPConnection(headers["Host"])
    client.sock = timed  # connected already, to the address that was checked
    said = {**headers, "Accept-Encoding": "identity", "Connection": "close"}
    client.request(asked.method, target, body=asked.body or None, headers=said)
    response = client.getresponse()
    fields = {name.lower(): value for name, value in response.getheaders()}
    body = b"" if asked.method == "HEAD" or response.status in REDIRECTS else _body(response, fields, limits)
    return Answer("", response.status, fields, body)


def _body(response: http.client.HTTPResponse, fields: Mapping[str, str], limits: Limits) -> bytes:
    raw = response.read(limits.size + 1)
    if fields.get("content-encoding", "identity").lower() in ("gzip", "x-gzip", "deflate"):
        # Asked not to pack it, some pack it all the same; never unpacked beyond the limit.
        raw = zlib.decompressobj(wbits=47).decompress(raw, limits.size + 1)
    if len(raw) > limits.size and not limits.cut:
        raise TooLarge("The answer is far too large.")
    return raw[: limits.size]
