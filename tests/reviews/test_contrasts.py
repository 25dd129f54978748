"""What differs in substance between the wordings of a section."""

from articles.words.audiences import LEFT_OUT, AudiencePlan
from articles.words.content import BASE, SectionContent, Wording
from reviews.room.comparison import Frame
from reviews.room.contrasts import contrasts_of

PATIENT = AudiencePlan("patient", "I am a patient", is_default=True)
CLINICIAN = AudiencePlan("clinician", "I am a health professional")


def contrasts(base: str, reads: dict[str, str], **wordings: str) -> list[tuple]:
    own = {key: Wording(html=html) for key, html in wordings.items()}
    content = SectionContent("s", "dosing", "dosing", Wording("Dosing", base), own)
    frame = Frame(
        (PATIENT, CLINICIAN), {key: {"s": source} for key, source in reads.items()}, {"lane1998": "Lane 1998"}
    )
    return [
        (one.label, one.other, [fact.shown for fact in one.missing], [fact.shown for fact in one.added])
        for one in contrasts_of(content, frame)
    ]


def test_a_wording_is_compared_with_the_text_for_everyone():
    found = contrasts(
        '<p>Take 5 mg<cite data-ref="lane1998"></cite>.</p>',
        {"patient": "patient", "clinician": BASE},
        patient="<p>Take half, 2.5 mg.</p>",
    )

    assert found == [("I am a patient", "Text for everyone", ["5 mg", "Lane 1998"], ["2.5 mg"])]


def test_where_nobody_reads_the_text_for_everyone_the_default_audience_s_wording_is_the_measure():
    found = contrasts(
        "<p>Take 9 mg.</p>",
        {"patient": "patient", "clinician": "clinician"},
        patient="<p>Take 5 mg.</p>",
        clinician="<p>Take 5 mg, at most 10 mg.</p>",
    )

    assert found == [("I am a health professional", "I am a patient", [], ["10 mg"])]


def test_wordings_that_say_the_same_are_not_mentioned():
    found = contrasts(
        "<p>After 2 weeks, take 5 mg.</p>",
        {"patient": "patient", "clinician": BASE},
        patient="<p>After two weeks you take 5 milligrams.</p>",
    )

    assert found == []


def test_what_is_left_out_or_read_by_nobody_is_compared_with_nothing():
    assert contrasts("<p>5 mg</p>", {"patient": LEFT_OUT, "clinician": BASE}) == []
    assert contrasts("<p>5 mg</p>", {"patient": LEFT_OUT, "clinician": LEFT_OUT}, clinician="<p>6 mg</p>") == []
