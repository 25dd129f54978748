"""The longest common subsequence: always a valid one, and the longest where it claims so."""

from hypothesis import given
from hypothesis import strategies as st

from articles.redline.matching import longest_common, matching

sequences = st.lists(st.integers(0, 5), max_size=30)


def length_by_the_book(a: list[int], b: list[int]) -> int:
    row = [0] * (len(b) + 1)
    for x in a:
        row, above = [0], row
        for j, y in enumerate(b):
            row.append(above[j] + 1 if x == y else max(row[j], above[j + 1]))
    return row[-1]


def assert_valid(a: list[int], b: list[int], pairs: list[tuple[int, int]]) -> None:
    assert all(a[i] == b[j] for i, j in pairs)
    assert [i for i, _ in pairs] == sorted({i for i, _ in pairs})
    assert [j for _, j in pairs] == sorted({j for _, j in pairs})


@given(sequences, sequences)
def test_longest_common_is_the_longest(a, b):
    pairs = longest_common(a, b)
    assert_valid(a, b, pairs)
    assert len(pairs) == length_by_the_book(a, b)


@given(sequences, sequences)
def test_matching_is_valid(a, b):
    assert_valid(a, b, matching(a, b))


def test_matching_of_equal_sequences_is_complete():
    a = [n % 7 for n in range(5_000)]
    assert matching(a, a) == [(n, n) for n in range(5_000)]


def test_matching_beyond_the_exact_limit_is_valid():
    a, b = [n % 7 for n in range(6_000)], [n % 5 for n in range(6_000)]
    pairs = matching(a, b)
    assert_valid(a, b, pairs)
    assert len(pairs) > 1_000
