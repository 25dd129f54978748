"""Files are kept once, whole or not at all, by the digest of their bytes."""

import errno
import hashlib
import io
import os
import shutil
import zipfile
from collections import namedtuple
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import PROTECT

from editorial.files.actions import clean_files, keep_file
from editorial.files.kinds import media_type_of
from editorial.files.models import StoredFile
from editorial.files.serving import as_attachment
from editorial.files.store import open_file, place_of
from editorial.files.verification import check_files, file_failure
from editorial.shared.issues import Refused

pytestmark = pytest.mark.django_db

DATA = b"# Leaving an SSRI\n\nNot more than 50 mg.\n"
Usage = namedtuple("Usage", "total used free")


def kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_file_is_kept_by_its_digest_and_read_back(folder):
    row = keep_file(data=DATA, name="ssri.md")

    assert row.digest == hashlib.sha256(DATA).hexdigest()
    assert (row.size, row.media_type, row.name) == (len(DATA), "text/plain", "ssri.md")
    assert open_file(row).read() == DATA
    assert kept(folder) == [folder / place_of(row.digest)]


def test_the_same_bytes_are_kept_once_whatever_they_are_called(folder):
    first, again = keep_file(data=DATA, name="a.md"), keep_file(data=DATA, name="b.md")

    assert (first, again.name, len(kept(folder))) == (again, "a.md", 1)


def test_a_file_that_was_lost_is_put_back_when_it_is_kept_again(folder):
    row = keep_file(data=DATA)
    (folder / place_of(row.digest)).unlink()

    keep_file(data=DATA)

    assert file_failure(row) is None


def test_a_file_is_for_the_products_own_user_alone(folder):
    row = keep_file(data=DATA)
    place = folder / place_of(row.digest)

    assert place.stat().st_mode & 0o077 == 0
    assert place.parent.stat().st_mode & 0o077 == 0


def test_a_write_that_fails_leaves_nothing(folder, monkeypatch):
    def fails(descriptor: int) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(Refused) as refused:
        keep_file(data=DATA)

    assert [issue.code for issue in refused.value.issues] == ["store-away"]
    assert (kept(folder), StoredFile.objects.count()) == ([], 0)


def test_it_is_forced_to_the_disk_before_it_has_its_name(folder, monkeypatch):
    done = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda descriptor: (done.append("forced"), fsync(descriptor))[1])
    monkeypatch.setattr(os, "replace", lambda old, new: (done.append("named"), replace(old, new))[1])

    keep_file(data=DATA)

    assert done[:2] == ["forced", "named"]
    assert done[2:] == ["forced", "forced"]  # the folders, in which the name stands


@pytest.mark.parametrize("free", [0, 63 * 1024 * 1024], ids=["full", "nearly-full"])
def test_a_full_disk_refuses_and_says_so(folder, monkeypatch, free):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(1, 1, free))

    with pytest.raises(Refused, match="no room left for files: this one was not kept"):
        keep_file(data=DATA)

    assert (kept(folder), StoredFile.objects.count()) == ([], 0)


# The row


def test_what_is_known_of_a_file_never_changes():
    row = keep_file(data=DATA)

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        StoredFile.objects.filter(pk=row.pk).update(media_type="text/html")


def test_files_are_not_truncated():
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE files_storedfile CASCADE")


# Kinds


def packed(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


WORD = packed("[Content_Types].xml", b'<Types><Override ContentType="application/vnd.wordprocessingml"/></Types>')


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (WORD, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (packed("a.txt", b"a"), "application/zip"),
        (b"PK\x03\x04broken", "application/zip"),
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"<!DOCTYPE html><html>", "text/html"),
        (b"Words\n<script>alert(1)</script><p>x", "text/html"),
        ("Größe: 5 µg".encode(), "text/plain"),
        ("words".encode("utf-16"), "text/plain"),
        (b"\x00\x01\x02", "application/octet-stream"),
    ],
    ids=["word", "zip", "broken-zip", "pdf", "page", "page-below", "text", "utf-16", "bytes"],
)
def test_the_kind_is_found_by_looking_at_the_bytes(data, kind):
    assert media_type_of(data) == kind


# Handing out


def test_a_file_is_handed_out_to_be_saved_and_nothing_else():
    row = keep_file(data=b"<html><script>alert(1)</script>", name="x.html")

    answer = as_attachment(row, 'page "1".html')

    assert b"".join(answer.streaming_content) == b"<html><script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer["Content-Security-Policy"]


# Checking


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda place: place.write_bytes(DATA + b"x"), "its bytes were changed"),
        (lambda place: place.write_bytes(DATA.replace(b"50", b"60")), "its bytes were changed"),
        (lambda place: place.unlink(), "its bytes cannot be read"),
    ],
    ids=["longer", "another-dose", "gone"],
)
def test_verification_hashes_every_file_anew(folder, change, said):
    sound, row = keep_file(data=b"sound"), keep_file(data=DATA)

    change(folder / place_of(row.digest))

    found = [failure for failure in check_files() if failure]
    assert [(failure.row, failure.problem.startswith(said)) for failure in found] == [(f"file {row.digest}", True)]
    assert file_failure(sound) is None


# Cleaning


def test_what_nothing_refers_to_is_taken_away(folder):
    keep_file(data=DATA)

    assert clean_files() == (1, 1)
    assert (kept(folder), StoredFile.objects.count()) == ([], 0)
    assert clean_files() == (0, 0)


def test_bytes_that_have_no_row_are_taken_away_and_others_stay(folder):
    with transaction.atomic():
        keep_file(data=DATA)
        transaction.set_rollback(True)
    stranger = folder / "sha256" / "ab" / "readme.txt"
    stranger.parent.mkdir(parents=True, exist_ok=True)
    stranger.write_text("not ours")

    assert clean_files() == (0, 1)
    assert kept(folder) == [stranger]


def test_what_a_killed_process_left_is_taken_away_after_a_day(folder):
    keep_file(data=DATA)
    place = next(folder.rglob("*/??"))
    old, new = place / ".new-old", place / ".new-new"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (1, 1))

    clean_files()

    assert kept(folder) == [new]


def test_nothing_is_cleaned_where_nothing_was_ever_kept():
    assert clean_files() == (0, 0)


def test_whoever_refers_to_a_file_protects_it():
    """Tables to come too."""
    assert {relation.on_delete for relation in StoredFile._meta.related_objects} <= {PROTECT}
