"""No function and no view in PostgreSQL without a thousand scenes, or a reason why Python has no answer to compare."""

import re
from pathlib import Path

from editorial.shared.guards.files import Kind, wanted
from tests.architecture.source import ROOT

ALWAYS_THE_SAME = "it compares a column with itself, and has nothing to answer"
NO_SCENES = {
    "imprimatur_refuse_change": "it always refuses",
    "files_file_fixed": "it always refuses",
    "references_keep_key": ALWAYS_THE_SAME,
    "articles_audience_keep_key": ALWAYS_THE_SAME,
    "articles_edition_fixed": ALWAYS_THE_SAME,
    "articles_article_kind_stays": ALWAYS_THE_SAME,
    "articles_passage_without_page": "one value of one row; tests/articles/test_passages.py",
    "reviews_policy_keeps_board": ALWAYS_THE_SAME,
    "imprimatur_edition_state_guard": "one state of one row; tests/reviews/test_promises_database.py tries its tables",
    "reviews_revocation_guard": "one state of one row; tests/reviews/test_promises_database.py",
    "articles_language_fixed": "whether a row is there; tests/articles/test_languages.py",
    "articles_translation_links": "values of two rows; tests/articles/test_translations.py",
    "articles_translated_from_its_source": "rows that must fit; tests/articles/test_translations.py",
    "reviews_told": "values of few rows, as Python tells readers; tests/reviews/test_errata.py",
    "reviews_erratum_guard": "what readers are told at that moment; tests/reviews/test_errata.py",
    "reviews_signoff_declared": "one row that must exist; tests/reviews/test_declarations.py",
    "reviews_approval_declared": "one row that must exist; tests/reviews/test_case.py",
    "reviews_carried_guard": "one value of one row; tests/reviews/test_corrections.py",
    "articles_contributor_stays_known": ALWAYS_THE_SAME,
    "articles_dismissal_in_its_article": "two rows that must fit; tests/articles/test_dismissals.py",
    "references_learn_words": "it writes rows, and Python has no answer of its own; tests/references/test_searching.py",
    "reviews_lineage": "Python never asks it; reviews_contributors does, which is tried",
    "reviews_unknown_hands": "Python asks this function and has no answer of its own; tests/reviews/test_file_hands.py",
    "reviews_file_hands": "it writes rows, and Python has no answer of its own; tests/reviews/test_file_hands.py",
    "reviews_plain_words": "values of one row; tests/reviews/test_file_hands.py",
    "reviews_runs_of": "values of one row; tests/reviews/test_file_hands.py",
    "reviews_name_words": "Python never asks it; reviews_may_be_one does, which is tried",
    "reviews_says_so": "values of one row; tests/reviews/test_file_hands.py",
    "reviews_version_words": "one row; tests/reviews/test_file_hands.py",
    "reviews_returned_remarks": "rows of one file that must exist; tests/reviews/test_returned.py",
    "reviews_set_guard": ALWAYS_THE_SAME,
    "reviews_set_member_guard": "rows of one set; tests/reviews/test_sets_database.py",
    "reviews_set_approval_guard": "one row that must fit; tests/reviews/test_sets_database.py",
    "reviews_set_whole": "rows of one set at a commit; tests/reviews/test_sets_database.py",
    "reviews_set_as_one": "rows of one set at a commit; tests/reviews/test_sets_database.py",
    "reviews_chain_of": "Python never asks it: it tells where rows from before events named rows belong",
}


# How the record names rows and compares them is PostgreSQL's alone: every column of every guarded row is spoilt by
# tests/record/test_tampering.py, and Python asks only what came out. What a digest covers is tried here.
OF_THE_RECORD = re.compile(r"record_(?!event_follows|digest|keys|columns_of)")


def functions() -> dict[str, set[str]]:
    """Each function and view with its own name and those of the triggers that stand in its file."""
    things = wanted()
    return {
        one.name: {other.name for other in things if other.path == one.path}
        for one in things
        if one.kind in (Kind.FUNCTION, Kind.VIEW)
    }


def words_of_the_scenes() -> set[str]:
    here = Path(__file__)
    return {
        word
        for path in here.parent.glob("test_*.py")
        if path != here
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    }


def test_every_function_and_view_is_tried_on_scenes_or_says_why_not():
    tried = words_of_the_scenes()
    assert {"reviews_named", "record_watched"} <= set(functions())

    untried = {name for name, names in functions().items() if not names & tried}
    assert {name for name in untried if not OF_THE_RECORD.match(name)} == set(NO_SCENES)


def test_what_is_named_instead_exists():
    named = re.findall(r"tests/[\w/]+\.py", " ".join(NO_SCENES.values()))

    assert [path for path in named if not (ROOT / path).exists()] == []
