"""Checking the links of references. The system does this, nobody else; nothing is locked while a server is asked."""

import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import takewhile

from django.db import transaction
from django.utils import timezone

from editorial.accounts.models import User

from ..enums import LinkFinding
from ..links import AGAIN, SURE_AFTER, Seen, due, is_my_turn, link_of, look_at
from ..models import Link, Reference

AT_ONCE = 60
"""So many are looked at in one run of the task; whose host was asked a moment ago waits for the next."""


ROUND = 120.0
"""For so many seconds a run goes on to the next link, however slow they are."""


def check_some(limit: int = AT_ONCE) -> int:
    """Check the links that are due and cited, at most ``limit`` and within :data:`ROUND`, each host once; returns how
    many were checked."""
    until = time.monotonic() + ROUND
    in_time = takewhile(lambda _: time.monotonic() < until, due(timezone.now())[:limit])
    return sum(1 for link in check_each(in_time) if link is not None)


def check_each(references: Iterable[Reference]) -> Iterator[Link | None]:
    """Check these references' links as far as it is their hosts' turn; None for one that has to wait."""
    for reference in references:
        url = link_of(reference.csl)
        if url and is_my_turn(url):
            before = Link.objects.filter(pk=reference.pk, url=url).first()
            yield keep_check(reference=reference, url=url, seen=look_at(url, before.first_title if before else ""))
        else:
            yield None


@transaction.atomic
def keep_check(*, reference: Reference, url: str, seen: Seen, by: User | None = None) -> Link:
    """Keep what a check saw. A link is dead when its server says so, or when nobody answered several times in a row."""
    now = timezone.now()
    Reference.objects.select_for_update().get(pk=reference.pk)
    link = Link.objects.filter(pk=reference.pk).first()
    if link is None or link.url != url:
        link = Link(reference=reference, url=url, finding="", since=now)
    failures = link.failures + 1 if seen.silent else 0
    finding = LinkFinding.DEAD if seen.silent and failures >= SURE_AFTER else seen.finding
    link.since = link.since if link.finding == finding else now
    link.finding, link.failures, link.status = finding, failures, seen.status
    link.leads_to, link.note = seen.leads_to[:2000], seen.note[:300]
    link.title, link.first_title = seen.title or link.title, link.first_title or seen.title
    link.revision = reference.revision
    link.checked_at = now
    link.due_at = now + (timedelta(hours=12) if seen.silent else AGAIN[finding])
    link.save()
    return link
