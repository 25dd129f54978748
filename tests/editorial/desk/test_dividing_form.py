"""The form by which a section is divided."""

from articles.words.content import SectionContent, Wording
from editorial.desk.forms.parts import SplitForm


def test_two_audiences_of_one_label_are_both_asked():
    text = Wording("Part", "<p>One.</p><p>Two.</p>")
    content = SectionContent(
        section="s", anchor="part", kind="body", base=text, wordings={"patient": text, "carer": text}
    )
    labels = {"patient": "I am a patient", "carer": "I am a patient"}

    groups = SplitForm(content, labels, {"": None, "patient": None, "carer": None}).groups()

    assert [(label, len(fields)) for label, fields in groups] == [("", 2), ("I am a patient", 2), ("I am a patient", 2)]
