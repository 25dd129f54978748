"""What asking other servers never does: reach inside, wait for ever, read without end. Threat: a typed address."""

import gzip
import socket
from ipaddress import ip_address

import pytest

from editorial.shared import outgoing
from editorial.shared.outgoing import Broken, Limits, NotAllowed, TooLarge, TooSlow, Unreachable, ask, may_connect
from tests.other_server import answer, dripping, other_server, raw, redirect

QUICK = Limits(seconds=1.0, size=1000)


@pytest.fixture
def server(settings):
    """Another server that may be asked, as if this machine were the internet."""
    with other_server() as server:
        settings.OUTGOING_ALLOW_PRIVATE = True
        settings.OUTGOING_PORTS = [server.server_port, 80, 443]
        yield server


@pytest.fixture
def names(monkeypatch):
    """What names stand for, instead of what the machine's resolver says; counts how often it was asked."""
    known: dict[str, list[str]] = {}
    asked: list[str] = []

    def resolve(host, port, **_):
        asked.append(host)
        if host not in known:
            raise socket.gaierror(f"no {host}")
        family = {4: socket.AF_INET, 6: socket.AF_INET6}
        return [(family[ip_address(a).version], socket.SOCK_STREAM, 6, "", (a, port)) for a in known[host]]

    monkeypatch.setattr(outgoing.socket, "getaddrinfo", resolve)
    known["asked"] = []
    return known, asked


def test_an_answer_comes_with_its_status_type_and_words(server):
    server.answers["/paper"] = answer(200, b"words", "text/plain; charset=utf-8")

    found = ask(f"{server.address}/paper")

    assert (found.status, found.media_type, found.body, found.hops) == (200, "text/plain", b"words", ())
    assert found.url == f"{server.address}/paper"


def test_an_error_status_is_an_answer_too(server):
    assert ask(f"{server.address}/nothing").status == 404


def test_we_say_who_asks_and_whom_to_write_to(server, settings):
    settings.OUTGOING_CONTACT, settings.SITE_NAME, settings.SITE_ADDRESS = "desk@example.org", "Site", "https://x.org"

    ask(f"{server.address}/", accept="application/json")

    [(_, _, headers)] = server.asked
    assert headers["User-Agent"] == "Site (https://x.org; mailto:desk@example.org)"
    assert (headers["Accept"], headers["Accept-Encoding"]) == ("application/json", "identity")


def test_redirects_are_followed_and_named(server):
    server.answers["/old"] = redirect("/new", 301)
    server.answers["/new"] = answer(200, b"here")

    found = ask(f"{server.address}/old")

    assert (found.body, found.hops) == (b"here", ((301, f"{server.address}/new"),))


def test_redirects_without_end_are_refused(server):
    server.answers["/a"] = redirect("/b")
    server.answers["/b"] = redirect("/a")

    with pytest.raises(Broken):
        ask(f"{server.address}/a")
    assert len(server.asked) == 6


# ── Never inside ───────────────────────────────────────────────────────────────────────────────────────────────

INSIDE = [
    "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::1",
    "192.0.0.192", "192.0.0.8", "192.88.99.1", "::ffff:192.0.0.192", "64:ff9b:1::1", "2001:20::1", "3fff::1", "5f00::1",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_never_connected_to(address):
    assert not may_connect(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "193.62.1.1", "2606:4700::6810:85e5", "64:ff9b::808:808"])
def test_public_addresses_may_be_connected_to(address):
    assert may_connect(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0"],
)
def test_odd_spellings_of_this_machine_are_seen_through(server, settings, host):
    settings.OUTGOING_ALLOW_PRIVATE = False

    with pytest.raises((NotAllowed, Unreachable)):
        ask(f"http://{host}:{server.server_port}/")
    assert server.asked == []


def test_a_redirect_inside_is_refused(server, settings, names):
    """The first server is public (it stands at a public name); where it leads is checked afresh."""
    known, _ = names
    known["public.example"], known["inside.example"] = ["127.0.0.1"], ["10.0.0.1"]
    server.answers["/"] = redirect(f"http://inside.example:{server.server_port}/secret")
    allowed = []

    def checked(address: str) -> bool:
        allowed.append(address)
        return address == "127.0.0.1"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outgoing, "may_connect", checked)
        with pytest.raises(NotAllowed):
            ask(f"http://public.example:{server.server_port}/")
    assert allowed == ["127.0.0.1", "10.0.0.1"]
    assert server.paths() == ["GET /"]


def test_the_name_is_resolved_once_and_that_address_is_dialled(server, names):
    """A name that stands for another address the next moment (rebinding) gains nothing."""
    known, asked = names
    known["rebinding.example"] = ["127.0.0.1"]
    server.answers["/"] = answer(200, b"once")

    found = ask(f"http://rebinding.example:{server.server_port}/")

    assert (found.body, asked) == (b"once", ["rebinding.example"])
    [(_, _, headers)] = server.asked
    assert headers["Host"] == f"rebinding.example:{server.server_port}"


def test_of_several_addresses_only_public_ones_are_dialled(settings, names, monkeypatch):
    known, _ = names
    known["both.example"] = ["10.0.0.1", "8.8.8.8"]
    dialled = []

    def connect(self, address):
        dialled.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)

    with pytest.raises(Unreachable):
        ask("http://both.example/")
    assert dialled == ["8.8.8.8"]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "//example.org/", "example.org", "",
        "http://", "http://user:secret@example.org/", "http://example.org:22/", "http://example.org:99999/",
        "http://exa mple.org/", "http://example.org/\r\nX-Header: 1", "http://[::1", "javascript:alert(1)",
        "http://" + "a" * 300 + ".org/",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_not_asked(url, names):
    with pytest.raises(NotAllowed):
        ask(url)
    assert names[1] == []


def test_an_installation_that_is_off_line_asks_nobody(server, settings):
    settings.OUTGOING_REQUESTS = False

    with pytest.raises(Unreachable, match="off line"):
        ask(f"{server.address}/")
    assert server.asked == []


def test_a_name_that_nobody_knows_is_unreachable(names):
    with pytest.raises(Unreachable):
        ask("http://nobody.example/")


# ── Never for ever ─────────────────────────────────────────────────────────────────────────────────────────────

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


@pytest.mark.parametrize(
    "respond",
    [
        raw(b"", wait_after=0),
        raw(OK, wait_after=0),
        raw(OK + b"Content-Length: 100\r\n\r\nabc", wait_after=0),
        dripping(OK + b"\r\n"),
        dripping(OK + b"X-Long: "),
        dripping(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
    ids=["silent", "half a head", "half a body", "drips its body", "drips its head", "drips chunks"],
)
def test_a_slow_server_is_left_at_the_deadline(server, respond):
    server.answers["/"] = respond

    with pytest.raises(TooSlow):
        ask(f"{server.address}/", limits=Limits(seconds=0.4))


def test_a_resolver_that_does_not_answer_is_left_at_the_deadline(server, monkeypatch):
    monkeypatch.setattr(outgoing.socket, "getaddrinfo", lambda *_, **__: server.over.wait(20))

    with pytest.raises(TooSlow):
        ask("http://slow.example/", limits=Limits(seconds=0.2))


@pytest.mark.parametrize(
    "respond",
    [
        raw(b""),
        raw(b"SSH-2.0-OpenSSH\r\n"),
        raw(b"HTTP/1.1 abc\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n"),
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
        answer(200, b"not gzip at all", Content_Encoding="gzip"),
    ],
    ids=["empty", "no http", "no status", "too many headers", "bad chunks", "false gzip"],
)
def test_a_broken_answer_is_said_to_be_broken(server, respond):
    server.answers["/"] = respond

    with pytest.raises(Broken):
        ask(f"{server.address}/", limits=QUICK)


# ── Never without end ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_huge_answer_is_refused_or_cut(server):
    server.answers["/"] = answer(200, b"x" * 5000)

    with pytest.raises(TooLarge):
        ask(f"{server.address}/", limits=QUICK)
    assert ask(f"{server.address}/", limits=Limits(seconds=1, size=1000, cut=True)).body == b"x" * 1000


def test_a_packed_answer_is_never_unpacked_beyond_the_limit(server):
    bomb = gzip.compress(b"0" * 50_000_000)
    server.answers["/bomb"] = answer(200, bomb, Content_Encoding="gzip")
    server.answers["/small"] = answer(200, gzip.compress(b"words"), Content_Encoding="gzip")

    with pytest.raises(TooLarge):
        ask(f"{server.address}/bomb", limits=Limits(seconds=5, size=100_000))
    assert ask(f"{server.address}/small", limits=QUICK).body == b"words"


def test_a_head_request_reads_no_body(server):
    server.answers["/"] = answer(200, b"x" * 5000)

    assert ask(f"{server.address}/", method="HEAD", limits=QUICK).body == b""
