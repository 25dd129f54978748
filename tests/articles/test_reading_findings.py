"""Words too hard for readers who need plain language hold an edition up until somebody has said why they stay."""

import json
from pathlib import Path

import pytest

from articles.actions import dismiss_finding, save_section
from articles.findings import checked_in
from articles.models import Audience
from articles.queries import part_of, parts_of
from articles.requirements import draft_issues
from articles.words.content import Wording
from tests.builders import make_draft, make_editor

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parent / "checks" / "data"
HARD = json.loads((DATA / "readability_rewrite.json").read_text(encoding="utf-8"))[2]["text"]
WITHOUT_CITATIONS = HARD.replace("</cite>", "").split("<cite")
HARD = WITHOUT_CITATIONS[0] + "".join(part.split(">", 1)[1] for part in WITHOUT_CITATIONS[1:])


def draft_with(audience: str, *, grade: int | None = 10):
    """A draft whose part-1 is hard for everyone or for an audience; patients need plain language up to this grade."""
    owner = make_editor()
    edition = make_draft(by=owner)
    Audience.objects.filter(key="patient").update(reading_level_target=grade)
    part = part_of(edition, "part-1")
    hard = Wording(heading="Part", html=HARD)
    wordings = {**part.content.wordings, **({audience: hard} if audience else {})}
    if not audience:
        wordings.pop("patient", None)
    base = part.content.base if audience else hard
    save_section(edition=edition, anchor="part-1", base_version=part.version.pk, base=base, wordings=wordings, by=owner)
    return owner, edition


def asked(edition) -> list:
    found = checked_in(parts_of(edition), language="en")
    return [one for text in found for one in text.standing if one.finding.check == "reading" and one.holds_up]


def holds_up(edition) -> bool:
    return any(issue.code == "finding-unanswered" for issue in draft_issues(edition))


@pytest.mark.parametrize("audience", ["patient", ""])
def test_hard_words_of_patients_wait_for_a_reason(audience):
    owner, edition = draft_with(audience)
    (one,) = asked(edition)
    assert (one.finding.audience, holds_up(edition)) == (audience, True)

    dismiss_finding(
        edition=edition,
        anchor="part-1",
        audience=audience,
        check="reading",
        fingerprint=one.finding.fingerprint,
        reason="Their clinic reads it with them.",
        by=owner,
    )

    assert (asked(edition), holds_up(edition)) == ([], False)


@pytest.mark.parametrize(("audience", "grade"), [("clinician", 10), ("patient", None)])
def test_readers_who_need_no_plain_language_are_not_asked_about(audience, grade):
    _, edition = draft_with(audience, grade=grade)

    assert (asked(edition), holds_up(edition)) == ([], False)
