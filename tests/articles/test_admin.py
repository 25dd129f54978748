"""Audiences, contributors and authoring in the admin, and the action behind the audiences."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.actions import open_edition, set_bylines, set_statement
from articles.actions.audiences import save_audience
from articles.actions.contributors import save_contributor
from articles.models import Audience, Contributor
from articles.queries import last_change_of, part_of, parts_of
from editorial.record.models import Event
from editorial.shared.issues import Refused
from reviews.actions import submit
from tests.builders import (
    article_of,
    codes,
    confirm_all,
    edit,
    make_administrator,
    make_audiences,
    make_board,
    make_draft,
    make_editor,
    make_published,
    make_user,
)

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:articles_audience_changelist"), reverse("admin:articles_audience_add")


@pytest.fixture
def administrator(client):
    person = make_administrator()
    client.force_login(person)
    return person


@pytest.fixture
def audiences():
    return make_audiences()


def page(row, what: str = "change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{what}", args=[row.pk])


def facts(row: Audience, **changes) -> dict:
    names = ("label", "fallback", "reading_level_target", "disclaimer", "order", "is_default", "is_active")
    return {name: getattr(row, name) for name in names} | changes


def typed(row: Audience, **changes) -> dict:
    """What the form sends for a row that is changed a little."""
    values = facts(row) | {"fallback": row.fallback_id, "base": last_change_of(row)} | changes
    return {name: value for name, value in values.items() if value not in (None, False)}


def saved_events() -> list[str]:
    return list(Event.objects.filter(verb="audience.saved").values_list("subject", flat=True))


# The action


def test_an_administrator_adds_an_audience(audiences):
    by = make_administrator()

    row = save_audience(by=by, key="student", label="  I study  medicine", fallback=audiences["clinician"], order=4)

    assert (row.label, row.fallback, row.is_default) == ("I study medicine", audiences["clinician"], False)
    assert row.history.get().history_user == by
    assert saved_events() == [f"audience:{row.pk}"]


def test_nobody_else_does(audiences):
    with pytest.raises(PermissionDenied):
        save_audience(by=make_editor(), key="student", label="I study medicine")

    assert Audience.objects.count() == 3


def test_a_change_is_kept_in_history_and_record_and_the_same_again_writes_nothing(audiences):
    by, row = make_administrator(), audiences["carer"]

    save_audience(by=by, audience=row, **facts(row, label="I look after someone"), reason="Plainer.")
    save_audience(by=by, audience=row, **facts(row, label="I look after someone"))

    assert [one.history_change_reason for one in row.history.all()] == ["Plainer.", ""]
    assert saved_events() == [f"audience:{row.pk}"]


def test_a_key_is_never_changed(audiences):
    row = save_audience(
        by=make_administrator(), audience=audiences["carer"], key="other", **facts(audiences["carer"], order=9)
    )

    assert (row.key, row.order) == ("carer", 9)


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("Student", "key-syntax"),
        ("", "key-syntax"),
        ("student\n", "key-syntax"),
        ("x" * 61, "key-syntax"),
        ("warning", "key-reserved"),
        ("td", "key-reserved"),
        ("everyone", "key-reserved"),
        ("patient", "key-taken"),
    ],
)
def test_keys_that_cannot_be(audiences, key, code):
    with pytest.raises(Refused) as refused:
        save_audience(by=make_administrator(), key=key, label="I study medicine")

    assert codes(refused) == [code]


@pytest.mark.parametrize(
    ("label", "code"),
    [
        (" ", "no-label"),
        ("x" * 121, "label-long"),
        ("i am a PATIENT", "label-taken"),
        ("I stu\u200bdy", "hidden-character"),
    ],
)
def test_labels_that_cannot_be(audiences, label, code):
    with pytest.raises(Refused) as refused:
        save_audience(by=make_administrator(), key="student", label=label)

    assert codes(refused) == [code]


def test_fallbacks_form_no_circle(audiences):
    by, patient, carer = make_administrator(), audiences["patient"], audiences["carer"]

    with pytest.raises(Refused) as longer:
        save_audience(by=by, audience=patient, **facts(patient, fallback=carer))
    with pytest.raises(Refused) as itself:
        save_audience(by=by, audience=patient, **facts(patient, fallback=patient))
    save_audience(by=by, audience=patient, **facts(patient, fallback=audiences["clinician"]))

    assert (codes(longer), codes(itself)) == (["fallback-circle"], ["fallback-circle"])


def test_a_fallback_is_offered_as_long_as_somebody_falls_back_to_it(audiences):
    by, carer, clinician = make_administrator(), audiences["carer"], audiences["clinician"]
    save_audience(by=by, audience=carer, **facts(carer, fallback=clinician))

    with pytest.raises(Refused) as used:
        save_audience(by=by, audience=clinician, **facts(clinician, is_active=False))
    save_audience(by=by, audience=carer, **facts(carer, fallback=None))
    save_audience(by=by, audience=clinician, **facts(clinician, is_active=False))
    with pytest.raises(Refused) as gone:
        save_audience(by=by, audience=carer, **facts(carer, fallback=clinician))

    assert (codes(used), codes(gone)) == (["is-fallback"], ["fallback-inactive"])


def test_another_default_ends_the_one_before(audiences):
    by, clinician = make_administrator(), audiences["clinician"]

    save_audience(by=by, audience=clinician, **facts(clinician, is_default=True))

    assert list(Audience.objects.filter(is_default=True)) == [clinician]
    assert saved_events() == [f"audience:{audiences['patient'].pk}", f"audience:{clinician.pk}"]
    assert audiences["patient"].history.first().history_user == by


@pytest.mark.parametrize(
    ("change", "code"), [({"is_default": False}, "default-needed"), ({"is_active": False}, "default-inactive")]
)
def test_there_is_always_a_default_that_is_offered(audiences, change, code):
    Audience.objects.filter(key="carer").update(fallback=None)
    patient = audiences["patient"]

    with pytest.raises(Refused) as refused:
        save_audience(by=make_administrator(), audience=patient, **facts(patient, **change))

    assert codes(refused) == [code]


def test_a_stale_change_is_refused(audiences):
    by, row = make_administrator(), audiences["carer"]
    base = last_change_of(row)
    save_audience(by=by, audience=row, base=base, **facts(row, order=7))

    with pytest.raises(Refused) as refused:
        save_audience(by=by, audience=row, base=base, **facts(row, order=8))

    assert codes(refused) == ["stale"]


def test_what_was_submitted_keeps_its_audiences(client, audiences):
    edition = make_published()
    address = f"/articles/{edition.article.slug}/for/clinician/"
    before = client.get(address).content

    by, clinician = make_administrator(), audiences["clinician"]
    save_audience(by=by, audience=clinician, **facts(clinician, label="I treat people", disclaimer="New."))
    save_audience(by=by, key="student", label="I study medicine")

    assert client.get(address).content == before
    assert client.get(f"/articles/{edition.article.slug}/for/student/").status_code == 302


# The pages


def test_audiences_are_added_and_changed_in_the_admin(client, administrator, audiences):
    client.post(ADD, {"key": "student", "label": "I study medicine", "order": 4, "is_active": "on", "reason": "New."})
    row = Audience.objects.get(key="student")

    client.post(page(row), typed(row, label="I am a student", key="pupil", is_default="on", reason="Shorter."))

    row.refresh_from_db()
    assert (row.key, row.label, row.is_default) == ("student", "I am a student", True)
    assert [one.history_change_reason for one in row.history.all()] == ["Shorter.", "New."]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"label": "I am a patient"}, "label"),
        ({"label": "hid\u202eden"}, "label"),
        ({"disclaimer": "hid\u2060den"}, "disclaimer"),
        ({"base": 1, "order": 5}, "__all__"),
    ],
)
def test_what_the_action_would_refuse_is_said_at_the_form(client, administrator, audiences, change, field):
    response = client.post(page(audiences["carer"]), typed(audiences["carer"], **change))

    assert list(response.context["adminform"].form.errors) == [field]
    assert saved_events() == []


def test_the_default_cannot_be_unticked(client, administrator, audiences):
    patient = audiences["patient"]

    response = client.post(page(patient), typed(patient, is_default=False))

    assert list(response.context["adminform"].form.errors) == ["is_default"]


def test_contributors_go_through_their_action_and_keep_their_account(client, administrator):
    account, other = make_user("A. Writer"), make_user("Another")
    client.post(reverse("admin:articles_contributor_add"), {"name": "A.  Writer", "user": account.pk})
    row = Contributor.objects.get()

    client.post(page(row), {"name": "A. Writer", "credentials": "MD", "user": other.pk})

    row.refresh_from_db()
    assert (str(row), row.user) == ("A. Writer, MD", account)
    assert Event.objects.filter(verb="contributor.saved", actor=administrator).count() == 2


def test_a_contributor_is_given_no_other_account():
    by = make_administrator()
    row = save_contributor(by=by, name="A. Writer", credentials="", interests="", user=make_user())

    with pytest.raises(Refused) as refused:
        save_contributor(by=by, contributor=row, name="A. Writer", credentials="", interests="", user=make_user())

    assert codes(refused) == ["other-account"]


def rows_to_look_at() -> list:
    edition = make_published()
    draft = make_draft()
    version = parts_of(edition)[1].version
    return [edition.article, edition, version, draft, Contributor.objects.first(), Audience.objects.first()]


def test_every_list_page_and_history_opens(client, administrator):
    rows = rows_to_look_at()
    models = {type(row)._meta.model_name for row in rows}
    lists = [reverse(f"admin:articles_{name}_changelist") for name in models]
    histories = [page(rows[0], "history"), page(rows[-2], "history"), page(rows[-1], "history")]

    opened = {url: client.get(url).status_code for url in [*lists, *map(page, rows), *histories]}

    assert {url: status for url, status in opened.items() if status != 200} == {}


def test_a_version_shows_its_words_hands_and_editions(client, administrator):
    edition = make_published()

    text = client.get(page(parts_of(edition)[1].version)).content.decode()

    for words in ("Text of part 1.", "Plain words.", "I am a patient", "Staff Editor wrote it", "edition 1"):
        assert words in text


def test_articles_editions_and_versions_cannot_be_written_here(client, administrator):
    edition = make_draft()
    rows = [edition.article, edition, parts_of(edition)[0].version]

    statuses = {
        client.post(page(row, what), {"post": "yes"}).status_code for row in rows for what in ("change", "delete")
    }
    added = {client.post(reverse(f"admin:articles_{type(row)._meta.model_name}_add")).status_code for row in rows}

    assert (statuses, added) == ({403}, {403})


def test_an_editor_sees_none_of_it(client):
    client.force_login(make_editor())

    assert client.get(LIST).status_code == 302


# What the administration shows of articles


def a_secret_draft(by, edition=None):
    """Unique words in everything that a draft says, and who is named on it."""
    edition = edition or make_draft(by=by, slug="waiting")
    edit(edition, "part-1", "<p>Canary words.</p>", by=by, heading="Canary heading")
    set_statement(edition=edition, note="Canary note", by=by)
    row = save_contributor(by=by, name="Canary Author", credentials="MD", interests="none", outsider=True)
    set_bylines(edition=edition, bylines=[(row, "author")], by=by)
    return edition


def seen(client, edition) -> str:
    """Everything that the administration has about an edition and its sections, however it is asked."""
    version = part_of(edition, "part-1").version
    rows = (edition, edition.article, version, *(part.version for part in parts_of(edition)))
    urls = [page(row, what) for row in rows for what in ("change", "history")]
    urls += [reverse(f"admin:articles_{name}_changelist") for name in ("article", "edition", "sectionversion")]
    urls.append(f"{reverse('admin:articles_sectionversion_changelist')}?q=part-1")
    return "".join(client.get(url, follow=True).content.decode() for url in urls)


def test_an_administrator_reads_no_word_of_a_draft(client, administrator):
    editor = make_editor()
    draft = a_secret_draft(editor)

    assert "Canary" not in seen(client, draft)


def test_nor_of_the_next_edition_of_what_is_live_before_it_is_submitted(client, administrator):
    editor = make_editor()
    live = make_published(by=editor)
    draft = a_secret_draft(editor, open_edition(article=article_of(live), by=editor))

    words = seen(client, draft)

    assert "Canary" not in words
    assert "Text of part 2" in words  # carried over, and submitted before


def test_an_administrator_reads_what_was_submitted(client, administrator):
    editor = make_editor()
    draft = a_secret_draft(editor)
    make_board()
    confirm_all(draft, by=editor)

    words = seen(client, submit(edition=draft, by=editor))

    assert all(f"Canary {part}" in words for part in ("words", "heading", "note", "Author"))
