"""The pages about the board and about how articles are made."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from lxml import html

from editorial.checks import check_editorial_policy
from editorial.shared.issues import Refused
from reviews.actions import add_member, change_board, create_policy, end_term
from reviews.models import BoardMember, PolicyVersion
from reviews.publishing.editorial_policy import read_policy_text, sentences_of
from tests.builders import make_administrator, make_board, make_chair, make_member

pytestmark = pytest.mark.django_db


def names_in(page, xpath: str) -> list[str]:
    return [" ".join(text.split()) for text in page.xpath(xpath)]


CURRENT = "//ul[@class='grid']/li//h3/text()"
PAST = "//table//tbody//th/text()"


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_page_costs_two_queries_however_many_members(client, count, django_assert_num_queries):
    board = make_board()
    for number in range(count):
        make_member(board, f"Member {number}")

    with django_assert_num_queries(2):
        response = client.get("/board/")

    assert len(html.fromstring(response.text).xpath(CURRENT)) == count


def test_the_board_page_begins_with_the_chair_and_tells_specialties_and_terms(client):
    board = make_board()
    make_member(board, "A. Member", specialties=["neurology", "sleep medicine"])
    make_chair(board, "Z. Chair")

    page = html.fromstring(client.get("/board/").text)

    assert names_in(page, CURRENT) == ["Z. Chair, MD", "A. Member, MD"]
    assert names_in(page, "//ul[@class='grid']/li//p[@class='overline']/text()") == ["Chair", "Member"]
    since = timezone.localdate() - timedelta(days=400)
    text = " ".join(page.xpath("string(//ul[@class='grid']/li[2])").split())
    assert text == (
        f"AM Member A. Member, MD Neurology, sleep medicine On the board since {since:%-d %B %Y} "
        f"Interests (declared in {timezone.localdate():%B %Y}): Nothing to declare."
    )


def test_several_boards_are_listed_and_each_has_its_page(client):
    first, second = make_board(name="Skin board"), make_board(name="Heart board")
    make_chair(first, "Skin Chair")
    make_member(second, "Heart Member", declares=False)

    both, one = (html.fromstring(client.get(path).text) for path in ("/board/", "/board/heart-board/"))

    assert names_in(both, "//li//h3/a/text()") == ["Heart board", "Skin board"]
    assert "Chair: Skin Chair, MD" in both.text_content()
    assert names_in(one, "//h1/text()") == ["Heart board"]
    assert names_in(one, CURRENT) == ["Heart Member, MD"]
    assert "not declared yet" in one.text_content()
    assert client.get("/board/lung-board/").status_code == 404


def test_a_boards_address_stays_and_is_nobody_elses(client):
    board, other = make_board(name="Heart board"), make_board(name="Heart Board!")
    make_member(board, "Heart Member")
    change_board(board=board, name="Cardiology", about="", by=make_administrator())

    assert (board.slug, other.slug) == ("heart-board", "heart-board-2")
    assert "Cardiology" in client.get("/board/heart-board/").text


def test_a_person_with_several_terms_stands_on_the_page_once(client):
    board, today = make_board(), timezone.localdate()
    member = make_member(board, "A. Member", starts_on=today - timedelta(days=900), ends_on=today - timedelta(days=400))
    add_member(board=board, user=member, by=make_administrator(), role="chair", starts_on=today - timedelta(days=300))

    page = html.fromstring(client.get("/board/").text)

    assert names_in(page, CURRENT) == ["A. Member, MD"]
    assert f"Member from {today - timedelta(days=900):%B %Y}" in page.text_content()
    assert names_in(page, PAST) == []


def test_a_term_that_ended_is_past_and_one_that_has_not_begun_is_not_told(client):
    board, today = make_board(), timezone.localdate()
    former = make_member(board, "Former Member")
    make_member(board, "Last Day Member", ends_on=today)
    make_member(board, "Future Member", starts_on=today + timedelta(days=1))
    end_term(member=BoardMember.objects.get(user=former), on=today - timedelta(days=1), by=make_administrator())

    response = client.get("/board/")

    page = html.fromstring(response.text)
    assert (names_in(page, CURRENT), names_in(page, PAST)) == (["Last Day Member, MD"], ["Former Member, MD"])
    assert "Future Member" not in response.text


def test_a_deactivated_member_is_past_and_one_with_a_second_term_is_not(client):
    board, today = make_board(), timezone.localdate()
    gone = make_member(board, "Gone Member")
    gone.is_active = False
    gone.save()
    again = make_member(board, "Again Member", ends_on=today - timedelta(days=100))
    BoardMember.objects.create(board=board, user=again, starts_on=today - timedelta(days=10))

    page = html.fromstring(client.get("/board/").text)

    assert (names_in(page, CURRENT), names_in(page, PAST)) == (["Again Member, MD"], ["Gone Member, MD"])


def test_the_board_page_tells_no_address_of_a_person(client):
    member = make_member(make_board(), "A. Member")

    assert member.email not in client.get("/board/").text


def test_without_a_board_the_page_says_so(client):
    assert "No board yet" in client.get("/board/").text


def test_the_policy_page_says_the_houses_words_and_the_rules_of_today(client, django_assert_num_queries):
    make_board(sign_offs=3, months=12, name="Board")
    client.get("/editorial-policy/")

    with django_assert_num_queries(2):
        page = html.fromstring(client.get("/editorial-policy/").text)

    assert page.xpath("//h1/text()") == ["How our articles are made"]
    assert page.xpath("//section[@id='corrections']/h2/text()") == ["Corrections"]
    assert page.xpath("//section[@id='rules-today']//li/text()") == [
        "Three members of the board sign each section before the page may be approved.",
        "The chair or a deputy approves the page as a whole.",
        "A signature holds for one year; then the page is due for review again.",
        "A page is shown only after it has been approved.",
    ]


def test_the_policy_page_follows_the_latest_version_of_a_policy(client):
    board = make_board(sign_offs=3, name="Board")
    create_policy(board=board, name="Board policy", by=make_administrator(), is_default=True, sign_offs=1, months=18)

    text = client.get("/editorial-policy/").text

    assert ("One member of the board signs" in text, "Three members" in text) == (True, False)
    assert "A signature holds for 18 months" in text


def test_the_policy_page_reads_a_file_of_the_installation_and_its_changes(client, settings, tmp_path):
    path = Path(tmp_path) / "policy.md"
    settings.EDITORIAL_POLICY_FILE = path
    path.write_text("# Our way\n\nFirst of all.\n\n## Money\n\nWe take **none** <script>alert(1)</script>.\n")
    with pytest.raises(Refused):
        client.get("/editorial-policy/")

    path.write_text("# Our way\n\nFirst of all.\n\n## Money\n\nWe take **none**.\n")
    page = html.fromstring(client.get("/editorial-policy/").text)

    assert page.xpath("//h1/text()") == ["Our way"]
    assert page.xpath("//section[@id='money']//strong/text()") == ["none"]
    assert page.xpath("//div[@class='prose']/p/text()")[0] == "First of all."


@pytest.mark.parametrize("content", [b"# Our way\n\n<script>alert(1)</script>\n", b"\xff\xfe", None])
def test_a_policy_file_that_cannot_be_shown_is_told_before_any_reader_sees_it(settings, tmp_path, content):
    assert check_editorial_policy(None) == []
    settings.EDITORIAL_POLICY_FILE = Path(tmp_path) / "policy.md"
    if content is not None:
        settings.EDITORIAL_POLICY_FILE.write_bytes(content)

    assert [problem.id for problem in check_editorial_policy(None)] == ["imprimatur.E003"]


def test_exceptions_of_a_policy_are_sentences():
    version = PolicyVersion(
        sign_offs=2,
        sign_offs_by_kind={"resource": 1, "note": 1, "dosing": 3, "risks": 2},
        specialties_by_kind={"dosing": ["pharmacology", "general practice"], "risks": []},
        months=36,
        months_by_kind={"dosing": 12, "risks": 36},
        approvers="chair_first",
        show_pending=True,
    )

    assert list(sentences_of(version)) == [
        "Two members of the board sign each section before the page may be approved.",
        "For sections of the kind “note” or “resource”, one signature is enough.",
        "For sections of the kind “dosing”, three signatures are needed.",
        "Sections of the kind “dosing” need a signature from pharmacology and from general practice.",
        "The chair approves the page as a whole, or a deputy where the chair may not.",
        "A signature holds for three years; then the page is due for review again.",
        "On sections of the kind “dosing” it holds for one year.",
        "While its first review is under way, a page may be shown, with a caution.",
    ]


def test_a_text_without_headings_is_one_section():
    assert read_policy_text("Just words.").sections == (("", "", "<p>Just words.</p>"),)
