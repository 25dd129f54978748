"""What a sentence is read to say."""

from fractions import Fraction

import pytest

from articles.parity.facts import facts_of
from articles.parity.lexicons import LANGUAGES, lexicon


def amounts(text: str, language: str) -> list[tuple[Fraction, str]]:
    return [(number.values[0], number.unit) for number in facts_of(text, language).numbers]


@pytest.mark.parametrize(
    ("text", "language", "value", "unit"),
    [
        ("Take 1,500 mg.", "en", "1500", "mg"),
        ("Take 1.5 mg.", "en", "1.5", "mg"),
        ("Take 2½ tablets.", "en", "2.5", "tablet"),
        ("Take half a tablet.", "en", "0.5", "tablet"),
        ("Wait twenty-five minutes.", "en", "25", "minute"),
        ("Nehmen Sie 1.500 mg.", "de", "1500", "mg"),
        ("Nehmen Sie 1,500 mg.", "de", "1.5", "mg"),
        ("Warten Sie fünfundzwanzig Minuten.", "de", "25", "minute"),
        ("Prenez 1\u202f500 mg.", "fr", "1500", "mg"),
        ("Prenez 1 500,5 mg.", "fr", "1500.5", "mg"),
        ("Attendez soixante-quinze minutes.", "fr", "75", "minute"),
        ("Espere treinta y cinco minutos.", "es", "35", "minute"),
        ("Odczekaj dwadzieścia pięć minut.", "pl", "25", "minute"),
        ("Weź dwie tabletki.", "pl", "2", "tablet"),
        ("خذ ٢٫٥ مل.", "ar", "2.5", "ml"),
        ("خذ ١٬٥٠٠ ملغ.", "ar", "1500", "mg"),
        ("انتظر ساعتين.", "ar", "2", "hour"),
        ("انتظر خمسة وعشرين يومًا.", "ar", "25", "day"),
        ("خذ ۵ ملغ.", "ar", "5", "mg"),
        ("服用二十五毫克。", "zh", "25", "mg"),
        ("服用１．５毫克。", "zh", "1.5", "mg"),
        ("服用半片。", "zh", "0.5", "tablet"),
        ("等一百二十分钟。", "zh", "120", "minute"),
        ("服用1万单位。", "zh", "10000", "iu"),
    ],
)
def test_numbers_are_read_as_the_language_writes_them(text, language, value, unit):
    assert amounts(text, language) == [(Fraction(value), unit)]


@pytest.mark.parametrize(
    ("text", "language", "a_day"),
    [
        ("Take it every 8 hours.", "en", "3"),
        ("Take it three times a day.", "en", "3"),
        ("Take it every other day.", "en", "1/2"),
        ("Alle 8 Stunden.", "de", "3"),
        ("Dreimal am Tag.", "de", "3"),
        ("Cada 8 horas.", "es", "3"),
        ("Toutes les 8 heures.", "fr", "3"),
        ("Un jour sur deux.", "fr", "1/2"),
        ("Co drugi dzień.", "pl", "1/2"),
        ("كل ٨ ساعات.", "ar", "3"),
        ("كل يومين.", "ar", "1/2"),
        ("مرتين يوميًا.", "ar", "2"),
        ("每8小时一次。", "zh", "3"),
        ("隔日一次。", "zh", "1/2"),
    ],
)
def test_how_often_is_the_same_however_it_is_said(text, language, a_day):
    assert [rate.a_day for rate in facts_of(text, language).rates] == [Fraction(a_day)]


@pytest.mark.parametrize(
    ("text", "language", "limits", "denials"),
    [
        ("Do not take more than 4 g.", "en", 1, 0),
        ("Do not take it, or more than 4 g.", "en", 0, 1),
        ("Take no more than 4 g.", "en", 1, 0),
        ("Raise it up to 4 g.", "en", 0, 0),
        ("Take up to 4 g.", "en", 1, 0),
        ("It is not contraindicated.", "en", 0, 0),
        ("No tome nunca alcohol.", "es", 0, 1),
        ("No lo tome y nunca conduzca; no beba.", "es", 0, 2),
        ("N’en prenez jamais.", "fr", 0, 1),
        ("N’en prenez que deux.", "fr", 0, 0),
        ("Ne dépassez pas 4 g.", "fr", 1, 0),
        ("Nigdy nie pij alkoholu.", "pl", 0, 1),
        ("لا تتجاوز ٤ غرامات.", "ar", 1, 0),
        ("不要超过4克。", "zh", 1, 0),
        ("有不良反应。", "zh", 0, 0),
    ],
)
def test_limits_and_denials_are_told_apart(text, language, limits, denials):
    facts = facts_of(text, language)

    assert (len(facts.mark("max")), len(facts.mark("not"))) == (limits, denials)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_the_same_things(language):
    english, own = lexicon("en"), lexicon(language)

    assert own.axes.keys() == english.axes.keys()
    assert all(own.axes[axis].keys() == poles.keys() for axis, poles in english.axes.items())
    assert own.rates.keys() == english.rates.keys()
    assert set(english.units.values()) - {"fortnight"} <= set(own.units.values()) | {"thing"}
    for name in ("max", "min", "not", "softnot", "every", "times"):
        assert own.signs[name].pattern != "(?!)", name


def test_one_is_said_in_many_ways_and_counts_only_in_digits():
    assert [number.soft for number in facts_of("Take a tablet.", "en").numbers] == [True]
    assert [number.soft for number in facts_of("Take 1 tablet.", "en").numbers] == [False]
    assert facts_of("One of the nurses.", "en").numbers == []
