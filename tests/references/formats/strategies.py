"""Random clean items with every field that CSL knows."""

from hypothesis import strategies as st

from editorial.shared.issues import Refused
from references.formats.csl import clean_csl
from references.formats.csl_fields import DATE_FIELDS, MARKUP_FIELDS, NAME_FIELDS, TEXT_FIELDS, TYPES

NASTY = "abc XYZé王β 09.,;:-–—'\"`~!?@#$%^&*()_+=[]{}|\\/<>\u00a0"
words = st.text(st.sampled_from(NASTY), min_size=1, max_size=25)
phrases = st.sampled_from(
    ["{Braced} words", "and others", "A -- B --- C", r"\textit{x}", "TY  - JOUR", "ER  - ", "@article{a,", "5% of 3_x",
     "``quoted''", "et al.", "<i>in vitro</i> H<sub>2</sub>O", "csl-json: {}", "12-34", "van der Berg", "10/11"]
)  # fmt: skip
texts = words | phrases
rich = texts | st.builds("{} <{}>{}</{}>".format, words, st.just("i"), words, st.just("i"))
parts = ("family", "given", "suffix", "non-dropping-particle", "dropping-particle")
people = st.dictionaries(st.sampled_from(parts), texts, min_size=1) | st.fixed_dictionaries({"literal": texts})
days = st.lists(st.integers(1, 12), min_size=0, max_size=2).flatmap(
    lambda rest: st.integers(1, 2999).map(lambda year: [year, *rest])
)
dates = st.builds(
    lambda ends, season, circa: {"date-parts": ends, **season, **circa},
    st.lists(days, min_size=1, max_size=2),
    st.sampled_from([{}, {}, {"season": 2}]),
    st.sampled_from([{}, {}, {"circa": True}]),
) | st.fixed_dictionaries({"literal": texts})
identifiers = {
    "DOI": st.sampled_from(["10.1056/NEJMoa1504720", "10.1002/(SICI)1097-0258(19980815)17:15/16<1661::AID>3.0.CO;2-2"]),
    "PMID": st.integers(1, 99_999_999).map(str),
    "PMCID": st.integers(1, 9_999_999).map("PMC{}".format),
    "URL": st.sampled_from(["https://example.org/a_b?x=1&y=%20#z", "http://example.org/~me/$1"]),
    "type": st.sampled_from(sorted(TYPES)),
}


def value_of(name: str) -> st.SearchStrategy:
    if name in identifiers:
        return identifiers[name]
    if name in NAME_FIELDS:
        return st.lists(people, min_size=1, max_size=3)
    if name in DATE_FIELDS:
        return dates
    return rich if name in MARKUP_FIELDS else texts


FIELDS = sorted({*identifiers, *NAME_FIELDS, *DATE_FIELDS, *TEXT_FIELDS})


def _clean(item: dict) -> dict | None:
    try:
        return clean_csl(item)
    except Refused:
        return None


items = (
    st.lists(st.sampled_from(FIELDS), min_size=1, max_size=9, unique=True)
    .flatmap(lambda names: st.fixed_dictionaries({name: value_of(name) for name in names}))
    .map(_clean)
    .filter(lambda item: item is not None and not set(item) <= {"type", "id"})
)
