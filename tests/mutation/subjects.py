"""Which modules hold rules, and which tests are theirs: these alone must notice every change."""

SUBJECTS: dict[str, tuple[str, ...]] = {
    "reviews/rules/transitions.py": ("tests/reviews/test_transitions.py", "tests/agreement/test_edition_moves.py"),
    "reviews/rules/quorum.py": ("tests/reviews/test_quorum.py", "tests/reviews/test_quorum_dates.py"),
    "reviews/rules/eligibility.py": (
        "tests/reviews/test_passages.py",
        "tests/reviews/test_eligibility.py",
        "tests/reviews/test_terms_of_office.py",
        "tests/reviews/test_requirements.py",
        "tests/reviews/test_handover.py",
        "tests/reviews/test_corrections.py",
        "tests/agreement/test_people.py",
    ),
    "reviews/rules/requirements.py": (
        "tests/reviews/test_requirements.py",
        "tests/reviews/test_passages.py",
        "tests/reviews/test_passages_media.py",
        "tests/articles/test_passages.py",
    ),
    "reviews/rules/case.py": (
        "tests/reviews/test_case_value.py",
        "tests/reviews/test_quorum_dates.py",
        "tests/reviews/test_case.py",
    ),
    "articles/words/audiences.py": ("tests/articles/test_audiences.py", "tests/articles/checks/test_reading.py"),
    "references/standing/weighing.py": ("tests/references/test_weighing.py",),
}
