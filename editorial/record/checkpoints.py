"""What a checkpoint says, and checking it: those in the database, and those that somebody kept outside."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet

from editorial.shared.canonical import sha256

from .models import Checkpoint, CheckpointKey
from .notes import Note, NoteError, PublicKey, read, read_public_key, signers
from .verification import Failure, check

SCHEME = 2
TEXT = re.compile(
    r"(?P<name>\S+)\ncheckpoint (?P<number>[1-9][0-9]*)\nat (?P<at>\S+)\ndigest (?P<digest>[0-9a-f]{64})\n"
    r"previous (?P<previous>[0-9a-f]{64}|none)\n"
)
# Every head that any checkpoint wrote down and that is no longer there, in its place: one query for all of them.
LOST = """
    SELECT c.id, min(one ->> 0) FROM record_checkpoint c
        CROSS JOIN jsonb_array_elements(c.content::jsonb -> 'heads') one
        LEFT JOIN record_event e ON e.chain = one ->> 0 AND e.seq = (one ->> 1)::bigint AND e.hash = one ->> 2
    WHERE e.id IS NULL AND (one ->> 1)::bigint > 0 AND c.content IS JSON OBJECT GROUP BY 1
"""
WRITTEN_OTHERWISE = """
    WITH last AS (
        SELECT DISTINCT ON (one ->> 0) one ->> 0 AS chain, (one ->> 1)::bigint AS seq, one ->> 2 AS hash
        FROM record_checkpoint c CROSS JOIN jsonb_array_elements(c.content::jsonb -> 'heads') one
        WHERE c.number IS NOT NULL ORDER BY one ->> 0, c.number DESC)
    SELECT coalesce(last.chain, said.chain) FROM last FULL JOIN record_checkpointedhead said ON said.chain = last.chain
    WHERE (last.seq, last.hash) IS DISTINCT FROM (said.seq, said.hash) ORDER BY 1
"""


def note_text(name: str, number: int, at: datetime, digest: str, previous: str) -> str:
    """What is signed and sent out: a checkpoint's number and time, the digests of its content and of the one before."""
    return f"{name}\ncheckpoint {number}\nat {at.isoformat()}\ndigest {digest}\nprevious {previous or 'none'}\n"


def key_text(key: PublicKey, number: int, at: datetime, old: PublicKey | None) -> str:
    """What is signed when a key begins to sign."""
    return f"{key.name}\nkey {number}\nat {at.isoformat()}\nsigns {key.line}\nafter {old.line if old else 'none'}\n"


def in_order() -> QuerySet[Checkpoint]:
    """All checkpoints, the first one first; those of scheme 1 have no numbers and came before."""
    return Checkpoint.objects.order_by(F("number").asc(nulls_first=True), "at")


def known_keys() -> list[PublicKey]:
    """Every key that ever signed checkpoints here, the first one first."""
    return [read_public_key(row.line) for row in CheckpointKey.objects.order_by("number")]


@check("keys", count=CheckpointKey.objects.count)
def check_keys() -> Iterator[Failure | None]:
    """Each key signed that it begins, and the one before it signed that too."""
    before: PublicKey | None = None
    for number, row in enumerate(CheckpointKey.objects.order_by("number"), 1):
        try:
            key = read_public_key(row.line)
            problem = _key_problem(row, number, key, before)
            before = key
        except NoteError as error:
            problem = str(error)
        yield Failure(f"key {row.number}", problem) if problem else None


def _key_problem(row: CheckpointKey, number: int, key: PublicKey, before: PublicKey | None) -> str:
    note = read(row.note)
    if row.number != number or note.text != key_text(key, number, row.at, before):
        return "its note says something else than it"
    wanted = [before, key] if before else [key]
    signed = signers(note, wanted)
    return "" if all(one in signed for one in wanted) else "the key before it did not sign that it begins"


@check("checkpoints", count=Checkpoint.objects.count)
def check_checkpoints() -> Iterator[Failure | None]:
    """Every checkpoint follows the one before it and is signed, and what it saw is still there, in its place."""
    try:
        keys = known_keys()
    except NoteError:
        keys = []  # said of the keys
    lost, before = _lost_heads(), None
    if lost is None:
        yield from _unreadable()
        return
    for point in in_order().iterator():
        problem = _point_problem(point, before, keys) or lost.get(point.pk, "")
        yield Failure(_called(point), problem) if problem else None
        before = point


def _called(point: Checkpoint) -> str:
    return f"checkpoint {point.number or point.at.isoformat()}"


def _lost_heads() -> dict[Any, str] | None:
    """By the checkpoints' ids; None if the content of one is no JSON."""
    if any(True for _ in _unreadable()):
        return None
    with connection.cursor() as cursor:
        cursor.execute(LOST)
        return {pk: f"chain {chain} no longer contains what it saw" for pk, chain in cursor.fetchall()}


def _unreadable() -> Iterator[Failure]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM record_checkpoint WHERE NOT content IS JSON OBJECT")
        for (pk,) in cursor.fetchall():
            yield Failure(f"checkpoint {pk}", "its content cannot be read")


def _point_problem(point: Checkpoint, before: Checkpoint | None, keys: list[PublicKey]) -> str:
    if sha256(point.content) != point.digest:
        return "its digest is not that of its content"
    if point.number is None:
        return ""  # scheme 1: every chain, no number, no signature
    said = json.loads(point.content)
    if (said.get("number"), said.get("at")) != (point.number, point.at.isoformat()):
        return "its columns differ from its content"
    follows = ((before.number or 0) + 1, before.digest) if before else (1, "")
    if (point.number, said.get("previous")) != follows:
        return "it does not follow the checkpoint before it"
    return _note_problem(point, said["previous"], keys)


def _note_problem(point: Checkpoint, previous: str, keys: list[PublicKey]) -> str:
    try:
        note = read(point.note)
        signed = signers(note, keys)
    except NoteError as error:
        return str(error)
    if not signed:
        return "it is signed by no key of this site"
    same = any(note_text(key.name, point.number or 0, point.at, point.digest, previous) == note.text for key in signed)
    return "" if same else "its note says something else than it"


@check("heads in checkpoints", count=lambda: 1)
def check_written_heads() -> Iterator[Failure | None]:
    """The next checkpoint will say what moved since those before it."""
    if any(True for _ in _unreadable()):
        return
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN_OTHERWISE)
        wrong = cursor.fetchall()
    for (chain,) in wrong:
        yield Failure(f"chain {chain}", "how far it was written into checkpoints is noted otherwise")
    if not wrong:
        yield None


def outside_failure(text: str, keys: list[PublicKey] | None = None) -> Failure | None:
    """Compare a checkpoint that was kept outside with the record: what is wrong, or None.

    ``keys`` are those that whoever kept it trusts; without them, those of this database.
    """
    try:
        note = read(text)
        signed = signers(note, known_keys() if keys is None else keys)
    except NoteError as error:
        return Failure("the checkpoint", str(error))
    found = TEXT.fullmatch(note.text)
    if found is None:
        return Failure("the checkpoint", "this note is none: it was cut, or it says something else")
    row = f"checkpoint {found['number']}"
    if not signed:
        return Failure(row, f"it is signed by no known key, but by {_names(note)}")
    point = Checkpoint.objects.filter(number=int(found["number"])).first()
    if point is None:
        return Failure(row, "it is not in this database: the record was cut before it, or it is another site's")
    if point.digest != found["digest"]:
        return Failure(row, "the one in this database is another: the record was exchanged, or the file")
    return None


def _names(note: Note) -> str:
    return ", ".join(f"{name} ({key_id.hex()})" for name, key_id, _ in note.signatures)
