"""What a board member should look at first: each wording beside what its own readers read before."""

import pytest

from articles.words.audiences import AudiencePlan
from articles.words.content import SectionContent, Wording
from reviews.room.looks import NO_RULES, Readings

AUDIENCES = (
    AudiencePlan("patient", "I am a patient", is_default=True),
    AudiencePlan("carer", "I am a carer", fallback="patient"),
)
EVERYONE = "<p>Never take 5 mg.</p>"


def section(base: str = EVERYONE, **own: str | None) -> SectionContent:
    """A section with these wordings; None for one that is left out."""
    wordings = {key: Wording(left_out=True) if html is None else Wording(html=html) for key, html in own.items()}
    return SectionContent("s", "dosing", "dosing", Wording("Dosing", base), wordings)


def looks(now: SectionContent, before: SectionContent | None, key: str, **names: str) -> list[tuple[str, str]]:
    found = Readings(now, before, AUDIENCES, names).looks_at(key)
    return [(look.old, look.new) for look in found.looks]


def test_a_first_wording_stands_beside_the_text_for_everyone():
    assert looks(section(patient="<p>Take 5 mg.</p>"), section(), "patient") == [("Never", "")]


def test_a_first_wording_stands_beside_that_of_the_audience_whose_words_were_read():
    before = section(patient="<p>Take 6 mg.</p>")

    assert looks(section(patient="<p>Take 6 mg.</p>", carer="<p>Give 6 g.</p>"), before, "carer") == [("6 mg", "6 g")]


def test_a_wording_that_goes_stands_beside_what_is_read_instead():
    assert looks(section(), section(patient="<p>Take 5 mg.</p>"), "patient") == [("", "Never")]


def test_a_wording_that_is_left_out_takes_everything_with_it():
    assert looks(section(patient=None), section(), "patient") == [("Never · 5 mg", "")]


def test_a_wording_that_is_left_out_no_longer_brings_everything():
    assert looks(section(), section(patient=None), "patient") == [("", "Never · 5 mg")]
    assert looks(section(patient=None), section(patient=None), "patient") == []


def test_what_both_have_is_compared_with_itself_alone():
    """The heading of the text for everyone is looked at there, not again for each audience that leaves it as it is."""
    before = section(patient="<p>Take 5 mg.</p>")
    after = SectionContent("s", "dosing", "dosing", Wording("Not for dosing", EVERYONE), before.wordings)

    assert looks(after, before, "patient") == []
    assert looks(after, before, "") == [("", "Not")]


def test_a_wording_of_an_audience_that_the_edition_does_not_offer_is_compared_too():
    assert looks(section(other="<p>Take 6 mg.</p>"), section(other="<p>Take 5 mg.</p>"), "other") == [("5 mg", "6 mg")]


def test_in_a_new_section_only_odd_letters_are_named():
    assert looks(section("<p>Never take 5O mg.</p>"), None, "") == [("", "5O")]
    assert looks(section(patient=None), None, "patient") == []


def test_citations_have_their_references_names():
    cite = '<p>So it is<cite data-ref="{}"></cite>.</p>'

    found = looks(section(cite.format("a1")), section(cite.format("b2")), "", a1="Lane 1998")

    assert found == [("b2", "Lane 1998")]


@pytest.mark.parametrize(
    ("text", "said"),
    [("Die Dosis ist nicht für das Kind und nicht für die Frau, {}.", NO_RULES), ("Take {} of it.", "")],
)
def test_a_language_without_rules_is_said(text, said):
    now, before = (section(f"<p>{text.format(dose)}</p>") for dose in ("50 mg", "5 mg"))

    found = Readings(now, before, AUDIENCES).looks_at("")

    assert [(look.old, look.new) for look in found.looks] == [("5 mg", "50 mg")]
    assert found.said == said
