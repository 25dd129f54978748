"""Refusals that every reader shares: hidden characters, and texts that the sanitiser refuses, with their line."""

from collections.abc import Iterable

from articles.text import clean_line, hidden_characters
from editorial.shared.hidden import made_visible
from editorial.shared.issues import Issue, Refused, refuse

MAX_NAMED = 20


def issue_at(line: int, code: str, message: str) -> Issue:
    """An issue whose message and target name a line."""
    return Issue(code, f"Line {line}: {message}", f"line:{line}")


def refused_at(line: int, code: str, message: str) -> Refused:
    """A refusal of one line."""
    return Refused(issue_at(line, code, message))


def refuse_hidden(lines: Iterable[tuple[int, str]]) -> None:
    """Refuse text with characters that nobody can see, naming the line of each (of the first twenty)."""
    issues = []
    for number, line in lines:
        for index, code, name in hidden_characters(line):
            around = made_visible(line[max(0, index - 20) : index]).strip()
            message = f"there is a hidden character, {code} ({name}), after “{around}”. Take it out."
            issues.append(issue_at(number, "hidden-character", message))
            if len(issues) == MAX_NAMED:
                refuse(issues)
    refuse(issues)


def line_of_text(text: str, line: int) -> str:
    """Plain text of one line, cleaned; a refusal names the line of the file."""
    try:
        return clean_line(text, where=f"line {line}")
    except Refused as refusal:
        raise Refused([Issue(issue.code, issue.message, f"line:{line}") for issue in refusal.issues]) from None
