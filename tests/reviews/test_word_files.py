"""An edition as a Word file: who gets it where, what is in it, and that taking it writes nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from articles.actions import open_edition
from articles.exchange.word_marks import Scope, digest_of, origin_of
from articles.exchange.word_out import WORD_TYPE
from articles.exporting.editions import outgoing_of, whole_of
from articles.queries import part_of, parts_of
from editorial.record.models import Event
from reviews.actions import add_comment, invite_guest, revoke_guest, take_back
from reviews.enums import Verdict
from tests.articles.exchange.word_out.making import W, body, parts, words
from tests.builders import confirm_all, edit, make_draft, make_editor, make_reference, sign

from .scenes import make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    return make_scene()


@pytest.fixture
def scene(built, own):
    return own(built)


def address(scene, query: str = "") -> str:
    return f"{reverse('review:word', args=[scene.edition.article.slug, scene.edition.number])}{query}"


def origin(data: bytes):
    rows = etree.fromstring(parts(data)["docProps/custom.xml"])
    return origin_of({row.get("name"): row[0].text for row in rows})


def text(data: bytes) -> str:
    return "\n".join(words(one) for one in body(data).iter(f"{W}p"))


def test_a_member_gets_the_whole_edition(scene):
    answer = scene.client("member").get(address(scene))
    found, pinned = origin(answer.content), parts_of(scene.edition)

    assert (answer.status_code, answer["Content-Type"]) == (200, WORD_TYPE)
    assert answer["Content-Disposition"] == f'attachment; filename="{scene.edition.article.slug}-edition-1.docx"'
    assert "no-store" in answer["Cache-Control"]
    assert (found.article, found.edition, found.number) == (scene.edition.article_id, scene.edition.pk, 1)
    assert (found.scope, found.versions) == (Scope.EDITION, tuple(part.version.pk for part in pinned))
    assert found.digest == digest_of(
        article=scene.edition.article_id,
        edition=scene.edition.pk,
        scope=Scope.EDITION,
        versions=[(part.version.pk, part.version.digest) for part in pinned],
    )
    assert all(line in text(answer.content) for line in ("Muscle twitches", "Text of part 2.", "Plain words."))
    assert "Wording for “I am a patient”" in text(answer.content)


def test_a_member_gets_one_section(scene):
    answer = scene.client("member").get(address(scene, "?section=part-2"))

    assert origin(answer.content).versions == (part_of(scene.edition, "part-2").version.pk,)
    assert origin(answer.content).scope == Scope.SECTION
    assert answer["Content-Disposition"].endswith('-edition-1-part-2.docx"')
    assert "Text of part 2." in text(answer.content)
    assert "Text of part 1." not in text(answer.content)


def test_a_section_that_is_not_there_is_not_found(scene):
    assert scene.client("member").get(address(scene, "?section=part-9")).status_code == 404


def test_a_sitting_holds_what_waits_for_this_member(scene):
    sign(version=part_of(scene.edition, "part-1").version, verdict=Verdict.APPROVE, by=scene.member)
    waiting = [part_of(scene.edition, anchor).version.pk for anchor in ("front", "part-2")]

    answer = scene.client("member").get(address(scene, "?sitting"))

    assert (origin(answer.content).scope, origin(answer.content).versions) == (Scope.SITTING, tuple(waiting))
    assert "wait for you" in text(answer.content)


def test_where_nothing_waits_there_is_no_sitting(scene):
    for part in parts_of(scene.edition):
        sign(version=part.version, verdict=Verdict.APPROVE, by=scene.member)

    answer = scene.client("member").get(address(scene, "?sitting"))

    assert answer.status_code == 409
    assert "No section of this edition waits for your signature now." in answer.content.decode()


def test_the_page_leads_to_its_files(scene):
    page = scene.client("member").get(scene.url("edition")).content.decode()

    assert all(f'href="{address(scene, query)}"' in page for query in ("", "?sitting", "?section=part-1"))


@pytest.mark.parametrize("role", ["reader", "editor", "other_editor", "past_member", "other_board", "administrator"])
def test_nobody_else_gets_the_boards_file(scene, role):
    assert scene.client(role).get(address(scene)).status_code == 404


def test_the_board_gets_no_draft(scene):
    take_back(edition=scene.edition, by=scene.editor)
    draft = open_edition(article=scene.edition.article, by=scene.editor)

    found = scene.client("member").get(reverse("review:word", args=[scene.edition.article.slug, draft.number]))

    assert found.status_code == 404
    assert scene.client("member").get(address(scene)).status_code == 200


def test_no_remark_or_name_of_the_board_is_in_it(scene):
    version = part_of(scene.edition, "part-1").version
    add_comment(version=version, text="A secret doubt.", by=scene.member)
    sign(version=version, verdict=Verdict.APPROVE, by=scene.member)

    data = b"".join(parts(scene.client("member").get(address(scene)).content).values()).decode()

    assert "secret" not in data
    assert scene.member.display_name not in data


def test_taking_it_writes_nothing_and_gives_the_same_bytes_again(scene):
    client = scene.client("member")
    before = Event.objects.count()

    one, other = client.get(address(scene)), client.get(address(scene))

    assert one.content == other.content
    assert Event.objects.count() == before
    assert client.post(address(scene)).status_code == 405


def test_a_guest_gets_what_the_link_opens_and_for_as_long(scene):
    until = timezone.localdate() + timedelta(days=7)
    guest, secret = invite_guest(
        edition=scene.edition, by=scene.chair, name="Expert", credentials="PhD", email="e@example.org", until=until
    )
    here = reverse("guest_word", args=[secret])

    answer = Client().get(here)
    page = Client().get(reverse("guest", args=[secret])).content.decode()

    assert f'href="{here}"' in page
    assert origin(answer.content).edition == scene.edition.pk
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    revoke_guest(guest=guest, by=scene.chair)
    assert Client().get(here).status_code == 410
    assert Client().get(reverse("guest_word", args=["no-such-link"])).status_code == 404


def test_an_editor_gets_the_draft_as_it_is_now(client):
    editor = make_editor()
    draft = make_draft(by=editor)
    make_reference("lane1998", title="A study")
    edit(draft, "part-2", '<p>New words <cite data-ref="lane1998"></cite>.</p>', by=editor)
    client.force_login(editor)
    here = reverse("desk:word", args=[draft.article.slug])

    answer = client.get(here)

    assert "New words [1]." in text(answer.content)
    assert "A study" in text(answer.content)
    assert origin(client.get(f"{here}?section=part-2").content).versions == (part_of(draft, "part-2").version.pk,)
    assert f'href="{here}"' in client.get(reverse("desk:article", args=[draft.article.slug])).content.decode()
    client.force_login(make_editor())
    assert client.get(here).status_code == 404


def test_a_submitted_edition_keeps_its_references_as_they_were_frozen():
    scene = make_scene()
    out = outgoing_of(scene.edition, whole_of(scene.edition))

    assert out.state == scene.edition.get_state_display()
    assert set(out.references) == set().union(*(part.content.cited_keys() for part in parts_of(scene.edition)))


def test_a_file_costs_the_same_for_few_and_many_sections(django_assert_num_queries):
    small, large = make_draft(sections=1), make_draft(sections=6)
    for draft in (small, large):
        confirm_all(draft, by=draft.opened_by)
        with django_assert_num_queries(2):
            outgoing_of(draft, whole_of(draft))
