"""Changes made from sentences and words by chance: whatever stands in a slot, its exchange is named or passed over."""

from hypothesis import assume, given
from hypothesis import strategies as st

from articles.clinical import compare
from articles.clinical.lexicon import DATA
from articles.clinical.medicines import listed
from articles.text import clean
from articles.words.content import Wording

DRUGS = sorted(name for name, meant in listed(None).items() if " " not in name and not meant.startswith("brand "))
BRANDS = sorted(name.title() for name, meant in listed(None).items() if " " not in name and meant.startswith("brand "))
UNITS = ["mg", "micrograms", "g", "ml", "units", "tablets", "drops", "mmol", "puffs", "mg/kg"]
FRAMES = [
    "Take {} before you go to sleep.",
    "The doctor may give {}, then wait.",
    "For pain, {} is enough; ask us if you are unsure.",
    "{} will do for most people.",
    "Nobody in the trial had more side effects on {} than on placebo.",
]
TABLE = (
    "<table><tr><th>Who</th><th>What</th></tr><tr><td>Ann</td><td>{}</td></tr>"
    "<tr><td>Ben</td><td>rest</td></tr></table>"
)
SLOTS = {
    "route": [
        "by mouth",
        "into a vein",
        "under the skin",
        "into a muscle",
        "rectally",
        "under the tongue",
        "through the nose",
    ],
    "frequency": [
        "once a day",
        "twice a day",
        "every six hours",
        "once a week",
        "every other day",
        "four times a day",
        "as needed",
    ],
    "duration": [
        "for two days",
        "for two weeks",
        "for ten days",
        "for six months",
        "for a year",
        "for life",
        "for 36 hours",
    ],
    "urgency": ["immediately", "next week", "soon", "when you have time", "within 24 hours", "today", "tomorrow"],
    "person": ["adults", "children", "babies", "pregnant women", "older people", "teenagers"],
    "site": ["the left arm", "the right arm", "the thigh", "the upper arm", "the lower back", "the neck"],
    "illness": ["asthma", "diabetes", "epilepsy", "glaucoma", "hepatitis", "anaemia", "nephropathy", "gastritis"],
}
SLOT_FRAMES = {
    "route": ["It is given {}.", "The nurse will give the dose {} at the clinic."],
    "frequency": ["Use the cream {}.", "Take one tablet {} and drink water."],
    "duration": ["Take the tablets {}.", "The medicine is used {} as a rule."],
    "urgency": ["See a doctor {}.", "If the arm swells, call the clinic {}."],
    "person": ["It is meant for {}.", "The dose for {} is on the box."],
    "site": ["Inject it into {}.", "Put the patch on {} and press."],
    "illness": ["People with {} must not take it.", "Tell us if you have {} before we start."],
}
SAME = [
    ("once a day", "daily"), ("twice a day", "two times a day"), ("5 mg", "5 milligrams"),
    ("50 mcg", "50 micrograms"), ("2 weeks", "14 days"), ("1,000", "1000"), ("1 in 10", "10%"),
    ("by mouth", "orally"), ("at night", "at bedtime"), ("immediately", "straight away"), ("children", "kids"),
    ("a doctor", "a physician"), ("often", "frequently"), ("colour", "color"), ("haemorrhage", "hemorrhage"),
    ("oedema", "edema"), ("do not", "don’t"), ("cannot", "can’t"), ("paracetamol", "acetaminophen"),
    ("as needed", "when required"), ("fever", "a high temperature"), ("tiredness", "fatigue"),
    ("under the skin", "subcutaneously"),
]  # fmt: skip


def found(old: str, new: str) -> list[tuple[str, str]]:
    sides = (Wording(html=clean(f"<p>{text}</p>" if not text.startswith("<") else text).html) for text in (old, new))
    return [(one.old, one.new) for one in compare(*sides).findings]


def names(changes: list[tuple[str, str]], old: str, new: str) -> bool:
    return any(old in was and new in now for was, now in changes)


frames = st.sampled_from([*FRAMES, TABLE])


@given(frames, st.sampled_from(UNITS), st.integers(2, 900), st.integers(2, 900))
def test_any_other_number_is_named(frame, unit, one, other):
    assume(one != other)
    old, new = f"{one} {unit}", f"{other} {unit}"

    assert names(found(frame.format(old), frame.format(new)), str(one), str(other))


@given(frames, st.integers(1, 99), st.integers(1, 9), st.sampled_from(["mg", "ml", "g"]))
def test_a_lost_decimal_point_is_named(frame, whole, part, unit):
    old, new = f"{whole}.{part} {unit}", f"{whole}{part} {unit}"

    assert names(found(frame.format(old), frame.format(new)), f"{whole}.{part}", f"{whole}{part}")


@given(frames, st.integers(2, 500), st.permutations(["mg", "micrograms", "g", "units", "ml", "mmol"]))
def test_any_other_unit_is_named(frame, number, units):
    old, new = (f"{number} {unit}" for unit in units[:2])

    assert names(found(frame.format(old), frame.format(new)), units[0], units[1])


@given(frames, st.sampled_from(DRUGS), st.sampled_from(DRUGS))
def test_any_other_medicine_is_named(frame, one, other):
    assume(listed(None)[one] != listed(None)[other])

    assert names(found(frame.format(one), frame.format(other)), one, other)


@given(frames, st.sampled_from(BRANDS), st.sampled_from(BRANDS))
def test_any_other_brand_is_named(frame, one, other):
    assume(one != other)

    assert names(found(frame.format(one), frame.format(other)), one, other)


@given(st.data(), st.sampled_from(sorted(SLOTS)))
def test_any_other_word_of_a_kind_is_named(data, kind):
    frame = data.draw(st.sampled_from(SLOT_FRAMES[kind]))
    old, new = data.draw(st.permutations(SLOTS[kind]))[:2]

    changes = found(frame.format(old), frame.format(new))

    assert changes
    words = [
        (set(was.lower().split()) & set(old.split()), set(now.lower().split()) & set(new.split()))
        for was, now in changes
    ]
    assert any(was and now for was, now in words), changes


@given(frames, st.sampled_from(SAME))
def test_what_means_the_same_is_passed_over(frame, pair):
    assert found(frame.format(pair[0]), frame.format(pair[1])) == []
    assert found(frame.format(pair[1]), frame.format(pair[0])) == []


@given(
    st.permutations(
        ["Take 5 mg at night.", "Drink water with it.", "Do not smoke.", "Your arm may hurt.", "Call 112 if you faint."]
    )
)
def test_sentences_in_another_order_say_the_same(sentences):
    original = "Take 5 mg at night. Drink water with it. Do not smoke. Your arm may hurt. Call 112 if you faint."

    assert found(original, " ".join(sentences)) == []


@given(
    st.sampled_from(
        [line for line in (DATA / "neutral.txt").read_text().split(",") if line.strip() and "#" not in line]
    )
)
def test_a_text_differs_in_nothing_from_itself(phrase):
    text = f"We say {phrase.strip()} and 5 mg, not 6."

    assert found(text, text) == found(text, text.replace(" and ", "  and ")) == []
