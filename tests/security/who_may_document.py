"""docs/who-may-do-what.md as it is printed from the table: ``python -m tests.security.who_may_document``."""

import os
from collections.abc import Iterator
from pathlib import Path

from django import setup

from .who_may import PARTS, ROLES, SHOWN, STATES, Action

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "who-may-do-what.md"
COMMAND = "python -m tests.security.who_may_document"
ABOUT = f"""# Who may do what

One table: what each role may do with an article, and in which state of its edition ([the life of an
edition](workflow.md)). It is printed from `tests/security/who_may.py` (`{COMMAND}` prints it again), and a test tries
every cell of it as a browser would: it sends what the page's own form sends, and looks whether the database changed.

- **yes**: it is done.
- *not now*: this person's to do, but not in this state, or something stands against it. The page gives the reasons
  (409), and nothing changes.
- –: not this person's to do. They are asked to sign in, told that they may not (403), or not even told that there is
  such a thing (404), and nothing changes.

The roles:

- **Anybody** has no account. A **reader with an account** has one and no role.
- **Editor**: owner or collaborator of this article. **Other editor**: of other articles only.
- **Member**: has a running term on the board that judges this article's edition. A **member of another board** is
  nobody in particular here, like a reader with an account.
- **Member with an interest**: declared one in this article. Whoever keeps out of it signs no more than they do.
- **Author and member**: is named as an author of the article, and sits on its board.
- **Past member**: the term is over.
- **Guest**: has a link to one edition, and no account.
- **Chair**: leads that board. A **deputy** may do the same, except to approve where the policy leaves that to the chair
  alone. A **chair with an interest**, like a chair or deputy who had a hand in the words, or whose declaration of
  interests has run out, signs, decides and approves nothing there. They still ask members and guests for their
  opinions, and may revoke an approval and take a page down, which only ever keeps words from readers.
- **Administrator**: sets up people, boards and policies. Writes, reviews and approves nothing. The administration shows
  which articles and editions there are; what they say, and who is named on them, only once they were submitted.

Whoever has two roles may do what either may, but never signs, or reads what only the board may know, where one of them
keeps them from it. The states are those of an article's first edition, and *Superseded* that of an edition which
another one has followed; a state is left out where there is nothing that the action could be about.
"""


def document() -> str:
    """The whole document."""
    return "\n".join([ABOUT, *(line for title, actions in PARTS.items() for line in _part(title, actions))])


def _part(title: str, actions: tuple[Action, ...]) -> Iterator[str]:
    yield f"## {title}\n"
    yield _row("Action", "While the edition is", *ROLES.values())
    yield _row("---", "---", *(":---:" for _ in ROLES))
    for action in actions:
        for place, (states, line) in enumerate(action.cells.items()):
            named = ", ".join(str(STATES[state]) for state in states)
            yield _row("" if place else action.label, named, *(SHOWN[letter] for letter in line))
    yield ""
    notes = [f"- *{action.label}*: {action.note}" for action in actions if action.note]
    yield from [*notes, ""] if notes else []


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")
    setup()  # the names of states are translated
    DOCUMENT.write_text(document(), encoding="utf-8")
