"""What checks found is kept for every process, and never shown for other words, other rules or another language."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.utils import translation

from articles import kept_reports
from articles.checks import CHECKS, Context, report_on
from articles.checks.plain_words import PlainWord, own_words_of
from articles.kept_reports import reports_of
from articles.words.content import SectionContent, Wording

DOSE = Wording("Dose", "<p>Take 5.0 mg twice a day. It always cures.</p>")
CONTENT = SectionContent(section="one", anchor="dose", kind="dosing", base=DOSE, wordings={})
CONTEXT = Context(explained=frozenset({"ECG", "MRI", "SSRI"}), grade=10)


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def looked(monkeypatch):
    """The texts that were looked at, in their order."""
    seen = []

    def look(content, wording, context, *, checks=None):
        seen.append(wording)
        return report_on(content, wording, context, checks=checks)

    monkeypatch.setattr(kept_reports, "report_on", look)
    return seen


def test_what_was_found_is_not_looked_for_again(looked):
    [first] = reports_of([(CONTENT, DOSE, CONTEXT)])
    [again] = reports_of([(CONTENT, DOSE, CONTEXT)])

    assert first == again == report_on(CONTENT, DOSE, CONTEXT)
    assert first.findings
    assert looked == [DOSE]


OTHER = [
    (CONTENT, replace(DOSE, html=DOSE.html.replace("5.0", "5")), CONTEXT),
    (replace(CONTENT, anchor="other"), DOSE, CONTEXT),
    (CONTENT, DOSE, replace(CONTEXT, explained=frozenset({"ECG"}))),
    (CONTENT, DOSE, replace(CONTEXT, grade=None)),
    (CONTENT, DOSE, replace(CONTEXT, beside=DOSE)),
    (CONTENT, DOSE, replace(CONTEXT, language="de")),
    (CONTENT, DOSE, replace(CONTEXT, own_words=own_words_of([PlainWord("always", "each time")], []))),
    (CONTENT, DOSE, replace(CONTEXT, own_words=own_words_of([], [PlainWord("dose", "amount")]))),
]


@pytest.mark.parametrize("other", OTHER)
def test_anything_that_is_different_is_looked_at_for_itself(looked, other):
    reports_of([(CONTENT, DOSE, CONTEXT)])
    content, wording, context = other

    assert reports_of([other]) == [report_on(content, wording, context)]
    assert len(looked) == 2


def test_other_checks_another_language_and_other_rules_ask_again(looked, monkeypatch):
    text = (CONTENT, DOSE, CONTEXT)
    reports_of([text])
    reports_of([text], CHECKS[:1])
    with translation.override("de"):
        reports_of([text])
    monkeypatch.setattr(kept_reports, "_rules", lambda: "changed")
    reports_of([text])

    assert len(looked) == 4


def test_of_several_only_what_is_not_kept_is_looked_at_and_all_come_in_order(looked):
    other = replace(DOSE, html="<p>Rest.</p>")
    reports_of([(CONTENT, other, CONTEXT)])
    found = reports_of([(CONTENT, DOSE, CONTEXT), (CONTENT, other, CONTEXT), (CONTENT, DOSE, CONTEXT)])

    assert [bool(report.findings) for report in found] == [True, False, True]
    assert looked == [other, DOSE]


def test_every_process_knows_them_by_the_same_name():
    told = (
        "import django; django.setup(); from tests.articles.test_kept_reports import *;"
        "print(kept_reports._key(CONTENT, DOSE, CONTEXT, None))"
    )
    names = {
        subprocess.run(
            [sys.executable, "-c", told],
            env={**os.environ, "PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "editorial.settings"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(names) == 1
    assert "report:" in names.pop()
