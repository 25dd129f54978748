"""Pictures side by side: what is new, gone, replaced, moved or said otherwise."""

import pytest

from articles.site.figures import CHANGED, GONE, NEW, REPLACED, SAME, compare_figures
from articles.site.media import FrozenMedium
from articles.words.content import SectionContent, Wording
from articles.words.media import MediumWords, PlacedMedium

A, B, C = (PlacedMedium(letter * 64, "picture", "Credit", "CC0", {"": MediumWords("An alt.")}) for letter in "abc")
SOUND = PlacedMedium("d" * 64, "audio", words={"": MediumWords(caption="Read aloud")})
MEDIA = {one.file: FrozenMedium("picture", "image/png", 10, 10) for one in (A, B, C)} | {
    SOUND.file: FrozenMedium("audio", "audio/mpeg", seconds=70)
}


def section(*media: PlacedMedium) -> SectionContent:
    return SectionContent("s", "one", "body", Wording("One", "<p>Words.</p>"), media=media)


def compared(old, new):
    figures = compare_figures(section(*old), section(*new), MEDIA, {"patient": "Patients"}, lambda digest: digest)
    return [(one.state, "".join(each.file[0] for each in one.shown), one.moved) for one in figures]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ((A,), (A,), [(SAME, "a", False)]),
        ((A,), (B,), [(REPLACED, "ab", False)]),
        ((), (A,), [(NEW, "a", False)]),
        ((A,), (), [(GONE, "a", False)]),
        ((A, B), (B,), [(SAME, "b", False), (GONE, "a", False)]),
        ((A, B), (A, C), [(SAME, "a", False), (REPLACED, "bc", False)]),
        ((A, B), (B, A), [(SAME, "b", True), (SAME, "a", True)]),
        ((A,), (SOUND,), [(NEW, "d", False), (GONE, "a", False)]),
    ],
)
def test_what_became_of_each(old, new, found):
    assert compared(old, new) == found


def test_what_is_said_of_it_is_redlined_and_escaped():
    said = PlacedMedium(
        A.file, "picture", "Credit", "CC0", {"": MediumWords("A <b> alt."), "patient": MediumWords("Air")}
    )

    (one,) = compare_figures(section(A), section(said), MEDIA, {"patient": "Patients"}, lambda digest: digest)
    lines = {line.label: str(line.html) for line in one.lines}
    assert one.state == CHANGED
    assert "<ins>" in lines["For those who do not see it"]
    assert "<b>" not in lines["For those who do not see it"]
    assert lines["For those who do not see it, “Patients”"].count("Air") == 1


def test_captions_and_descriptions_are_words_of_the_section():
    content = section(
        PlacedMedium(A.file, "picture", words={"": MediumWords("5 < 6", "Take 5 mg."), "patient": MediumWords("Five")})
    )

    assert content.as_read("", content.base).html == "<p>Words.</p><p>5 &lt; 6</p><p>Take 5 mg.</p>"
    assert content.as_read("patient", Wording(html="<p>Own.</p>")).html == "<p>Own.</p><p>Five</p><p>Take 5 mg.</p>"
    assert section().as_read("", content.base) is content.base
