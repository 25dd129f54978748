"""The body of a page: numbers in order of first mention, links both ways, what is left out, nothing unescaped."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from articles.exchange.citation_marks import expand
from articles.languages import SILENT
from articles.site.manifest import FrozenManifest, FrozenPin, audience_plan
from articles.site.rendering import render_body
from articles.words.audiences import AudiencePlan
from articles.words.content import OutlineEntry, SectionContent, Wording

KEYS = ["a2001", "b2002", "c2003", "d2004", "e2005", "f2006"]
REFERENCES = {
    key: {"csl": {}, "kind": "research", "kind_label": "Research", "formatted": f"{key} et al.", "name": key}
    for key in KEYS
}
AUDIENCES = (
    AudiencePlan("patient", "I am a <patient>", is_default=True, disclaimer="Ask & tell."),
    AudiencePlan("clinician", "I am a health professional"),
)


def cite(*keys: str) -> str:
    return "".join(f'<cite data-ref="{key}"></cite>' for key in keys)


def render(
    *sections: SectionContent, audience: str = "patient", lead: str = "<p>Lead.</p>", language: str = SILENT
) -> str:
    outline = tuple(OutlineEntry(one.section, one.anchor, one.kind) for one in sections)
    base = Wording(heading="Title", question="Why?", summary="Summary", html=lead)
    front = SectionContent("front-id", "front", "front", base, {}, outline)
    contents = [front, *sections]
    manifest = FrozenManifest(
        article="00000000-0000-0000-0000-000000000001",
        edition=1,
        pins=tuple(FrozenPin(one.section, one.anchor, one.kind, "v", "d") for one in contents),
        audiences=AUDIENCES,
        plan=audience_plan(contents, list(AUDIENCES)),
        references=REFERENCES,
        bylines=(),
        removals=(),
        policy=None,
        language=language,
    )
    return render_body(manifest, {one.section: one for one in contents}, audience)


def section(anchor: str, text: str, **wordings: Wording) -> SectionContent:
    return SectionContent(f"{anchor}-id", anchor, "body", Wording(heading=anchor.title(), html=text), wordings)


def numbers(body: str) -> list[str]:
    return re.findall(r'<a href="#ref-(\d+)" id="cite', body)


def test_citations_are_numbered_in_order_of_first_mention():
    body = render(
        section("one", f"<p>B{cite('b2002')} A{cite('a2001')}</p>"), section("two", f"<p>B{cite('b2002')}</p>")
    )

    assert numbers(body) == ["1", "2", "1"]
    assert re.findall(r'id="ref-(\d)".*?</span> (\w+) et al', body) == [("1", "b2002"), ("2", "a2001")]


def test_numbers_belong_to_the_page_of_one_audience():
    content = section("one", f"<p>B{cite('b2002')}</p>", clinician=Wording(html=f"<p>C{cite('c2003', 'b2002')}</p>"))

    assert re.findall(r"</span> (\w+) et al", render(content)) == ["b2002"]
    assert re.findall(r"</span> (\w+) et al", render(content, audience="clinician")) == ["c2003", "b2002"]


def test_a_section_left_out_is_named_with_a_link_to_who_reads_it():
    body = render(section("one", "<p>Text.</p>", patient=Wording(left_out=True)), section("two", "<p>More.</p>"))

    assert 'id="one"' not in body
    assert '<a href="/articles/id/00000000-0000-0000-0000-000000000001/for/clinician/#one">One</a>' in body


def test_links_to_articles_go_by_their_id():
    target = "11111111-1111-1111-1111-111111111111"

    body = render(section("one", f'<p><a data-article="{target}">See</a></p>'))

    assert f'<a href="/articles/id/{target}/">See</a>' in body


def test_plain_words_are_escaped():
    body = render(section("one", "<p>Text.</p>"), lead="<p>a &lt; b</p>")

    assert "Ask &amp; tell." in body
    assert "<patient>" not in body


def test_the_same_input_gives_the_same_bytes():
    content = section("one", f"<p>B{cite('b2002', 'a2001')}</p>")

    assert render(content) == render(content)


texts = st.lists(st.lists(st.sampled_from(KEYS), max_size=8), min_size=1, max_size=5)


@given(texts)
def test_every_number_leads_to_its_reference_and_back(cited):
    sections = [section(f"part-{n}", f"<p>Text {cite(*keys)} end.</p>") for n, keys in enumerate(cited)]
    page = lxml_html.fromstring(render(*sections))
    order = list(dict.fromkeys(key for keys in cited for key in keys))
    expected = [sorted({order.index(key) + 1 for key in keys}) for keys in cited if keys]

    groups = page.xpath('//sup[@class="cites"]')

    linked = [[int(link.get("href").removeprefix("#ref-")) for link in group.xpath("a")] for group in groups]
    assert linked == expected
    assert [expand(group.text_content().strip("[]")) for group in groups] == expected
    assert len(page.xpath("//section[@id='references']/ol/li")) == len(order)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for link in page.xpath("//a[starts-with(@href, '#')]"):
        assert link.get("href")[1:] in ids


def words(body: str) -> list[str]:
    return [group.text_content() for group in lxml_html.fromstring(body).xpath('//sup[@class="cites"]')]


@pytest.mark.parametrize(
    ("keys", "printed"),
    [
        (["a2001"], "[1]"),
        (["a2001", "b2002"], "[1, 2]"),
        (["a2001", "b2002", "c2003"], "[1–3]"),
        (["c2003", "a2001", "b2002", "a2001"], "[1–3]"),
        (["a2001", "c2003", "d2004"], "[1, 3, 4]"),
        (["f2006", "d2004", "c2003", "b2002"], "[2–4, 6]"),
    ],
)
def test_citations_that_stand_together_are_printed_as_ranges(keys, printed):
    numbered = section("one", "".join(f"<p>{key}{cite(key)}</p>" for key in KEYS))

    body = render(numbered, section("two", f"<p>Some{cite(*keys)}</p>"))

    assert words(body)[-1] == printed


def test_a_number_inside_a_range_is_a_link_that_shows_nothing_of_its_own():
    body = render(section("one", f"<p>B{cite('a2001', 'b2002', 'c2003')}</p>"))

    assert (
        '</a>–<a class="between" href="#ref-2" id="cite-2-1" aria-label="Reference 2: b2002" data-number="2"></a><a '
    ) in body
    assert '<a class="backlink" href="#cite-2-1"' in body


def test_a_citation_with_a_locator_stands_outside_ranges_and_its_page_is_told_from_numbers():
    located = '<cite data-ref="b2002" data-locator="p. 4 &amp; 5"></cite>'

    body = render(section("one", f"<p>B{cite('a2001')}{located}{cite('c2003', 'd2004', 'e2005')}</p>"))

    assert words(body) == ["[1; 2, p. 4 & 5; 3–5]"]
