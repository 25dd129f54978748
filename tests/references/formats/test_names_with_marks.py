"""Names in lists of people that begin with a mark of their own: O’Neill, D’Angelo, Ó Briain, St. John."""

import pytest

from references.formats.plain import parse_entry


def people(text: str) -> list[tuple[str, str]]:
    csl = parse_entry(text).csl
    return [
        (
            " ".join(filter(None, (one.get("non-dropping-particle"), one.get("dropping-particle"), one["family"]))),
            one["given"],
        )
        for one in csl["author"]
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "MacGregor, A., and T. W. O’Neill. “Bone and steroids.” Rheumatology, vol. 38, no. 10, 1999, pp. 950–954.",
            [("MacGregor", "A."), ("O’Neill", "T. W.")],
        ),
        (
            "Okonkwo, C. J., P. van der Meulen, and R. M. D'Angelo. 2017. “Lithium.” Age and Ageing 46 (3): 402–409.",
            [("Okonkwo", "C. J."), ("van der Meulen", "P."), ("D'Angelo", "R. M.")],
        ),
        (
            "Nguyen-Thi H, Ó Briain S. Is vitamin D3 enough? BMJ Open. 2021;11(7):e045112.",
            [("Nguyen-Thi", "H"), ("Ó Briain", "S")],
        ),
        (
            "Nguyen-Thi, H., & Ó Briain, S. (2021). Is vitamin D3 enough? BMJ Open, 11(7), e045112.",
            [("Nguyen-Thi", "H."), ("Ó Briain", "S.")],
        ),
        (
            "X. Li, K. St. John, and M. Abdel-Rahman, “Outcomes,” Diabetes Care, vol. 43, no. 12, pp. 3106–12, 2020.",
            [("Li", "X."), ("St. John", "K."), ("Abdel-Rahman", "M.")],
        ),
    ],
)
def test_a_name_with_a_mark_of_its_own_is_one_name(text, names):
    assert people(text) == names


def test_a_title_that_begins_with_one_letter_is_no_name():
    csl = parse_entry("Smith A. O blood and malaria. Lancet. 2001;357:11-20.").csl

    assert ([one["family"] for one in csl["author"]], csl["title"]) == (["Smith"], "O blood and malaria")
