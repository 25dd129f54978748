"""A player gets the part of a recording that it asks for, and nothing is read that nobody asked for."""

import pytest
from django.test import RequestFactory

from editorial.files.actions import keep_file
from editorial.files.models import StoredFile
from editorial.files.pieces import NoSuchPiece, Piece, answer_in_pieces, piece_asked
from editorial.files.store import piece_of, place_of, the_store

DATA = bytes(range(256)) * 10
TAG = '"abc"'


@pytest.mark.parametrize(
    ("asked", "piece"),
    [
        ("bytes=0-0", Piece(0, 0)),
        ("bytes=0-", Piece(0, 99)),
        ("bytes=10-19", Piece(10, 19)),
        ("BYTES= 10 - 19 ", Piece(10, 19)),
        ("bytes=90-1000", Piece(90, 99)),
        ("bytes=-1", Piece(99, 99)),
        ("bytes=-1000", Piece(0, 99)),
        ("", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("bytes=9-8", None),
        ("items=0-1", None),
        ("bytes=a-b", None),
        ("bytes=0x1-2", None),
        ("bytes=" + "9" * 40 + "-", None),
    ],
)
def test_what_is_asked_for(asked, piece):
    assert piece_asked(asked, "", size=100, tag=TAG) == piece


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_what_begins_behind_the_end_is_nowhere(asked):
    with pytest.raises(NoSuchPiece):
        piece_asked(asked, "", size=100, tag=TAG)


@pytest.mark.parametrize(
    ("if_range", "gets_it"),
    [(TAG, True), ('"other"', False), (f"W/{TAG}", False), ("Wed, 21 Oct 2026 07:28:00 GMT", False)],
)
def test_of_another_state_of_the_file_everything_is_sent(if_range, gets_it):
    assert (piece_asked("bytes=0-9", if_range, size=100, tag=TAG) is not None) is gets_it


@pytest.fixture
def file(db) -> StoredFile:
    return keep_file(data=DATA, name="talk.mp3")


def answer(file: StoredFile, method: str = "get", **headers: str):
    return answer_in_pieces(getattr(RequestFactory(), method)("/", headers=headers), file, "audio/mpeg")


def test_the_whole_a_part_and_none(file):
    whole, part = answer(file), answer(file, range="bytes=300-309")

    assert (whole.status_code, b"".join(whole.streaming_content), whole["Accept-Ranges"]) == (200, DATA, "bytes")
    assert (part.status_code, b"".join(part.streaming_content)) == (206, DATA[300:310])
    assert (part["Content-Range"], part["Content-Length"]) == ("bytes 300-309/2560", "10")
    none = answer(file, range="bytes=2560-")
    assert (none.status_code, none["Content-Range"], none.content) == (416, "bytes */2560", b"")


def test_several_parts_are_answered_with_the_whole(file):
    both = answer(file, range="bytes=0-1,4-5")

    assert (both.status_code, both["Content-Length"]) == (200, "2560")


def test_who_only_looks_gets_the_headers_of_the_whole(file):
    head = answer(file, "head", range="bytes=0-1")

    assert (head.status_code, head["Content-Length"], head.content) == (200, "2560", b"")


def test_bytes_that_are_gone_are_said_before_anything_is_sent(file):
    the_store().delete(place_of(file.digest))

    with pytest.raises(OSError, match="No such file"):
        answer(file)


def test_no_more_is_read_than_was_asked_for(file, monkeypatch):
    read = []
    store = the_store()
    real = store.open

    def watched(place, mode):
        stream = real(place, mode)
        inner = stream.file.read
        monkeypatch.setattr(stream.file, "read", lambda size=-1: read.append(size) or inner(size), raising=False)
        return stream

    monkeypatch.setattr(store, "open", watched)
    assert b"".join(piece_of(file, 5, 7)) == DATA[5:12]
    assert all(size == 7 for size in read)
