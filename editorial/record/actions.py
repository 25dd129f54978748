"""Appending to the record. Called by the other apps' actions, inside their transaction."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from editorial.shared.canonical import canonical_json, sha256

from .models import ChainHead, Checkpoint, Denial, Event

SITE = "site"
SCHEME = 1


def article_chain(article_id) -> str:
    """The name of the chain that holds an article's events."""
    return f"article:{article_id}"


@transaction.atomic
def append_event(*, chain: str, verb: str, subject: str, by: Any, **facts: Any) -> Event:
    """Append one event to ``chain`` and return it; the chain's head stays locked until the transaction ends.

    ``facts`` are ids, numbers, digests and enum values; never prose (the caller's duty: what is written here can
    never be erased). If the surrounding transaction is rolled back, the event never happened.
    """
    ChainHead.objects.get_or_create(chain=chain)
    head = ChainHead.objects.select_for_update().get(chain=chain)
    event = _next_event(head, verb=verb, subject=subject, by=by, facts=facts)
    event.save()
    head.seq, head.hash = event.seq, event.hash
    head.save()
    return event


def _next_event(head: ChainHead, *, verb: str, subject: str, by: Any, facts: dict) -> Event:
    at, seq = timezone.now(), head.seq + 1
    content = canonical_json(
        {
            "actor": str(by.pk) if by else None,
            "at": at.isoformat(),
            "chain": head.chain,
            "facts": facts,
            "scheme": SCHEME,
            "seq": seq,
            "subject": subject,
            "verb": verb,
        }
    )
    return Event(
        chain=head.chain,
        seq=seq,
        at=at,
        actor=by,
        verb=verb,
        subject=subject,
        content=content,
        prev_hash=head.hash,
        hash=event_hash(head.hash, content),
    )


def event_hash(prev_hash: str, content: str) -> str:
    """The hash of an event: over its predecessor's hash, a line feed, and its own stored content."""
    return sha256(f"{prev_hash}\n{content}")


@transaction.atomic
def record_checkpoint() -> Checkpoint:
    """Write down all chain heads as they are now, and the hash over them."""
    heads = ChainHead.objects.order_by("chain").select_for_update().values_list("chain", "seq", "hash")
    content = canonical_json({"heads": [list(head) for head in heads], "scheme": SCHEME})
    return Checkpoint.objects.create(at=timezone.now(), content=content, digest=sha256(content))


def record_denial(*, user: Any, method: str, path: str, reason: str = "") -> Denial:
    """Write one line of the security log."""
    user = user if user is not None and user.is_authenticated else None
    clean_path = path.encode("unicode_escape").decode("ascii")[:500]
    return Denial.objects.create(user=user, method=method[:10], path=clean_path, reason=reason[:200])
