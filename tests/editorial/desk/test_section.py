"""The section editor: saving, confirming, merging, and what is said about it."""

import re

import pytest
from hypothesis import given

from articles.actions import add_section, confirm_wordings, open_edition, save_section
from articles.models import Edition, SectionVersion
from articles.queries import Part, part_of
from articles.requirements import draft_issues
from articles.text import clean
from articles.words.content import Wording
from editorial.desk.forms.sections import in_lines
from tests.articles.html_strategies import documents
from tests.builders import (
    article_of,
    make_draft,
    make_editor,
    make_published,
    make_reference,
    make_submitted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    owner = make_editor("Owner")
    return owner, make_draft(by=owner)


@pytest.fixture
def editor(client, built, own):
    person = own(built)[0]
    client.force_login(person)
    return person


@pytest.fixture
def edition(built, own):
    """A draft of the editor's, complete."""
    return own(built)[1]


def page_of(edition: Edition, anchor: str = "part-1") -> str:
    return f"/desk/articles/{article_of(edition).slug}/sections/{anchor}/"


def typed(part: Part, **changes: str) -> dict:
    """The form as the page sends it, with some fields changed (``everyone__html="…"``)."""
    data = {"base_version": str(part.version.pk)}
    everyone = {"everyone": part.content.base}
    for prefix, wording in {**everyone, **{f"for_{k}": w for k, w in part.content.wordings.items()}}.items():
        data |= {f"{prefix}-{name}": text for name, text in wording.as_dict().items() if text is not True}
        if wording.left_out:
            data[f"{prefix}-left_out"] = "on"
    return data | {name.replace("__", "-"): text for name, text in changes.items()}


def said(edition: Edition, anchor: str = "part-1"):
    return part_of(edition, anchor).content


def messages_of(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


@given(documents)
def test_a_text_in_lines_is_the_same_text(text):
    assert clean(in_lines(text)).html == text


# Saving


def test_without_scripts_the_editor_leads_to_the_library_where_the_keys_are(client, editor):
    page = client.get(page_of(make_draft(by=editor))).content.decode()

    [told] = re.findall(r"<noscript>(.*?)</noscript>", page, re.S)
    assert '<a href="/desk/references/"' in told


def test_saving_changed_words_makes_a_version(client, editor, edition):
    answer = client.post(
        page_of(edition), typed(part_of(edition, "part-1"), everyone__html="<p>New words.</p>"), follow=True
    )

    assert messages_of(answer) == ["Saved as version 2."]
    assert said(edition).base == Wording("Part 1", "<p>New words.</p>")
    assert said(edition).wordings == {"patient": Wording(html="<p>Plain words.</p>")}


def test_saving_the_same_words_makes_none(client, editor, edition):
    answer = client.post(page_of(edition), typed(part_of(edition, "part-1")), follow=True)

    assert messages_of(answer) == ["Nothing had changed, so there is no new version."]
    assert SectionVersion.objects.filter(section__anchor="part-1").count() == 1


def test_what_could_not_be_kept_is_said_after_saving(client, editor, edition):
    data = typed(part_of(edition, "part-1"), everyone__html='<p>Take <u>care</u>.</p><img src="x" alt="A pill">')

    messages = messages_of(client.post(page_of(edition), data, follow=True))

    assert messages[0] == "Saved as version 2."
    assert any("A pill" in message for message in messages[1:])
    assert said(edition).base.html == "<p>Take care.</p>"


@pytest.mark.parametrize("field", ["everyone-html", "everyone-heading", "for_patient-html"])
@pytest.mark.parametrize("hidden", ["\u200b", "\u202e"])
def test_hidden_characters_are_refused_with_everything_typed_kept(client, editor, edition, field, hidden):
    data = typed(part_of(edition, "part-1"), for_clinician__html="<p>My long work.</p>")
    data[field] = f"Take{hidden} care"

    answer = client.post(page_of(edition), data)

    assert answer.status_code == 422
    assert f"U+{ord(hidden):04X}" in answer.text
    assert "My long work." in answer.text
    assert SectionVersion.objects.filter(section__anchor="part-1").count() == 1


def test_scripts_are_never_stored(client, editor, edition):
    html = '<p onclick="x()">Hi<script>alert(1)</script><a href="javascript:x">y</a></p>'

    client.post(page_of(edition), typed(part_of(edition, "part-1"), everyone__html=html))

    assert said(edition).base.html == "<p>Hiy</p>"


def test_an_unknown_reference_is_refused_and_a_known_one_saved(client, editor, edition):
    make_reference("lane1998")
    words = '<p>So it is<cite data-ref="{}"></cite>.</p>'

    refused = client.post(
        page_of(edition), typed(part_of(edition, "part-1"), everyone__html=words.format("nobody1999"))
    )
    client.post(page_of(edition), typed(part_of(edition, "part-1"), everyone__html=words.format("lane1998")))

    assert refused.status_code == 409
    assert "There is no reference “nobody1999”" in refused.text
    assert said(edition).cited_keys() == {"lane1998"}


def test_a_citation_without_reference_can_be_saved_and_blocks_submission(client, editor, edition):
    words = '<p>So it is<cite data-unresolved="[7]"></cite>.</p>'

    client.post(page_of(edition), typed(part_of(edition, "part-1"), everyone__html=words))

    assert "unresolved-citation" in [issue.code for issue in draft_issues(edition)]


def test_a_section_can_be_left_out_for_an_audience(client, editor, edition):
    client.post(page_of(edition), typed(part_of(edition, "part-1"), for_clinician__left_out="on"))

    assert said(edition).wordings["clinician"] == Wording(left_out=True)


def test_emptying_a_wording_takes_it_away(client, editor, edition):
    client.post(page_of(edition), typed(part_of(edition, "part-1"), for_patient__html=""))

    assert said(edition).wordings == {}


def test_the_front_has_a_question_and_a_summary_for_each_audience(client, editor, edition):
    data = typed(part_of(edition, "front"), for_patient__question="Is it bad?", for_patient__summary="Rarely.")

    client.post(page_of(edition, "front"), data)

    assert said(edition, "front").wordings == {"patient": Wording(question="Is it bad?", summary="Rarely.")}
    assert "left_out" not in client.get(page_of(edition, "front")).text


def test_a_wording_of_an_audience_no_longer_offered_is_kept(client, editor, edition):
    part = part_of(edition, "part-1")
    wordings = {**part.content.wordings, "pilot": Wording(html="<p>Old.</p>")}
    save_section(
        edition=edition,
        anchor="part-1",
        base_version=part.version.pk,
        base=part.content.base,
        wordings=wordings,
        by=editor,
    )

    client.post(page_of(edition), typed(part_of(edition, "part-1"), everyone__heading="Part one"))

    assert said(edition).wordings["pilot"] == Wording(html="<p>Old.</p>")


def test_after_saving_the_same_panel_is_open(client, editor, edition):
    answer = client.post(page_of(edition), typed(part_of(edition, "part-1"), panel="wording-patient"))
    elsewhere = client.post(page_of(edition), typed(part_of(edition, "part-1"), panel="https://example.org"))

    assert answer.url == f"{page_of(edition)}#wording-patient"
    assert elsewhere.url == page_of(edition)


# Stale wordings


def make_stale(edition: Edition, by) -> None:
    part = part_of(edition, "part-1")
    save_section(
        edition=edition,
        anchor="part-1",
        base_version=part.version.pk,
        base=Wording("Part 1", "<p>Text of part 2.</p>"),
        wordings=part.content.wordings,
        by=by,
    )


def panel_of(answer, key: str):
    return next(panel for panel in answer.context["panels"] if panel.standing.key == key)


def test_a_stale_wording_shows_what_changed_in_the_text_for_everyone(client, editor, edition):
    assert panel_of(client.get(page_of(edition)), "patient").standing.is_stale is False

    make_stale(edition, editor)
    panel = panel_of(client.get(page_of(edition)), "patient")

    assert panel.standing.is_stale is True
    assert "<ins>" in panel.change
    assert "<del>" in panel.change


def test_still_right_confirms_without_a_version(client, editor, edition):
    make_stale(edition, editor)

    answer = client.post(page_of(edition), typed(part_of(edition, "part-1"), still_right="patient"), follow=True)

    assert messages_of(answer) == ["Confirmed."]
    assert panel_of(answer, "patient").standing.is_stale is False
    assert SectionVersion.objects.filter(section__anchor="part-1").count() == 2


def test_still_right_saves_what_was_typed_meanwhile(client, editor, edition):
    make_stale(edition, editor)
    data = typed(part_of(edition, "part-1"), for_clinician__html="<p>Exact.</p>", still_right="patient")

    answer = client.post(page_of(edition), data, follow=True)

    assert said(edition).wordings["clinician"].html == "<p>Exact.</p>"
    assert panel_of(answer, "patient").standing.is_stale is False


def test_an_audience_that_may_read_the_text_for_everyone_is_confirmed(client, editor):
    edition = make_draft(by=editor, complete=False)
    assert panel_of(client.get(page_of(edition)), "clinician").standing.asks_to_confirm is True

    client.post(page_of(edition), typed(part_of(edition, "part-1"), still_right="clinician"))

    assert panel_of(client.get(page_of(edition)), "clinician").standing.asks_to_confirm is False


def test_still_right_for_nobody_known_confirms_nothing(client, editor, edition):
    answer = client.post(page_of(edition), typed(part_of(edition, "part-1"), still_right="nobody"), follow=True)

    assert "Confirmed." not in messages_of(answer)


def test_whose_words_an_audience_reads_is_said(client, editor, edition):
    answer = client.get(page_of(edition))

    reads = {panel.standing.key: panel.standing.reads for panel in answer.context["panels"] if panel.standing.key}

    assert reads == {"patient": "", "carer": "the text for “I am a patient”", "clinician": "the text for everyone"}


# Reading, references


def test_a_submitted_section_is_shown_to_read_and_takes_no_words(client, editor):
    edition = make_submitted(by=editor)

    answer = client.get(page_of(edition))

    assert "These words no longer change" in answer.text
    assert "<textarea data-prose" not in answer.text
    assert client.post(page_of(edition), typed(part_of(edition, "part-1"))).status_code == 409


def test_cited_references_are_listed_with_their_standing(client, editor, edition):
    make_reference("lane1998", title="Movement and medicines")
    words = '<p>So<cite data-ref="lane1998"></cite>.</p>'

    client.post(page_of(edition), typed(part_of(edition, "part-1"), everyone__html=words))

    answer = client.get(page_of(edition))
    assert [one.row.key for one in answer.context["cited"]] == ["lane1998"]
    assert "Movement and medicines" in answer.text


def test_a_new_edition_opens_with_nothing_to_confirm_again(client, editor):
    live = make_published(by=editor)
    draft = open_edition(article=article_of(live), by=editor)
    add_section(edition=draft, anchor="new", kind="note", base=Wording("New", "<p>x</p>"), by=editor)
    confirm_wordings(edition=draft, anchor="new", audiences=["patient", "carer", "clinician"], by=editor)

    assert draft_issues(draft) == []


def test_the_editor_page_costs_the_same_for_any_number_of_wordings(client, editor, edition, django_assert_num_queries):
    client.get(page_of(edition))

    for anchor in ("part-1", "part-2"):
        with django_assert_num_queries(27):
            client.get(page_of(edition, anchor))
