"""Pictures and sound in what a section says: scheme 2, the same digest without them, and two people's pictures."""

import json

import pytest

from articles.models import SectionVersion
from articles.words.content import SectionContent, Wording, content_from_text
from articles.words.media import MediumWords, PlacedMedium, merge_media
from editorial.shared.canonical import canonical_json, sha256
from tests.builders import make_published

ONE, TWO, THREE = (PlacedMedium(letter * 64, "picture", credit=letter) for letter in "abc")
PLAIN = SectionContent("s", "risks", "risks", Wording("Risks", "<p>Few.</p>"))


def pictured(*media: PlacedMedium) -> SectionContent:
    return SectionContent("s", "risks", "risks", PLAIN.base, media=media)


def test_without_pictures_the_bytes_are_those_of_scheme_1():
    said = {"heading": "Risks", "html": "<p>Few.</p>"}
    value = {"scheme": 1, "section": "s", "anchor": "risks", "kind": "risks", "base": said, "wordings": {}}

    assert PLAIN.as_text() == pictured().as_text() == canonical_json(value)


@pytest.mark.django_db
def test_every_digest_that_there_is_stays():
    make_published(sections=3)

    versions = list(SectionVersion.objects.all())
    assert len(versions) > 4
    assert [sha256(content_from_text(one.content).as_text()) for one in versions] == [one.digest for one in versions]


def test_pictures_are_part_of_the_digest_with_all_that_is_said_and_in_their_order():
    said = PlacedMedium(
        ONE.file, "picture", "a", "CC0", {"": MediumWords("A lung.", "Inside"), "patient": MediumWords("Air")}
    )
    kinds = [pictured(), pictured(ONE), pictured(ONE, TWO), pictured(TWO, ONE), pictured(said)]

    assert len({one.digest for one in kinds}) == len(kinds)
    assert json.loads(pictured(said).as_text())["scheme"] == 2
    assert [content_from_text(one.as_text()) for one in kinds] == kinds


def test_what_is_not_said_is_not_written():
    bare = PlacedMedium("a" * 64, "picture", words={"": MediumWords(), "patient": MediumWords()})

    assert bare.as_dict() == {"file": "a" * 64, "kind": "picture"}


def test_an_audience_is_told_in_its_own_words_or_in_those_for_everyone():
    said = PlacedMedium(
        "a" * 64, "picture", words={"": MediumWords("A lung.", "Inside"), "patient": MediumWords("Air")}
    )

    assert said.said_to("patient") == MediumWords("Air", "Inside")
    assert said.said_to("") == said.said_to("nurse") == MediumWords("A lung.", "Inside")


CHANGED = PlacedMedium(ONE.file, "picture", credit="changed")
ALSO = PlacedMedium(ONE.file, "picture", credit="also")


@pytest.mark.parametrize(
    ("theirs", "yours", "merged"),
    [
        ((ONE, TWO), (ONE, TWO), (ONE, TWO)),
        ((ONE, TWO, THREE), (ONE, TWO), (ONE, TWO, THREE)),
        ((ONE, TWO), (ONE, TWO, THREE), (ONE, TWO, THREE)),
        ((TWO,), (ONE, TWO, THREE), (TWO, THREE)),
        ((ONE, TWO, THREE), (TWO,), (TWO, THREE)),
        ((CHANGED, TWO), (ONE, TWO), (CHANGED, TWO)),
        ((ONE, TWO), (CHANGED, TWO), (CHANGED, TWO)),
        ((ALSO, TWO), (CHANGED, TWO), (CHANGED, TWO)),
        ((TWO,), (CHANGED, TWO), (CHANGED, TWO)),
        ((CHANGED, TWO), (TWO,), (TWO, CHANGED)),
        ((ONE, TWO), (TWO, ONE), (TWO, ONE)),
        ((), (), ()),
    ],
)
def test_two_people_s_pictures_are_joined(theirs, yours, merged):
    assert merge_media((ONE, TWO), theirs, yours) == merged
