"""Guards that look at one row beside the one that is written: every state and every wrong neighbour, each alone."""

from itertools import product
from random import Random

import pytest

from articles.enums import EditionState
from articles.models import Doubt, Edition, Pin, Section, SourceDocument
from editorial.shared.canonical import sha256
from tests.agreement.scenes import identity, insert, only, refusals, write
from tests.agreement.test_signatures import a_version, an_edition

pytestmark = pytest.mark.django_db


def test_an_urgent_edition_interrupts_what_was_taken_back_or_returned_of_its_article():
    random = Random(38)
    only("articles_edition_interrupts_fixed", "articles_edition")
    waiting = [an_edition(random, state) for state in EditionState.values]
    write(waiting)
    articles = {one.pk: one.article_id for one in waiting}
    scenes = [(one, article) for one in waiting for article in (articles[one.pk], identity(random))]
    scenes += [(None, identity(random))]

    said = refusals(insert(interrupting(random, *scene)) for scene in scenes)

    assert [not refusal for refusal in said] == [
        one is None or (one.state in ("taken_back", "returned") and article == one.article_id)
        for one, article in scenes
    ]


def interrupting(random: Random, other: Edition | None, article) -> Edition:
    row = an_edition(random, "draft", interrupts=other)
    row.article_id, row.number = article, 2
    return row


def test_what_an_edition_interrupts_is_said_when_it_is_opened():
    random = Random(39)
    only("articles_edition_interrupts_fixed", "articles_edition")
    first, second = (an_edition(random, "taken_back") for _ in range(2))
    row, bare = interrupting(random, first, first.article_id), an_edition(random, "draft")
    write([first, second, row, bare])
    changes = [(row, first.pk), (row, second.pk), (row, None), (bare, first.pk), (bare, None)]

    said = refusals(
        ("UPDATE articles_edition SET interrupts_id = %s WHERE id = %s", (other, one.pk)) for one, other in changes
    )

    assert [not refusal for refusal in said] == [True, False, False, False, True]


def test_a_doubt_is_about_its_section_of_the_article_that_was_imported_while_that_is_a_draft():
    random, rows, scenes = Random(40), [], []
    only("articles_doubt_in_its_section", "articles_doubt")
    for state, wrong in product(EditionState.values, (None, "section", "article", "version")):
        edition, version, other = an_edition(random, state), a_version(random), a_version(random)
        section, beside = (
            Section(pk=one.section_id, article_id=edition.article_id, anchor=f"p-{one.pk.hex}", kind="note")
            for one in (version, other)
        )
        section.article_id = identity(random) if wrong == "article" else section.article_id
        content = str(edition.pk)
        source = SourceDocument(pk=identity(random), edition=edition, content=content, digest=sha256(content))
        source.by_id, source.file_id = edition.pk, source.digest
        rows += [edition, version, other, section, beside, source]
        row = Doubt(pk=identity(random), source=source, section=beside if wrong == "section" else section, position=1)
        row.version = other if wrong == "version" else version
        scenes.append((row, state == EditionState.DRAFT and wrong is None))
    write(rows)

    said = refusals(insert(row) for row, _expected in scenes)

    assert [not refusal for refusal in said] == [expected for _row, expected in scenes]


def test_a_pin_is_moved_to_no_section_of_another_article():
    random = Random(41)
    only("articles_pin_same_article", "articles_pin")
    edition, version, there, beyond = an_edition(random, "draft"), *(a_version(random) for _ in range(3))
    sections = [
        Section(pk=one.section_id, article_id=article, anchor=f"p-{one.pk.hex}", kind="note")
        for one, article in ((version, edition.article_id), (there, edition.article_id), (beyond, identity(random)))
    ]
    pin = Pin(edition=edition, section=sections[0], version=version)
    write([edition, version, there, beyond, *sections, pin])

    said = refusals(
        ("UPDATE articles_pin SET section_id = %s WHERE id = %s", (section.pk, pin.pk)) for section in sections
    )

    assert [not refusal for refusal in said] == [True, True, False]
