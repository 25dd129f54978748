"""Words by which a name before a year is told from other words with a capital letter."""

import re

from .patterns import word_set

NO_NAMES = word_set(
    """january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday spring summer autumn
    fall winter christmas easter ramadan eid the a an in on at by of for from to until till since before after
    between during about around and or but not only also all both each every some many most more less first
    second third last next early late mid end year years month months week weeks day days age aged ages version
    edition revision amendment update updated volume issue number no table figure fig box chart chapter section
    appendix part page step stage phase grade level type class group act regulation regulations directive law
    code article order windows android series season episode world cup olympics copyright note notes case cases
    patient patients he she it they we you i his her its their our your this that these those there here when
    while where who which what why how if as so such than then see compare total today yesterday published
    accessed retrieved reviewed written approved released launched founded born died closed opened"""
)
_FINDS = word_set(
    """find finds found show shows showed shown report reports reported describe describes described suggest
    suggests suggested argue argues argued note notes noted observe observes observed conclude concludes
    concluded state states stated write writes wrote propose proposes proposed demonstrate demonstrates
    demonstrated recommend recommends recommended estimate estimates estimated compare compares compared review
    reviews reviewed study studies studied examine examines examined investigate investigates investigated
    identify identifies identified define defines defined disagree disagrees disagreed agree agrees agreed
    confirm confirms confirmed warn warns warned list lists listed claim claims claimed point points pointed
    develop develops developed introduce introduces introduced measure measures measured use uses used followed
    tried treated explain explains explained highlight highlights highlighted summarise summarises summarised
    summarize summarizes summarized advise advises advised discuss discusses discussed call calls called put
    puts see sees saw give gives gave"""
)

FINDS = re.compile(rf"\s+(?:(?:also|first|later|have|has|had|et al\.?)\s+){{0,2}}(?:{'|'.join(sorted(_FINDS))})\b")
"""What an author is said to do, right behind the year."""

LEADS = re.compile(
    r"(?:[\s;,]*(?:(?:for|as|in)\s(?:(?:a|an|the)\s)?(?:recent\s|full\s|detailed\s|more\s)?(?:review|overview|example|"
    r"instance|details?|discussion|summary)s?\b,?|but|and|or|see|also|cf\.?|confer|compare|e\.\s?g\.?,?|i\.\s?e\.?,?|"
    r"in|as|from|by|after|adapted|adopted|modified|cited|quoted|qtd\.?|reported|reviewed|described|discussed|"
    r"summari[sz]ed|following|according|to|contra|notably|especially|particularly|respectively|and references in|"
    r"source|sources|data|based on|per|viz\.?|most recently|recently|first|originally|study|studies)[\s:,]*)*",
    re.I,
)
"""What may stand before the first work of a bracket without being a part of its name."""


def is_no_name(said: str) -> bool:
    """Whether these words can be nobody's name: they begin with, or are, words that have a capital for another
    reason."""
    words = re.findall(r"[\w-]+", said.lower())
    is_body = len(words) > 2 and words[-1] == "group" and (words[0] not in NO_NAMES or said.split()[0].isupper())
    if said == "WHO" or is_body:
        return False
    return not words or words[0] in NO_NAMES or words[-1] in NO_NAMES or len("".join(words)) < 2
