"""What a signature says of proof, screen, questions and references is verified, not only its digest."""

import pytest
from django.db import connection

from reviews.models import SignOff
from tests.builders import make_published

from .test_verification import found, tamper

pytestmark = pytest.mark.django_db
NOT_PROVED = "it does not say how its member had proved who they are"
ANSWER = '{"answer":"yes","key":"k","reason":"","text":"Was it read?"}'


def rewrite(table: str, pattern: str, by: str) -> None:
    """Rewrite what signatures say, with a digest that fits again."""
    tamper(f"UPDATE {table} SET content = regexp_replace(content, %s, %s)", pattern, by)
    tamper(f"UPDATE {table} SET digest = encode(sha256(convert_to(content, 'UTF8')), 'hex')")


@pytest.fixture
def published():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS record_all_named DEFERRED")
    edition = make_published()
    with connection.cursor() as cursor:
        for table, name in (("signoff", "signoff_digest_of_content"), ("approval", "approval_digest_of_content")):
            cursor.execute(f"ALTER TABLE reviews_{table} DROP CONSTRAINT {name}")
    return edition


@pytest.mark.parametrize(
    ("pattern", "by", "problem"),
    [
        ('"method":"password"', '"method":""', NOT_PROVED),
        (r'"authentication":\{"at":"20', '"authentication":{"at":"30', NOT_PROVED),
        (r'"policy":"[0-9a-f]{8}', '"policy":"00000000', "the review policy that it names is missing"),
        (r'"checklist":\[\]', f'"checklist":[{ANSWER}]', "its checklist is not what the policy asked"),
        (r'"supports":\[\]', '"supports":["lane1998"]', "it confirms a reference that is not cited"),
        *(
            (
                rf'"{part}":"[0-9a-f]{{8}}',
                f'"{part}":"00000000',
                "what it says was on the screen is not what its edition and policy show",
            )
            for part in ("words", "audiences", "evidence", "standings", "asks")
        ),
    ],
)
def test_what_a_sign_off_says_is_verified(published, pattern, by, problem):
    rewrite("reviews_signoff", pattern, by)

    assert {what for name, what in found() if name == "sign-offs"} == {problem}


def test_how_an_approval_was_proved_is_verified(published):
    rewrite("reviews_approval", '"method":"password"', '"method":""')

    assert ("approvals", "it does not say how its chair had proved who they are") in found()


def test_a_rewritten_signature_is_missed_by_the_record(published):
    rewrite("reviews_signoff", '"board_role":"member"', '"board_role":"chair"')

    assert {what for name, what in found() if name == "sign-offs"} == {"the record has no event for it"}


def test_signatures_of_the_first_scheme_are_verified_by_its_rules(published):
    """They say nothing of proof, screen, questions and references; everything else still must fit."""
    names = "authentication|board|follows|screen|standings|policy|checklist|supports"
    later = rf',"({names})":(\{{[^{{}}]*\}}|\[\]|"[^"]*"|null)'
    tamper("UPDATE reviews_signoff SET content = regexp_replace(content, %s, '', 'g')", later)
    tamper(r"""UPDATE reviews_signoff SET content = regexp_replace(content, '^\{"at', '{"at')""")
    rewrite("reviews_signoff", '"scheme":3', '"scheme":1')

    assert all('"screen"' not in row.content for row in SignOff.objects.all())
    assert {what for name, what in found() if name == "sign-offs"} == {"the record has no event for it"}
