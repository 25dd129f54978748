"""Spellings that are one, and slips of the keyboard. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references.library.spelling import beginning, slips, spelling

ONE_WORD = """
haemorrhage hemorrhage, haematoma hematoma, anaemia anemia, leukaemia leukemia, septicaemia septicemia, ischaemic
ischemic, hypoglycaemia hypoglycemia, hyperlipidaemia hyperlipidemia, oedema edema, oesophagus esophagus,
gastro-oesophageal gastro-esophageal, oestrogen estrogen, oestradiol estradiol, diarrhoea diarrhea, dyspnoea dyspnea,
apnoea apnea, amenorrhoea amenorrhea, foetus fetus, foetal fetal, coeliac celiac, caecum cecum, caesarean cesarean,
faeces feces, anaesthesia anesthesia, paediatric pediatric, orthopaedic orthopedic, gynaecology gynecology, aetiology
etiology, tumour tumor, tumours tumors, behaviour behavior, behavioural behavioral, labour labor, colour color, odour
odor, favourable favorable, humour humor, randomised randomized, randomisation randomization, hospitalised
hospitalized, immunisation immunization, analyse analyze, hydrolyse hydrolyze, dialyser dialyzer, catheterisation
catheterization, sulphate sulfate, sulphonamide sulfonamide, sulphur sulfur, cephalosporin cefalosporin, amphetamine
amfetamine, centre center, centres centers, fibre fiber, litre liter, titre titer, goitre goiter, calibre caliber,
labelled labeled, counselling counseling, enrolment enrollment, fulfil fulfill, catalogue catalog, analogue analog,
programme program, gramme gram, defence defense, licence license, practising practicing, leucocyte leukocyte,
leucopenia leukopenia, aluminium aluminum, grey gray, ciclosporin cyclosporin, manoeuvre maneuver
"""
TWO_WORDS = """
ileum ilium, hypertension hypotension, perineal peroneal, palpation palpitation, prostate prostrate, mucus mucous,
hyperglycaemia hypoglycaemia, clonidine clonazepam, chlorpromazine chlorpropamide, tenia tinea, affect effect
"""


def pairs(text: str) -> list[list[str]]:
    return [pair.split() for pair in text.split(",")]


@pytest.mark.parametrize(("british", "american"), pairs(ONE_WORD))
def test_british_and_american_are_one_spelling(british, american):
    assert spelling(british) == spelling(american)


@pytest.mark.parametrize(("one", "other"), pairs(TWO_WORDS))
def test_other_words_are_not(one, other):
    assert spelling(one) != spelling(other)


@pytest.mark.parametrize(
    ("typed", "word"), [("haemorrh", "hemorrhage"), ("randomiz", "randomised"), ("tumo", "tumour")]
)
def test_what_is_unfinished_begins_as_the_other_spelling_does(typed, word):
    assert spelling(word).startswith(beginning(typed))


def test_a_word_of_other_rules_is_its_own_spelling():
    assert [spelling(word) for word in ("treatment", "re", "acre", "心筋梗塞")] == [
        "treatment",
        "re",
        "acer",
        "心筋梗塞",
    ]


@pytest.mark.parametrize(
    "typed",
    ["hypertensoin", "hypertensio", "hypertensionn", "hypertenzion", "ypertension", "jypertension", "hhypertension"],
)
def test_one_slip_away(typed):
    assert "hypertension" in slips(typed)


@pytest.mark.parametrize("typed", ["hypretensoin", "hypotension", "tension", "hyperxtensiom", ""])
def test_two_slips_away_is_another_word(typed):
    assert "hypertension" not in slips(typed)


@given(st.text("abcde", min_size=1, max_size=8), st.text("abcde", min_size=1, max_size=8))
def test_slips_lead_both_ways(one, other):
    assert (other in slips(one)) == (one in slips(other))


def test_of_a_word_that_no_library_has_nothing_is_made():
    assert len(slips("a" * 40)) > 1000
    assert slips("a" * 41) == {"a" * 41}


def test_slips_in_other_alphabets():
    assert "диабет" in slips("дибет")
    assert "δερμα" in slips("δερμ")
