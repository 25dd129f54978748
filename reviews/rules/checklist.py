"""What a policy asks of those who sign, as administrators write it: pure. (Asking and answering: ``signoffs``.)

A policy version keeps its questions as a list of objects, in the order in which they are asked::

    {"key": "doses-agree", "text": "Does every dose agree with its source?", "kinds": ["dosing"],
     "required": true, "reason_on_no": true}

No kinds: asked of every section. An approval needs an answer to each required question; "no" is an answer, which may
ask for its reason. The signature keeps question and answer in the words in which they were asked.

Administrators write one question on a line, what is special about it behind it in square brackets::

    Does every dose agree with its source? [dosing, risks; required; reason if no]
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext

from articles.enums import SectionKind
from editorial.shared.issues import Issue
from reviews.rules.signoffs import Question

LONGEST, MOST = 300, 12
REQUIRED, REASON = "required", "reason if no"
_LINE = re.compile(r"^(?P<text>.*?)(?:\[(?P<options>[^\[\]]*)\])?$")


def lines_of(checklist: Iterable[Mapping[str, Any]]) -> str:
    """A checklist as administrators write it."""
    return "\n".join(_line(Question.read(row)) for row in checklist)


def _line(one: Question) -> str:
    options = [", ".join(one.kinds), REQUIRED if one.required else "", REASON if one.reason_on_no else ""]
    said = "; ".join(option for option in options if option)
    return f"{one.text} [{said}]" if said else one.text


def checklist_from_lines(text: str) -> list[dict[str, Any]]:
    """The checklist that these lines say. What is wrong with it is said by :func:`checklist_issues`."""
    return [_question(line).as_dict() for line in text.splitlines() if line.strip()]


def _question(line: str) -> Question:
    found = _LINE.match(" ".join(line.split()))
    text, asked = (found["text"].strip(), found["options"] or "") if found else ("", "")
    options = [option.strip() for option in asked.split(";")]
    kinds = [kind.strip() for option in options if option not in (REQUIRED, REASON) for kind in option.split(",")]
    return Question(
        key=slugify(text)[:60].strip("-"),
        text=text,
        kinds=tuple(kind for kind in kinds if kind),
        required=REQUIRED in options,
        reason_on_no=REASON in options,
    )


def checklist_issues(checklist: Iterable[Mapping[str, Any]]) -> list[Issue]:
    """Why a policy cannot ask this."""
    questions = [Question.read(row) for row in checklist]
    issues = []
    if len(questions) > MOST:
        issues.append(gettext("Ask at most %(most)s questions: a longer list is ticked, not read.") % {"most": MOST})
    for one in questions:
        unknown = [kind for kind in one.kinds if kind not in SectionKind.values]
        if not one.text or not one.key:
            issues.append(gettext("A question needs words."))
        if len(one.text) > LONGEST:
            issues.append(
                gettext("“%(text)s…” is longer than %(longest)s characters.")
                % {"text": one.text[:40], "longest": LONGEST}
            )
        if unknown:
            known = ", ".join(SectionKind.values)
            issues.append(
                gettext("“%(unknown)s” is no kind of section; there are: %(known)s.")
                % {"unknown": ", ".join(unknown), "known": known}
            )
        if sum(other.key == one.key for other in questions) > 1:
            issues.append(gettext("“%(text)s” is asked twice, or too much like another question.") % {"text": one.text})
    return [Issue("checklist", message, "checklist") for message in dict.fromkeys(issues)]
