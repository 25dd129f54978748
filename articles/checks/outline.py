"""Whether an article about a symptom or a medicine says when to get help."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext, gettext_lazy

from articles.checks.findings import Check, Context, Hit, Place
from articles.checks.text import Text
from articles.clinical.items import items_of
from articles.enums import SectionKind

SYMPTOM, MEDICINE = "symptom", "medicine"
_WHO = (
    r"(?:a |the |your |our )?(?:doctor|gp|nurse|pharmacist|midwife|ambulance|hospital|clinic|surgery|specialist|dentist"
    r"|optician|health visitor|paramedic|medical team|care team|emergency (?:services?|department|room|help"
    r"|care)|a ?& ?e"
    r"|casualty|111|112|911|999|medical (?:help|advice|attention|care)|urgent (?:help|care|advice)|help|advice|us)"
)
_GO = (
    r"(?:get|getting|seek|seeking|call|calling|ask|find|go|see|seeing|contact|contacting|phone|ring|ringing|visit|talk"
    r"|speak|tell|need|return|come back|worry|be worried|be concerned|act|look for)"
)
_AT_ONCE = r"(?:if|when|at once|straight away|immediately|now|urgently|right away|as soon as|without delay|today)"
_NOT_FOR_MONEY = (
    r"(?! (?:with|for carers|for families|at home|paying|from your (?:family|employer)|to pay|you (?:pay|travel)))"
)
_SAYS_WHEN = re.compile(
    rf"\b(?:when|whether|if) (?:should |do |must |you |i |to |and |where |how |need |stop "
    rf"|medicine ){{0,6}}{_GO}\b(?: \w+){{0,4}}? ?{_WHO}\b{_NOT_FOR_MONEY}"
    rf"|\bwhen (?:you |i )?(?:to |should (?:you |i )?)(?:worry|be worried|be concerned|act fast|act quickly"
    rf"|go to hospital)\b"
    rf"|\b{_GO}(?: \w+){{0,3}}? {_WHO}\b(?: \w+){{0,3}}? {_AT_ONCE}\b"
    rf"|^(?:get|getting|seek|seeking|call|calling) (?:\w+ )?{_WHO}\b{_NOT_FOR_MONEY}(?:$|[:.,])"
    rf"|^{_GO} {_WHO}(?: or {_WHO})? {_AT_ONCE}\b"
    r"|\b(?:red|danger|alarm|emergency|urgent|warning)[- ](?:warning )?(?:flags?|signs?|symptoms?|signals?)\b"
    r"|\bsigns? of (?:an? )?(?:emergency|danger|something serious|serious \w+)\b"
    r"|\b(?:when|if) (?:it is|it's|this is) (?:an? )?(?:emergency|urgent|serious|dangerous)\b"
    r"|^(?:in an |medical )?emergenc(?:y|ies)\b(?! contacts?\b)"
    r"|\b(?:do|should|must) (?:i|you) (?:need to )?(?:need|see|call|ring|phone|contact|get) (?:\w+ )?"
    rf"{_WHO}\b"
    r"|\b(?:urgent|emergency|immediate|medical) (?:medical )?(?:help|advice|attention|care)\b(?! costs?)",
    re.IGNORECASE,
)
_ABOUT_ELSE = re.compile(
    r"\b(?:prescriptions?|refills?|costs?|money|benefits|bills?|pay(?:ing|ment)?|carers?|results?|repeat"
    r"|supply|supplies|travel"
    r"|insurance|forms?|appointments?|stopp?(?:ing)? smoking|lose weight)\b",
    re.IGNORECASE,
)


def says_when_to_get_help(place: Place) -> bool:
    """Whether a section is there for that: by its kind, or by its title. One without text is not there."""
    if place.is_empty:
        return False
    title = " ".join(place.title.replace("’", "'").split())
    return place.kind == SectionKind.HELP or bool(_SAYS_WHEN.search(title) and not _ABOUT_ELSE.search(title))


def kind_of_article(title: str, outline: Iterable[Place]) -> str:
    """What an article is about, as far as its title and sections tell: :data:`SYMPTOM`, :data:`MEDICINE`, or ""."""
    kinds = {str(item.kind) for item in items_of(title)}
    if "drug" in kinds or any(place.kind == SectionKind.DOSING for place in outline):
        return MEDICINE
    return SYMPTOM if "symptom" in kinds else ""


def run(text: Text, context: Context) -> Iterator[Hit]:
    """One finding, on the front, where such a section is lacking."""
    if context.article not in (SYMPTOM, MEDICINE) or any(map(says_when_to_get_help, context.outline)):
        return
    yield Hit((), context.title, gettext("No section says when to get help: add one, of the kind “When to get help”."))


CHECK = Check(
    key="help",
    label=gettext_lazy("When to get help"),
    why=gettext_lazy("Who reads about a symptom or a medicine may be in danger, and has to see when to call somebody."),
    source=gettext_lazy("NHS content standards, care cards; HONcode, complementarity"),
    run=run,
)
