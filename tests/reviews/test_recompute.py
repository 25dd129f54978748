"""The program that outsiders recompute codes with, run as they would run it: alone, on what the site gave them."""

import hashlib
import json
import subprocess
import sys

import pytest
from django.contrib.staticfiles import finders

from articles.models import PublishedBody
from reviews.models import Approval, ReviewPolicy
from reviews.tasks import recompose_stale_pages
from tests.builders import (
    make_chair,
    make_editor,
    make_published,
    make_reference,
    publish_draft,
    sit_down,
)
from tests.reviews.test_alarms import cited_draft, retract

pytestmark = pytest.mark.django_db


def run(*files) -> subprocess.CompletedProcess:
    program = [sys.executable, "-I", finders.find("recompute.py"), *map(str, files)]
    return subprocess.run(program, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture(scope="module")
def built(before_all):
    return make_published(slug="twitches")


@pytest.fixture
def edition(built, own):
    return own(built)


@pytest.fixture
def proof(client, edition):
    sit_down(client, make_chair(ReviewPolicy.objects.get(is_default=True).board, "Second Chair"))
    return client.get(f"/dossiers/twitches/{edition.number}/proof.json").json()


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_the_code_of_a_saved_page_is_the_one_that_was_approved(client, edition, tmp_path, audience):
    path = "/articles/twitches/" if audience == "patient" else f"/articles/twitches/for/{audience}/"
    saved = tmp_path / "page.html"
    saved.write_bytes(client.get(path).content)
    code = PublishedBody.objects.get(edition=edition, audience=audience).digest
    assert run(saved).stdout.split()[:1] == [code]
    assert code in client.get("/check/", {"code": Approval.objects.get().digest}).content.decode()


def test_one_letter_more_is_another_code(client, edition, tmp_path):
    saved = tmp_path / "page.html"
    saved.write_bytes(client.get("/articles/twitches/").content.replace(b"<h1>", b"<h1>x"))
    assert PublishedBody.objects.get(edition=edition, audience="patient").digest not in run(saved).stdout


def test_a_proof_agrees_and_holds_every_code_of_the_dossier(proof, tmp_path, client, edition):
    saved = tmp_path / "proof.json"
    saved.write_text(json.dumps(proof), encoding="utf-8")
    done = run(saved)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, f"All {len(proof['rows'])} codes agree.")
    page = client.get(f"/dossiers/twitches/{edition.number}/").content.decode()
    assert {row["kind"] for row in proof["rows"]} == {
        "contents",
        "version",
        "signature",
        "approval",
        "body",
        "event",
    }
    assert [row["what"] for row in proof["rows"] if row["code"] not in page] == []


@pytest.mark.parametrize("kind", ["contents", "version", "signature", "approval", "body", "event"])
def test_a_changed_text_and_a_missing_row_are_named(proof, tmp_path, kind):
    saved = tmp_path / "proof.json"
    row = next(row for row in proof["rows"] if row["kind"] == kind)
    kept, row["text"] = row["text"], row["text"].replace("1", "2", 1) if kind != "body" else row["text"] + " "
    saved.write_text(json.dumps(proof), encoding="utf-8")
    done = run(saved)
    assert done.returncode == 1
    assert done.stdout.count(": its text has another code") == 1
    assert run_line(done, row) == []

    row["text"] = kept
    rows = [one for one in proof["rows"] if one is not row]
    saved.write_text(json.dumps({**proof, "rows": rows}), encoding="utf-8")
    if kind in ("version", "contents", "body", "signature"):
        assert (run(saved).returncode, f"({row['code']}) is not in this proof" in run(saved).stdout) == (1, True)


def run_line(done, row) -> list[str]:
    """The lines that still print the row's old code."""
    return [line for line in done.stdout.splitlines() if line.startswith(f"{row['code']}  ")]


def test_what_a_code_is_of_is_said_by_its_text_and_not_by_the_label_beside_it(proof, tmp_path):
    saved = tmp_path / "proof.json"
    by_text = {
        "contents": "contents of edition 1",
        "version": "section “Muscle twitches”",
        "signature": "First Member, MD on “Muscle twitches”: approve",
        "approval": "approval by Board Chair, MD",
        "body": "what readers get as “carer”",
    }
    rows = [{**row, "what": "Somebody Else, MD on “Everything”: approve\x1b[2J"} for row in proof["rows"]]
    saved.write_text(json.dumps({**proof, "rows": rows}), encoding="utf-8")
    printed = run(saved).stdout

    assert "Somebody Else" not in printed
    assert [line for line in by_text.values() if f"  {line}\n" not in printed] == []
    assert printed.count("  line of the record of 20") == sum(row["kind"] == "event" for row in rows)


def test_a_text_of_signs_that_steer_a_terminal_is_printed_without_them(proof, tmp_path):
    saved = tmp_path / "proof.json"
    row = next(row for row in proof["rows"] if row["kind"] == "approval")
    row["text"] = json.dumps({**json.loads(row["text"]), "printed_name": "Chair\x1b[2J"})
    row["code"] = hashlib.sha256(row["text"].encode()).hexdigest()
    saved.write_text(json.dumps(proof), encoding="utf-8")

    assert "approval by Chair?[2J\n" in run(saved).stdout


def test_what_is_neither_page_nor_proof_is_refused(tmp_path):
    (tmp_path / "other.html").write_text("<p>Nothing</p>", encoding="utf-8")
    done = run(tmp_path / "other.html")
    assert (done.returncode, "neither a saved page" in done.stderr) == (2, True)
    assert run(tmp_path / "nowhere").returncode == 2


def test_the_proof_is_for_those_who_may_read_the_dossier(client, edition):
    client.logout()
    assert client.get(f"/dossiers/twitches/{edition.number}/proof.json").status_code in (302, 404)


def test_a_page_with_news_of_a_reference_has_the_same_code(client, tmp_path):
    reference, editor = make_reference("boyer2005"), make_editor()
    edition = publish_draft(cited_draft(editor, slug="twitches"), by=editor)
    retract(reference)
    recompose_stale_pages()
    page = client.get("/articles/twitches/").content
    slot = f'<span class="standing" data-standing-for="{reference.key}">'.encode()
    assert (slot in page, slot + b"</span>" in page) == (True, False)
    saved = tmp_path / "page.html"
    saved.write_bytes(page)
    assert run(saved).stdout.split()[0] == PublishedBody.objects.get(edition=edition, audience="patient").digest
