"""What a policy asks of those who sign, as data: pure.

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
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext

from articles.enums import SectionKind
from editorial.shared.issues import Issue
from reviews.enums import Verdict
from reviews.models import PolicyVersion

YES, NO = "yes", "no"
LONGEST, MOST = 300, 12
REQUIRED, REASON = "required", "reason if no"
_LINE = re.compile(r"^(?P<text>.*?)(?:\[(?P<options>[^\[\]]*)\])?$")


@dataclass(frozen=True)
class Question:
    """One question of a checklist."""

    key: str
    text: str
    kinds: tuple[str, ...] = ()
    required: bool = False
    reason_on_no: bool = False

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Question":
        return cls(
            row["key"],
            row["text"],
            tuple(row.get("kinds", ())),
            bool(row.get("required")),
            bool(row.get("reason_on_no")),
        )

    def as_dict(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "text": self.text,
            "kinds": list(self.kinds),
            "required": self.required,
            "reason_on_no": self.reason_on_no,
        }

    @property
    def line(self) -> str:
        """As administrators write it."""
        options = [", ".join(self.kinds), REQUIRED if self.required else "", REASON if self.reason_on_no else ""]
        said = "; ".join(option for option in options if option)
        return f"{self.text} [{said}]" if said else self.text


@dataclass(frozen=True)
class Answer:
    """What a member answered, with the reason where one was given."""

    answer: str
    reason: str = ""


def questions_for(policy: PolicyVersion, kind: str) -> tuple[Question, ...]:
    """What is asked of who signs a section of this kind, in order."""
    every = (Question.read(row) for row in policy.checklist)
    return tuple(one for one in every if not one.kinds or kind in one.kinds)


def answer_issues(questions: Iterable[Question], answers: Mapping[str, Answer], verdict: str) -> list[Issue]:
    """What is missing in the answers, each naming its question. Only an approval needs all that are required."""
    issues = []
    for one in questions:
        given = answers.get(one.key)
        if given is None or given.answer not in (YES, NO):
            if one.required and verdict == Verdict.APPROVE:
                issues.append(
                    Issue(
                        "unanswered",
                        gettext("Answer this question before you approve: “%(text)s”") % {"text": one.text},
                        one.key,
                    )
                )
        elif given.answer == NO and one.reason_on_no and not given.reason.strip():
            issues.append(
                Issue("no-reason", gettext("You answered “no”: say why. (“%(text)s”)") % {"text": one.text}, one.key)
            )
    return issues


def kept_answers(questions: Iterable[Question], answers: Mapping[str, Answer]) -> list[dict[str, str]]:
    """Questions with their answers as a signature keeps them; those left unanswered are kept as such."""
    found = []
    for one in questions:
        given = answers.get(one.key) or Answer("")
        found.append({"key": one.key, "text": one.text, "answer": given.answer, "reason": given.reason})
    return found


def lines_of(checklist: Iterable[Mapping[str, Any]]) -> str:
    """A checklist as administrators write it."""
    return "\n".join(Question.read(row).line for row in checklist)


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
