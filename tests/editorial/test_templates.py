"""Rules that all templates keep, and the pages that must render with nothing at hand."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template, render_to_string

from editorial.gallery import AUDIENCES, components_context, page_context

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMPONENTS = sorted((ROOT / "templates" / "_components").glob("*.html"))
INLINE = re.compile(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*(?:\ssrc=|nonce=|application/ld\+json))|javascript:")
FROM_ELSEWHERE = re.compile(r"(?:src|href)=\"(?:https?:)?//(?!orcid\.org|doi\.org)|@import|url\(")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "templates").as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_compiles_and_has_nothing_inline(path):
    get_template(name_of(path))

    assert INLINE.findall(path.read_text()) == []
    assert FROM_ELSEWHERE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", sorted((ROOT / "editorial" / "static").glob("*.css")), ids=lambda path: path.name)
def test_stylesheet_loads_nothing(path):
    assert FROM_ELSEWHERE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", COMPONENTS, ids=name_of)
def test_component_says_what_its_variables_are(path):
    assert '{% comment "text/markdown" %}' in path.read_text()


def test_gallery_shows_every_component(rf):
    request = rf.get("/desk/components/")
    used = set()
    pending = ["gallery.html", "articles/public_page.html", "layouts/desk.html", "base.html"]
    while pending:
        text = (ROOT / "templates" / pending.pop()).read_text()
        for name in set(re.findall(r'include "(_components/[a-z_]+\.html)"', text)) - used:
            used.add(name)
            pending.append(name)

    assert sorted(used) == [name_of(path) for path in COMPONENTS]
    assert "Components" in render_to_string("gallery.html", components_context(), request)


HAND = 'name="csrfmiddlewaretoken"'


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html"])
def test_error_page_renders_without_any_context(name):
    assert get_template(name).render().count("<h1>") == 1


def test_no_form_writes_its_token_by_hand():
    """The tag writes beside it whose page it is: without that, what is typed is lost when a sign-in ends."""
    by_hand = [path.name for path in (settings.BASE_DIR / "templates").rglob("*.html") if HAND in path.read_text()]

    assert by_hand == []


@pytest.mark.parametrize("audience", [key for key, _, _ in AUDIENCES])
def test_public_page_holds_exactly_the_body_and_nothing_personal(audience):
    context = page_context(audience, "approved")

    text = render_to_string("articles/public_page.html", context)

    assert text.count(context["body"]) == 1
    assert re.findall(r"csrf|nonce|<form", text) == []


def test_public_page_marks_the_audience_that_is_read():
    text = render_to_string("articles/public_page.html", page_context("clinician", "approved"))

    assert re.findall(r'data-audience="(\w+)" rel="nofollow" aria-current="true"', text) == ["clinician"]


def test_pending_page_has_the_caution_and_no_reviewer():
    text = render_to_string("articles/public_page.html", page_context("patient", "under_review"))

    assert "Exercise caution: this content is pending human review." in text
    assert '<meta name="robots" content="noindex">' in text
    assert ("reviewed by" in text, "application/ld+json" in text) == (False, False)


def test_approved_page_has_reviewers_and_data_for_search_engines():
    context = page_context("patient", "approved")

    text = render_to_string("articles/public_page.html", context)

    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1]
    assert json.loads(data) == context["json_ld"]
    assert "Medically reviewed by" in text
    assert ("pending human review" in text, "noindex" in text) == (False, False)


def test_title_that_closes_a_script_stays_data():
    context = page_context("patient", "approved")
    context["json_ld"] = {"name": "</script><script>alert(1)</script>"}

    text = render_to_string("articles/public_page.html", context)

    assert text.count("<script") == 2
