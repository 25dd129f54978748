"""The library's pages: who may open them, what they cost, what they show."""

import pytest
from django.urls import reverse

from editorial.record.models import Denial
from references.actions import merge_references, set_standing, update_reference
from references.models import Reference, StandingChange

from .builders import article, make_administrator, make_editor, make_person, make_reference

pytestmark = pytest.mark.django_db

PAGES = ["list", "new", "search", "detail", "edit", "standing", "merge"]
NAMELESS = ("list", "new", "search")
FIELDS = {"type": "article-journal", "title": "A title", "authors": "Lane, Roger", "year": "1998"}


def address(page: str, key: str = "lane1998") -> str:
    return reverse(f"references:{page}", args=[] if page in NAMELESS else [key])


@pytest.fixture
def editor(client):
    person = make_editor(display_name="A. Desk")
    client.force_login(person)
    return person


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda: make_editor(), 200),
        (lambda: make_administrator(), 200),
        (lambda: make_person(), 403),
        (lambda: make_person(is_superuser=True), 403),
        (lambda: make_editor(is_active=False), 302),
        (lambda: None, 302),
    ],
    ids=["editor", "administrator", "reader", "superuser alone", "deactivated", "nobody"],
)
def test_the_library_opens_for_editors_and_administrators_only(client, page, make, status):
    make_reference(key="lane1998")
    person = make()
    if person:
        client.force_login(person)

    response = client.get(address(page))

    assert response.status_code == status
    assert Denial.objects.count() == (status == 403)


@pytest.mark.parametrize("page", ["new", "edit", "standing", "merge"])
def test_a_reader_changes_nothing_by_posting(client, page):
    make_reference(key="lane1998")
    client.force_login(make_person())

    response = client.post(address(page), {**FIELDS, "base": "1", "standing": "retracted", "into": "x", "reason": "y"})

    assert response.status_code == 403
    assert list(Reference.objects.values_list("key", "standing", "revision")) == [("lane1998", "good", 1)]


@pytest.mark.parametrize("page", ["list", "search", "detail"])
def test_pages_that_only_show_take_no_post(client, editor, page):
    make_reference(key="lane1998")

    assert client.post(address(page)).status_code == 405


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_kept_by_no_cache(client, editor, page):
    make_reference(key="lane1998")

    assert "no-store" in client.get(address(page))["Cache-Control"]


@pytest.mark.parametrize("page", ["detail", "edit", "standing", "merge"])
@pytest.mark.parametrize("key", ["nobody1900", "UPPER"])
def test_an_unknown_key_is_not_found(client, editor, page, key):
    assert client.get(f"/desk/references/{key}/{'' if page == 'detail' else page + '/'}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("list", 7), ("search", 4), ("detail", 10)])
def test_the_cost_does_not_grow_with_the_library(client, editor, django_assert_num_queries, count, page, queries):
    for _ in range(count):
        reference = make_reference()
        update_reference(reference=reference, base=1, csl=article(), by=editor)

    with django_assert_num_queries(queries):
        client.get(address(page))


def test_the_list_shows_searches_and_filters(client, editor):
    make_reference(title="The serotonin syndrome", key="boyer2005", kind="guideline")
    retracted = make_reference(title="Something else", key="other1998")
    set_standing(reference=retracted, standing="retracted", by=editor)

    def found(query: str) -> list[str]:
        html = client.get(f"{address('list')}?{query}").content.decode()
        return [key for key in ("boyer2005", "other1998") if f"<code>{key}</code>" in html]

    assert found("") == ["boyer2005", "other1998"]
    assert found("q=serotonin") == ["boyer2005"]
    assert found("kind=guideline") == ["boyer2005"]
    assert found("standing=retracted") == ["other1998"]
    assert found("kind=nonsense&standing=nonsense&page=99") == ["boyer2005", "other1998"]
    assert found("q=nothing+at+all") == []


def test_the_picker_gets_what_it_shows(client, editor):
    make_reference(key="boyer2005", title="The <i>serotonin</i> syndrome", kind="guideline")

    assert client.get(f"{address('search')}?q=serotonin").json() == {
        "results": [
            {
                "key": "boyer2005",
                "name": "Lane 1998",
                "title": "The serotonin syndrome",
                "people": "Lane",
                "source": "Journal of Psychopharmacology 1998",
                "kind": "guideline",
                "kind_label": "Guideline",
                "standing": "good",
                "standing_label": "Good",
                "thin": False,
            }
        ],
        "groups": [],
    }


def test_the_picker_gets_at_most_twenty(client, editor):
    for _ in range(21):
        make_reference()

    assert len(client.get(address("search")).json()["results"]) == 20


def test_a_script_in_a_record_is_words_on_every_page(client, editor):
    nasty = '<script>alert(1)</script>"><img src=x onerror=alert(1)> {{ 7|add:7 }} a<b'
    make_reference(
        key="nasty", title=nasty, author=[{"literal": nasty}], publisher=nasty, volume=nasty, note="<svg onload=x>"
    )

    for page in ("list", "detail", "edit", "standing", "merge"):
        html = client.get(address(page, "nasty")).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<svg onload" not in html


def test_a_page_shows_identifiers_standing_and_what_it_is_merged_into(client, editor):
    into = make_reference(key="into1998")
    reference = make_reference(
        key="lane1998", DOI="10.1000/Ab", PMID="77", URL="https://example.org/x", ISBN="080442957X"
    )
    set_standing(reference=into, standing="retracted", note="See the notice.", by=editor)
    set_standing(reference=reference, standing="retracted", note="See the notice.", by=editor)
    merge_references(into=into, duplicate=reference, by=editor)

    html = client.get(address("detail")).content.decode()

    for words in (
        'href="https://doi.org/10.1000/Ab"',
        'href="https://pubmed.ncbi.nlm.nih.gov/77/"',
        'href="https://example.org/x"',
        "080442957X",
        "Retracted since",
        "See the notice.",
        'href="/desk/references/into1998/"',
    ):
        assert words in html
    assert "Set the standing" not in html


def test_a_reference_is_added_by_hand(client, editor):
    response = client.post(
        address("new"),
        {
            **FIELDS,
            "authors": "van den Berg, Jean-Paul, Jr\r\nA study group\r\n",
            "editors": "Dean, E.",
            "container_title": "Lancet",
            "month": "5",
            "day": "6",
            "doi": "https://doi.org/10.1000/ABC",
            "url": "https://example.org/",
            "accessed": "2026-11-02",
        },
    )

    reference = Reference.objects.get()
    assert response["Location"] == "/desk/references/berg1998/"
    assert (reference.created_by, reference.kind) == (editor, "research")
    assert reference.csl == {
        "type": "article-journal",
        "title": "A title",
        "author": [
            {"family": "Berg", "given": "Jean-Paul", "suffix": "Jr", "non-dropping-particle": "van den"},
            {"literal": "A study group"},
        ],
        "editor": [{"family": "Dean", "given": "E."}],
        "container-title": "Lancet",
        "issued": {"date-parts": [[1998, 5, 6]]},
        "DOI": "10.1000/ABC",
        "URL": "https://example.org/",
        "accessed": {"date-parts": [[2026, 11, 2]]},
    }


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title": ""}, "This field is required."),
        ({"type": "poem"}, "Select a valid choice."),
        ({"doi": "nonsense"}, "is not a DOI"),
        ({"url": "javascript:alert(1)"}, "is not a web address"),
        ({"authors": "Mal\u202elory"}, "hidden character (U+202E)"),
        ({"key": "UPPER"}, "A key begins with"),
        ({"key": "lane1998"}, "belongs to another reference"),
        ({"pmid": "77"}, "The library has this PMID already: “lane1998”"),
        ({"day": "3"}, "A day needs its month"),
        ({"year": "0"}, "greater than or equal to 1"),
    ],
)
def test_what_cannot_be_added_is_said_and_what_was_typed_kept(client, editor, fields, message):
    make_reference(key="lane1998", PMID="77")

    response = client.post(address("new"), {**FIELDS, "container_title": "Kept words", **fields})

    html = response.content.decode().replace("&quot;", '"')
    assert response.status_code == 422
    assert message in html
    assert "Kept words" in html
    assert Reference.objects.count() == 1


def edit_data(client, **changes) -> dict:
    form = client.get(address("edit")).context["form"]
    data = {name: value if (value := form[name].value()) is not None else "" for name in form.fields}
    base = client.get(address("edit")).context["base"]
    return {**data, "base": str(base), **changes}


def test_fields_that_are_left_alone_stay_to_the_letter(client, editor):
    fields = {
        "author": [{"family": "Berg", "given": "J.", "dropping-particle": "von"}, {"literal": "et al."}],
        "issued": {"date-parts": [[1998, 1], [1998, 2]]},
        "abstract": "Words that the form does not show.",
        "ISSN": "0269-8811",
    }
    before = make_reference(key="lane1998", **fields)

    response = client.post(address("edit"), edit_data(client, volume="12"))

    after = Reference.objects.get()
    assert response["Location"] == "/desk/references/lane1998/"
    assert after.csl == {**before.csl, "volume": "12"}


def test_saving_an_unchanged_form_changes_nothing(client, editor):
    make_reference(key="lane1998", author=[{"family": "A", "given": "B"}, {"family": "C"}])

    client.post(address("edit"), edit_data(client))

    assert Reference.objects.get().revision == 1


def test_emptied_fields_are_emptied(client, editor):
    make_reference(key="lane1998", volume="12")

    client.post(address("edit"), edit_data(client, volume="", authors="", year=""))

    assert set(Reference.objects.get().csl) == {"type", "title", "container-title"}


def test_who_saves_second_sees_both_texts_and_can_save_again(client, editor):
    reference = make_reference(key="lane1998", volume="1")
    mine = edit_data(client, title="My title", publisher="My press")
    theirs = {**reference.csl, "title": "Their title", "volume": "2"}
    update_reference(reference=reference, base=1, csl=theirs, by=make_editor())

    refused = client.post(address("edit"), mine)

    assert refused.status_code == 409
    assert Reference.objects.get().title == "Their title"
    assert refused.context["conflicts"] == [{"label": "Title", "now": "Their title", "yours": "My title"}]
    assert "Somebody changed this reference" in refused.content.decode()
    form = refused.context["form"]
    again = {name: form[name].value() or "" for name in form.fields} | {"base": str(refused.context["base"])}
    client.post(address("edit"), again)
    saved = Reference.objects.get().csl
    assert (saved["title"], saved["publisher"], saved["volume"]) == ("My title", "My press", "2")


@pytest.mark.parametrize("base", ["", "x", "-1", "99999999999", "²"])
def test_without_a_right_base_nothing_is_saved(client, editor, base):
    make_reference(key="lane1998")

    assert client.post(address("edit"), edit_data(client, title="New", base=base)).status_code == 409
    assert Reference.objects.get().revision == 1


def test_the_standing_is_set(client, editor):
    make_reference(key="lane1998")
    make_reference(key="new2020")
    data = {"standing": "superseded", "note": "A newer edition.", "replaced_by": "new2020"}

    response = client.post(address("standing"), data)

    reference = Reference.objects.get(key="lane1998")
    assert response.status_code == 302
    assert (reference.standing, reference.replaced_by.key) == ("superseded", "new2020")
    assert StandingChange.objects.get().by == editor


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "This field is required."),
        ({"standing": "doubtful"}, "Select a valid choice."),
        ({"standing": "superseded", "replaced_by": "nobody"}, "There is no reference with this key."),
        ({"standing": "superseded", "replaced_by": "lane1998"}, "A reference cannot replace itself"),
        ({"standing": "good", "replaced_by": "new2020"}, "Only a superseded reference"),
    ],
)
def test_a_standing_that_cannot_be_is_refused(client, editor, data, message):
    make_reference(key="lane1998")
    make_reference(key="new2020")

    response = client.post(address("standing"), data)

    assert (response.status_code, message in response.content.decode()) == (422, True)
    assert StandingChange.objects.count() == 0


def test_a_duplicate_is_merged(client, editor):
    make_reference(key="lane1998")
    make_reference(key="into1998")

    response = client.post(address("merge"), {"into": "into1998", "reason": "The same."})

    assert response["Location"] == "/desk/references/into1998/"
    assert Reference.objects.get(key="lane1998").merged_into.key == "into1998"


@pytest.mark.parametrize("into", ["", "nobody", "lane1998"])
def test_a_merge_that_cannot_be_is_refused(client, editor, into):
    make_reference(key="lane1998")

    response = client.post(address("merge"), {"into": into, "reason": "The same."})

    assert response.status_code == 422
    assert Reference.objects.get().merged_into is None


def test_a_form_grants_no_more_than_its_fields(client, editor):
    make_reference(key="lane1998")

    data = edit_data(client, title="New", key="other", standing="retracted", thin="1", created_by="x", revision="99")
    client.post(address("edit"), data)

    reference = Reference.objects.get()
    assert (reference.title, reference.key, reference.standing, reference.revision) == ("New", "lane1998", "good", 2)
