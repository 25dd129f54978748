"""The page of the table of plain words."""

import csv
import io

import pytest

from articles.models import PlainTerm
from articles.plain_terms import id_of
from tests.builders import make_editor

pytestmark = pytest.mark.django_db
TABLE = "/desk/plain-words/"
OEDEMA = f"{TABLE}{id_of('oedema')}/"


@pytest.fixture
def editor(client):
    person = make_editor()
    client.force_login(person)
    return person


def exported(client, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(f"{TABLE}plain-words.csv{query}").content.decode())))


def test_it_is_filtered_and_given_out_as_a_file(client, editor, django_assert_num_queries):
    page = client.get(TABLE, {"q": "oedema"}).content.decode()

    assert "pulmonary oedema" in page
    assert "myocardial" not in page
    assert {row["term"] for row in exported(client, "?q=oedema")} >= {"oedema", "pulmonary oedema"}
    assert {row["kind"] for row in exported(client, "?kind=everyday")} == {"everyday"}
    assert len(exported(client)) > 1000


def test_a_term_is_added_changed_and_taken_out(client, editor):
    said = {"term": "Frobnitis", "kind": "medical", "plain": "sore frob", "note": "", "source": "Own"}
    assert client.post(f"{TABLE}new/", said).status_code == 302
    assert client.post(f"{TABLE}new/", said).status_code == 422

    one = f"{TABLE}{id_of('frobnitis')}/"
    base = client.get(one).context["form"].initial["base"]
    assert client.post(one, said | {"plain": "swollen frob", "base": base}).status_code == 302
    assert client.post(one, said | {"plain": "late", "base": base}).status_code == 422
    assert [row["plain"] for row in exported(client, "?q=frobnitis")] == ["swollen frob"]

    asked = client.get(f"{one}out/")
    assert client.post(f"{one}out/", {"base": asked.context["base"]}).status_code == 302
    assert exported(client, "?q=frobnitis") == []
    assert [row["term"] for row in exported(client, "?state=out")] == ["frobnitis"]
    assert PlainTerm.objects.get().is_out


def test_an_unknown_term_is_not_found(client, editor):
    assert client.get(f"{TABLE}{id_of('no such')}/").status_code == 404
    assert client.get(OEDEMA).status_code == 200
