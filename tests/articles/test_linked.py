"""Links between articles: kept by id wherever words come in, followed wherever the article goes, dead for nobody."""

import pytest
from django.urls import reverse

from articles.actions import add_section, open_edition, rename_article
from articles.actions.moving_in import keep_old_path
from articles.exchange.fragment import read_fragment
from articles.linked import articles_at, is_own, link_issues, to_link_to, what_readers_have
from articles.queries import part_of
from articles.requirements import draft_issues
from articles.site.presentation import present
from articles.site.rendering import ARTICLE_LINK
from articles.text import clean
from articles.text.article_links import ArticleLink, addresses_in, article_links, with_article_links
from articles.words.content import SectionContent, Wording
from reviews.actions import retire
from reviews.actions.publication import compose_pages
from reviews.rules.case import case_of
from tests.builders import article_of, edit, make_chair, make_draft, make_editor, make_published

pytestmark = pytest.mark.django_db
ID = "11111111-1111-1111-1111-111111111111"
SITE = "http://testserver"


# ── The text, without a database ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        (f'<a data-article="{ID}#doses">x</a>', f'<p><a data-article="{ID}#doses">x</a></p>'),
        (f'<a data-article="{ID.upper()}#Doses">x</a>', f'<p><a data-article="{ID}#doses">x</a></p>'),
        (f'<a data-article="{ID}#">x</a>', "<p>x</p>"),
        (f'<a data-article="{ID}#a b">x</a>', "<p>x</p>"),
        (f'<a data-article="{ID}#&quot;onclick=">x</a>', "<p>x</p>"),
    ],
)
def test_a_link_may_name_a_section(html, stored):
    assert clean(html).html == stored == clean(stored).html


def test_links_are_read_with_their_words():
    html = clean(
        f'<p>See <a data-article="{ID}#doses">the <em>usual</em> doses</a>, <a href="https://x.org/">x</a>.</p>'
    )

    assert article_links(html.html) == [ArticleLink(ID, "doses", "the usual doses")]
    assert addresses_in(html.html) == ["https://x.org/"]


def test_addresses_become_links_and_others_stay():
    html = clean('<p><a href="http://h/a?b=1&amp;c=2">one</a> <a href="http://h/other">two</a></p>').html

    linked = with_article_links(html, {"http://h/a?b=1&c=2": f"{ID}#x"})

    assert clean(linked).html == f'<p><a data-article="{ID}#x">one</a> <a href="http://h/other">two</a></p>'


def test_a_section_is_kept_in_addresses_that_readers_get():
    html = f'<p><a data-article="{ID}#doses">x</a></p>'

    assert present(html, {}) == f'<p><a href="/articles/id/{ID}/#doses">x</a></p>'
    assert ARTICLE_LINK.findall(html) == [(ID, "#doses")]


def test_a_link_with_a_section_stays_when_it_is_pasted():
    html = f'<p><a data-article="{ID}#doses">x</a></p>'

    assert read_fragment(html, "", known=lambda keys: keys).html == html


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("http://testserver/articles/x/", True),
        ("https://TESTSERVER:8443/", True),
        ("http://localhost:8000/articles/x/", True),
        ("https://example.org/articles/x/", False),
        ("http://testserver.example.org/articles/x/", False),
        ("http://example.org/?http://testserver/", False),
        ("mailto:a@testserver", False),
        ("articles/x/", False),
        ("http://[testserver/", False),
        ("", False),
    ],
)
def test_own_addresses(address, own):
    assert is_own(address) is own


def test_every_site_is_no_own_site(settings):
    settings.ALLOWED_HOSTS = ["*"]

    assert not is_own("https://example.org/articles/x/")
    assert is_own(f"{settings.SITE_ADDRESS}/articles/x/")


# ── A site ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def built(before_all):
    owner, other = make_editor("Owner"), make_editor("Other")
    live = article_of(make_published(by=owner, slug="twitches"))
    gone = make_published(by=owner, slug="gone")
    retire(edition=gone, reason="Withdrawn.", by=make_chair(case_of(gone).board))
    keep_old_path(article=live, address="/old/twitch.html", by=owner)
    live = rename_article(article=live, slug="muscle-twitches", by=owner)
    compose_pages(live)
    secret = make_draft(by=other, slug="secret")
    edit(secret, "front", "<p>Lead.</p>", by=other, heading="Sentinel syndrome")
    draft = make_draft(by=owner, slug="mine")
    edit(draft, "front", "<p>Lead.</p>", by=owner, heading="Cramps in the night")
    return {
        "owner": owner,
        "other": other,
        "draft": draft,
        "live": live,
        "gone": article_of(gone),
        "secret": article_of(secret),
        "mine": article_of(draft),
    }


@pytest.fixture
def site(built, own):
    return own(built)


def target(site, name: str, anchor: str = "") -> str:
    return f"{site[name].pk}{anchor}"


@pytest.mark.parametrize(
    ("path", "name", "anchor"),
    [
        ("/articles/muscle-twitches/", "live", ""),
        ("/articles/twitches/", "live", ""),  # an address of before
        ("/articles/muscle-twitches", "live", ""),
        ("/articles/muscle-twitches/for/patient/", "live", ""),
        ("/articles/muscle-twitches/?utm_source=mail", "live", ""),
        ("/articles/muscle-twitches/#part-1", "live", "#part-1"),
        ("/articles/muscle-twitches/#cite-1-1", "live", ""),
        ("/articles/muscle-twitches/#front", "live", ""),
        ("/articles/id/{live}/", "live", ""),
        ("/articles/id/{live}/for/patient/#part-2", "live", "#part-2"),
        ("/old/twitch.html", "live", ""),
        ("/old/twitch.html#part-1", "live", "#part-1"),
        ("/desk/articles/mine/", "mine", ""),
        ("/desk/articles/mine/sections/part-1/", "mine", "#part-1"),
        ("/articles/gone/", "gone", ""),
        ("/articles/nothing/", None, ""),
        ("/articles/id/{nothing}/", None, ""),
        ("/articles/id/------------------------------------/", None, ""),
        ("/old/other.html", None, ""),
        ("/", None, ""),
        ("/articles/muscle-twitches/sign/", None, ""),
        ("/articles/secret/", None, ""),  # somebody else's draft
        ("/articles/id/{secret}/", None, ""),
        ("/x%00", None, ""),
        ("/articles/muscle-twitches%00/", None, ""),
    ],
)
def test_what_an_address_of_this_site_leads_to(site, path, name, anchor):
    address = SITE + path.format(live=site["live"].pk, secret=site["secret"].pk, nothing=ID)

    found = articles_at([address, "https://example.org/articles/muscle-twitches/"], site["owner"])

    assert found == ({address: target(site, name, anchor)} if name else {})


def test_a_section_that_only_a_draft_has_is_known_to_its_desk_alone(site):
    draft = open_edition(article=site["live"], by=site["owner"])
    add_section(edition=draft, anchor="withdrawal", kind="risks", base=Wording("W", "<p>x</p>"), by=site["owner"])
    address = f"{SITE}/articles/muscle-twitches/#withdrawal"

    assert articles_at([address], site["owner"]) == {address: target(site, "live", "#withdrawal")}
    assert articles_at([address], site["other"]) == {address: target(site, "live")}


@pytest.mark.parametrize("typed", ["a" * 2000, "word " * 3000, "&" + "#38;" * 25, "https://[", "\x00"])
def test_odd_words_find_nothing_and_harm_nobody(site, typed):
    assert to_link_to(site["other"], typed) == to_link_to(site["other"], typed)


def test_addresses_elsewhere_cost_no_query(site, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert articles_at(["https://example.org/articles/muscle-twitches/"], site["owner"]) == {}


def test_a_saved_address_becomes_a_link_by_id_and_saving_again_changes_nothing(site):
    html = f'<p>See <a href="{SITE}/articles/twitches/#part-1">these</a>.</p>'
    stored = f'<p>See <a data-article="{target(site, "live", "#part-1")}">these</a>.</p>'

    version, changed = edit(site["draft"], "part-1", html, by=site["owner"])
    again, changed_again = edit(site["draft"], "part-1", html, by=site["owner"])

    assert part_of(site["draft"], "part-1").content.base.html == stored
    assert (changed, changed_again, again) == (True, False, version)


def test_a_link_follows_its_article(client, site):
    article = rename_article(article=site["live"], slug="twitching", by=site["owner"])
    compose_pages(article)

    answer = client.get(f"/articles/id/{article.pk}/")

    assert (answer.status_code, answer["Location"]) == (302, "/articles/twitching/")


# ── What editors are told ──────────────────────────────────────────────────────────────────────────────────────


def link_codes(edition) -> list[str]:
    return [issue.code for issue in draft_issues(edition) if issue.code.startswith("link-")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("live", []),
        ("mine", []),  # to itself
        ("gone", ["link-to-retired"]),
        ("secret", ["link-to-nowhere"]),
        (None, ["link-to-nowhere"]),
    ],
)
def test_a_draft_that_would_lead_readers_nowhere_cannot_be_submitted(site, name, expected):
    article = target(site, name) if name else ID
    edit(site["draft"], "part-1", f'<p><a data-article="{article}">this</a></p>', by=site["owner"])

    assert link_codes(site["draft"]) == expected


def test_a_link_in_a_wording_counts_and_each_is_named_once():
    link = f'<p><a data-article="{ID}">this</a> and <a data-article="{ID}">this</a></p>'
    content = SectionContent("s", "one", "body", Wording("One", "<p>x</p>"), {"patient": Wording(html=link)})

    assert [issue.message for issue in link_issues([content], "", {})] == [
        "The link “this” in “One” leads to no article that readers have: publish that one first, or take the link out."
    ]
    assert link_issues([content], "", {ID: "live"}) == link_issues([content], ID, {}) == []


def test_nobody_learns_from_a_refusal_whether_there_is_such_a_draft(site):
    def told(article: str) -> list[str]:
        edit(site["draft"], "part-1", f'<p><a data-article="{article}">this</a></p>', by=site["owner"])
        return [issue.message for issue in draft_issues(site["draft"]) if issue.code.startswith("link-")]

    assert told(target(site, "secret")) == told(ID)


def test_what_readers_have(site, django_assert_num_queries):
    asked = [target(site, name) for name in ("live", "gone", "secret", "mine")]

    with django_assert_num_queries(1):
        assert what_readers_have(asked) == {asked[0]: "live", asked[1]: "gone"}
    with django_assert_num_queries(0):
        assert what_readers_have([]) == {}


def test_saving_says_which_links_lead_nowhere(client, site):
    client.force_login(site["owner"])
    part = part_of(site["draft"], "part-2")
    page = reverse("desk:section", args=["mine", "part-2"])
    data = {"base_version": str(part.version.pk), "everyone-heading": "Part 2"}

    nowhere = client.post(page, data | {"everyone-html": f'<p><a data-article="{ID}">this</a></p>'}, follow=True)
    part = part_of(site["draft"], "part-2")
    data["base_version"] = str(part.version.pk)
    there = client.post(
        page, data | {"everyone-html": f'<p><a href="{SITE}/articles/twitches/">this</a></p>'}, follow=True
    )

    assert "leads to no article that readers have" in nowhere.content.decode()
    assert "leads to no article that readers have" not in there.content.decode()
    assert target(site, "live") in part_of(site["draft"], "part-2").content.base.html


# ── The picker ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["live", "mine"]),
        ("twitches", ["live"]),
        ("muscle twi", ["live"]),
        ("twitchse", ["live"]),
        ("the night cramps", ["mine"]),
        ("cramps night zzzz", ["mine"]),
        ("cramps zzzz", []),
        ("sentinel", []),  # another editor's draft
        ("???", []),
        (f"{SITE}/articles/twitches/", ["live"]),
        (f"{SITE}/articles/secret/", []),
    ],
)
def test_articles_are_offered_by_title_and_address(site, text, names):
    found = [one.target for one in to_link_to(site["owner"], text)]

    assert found == [target(site, name) for name in names]


def test_others_are_offered_their_own_drafts_and_what_readers_have(site):
    assert [one.title for one in to_link_to(site["other"], "")] == ["Muscle twitches", "Sentinel syndrome"]


def test_the_picker_asks_as_often_whatever_is_there(site, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(4):
            to_link_to(site["owner"], "muscle")
        make_draft(by=site["owner"])


def test_the_answer_to_the_editor(client, site):
    address = reverse("desk:link_to")
    assert client.get(address).status_code == 302
    client.force_login(site["owner"])

    answer = client.get(address, {"q": "muscle"}).json()
    elsewhere = client.get(address, {"q": "https://example.org/"}).json()
    secret = client.get(address, {"q": f"{SITE}/articles/secret/"}).json()

    assert answer["results"][0] == {
        "article": target(site, "live"),
        "title": "Muscle twitches",
        "state": "Published",
        "published": True,
        "path": "/articles/muscle-twitches/",
    }
    assert (answer["own"], elsewhere) == (False, {"results": [], "own": False})
    assert secret == {"results": [], "own": True}
