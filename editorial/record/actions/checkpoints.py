"""Writing checkpoints, and the keys that sign them."""

from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.issues import Issue, Refused

from ..chains import SITE
from ..checkpoints import SCHEME, in_order, key_text, note_text
from ..keys import make_key, signing_key
from ..models import Checkpoint, CheckpointKey
from ..notes import PrivateKey, sign
from .events import append_event

_ONE_AT_A_TIME = 0x1A2B3D  # the advisory lock of whoever writes a checkpoint or changes the key
MOVED = """
    SELECT h.chain, h.seq, h.hash FROM record_chainhead h LEFT JOIN record_checkpointedhead c ON c.chain = h.chain
    WHERE h.seq > 0 AND (c.seq, c.hash) IS DISTINCT FROM (h.seq, h.hash) ORDER BY h.chain COLLATE "C"
"""
WRITTEN = """
    INSERT INTO record_checkpointedhead (chain, seq, hash)
    SELECT one ->> 0, (one ->> 1)::bigint, one ->> 2 FROM jsonb_array_elements(%s::jsonb -> 'heads') one
    ON CONFLICT (chain) DO UPDATE SET seq = EXCLUDED.seq, hash = EXCLUDED.hash
"""


@transaction.atomic
def record_checkpoint() -> Checkpoint:
    """Write down the heads of the chains that moved since the last checkpoint, signed. Event: ``checkpoint.written``.

    Raises :class:`Refused` if there is no key, or it is not the one that signs now: nothing is written then.
    """
    key = signing_key()
    _lock()
    _use(key)
    last = in_order().last()
    at, number = timezone.now(), (last.number or 0) + 1 if last else 1
    previous = last.digest if last else ""
    with connection.cursor() as cursor:
        cursor.execute(MOVED)
        heads = [list(row) for row in cursor.fetchall()]
        said = {"scheme": SCHEME, "number": number, "previous": previous, "at": at.isoformat(), "heads": heads}
        content = canonical_json(said)
        cursor.execute(WRITTEN, [content])
    digest = sha256(content)
    note = sign(note_text(key.name, number, at, digest, previous), key)
    row = Checkpoint.objects.create(number=number, at=at, content=content, digest=digest, note=note)
    append_event(chain=SITE, verb="checkpoint.written", subject=f"checkpoint:{row.pk}", by=None, number=number)
    return row


@transaction.atomic
def rotate_key(*, path: Path) -> CheckpointKey:
    """Make a new key in a new file and let it sign from now on: said in a note that the old key and the new one sign.

    Raises :class:`Refused` if the file is there, or the present key cannot be used. Checkpoints that the old key signed
    stay valid. ``CHECKPOINT_KEY`` must name the new file before the next checkpoint.
    """
    old = signing_key()
    _lock()
    _use(old)
    return _register(make_key(path), old)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


def _use(key: PrivateKey) -> None:
    """The first key is taken as it is; later ones only by :func:`rotate_key`."""
    last = CheckpointKey.objects.order_by("number").last()
    if last is None:
        _register(key, None)
    elif last.line != key.public.line:
        message = f"The key in CHECKPOINT_KEY is not the one that signs now ({last.line}). Name the file of that key."
        raise Refused(Issue("key-not-current", message))


def _register(key: PrivateKey, old: PrivateKey | None) -> CheckpointKey:
    at = timezone.now()
    number = CheckpointKey.objects.count() + 1
    keys = [old, key] if old else [key]
    note = sign(key_text(key.public, number, at, old.public if old else None), *keys)
    row = CheckpointKey.objects.create(number=number, line=key.public.line, note=note, at=at)
    append_event(chain=SITE, verb="checkpoint.key", subject=f"checkpoint_key:{row.pk}", by=None, number=number)
    return row
