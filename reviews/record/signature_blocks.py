"""Signatures as they are printed: who, as what, what it means, when, how it was proved, and what was answered. Reads.

Everything comes from the signed content itself, so it is as it was, whatever became of the person since.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from articles.models import SectionVersion
from editorial.accounts.sitting import WAYS
from references.models import Reference
from references.summary import short_name
from reviews.enums import BoardRole, Verdict
from reviews.models import SignOff
from reviews.rules.independence import Independence

BADGES = {Verdict.APPROVE: "success", Verdict.REQUEST_CHANGES: "warning"}


@dataclass(frozen=True)
class Answered:
    """A question as it was asked, with its answer."""

    question: str
    answer: str
    reason: str


@dataclass(frozen=True)
class SignatureBlock:
    """One signature. ``fingerprint`` is the beginning of the digest of all that it says."""

    name: str
    role: str
    verdict: str
    badge: str
    meaning: str
    at: datetime
    note: str
    proved: str
    answers: tuple[Answered, ...]
    supports: tuple[str, ...]
    fingerprint: str


def block_of(row: SignOff, names: dict[str, str]) -> SignatureBlock:
    """A signature as printed; signatures of scheme 1 say nothing of proof, questions and references."""
    said = json.loads(row.content)
    return SignatureBlock(
        name=row.printed_name,
        role=BoardRole(said["board_role"]).label,
        verdict=row.get_verdict_display(),
        badge=BADGES.get(row.verdict, "info"),
        meaning=said["meaning"],
        at=row.at,
        note=row.note,
        proved=WAYS.get(said.get("authentication", {}).get("method"), ""),
        answers=tuple(
            Answered(one["text"], one["answer"] or gettext("not answered"), one["reason"])
            for one in said.get("checklist", ())
        ),
        supports=tuple(names.get(key, key) for key in said.get("supports", ())),
        fingerprint=" ".join(row.digest[place : place + 4] for place in range(0, 16, 4)),
    )


def blocks_of(rows: Iterable[SignOff]) -> dict[Any, SignatureBlock]:
    """By the sign-offs' ids. One query at most, for the names of references."""
    rows = list(rows)
    keys = {key for row in rows for key in json.loads(row.content).get("supports", ())}
    names = {one.key: short_name(one.csl) for one in Reference.objects.filter(key__in=keys)} if keys else {}
    return {row.pk: block_of(row, names) for row in rows}


def blocks_on(versions: Iterable[SectionVersion], independence: Independence) -> dict[Any, list[SignatureBlock]]:
    """By version id, the oldest first; without others' opinions that are hidden from a member. Two queries at most."""
    rows = SignOff.objects.filter(version__in=list(versions)).select_related("version").order_by("at", "id")
    shown = [
        row
        for row in rows
        if row.version_id in independence.public or not independence.hides_of(row.version.section_id, row.user_id)
    ]
    blocks, found = blocks_of(shown), defaultdict(list)
    for row in shown:
        found[row.version_id].append(blocks[row.pk])
    return found
