"""Every code that a dossier page prints is answered by /check/ and stands in its proof, whatever the edition met."""

import json
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.utils import timezone

from articles.actions import decide_doubt, open_edition
from articles.models import Edition, SourceDocument
from articles.queries import part_of, parts_of
from editorial.accounts.models import User
from editorial.shared.canonical import sha256
from reviews.actions import (
    approve,
    comment_as_guest,
    invite_guest,
    publish,
    return_to_editor,
    revoke_approval,
    settle_request,
    submit,
)
from reviews.actions.alarms import raise_alarms
from reviews.enums import Verdict
from reviews.rules.evidence import sentences_on
from tests.builders import (
    bring_source,
    confirm_all,
    edit,
    just_proved,
    make_board,
    make_chair,
    make_editor,
    make_member,
    make_reference,
    publish_draft,
    sign,
    sign_all,
    sit_down,
)
from tests.reviews.test_alarms import cited_draft, decide, retract

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\b[0-9a-f]{64}\b")
FILE = b"Not more than 200 mg, as it was brought in."
NOTHING = "No published edition has this code"


@pytest.fixture(scope="module")
def built(before_all) -> tuple[Edition, User]:
    chair = make_chair(make_board(), "Chair of all this")
    return far_travelled(chair), chair


@pytest.fixture
def both(built, own) -> tuple[Edition, User]:
    return own(built)


@pytest.fixture
def edition(both) -> Edition:
    return both[0]


@pytest.fixture
def chair(both) -> User:
    return both[1]


def far_travelled(chair: User) -> Edition:
    """Imported, returned, imported again, with a guest's remark, a settled request, an approval taken back; published,
    and then the evidence changed."""
    editor, reference = make_editor(), make_reference("boyer2005")
    draft = cited_draft(editor, slug="twitches")
    doubt = bring_source(draft, by=editor, data=b"Another file.").doubts.get()
    decide_doubt(edition=draft, doubt=doubt, verdict="right", note="See the label.", by=editor)
    confirm_all(draft, by=editor)
    first = submit(edition=draft, by=editor)
    board = first.policies.get().version.policy.board
    one, two = make_member(board, "First Member"), make_member(board, "Second Member")
    words = part_of(first, "part-1").version
    sign(version=words, verdict=Verdict.REQUEST_CHANGES, note="Say how often.", by=one)
    return_to_editor(edition=first, text="Please.", by=chair)
    second = open_edition(article=first.article, by=editor)
    edit(second, "part-1", "<p>Once a week.</p>", by=editor)
    bring_source(second, by=editor, data=FILE)
    confirm_all(second, by=editor)
    second = submit(edition=second, by=editor)
    until = timezone.localdate() + timedelta(days=7)
    guest, _ = invite_guest(edition=second, name="Outside Expert", email="g@example.org", until=until, by=chair)
    comment_as_guest(guest=guest, version=part_of(second, "part-1").version, text="I doubt the dose.")
    request = sign(version=part_of(second, "part-2").version, verdict=Verdict.REQUEST_CHANGES, note="Of what?", by=one)
    settle_request(sign_off=request, reason="It is plain.", by=chair)
    sign_all(second, one, two)
    sign_all(second, make_member(board, "Third Member"))
    approve(edition=second, by=chair, authentication=just_proved(chair))
    revoke_approval(edition=second, reason="A doubt.", by=chair)
    approve(edition=second, by=chair, authentication=just_proved(chair))
    publish(edition_id=second.pk)
    retract(reference)
    raise_alarms()
    decide(next(one for one in sentences_on([reference]) if not one.audience), chair, reason="Others found the same.")
    second.refresh_from_db()
    return second


def printed(client, edition: Edition) -> list[str]:
    page = client.get(f"/dossiers/{edition.article.slug}/{edition.number}/")
    assert page.status_code == 200
    return sorted(set(CODE.findall(page.content.decode())))


def answer(client, code: str) -> str:
    cache.clear()  # a stranger may ask only so often
    return client.get("/check/", {"code": code}).content.decode()


def test_every_code_of_a_dossier_is_answered_and_stands_in_its_proof(client, edition, chair, tmp_path):
    sit_down(client, chair)
    codes = printed(client, edition)
    sources = SourceDocument.objects.filter(edition__article=edition.article)
    kinds = {
        "sources": set(sources.values_list("digest", flat=True)) | set(sources.values_list("file_id", flat=True)),
        "versions": {part.version.digest for part in parts_of(edition)},
        "signatures": {row.digest for part in parts_of(edition) for row in part.version.sign_offs.all()},
        "approvals": {row.digest for row in edition.approvals.all()},
        "bodies": {row.digest for row in edition.bodies.all()},
    }
    assert {name: len(found) for name, found in kinds.items() if not found <= set(codes)} == {}
    assert (len(kinds["sources"]), len(kinds["approvals"])) == (4, 2)

    answers = {code: answer(client, code) for code in codes}
    assert [code for code, shown in answers.items() if "This is a code of ours" not in shown] == []
    proof = client.get("/dossiers/twitches/2/proof.json").json()
    assert {row["code"] for row in proof["rows"] + proof["files"]} == set(codes)
    (tmp_path / "proof.json").write_text(json.dumps(proof), encoding="utf-8")
    done = recomputed(tmp_path / "proof.json")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, f"All {len(proof['rows'])} codes agree.")
    assert f"{sha256(FILE.decode())}  imported file “page.docx”" in done.stdout


def recomputed(*files) -> subprocess.CompletedProcess:
    program = [sys.executable, "-I", finders.find("recompute.py"), *map(str, files)]
    return subprocess.run(program, capture_output=True, text=True, encoding="utf-8")


def test_a_report_about_a_file_that_the_proof_does_not_name_is_said(client, edition, chair, tmp_path):
    sit_down(client, chair)
    proof = client.get("/dossiers/twitches/2/proof.json").json()
    (tmp_path / "proof.json").write_text(json.dumps({**proof, "files": []}), encoding="utf-8")

    done = recomputed(tmp_path / "proof.json")
    assert (done.returncode, f"the file that it is about ({sha256(FILE.decode())})" in done.stdout) == (1, True)


def test_of_an_imported_file_a_code_tells_nothing_but_that_it_was_imported(client, edition):
    source = SourceDocument.objects.get(file_id=sha256(FILE.decode()))

    said = {code: answer(client, code) for code in (source.file_id, source.digest)}
    assert "a file that was imported on the way to this edition" in said[source.file_id]
    assert "the report on a file that was imported" in said[source.digest]
    for word in (source.name, "struck out", "See the label", "200 mg"):
        assert [word in shown for shown in said.values()] == [False, False]


def test_what_was_imported_into_something_unpublished_has_no_answer(client, edition, chair):
    """Also into the next draft of a published article, and into one that is with the board."""
    editor = edition.opened_by
    draft = open_edition(article=edition.article, by=editor)
    later = bring_source(draft, by=editor, data=b"Brought in later.")
    other = bring_source(cited_draft(editor), by=editor, data=b"Never public.")

    for source in (later, other):
        for code in (source.file_id, source.digest):
            assert NOTHING in answer(client, code)


def test_the_next_edition_does_not_claim_what_was_imported_before_it(client, edition):
    editor = edition.opened_by
    draft = open_edition(article=edition.article, by=editor)
    edit(draft, "part-1", "<p>Twice a week.</p>", by=editor)
    third = publish_draft(draft, by=editor)
    source = SourceDocument.objects.get(file_id=sha256(FILE.decode()))

    assert f"<dt>Edition</dt><dd>{edition.number}, replaced by a later one" in answer(client, source.digest)
    sit_down(client, make_chair(third.policies.get().version.policy.board, "Another Chair"))
    assert source.digest not in printed(client, third)
