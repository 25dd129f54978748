"""Which words an audience reads: pure rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.words.audiences import LEFT_OUT, AudiencePlan, as_mapping, fallback_chain, source_of, wording_from
from articles.words.content import BASE, SectionContent, Wording, content_from_text

PLANS = as_mapping(
    [
        AudiencePlan("patient", "I am a patient", is_default=True),
        AudiencePlan("carer", "I care for someone", fallback="patient"),
        AudiencePlan("clinician", "I am a health professional"),
    ]
)
BASE_TEXT = Wording(heading="Dose", html="<p>Base.</p>")


def section(**wordings) -> SectionContent:
    return SectionContent("s", "dose", "dosing", BASE_TEXT, wordings)


@pytest.mark.parametrize(
    ("wordings", "audience", "source"),
    [
        ({}, "patient", BASE),
        ({}, "carer", BASE),
        ({"patient": Wording(html="<p>P.</p>")}, "patient", "patient"),
        ({"patient": Wording(html="<p>P.</p>")}, "carer", "patient"),
        ({"patient": Wording(html="<p>P.</p>")}, "clinician", BASE),
        ({"patient": Wording(html="<p>P.</p>"), "carer": Wording(html="<p>C.</p>")}, "carer", "carer"),
        ({"patient": Wording(left_out=True)}, "patient", LEFT_OUT),
        ({"patient": Wording(left_out=True)}, "carer", LEFT_OUT),
        ({"patient": Wording(left_out=True), "carer": Wording(html="<p>C.</p>")}, "carer", "carer"),
        ({"carer": Wording(left_out=True)}, "patient", BASE),
    ],
)
def test_an_audience_reads_its_own_words_then_along_the_chain_then_the_base(wordings, audience, source):
    assert source_of(section(**wordings), audience, PLANS) == source


def test_a_wording_without_a_heading_keeps_that_of_the_base():
    content = section(patient=Wording(html="<p>P.</p>"))

    assert wording_from(content, "patient") == Wording(heading="Dose", html="<p>P.</p>")


def test_what_a_wording_says_itself_goes_before_what_the_base_says():
    base = Wording(heading="Dose", html="<p>Base.</p>", question="How much?", summary="A little.")
    own = Wording(heading="For you", html="<p>P.</p>", question="And me?", summary="Less.")
    content = SectionContent("s", "front", "front", base, {"patient": own, "carer": Wording(heading="With them")})

    assert wording_from(content, BASE) == base
    assert wording_from(content, "patient") == own
    assert wording_from(content, "carer") == Wording("With them", "<p>Base.</p>", "How much?", "A little.")


def test_an_audience_that_is_not_there_reads_nobody_s_words():
    plans = as_mapping([AudiencePlan("a", "A", fallback="gone")])

    assert (fallback_chain("a", plans), fallback_chain("gone", plans)) == (["a"], [])


def test_an_audience_is_kept_in_an_edition_with_all_that_is_known_of_it():
    bare = {"key": "a", "label": "A", "fallback": None, "is_default": False, "disclaimer": ""}

    assert AudiencePlan("a", "A").as_dict() == bare
    assert AudiencePlan("b", "B", "a", is_default=True, disclaimer="Ask.").as_dict() == {
        "key": "b",
        "label": "B",
        "fallback": "a",
        "is_default": True,
        "disclaimer": "Ask.",
    }


def test_a_left_out_section_has_no_words():
    assert wording_from(section(patient=Wording(left_out=True)), LEFT_OUT) is None


def test_a_circle_of_fallbacks_ends():
    plans = as_mapping([AudiencePlan("a", "A", fallback="b"), AudiencePlan("b", "B", fallback="a")])

    assert fallback_chain("a", plans) == ["a", "b"]


keys = st.sampled_from(["patient", "carer", "clinician"])
wordings = st.builds(
    Wording, heading=st.text(max_size=5), html=st.sampled_from(["", "<p>x</p>"]), left_out=st.booleans()
)


@given(st.dictionaries(keys, wordings))
def test_what_is_stored_is_read_back_with_the_same_digest(given_wordings):
    said = {key: w if not w.left_out else Wording(left_out=True) for key, w in given_wordings.items()}
    content = section(**said)

    assert content_from_text(content.as_text()) == content
    assert content_from_text(content.as_text()).digest == content.digest


@given(st.dictionaries(keys, wordings), keys)
def test_the_source_is_always_one_that_exists(given_wordings, audience):
    content = section(**given_wordings)
    source = source_of(content, audience, PLANS)

    assert source in {BASE, LEFT_OUT, *content.wordings}
