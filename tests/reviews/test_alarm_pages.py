"""The pages of alarms: what desk and board see and decide there, and what they do not see."""

import re
from collections import Counter

import pytest
from django.urls import reverse

from articles.actions import save_section
from articles.queries import part_of
from articles.words.content import Wording
from references.actions.loading import take_in
from references.enums import Nature, Source, Standing
from references.models import Reference
from references.standing.reports import Report
from reviews.actions import submit
from reviews.actions.alarms import raise_alarms
from reviews.models import BoardMember
from reviews.room.alarms import open_alarms_for
from reviews.room.chair import Lead, groups_for
from reviews.rules.evidence import sentences_on
from tests.builders import make_board, make_chair, make_editor, make_member, make_reference, publish_draft

from .test_alarms import CITES, cited_draft, decide, retract

pytestmark = pytest.mark.django_db


@pytest.fixture
def reference(db) -> Reference:
    return make_reference("boyer2005")


def test_the_page_leads_desk_and_board_to_a_decision(client, reference, editor, board):
    edition = publish_draft(cited_draft(editor, slug="twitching"), by=editor)
    member = make_member(board, "Careful Member")
    retract(reference)
    raise_alarms()
    client.force_login(editor)
    page = client.get("/evidence/boyer2005/").content.decode()
    assert "Serotonin does it." in page
    assert "The board decides what it has" in page
    client.force_login(member)
    assert "Serotonin does it." in client.get("/evidence/boyer2005/").content.decode()
    [sentence] = sentences_on([reference])
    data = {"section": sentence.section.pk, "audience": "", "digest": sentence.digest, "verdict": "rewrite"}

    refused = client.post("/evidence/boyer2005/decide/", data)
    taken = client.post("/evidence/boyer2005/decide/", data | {"reason": "Say what is known without it."})

    assert (refused.status_code, taken.status_code) == (422, 302)
    client.force_login(editor)
    page = client.get("/evidence/boyer2005/").content.decode()
    assert "Say what is known without it." in page
    assert reverse("desk:section", args=[edition.article.slug, "part-2"]) in page


def test_what_readers_have_stands_first_and_the_desk_reads_the_sources_reason(client, editor, board):
    reference = make_reference("boyer2005", DOI="10.1000/boyer")
    draft = cited_draft(editor, slug="a-draft")
    live = publish_draft(cited_draft(editor, slug="the-live-one"), by=editor)
    why = "Concerns about the images"
    report = Report(Source.RETRACTION_WATCH, "1", Nature.RETRACTION, on=None, dois=("10.1000/boyer",), why=why)
    take_in(source=Source.RETRACTION_WATCH, reports=[report], by=None)
    reference.refresh_from_db()
    assert reference.standing == Standing.RETRACTED

    client.force_login(editor)
    page = client.get("/evidence/boyer2005/")
    assert [row["group"].article for row in page.context["rows"]] == [live.article, draft.article]
    assert why in page.content.decode()

    client.force_login(make_member(board))
    page = client.get("/evidence/boyer2005/")
    assert [row["group"].article for row in page.context["rows"]] == [live.article]
    assert why not in page.content.decode()


def test_drafts_do_not_leak_to_the_board_or_to_other_desks(client, reference, editor, board):
    cited_draft(editor, CITES.replace("Serotonin", "Secretly serotonin"))
    retract(reference)
    raise_alarms()
    client.force_login(make_member(board))
    assert client.get("/evidence/boyer2005/").status_code == 404
    assert open_alarms_for(make_member(board)) == []
    client.force_login(make_editor())

    page = client.get("/evidence/boyer2005/").content.decode()

    assert "Secretly" not in page
    assert "1 sentence in articles or drafts that others decide" in page


def test_what_a_board_has_to_decide_stands_on_its_chairs_dashboard(client, reference, editor, board):
    publish_draft(cited_draft(editor), by=editor)
    make_chair(make_board(name="Another board"), "Another Chair")
    chair = make_chair(board)
    superseded = make_reference("old2001")
    cited_draft(editor, CITES.replace("boyer2005", "old2001"), slug="a-draft")
    retract(reference)
    retract(superseded, standing="superseded")
    raise_alarms()
    client.force_login(chair)

    page = client.get("/chair/").content.decode()

    [group] = [group for group in groups_for(Lead(chair)) if group.key == "decide"]
    assert [(row.name, row.sentences, row.undecided, row.articles) for row in group.items] == [("Boyer 2005", 1, 1, 1)]
    assert 'href="/evidence/boyer2005/">Decide 1' in page
    assert [one for other in BoardMember.objects.exclude(board=board) for one in groups_for(Lead(other.user))] == []
    [sentence] = sentences_on([reference])
    decide(sentence, chair, verdict="rewrite")
    assert [group.key for group in groups_for(Lead(chair))] == []


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_to_decide_costs_the_chair_the_same_for_many(client, editor, board, django_assert_num_queries, count):
    for number in range(count):
        row = make_reference(f"ref{number}")
        submit(edition=cited_draft(editor, CITES.replace("boyer2005", row.key)), by=editor)
        retract(row)
    raise_alarms()
    client.force_login(make_chair(board))

    with django_assert_num_queries(12):
        page = client.get("/chair/decide/").content.decode()

    assert page.count("Decide 1") == count


def test_why_somebody_decides_nothing_is_said_once_for_an_article(client, reference, editor, board):
    publish_draft(cited_draft(editor, f"{CITES}<p>And so it stays.<cite data-ref='boyer2005'></cite></p>"), by=editor)
    retract(reference)
    client.force_login(editor)

    page = client.get("/evidence/boyer2005/").content.decode()

    assert (page.count("To decide"), page.count("The board decides what it has")) == (2, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(client, editor, board, django_assert_num_queries, count):
    for number in range(count):
        key = f"ref{number}"
        row = make_reference(key)
        cited_draft(editor, CITES.replace("boyer2005", key))
        retract(row)
    raise_alarms()
    client.force_login(editor)
    client.get("/evidence/")

    with django_assert_num_queries(9):
        page = client.get("/evidence/").content.decode()

    assert page.count("1 to decide") == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_many_sentences(client, reference, editor, board, django_assert_num_queries, count):
    for _ in range(count):
        submit(edition=cited_draft(editor), by=editor)
    retract(reference)
    client.force_login(make_member(board))

    with django_assert_num_queries(19):
        page = client.get("/evidence/boyer2005/").content.decode()

    assert page.count("Save the decision") == count


def test_wordings_that_say_a_sentence_alike_have_places_of_their_own(client, reference, editor, board):
    draft = cited_draft(editor)
    part = part_of(draft, "part-2")
    words = {"base": part.content.base, "wordings": {"patient": Wording(html=CITES)}}
    save_section(edition=draft, anchor="part-2", base_version=part.version.pk, by=editor, **words)
    publish_draft(draft, by=editor)
    retract(reference)
    client.force_login(make_member(board))

    page = client.get("/evidence/boyer2005/").content.decode()

    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sum(one.startswith("s-") for one in ids) == 2
    assert [one for one, count in Counter(ids).items() if count > 1] == []
    sentence = next(one for one in sentences_on([reference]) if one.audience == "patient")
    data = {"section": sentence.section.pk, "audience": "patient", "digest": sentence.digest, "verdict": "rewrite"}
    taken = client.post("/evidence/boyer2005/decide/", data | {"reason": "Say what is known without it."})
    assert taken["Location"].partition("#")[2] in ids
