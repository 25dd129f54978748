"""Adding a reference on its page: looked up first, by hand all the same, and never twice."""

import pytest
from django.urls import reverse
from django.utils import timezone

from references.actions.lookups import ask_for
from references.models import Lookup, Reference

from .builders import make_editor, make_reference

pytestmark = pytest.mark.django_db
FOUND = {"type": "article-journal", "title": "The serotonin syndrome", "DOI": "10.1056/x", "ISSN": "0028-4793"}
FOUND |= {"author": [{"family": "Boyer", "given": "Edward"}], "issued": {"date-parts": [[2005]]}}
JSON = {"accept": "application/json"}


@pytest.fixture
def editor(client):
    person = make_editor()
    client.force_login(person)
    return person


def looked_up(by, progress: str = "found", csl: dict | None = FOUND, **fields) -> Lookup:
    lookup = ask_for(text="10.1056/x", by=by)
    Lookup.objects.filter(pk=lookup.pk).update(progress=progress, csl=csl, **fields)
    return lookup


def page(lookup: Lookup) -> str:
    return reverse("references:lookup", args=[lookup.pk])


def posted_from(client, url: str) -> dict:
    """What the form on a page would send if nobody touched it."""
    form = client.get(url).context["form"]
    values = {name: form.initial.get(name) for name in form.fields}
    return {name: value for name, value in values.items() if value is not None}


def test_asking_leads_to_a_page_that_waits_and_reloads_without_scripts(client, editor):
    response = client.post(reverse("references:look_up"), {"text": "doi:10.1056/X"})

    lookup = Lookup.objects.get()
    assert (response.status_code, response["Location"]) == (302, page(lookup))
    html = client.get(page(lookup)).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in html
    assert "Looking it up…" in html
    assert f'href="{reverse("references:new")}?lookup={lookup.pk}"' in html


def test_what_identifies_nothing_is_refused_beside_the_form_by_hand(client, editor):
    response = client.post(reverse("references:look_up"), {"text": "The serotonin syndrome"})

    assert response.status_code == 422
    assert "This is no DOI" in response.content.decode()
    assert 'name="title"' in response.content.decode()


def test_what_was_found_fills_in_the_form_and_is_saved_whole(client, editor):
    lookup = looked_up(editor)
    response = client.get(page(lookup))
    url = f"{reverse('references:new')}?lookup={lookup.pk}"
    assert (response.status_code, response["Location"]) == (302, url)

    response = client.post(reverse("references:new"), {**posted_from(client, url), "lookup": str(lookup.pk)})

    made = Reference.objects.get()
    assert response["Location"] == reverse("references:detail", args=[made.key])
    assert (made.csl, made.created_by) == (FOUND, editor)


def test_what_the_library_has_already_is_shown_instead(client, editor):
    known = make_reference(DOI="10.1056/x", title="The serotonin syndrome")
    html = client.get(page(looked_up(editor))).content.decode()

    assert "The library has this work" in html
    assert f'href="{reverse("references:detail", args=[known.key])}"' in html


@pytest.mark.parametrize(("progress", "words"), [("unknown", "Nobody knows this number"), ("failed", "Not looked up")])
def test_no_answer_says_why_and_the_form_still_works(client, editor, progress, words):
    lookup = looked_up(editor, progress, None, message="The installation is off line.")

    html = client.get(page(lookup)).content.decode()
    assert words in html
    assert "The installation is off line." in html
    values = posted_from(client, f"{reverse('references:new')}?lookup={lookup.pk}")
    assert values["doi"] == "10.1056/x"
    client.post(reverse("references:new"), {**values, "title": "By hand", "lookup": str(lookup.pk)})
    assert Reference.objects.get().csl == {"type": "article-journal", "title": "By hand", "DOI": "10.1056/x"}


@pytest.mark.parametrize("named", ["", "nonsense", "00000000-0000-4000-8000-000000000000", "\x00"])
def test_a_look_up_that_is_gone_leaves_an_empty_form(client, editor, named):
    assert client.get(reverse("references:new"), {"lookup": named}).context["form"].initial["doi"] == ""


def test_a_probable_duplicate_is_shown_and_saved_only_if_it_is_another(client, editor):
    known = make_reference(title="The syndrome")
    same = {"type": "article-journal", "title": "The Syndrome!", "authors": "Lane, R", "year": "1998"}

    response = client.post(reverse("references:new"), same)
    assert response.status_code == 422
    assert f'href="{reverse("references:detail", args=[known.key])}">{known.key}</a>' in response.content.decode()
    assert Reference.objects.count() == 1

    client.post(reverse("references:new"), {**same, "another": "1"})
    assert Reference.objects.count() == 2


def test_the_same_identifier_is_refused_whatever_anybody_says(client, editor):
    known = make_reference(DOI="10.1056/x")
    other = {"type": "book", "title": "Another", "doi": "10.1056/X", "another": "1"}

    response = client.post(reverse("references:new"), other)

    assert response.status_code == 422
    assert f"The library has this DOI already: “{known.key}”" in response.content.decode()
    assert Reference.objects.count() == 1


# ── While writing ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_picker_looks_up_and_adds(client, editor):
    url = client.post(reverse("references:look_up"), {"text": "10.1056/x"}, headers=JSON).json()["url"]
    assert client.get(url, headers=JSON).json()["progress"] == "waiting"
    Lookup.objects.update(progress="found", csl=FOUND, source="doi.org", due_at=timezone.now())
    found = client.get(url, headers=JSON).json()
    assert (found["progress"], found["found"]["title"], found["existing"]) == ("found", FOUND["title"], None)

    response = client.post(reverse("references:quick"), {"lookup": found["id"]})

    assert (response.status_code, response.json()["added"]["key"]) == (201, "boyer2005")
    assert Reference.objects.get().csl == FOUND
    assert client.get(url, headers=JSON).json()["existing"]["key"] == "boyer2005"


def test_the_picker_adds_by_a_few_fields(client, editor):
    few = {"type": "webpage", "title": "A page", "url": "https://example.org/x", "year": "2020"}

    response = client.post(reverse("references:quick"), few)

    assert response.json()["added"]["title"] == "A page"
    assert Reference.objects.get().csl == {
        "type": "webpage",
        "title": "A page",
        "URL": "https://example.org/x",
        "issued": {"date-parts": [[2020]]},
    }


def test_the_picker_is_told_what_is_wrong_and_what_is_here_already(client, editor):
    wrong = client.post(reverse("references:quick"), {"type": "webpage", "title": "", "url": "javascript:alert(1)"})
    assert wrong.status_code == 422
    assert [issue.split(":")[0] for issue in wrong.json()["issues"]] == ["Title"]
    refused = client.post(reverse("references:look_up"), {"text": "nothing"}, headers=JSON)
    assert (refused.status_code, list(refused.json())) == (422, ["issues"])

    known = make_reference(DOI="10.1056/x")
    same = client.post(reverse("references:quick"), {"type": "book", "title": "Other", "doi": "10.1056/x"})
    assert (same.status_code, same.json()["existing"]["key"]) == (409, known.key)


# ── Duplicates ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_probable_duplicates_are_grouped_and_lead_to_merging(client, editor):
    first = make_reference(title="The syndrome", key="first1998")
    make_reference(title="The <i>Syndrome</i>", key="second1998")
    make_reference(title="The syndrome", key="erratum1998", DOI="10.1000/a")
    make_reference(title="The syndrome", key="part2", author=[{"family": "Other"}])

    response = client.get(reverse("references:duplicates"))

    [group] = response.context["groups"]
    assert [row.reference.key for row in group] == ["first1998", "second1998", "erratum1998"]
    html = response.content.decode()
    assert f'href="{reverse("references:merge", args=["second1998"])}?into={first.key}"' in html


def test_two_different_identifiers_are_two_works(client, editor):
    make_reference(title="The syndrome", DOI="10.1000/a")
    make_reference(title="The syndrome", DOI="10.1000/b")

    assert client.get(reverse("references:duplicates")).context["groups"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_duplicates_costs_the_same(client, editor, django_assert_num_queries, count):
    for number in range(count):
        make_reference(title=f"Work {number}")
        make_reference(title=f"Work {number}")

    with django_assert_num_queries(6):
        client.get(reverse("references:duplicates"))


def test_the_merge_form_begins_with_the_one_that_stays(client, editor):
    make_reference(key="a1")
    make_reference(key="b1")

    html = client.get(f"{reverse('references:merge', args=['b1'])}?into=a1").content.decode()

    assert 'value="a1"' in html
