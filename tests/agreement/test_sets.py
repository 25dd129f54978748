"""Sets: what an approval says of who is in one, and whether they stand still, in PostgreSQL and in Python."""

from random import Random

import pytest
from django.db import connection

from articles.enums import EditionState
from articles.models import Article, Edition, Manifest
from editorial.accounts.models import User
from editorial.shared.canonical import canonical_json, sha256
from reviews.models import EditionSet, SetMember
from reviews.rules.sets import joined_in
from tests.agreement.scenes import HOW_MANY, NOW, identity, only, write
from tests.agreement.test_signatures import an_edition

pytestmark = pytest.mark.django_db
ASK = "SELECT s.id, reviews_set_digest(s.id), reviews_set_stands(s.id) FROM reviews_editionset s"


def a_manifest(random: Random, edition: Edition) -> Manifest:
    content = canonical_json({"edition": str(edition.pk), "more": random.random()})
    return Manifest(edition=edition, content=content, digest=sha256(content))


def a_set(random: Random, owner: User) -> list:
    """A set with some members: in any state, with or without a manifest, left out or not."""
    published = NOW if random.random() < 0.1 else None
    rows: list = [
        EditionSet(pk=identity(random), name="X", reason="Y", made_by=owner, made_at=NOW, published_at=published)
    ]
    for _ in range(random.randint(1, 4)):
        states = EditionState.values if random.random() < 0.3 else ["submitted", "under_review"]
        edition = an_edition(random, random.choice(states))
        rows += [edition, Article(pk=edition.article_id, slug=str(edition.pk), owner=owner)]
        if random.random() < 0.9:
            rows.append(a_manifest(random, edition))
        out = {"left_out_at": NOW, "left_out_by": owner, "left_out_reason": "Z"} if random.random() < 0.2 else {}
        rows.append(
            SetMember(pk=identity(random), edition_set=rows[0], edition=edition, added_by=owner, added_at=NOW, **out)
        )
    return rows


def test_who_is_in_a_set_and_whether_they_stand_still_are_one_answer():
    random = Random(20)
    owner = User.objects.create_user(email="owner@example.org", display_name="Owner")
    only()
    write(row for _ in range(HOW_MANY) for row in a_set(random, owner))

    with connection.cursor() as cursor:
        cursor.execute(ASK)
        there = {pk: (digest or "", stands) for pk, digest, stands in cursor.fetchall()}
    here = {pk: (one.digest, one.stands) for pk, one in joined_in(there).items()}

    assert here == there
    assert len(here) == HOW_MANY
    assert {bool(digest) for digest, _ in here.values()} == {True, False}
    assert {stands for _, stands in here.values()} == {True, False}
    assert Edition.objects.exists()
