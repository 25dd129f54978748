"""What reviewers may do, and what becomes of their changes where half of them is accepted."""

from collections.abc import Callable

from .reviewing import (
    Reviewed,
    Trace,
    W,
    comment,
    delete,
    delete_paragraph,
    delete_row,
    drop_paragraph,
    insert,
    is_leaf,
    join,
    move,
    move_paragraph,
    nest,
    new_paragraph,
    new_paragraph_untracked,
    replace,
    replace_untracked,
    split_paragraph,
)

INSIDE: tuple[Callable[[Reviewed, str], bool], ...] = (insert, delete, replace)
DEEDS = (
    *INSIDE,
    replace_untracked,
    nest,
    delete_paragraph,
    drop_paragraph,
    split_paragraph,
    join,
    new_paragraph,
    new_paragraph_untracked,
    move,
    move_paragraph,
    delete_row,
    comment,
)


def accept_some(file: Reviewed) -> None:
    """Half of the simple tracked changes are taken as done: nobody's name stands at them any more."""
    for change in list(file.body.iter(f"{W}ins", f"{W}del")):
        inside = [one.tag for one in change]
        p = change.getparent()
        simple = inside == [f"{W}r"] and p.tag == f"{W}p" and p not in file.used and is_leaf(p)
        if not simple or file.dice.random() < 0.5:
            continue
        words = "".join(text.text or "" for text in change.iter(f"{W}t", f"{W}delText"))
        who = change.get(f"{W}author")
        if change.tag == f"{W}ins":
            change.addnext(change[0])
        change.getparent().remove(change)
        file.traces = [
            Trace(one.deed, one.words) if one.who == who and one.words.strip() == words.strip() else one
            for one in file.traces
        ]
