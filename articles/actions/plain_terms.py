"""Keeping the table of plain words: for editors and administrators."""

import re
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from articles.checks.plain_words import shipped
from articles.models import PlainTerm
from articles.permissions import may_keep_plain_words
from articles.plain_terms import id_of, last_change_of_term
from articles.text import clean_line
from editorial.accounts.models import User
from editorial.record.actions import SITE, append_event
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, Refused, refuse

TERM = re.compile(r"[^\W\d_][\w'’ -]*")
LONGEST = {"term": 80, "plain": 300, "note": 300, "source": 200}


@transaction.atomic
def save_plain_term(
    *,
    by: User,
    term: str,
    kind: str,
    plain: str,
    note: str = "",
    source: str = "",
    base: int | None = None,
    is_new: bool = False,
) -> PlainTerm:
    """Say what is to be said instead of a term, also of one that is shipped or was taken out; the same again writes
    nothing. ``base`` is the :func:`~articles.plain_terms.last_change_of_term` that the change started from; with
    ``is_new`` it is refused for a term that stands in the table."""
    said = {name: clean_line(text, where=name) for name, text in _texts(term, plain, note, source).items()}
    said["term"] = said["term"].lower()
    row = _locked(said["term"], by, base)
    refuse([*_form_issues(said, kind), *(_taken_issues(row, said["term"]) if is_new else [])])
    row.term, row.plain, row.note, row.source = said["term"], said["plain"], said["note"], said["source"]
    row.kind, row.is_out = kind, False
    return _save(row, by=by, reason="Kept")


@transaction.atomic
def take_out_plain_term(*, by: User, term: str, base: int | None = None) -> PlainTerm:
    """Take a term out of the table. What it said stays in the history, and it can be added again."""
    row = _locked(term, by, base)
    if row._state.adding:
        word = next((word for word in shipped() if word.term == term), None)
        if word is None:
            raise Refused(Issue("no-term", gettext("This term is not in the table."), "term"))
        row.term, row.kind, row.plain, row.note, row.source = word.term, word.kind, word.plain, word.note, word.source
    row.is_out = True
    return _save(row, by=by, reason="Taken out")


def _texts(term: str, plain: str, note: str, source: str) -> dict[str, str]:
    return {"term": term, "plain": plain, "note": note, "source": source}


def _locked(term: str, by: User, base: int | None) -> PlainTerm:
    if not may_keep_plain_words(by):
        raise PermissionDenied(gettext("Only editors and administrators keep the table of plain words."))
    pk: UUID = id_of(term)
    row = PlainTerm.objects.select_for_update().filter(pk=pk).first() or PlainTerm(pk=pk)
    if base is not None and base != last_change_of_term(pk):
        raise Refused(_changed_meanwhile())
    return row


def _changed_meanwhile() -> Issue:
    return Issue("stale", gettext("Somebody changed this term meanwhile: look at it again, then make your change."))


def _form_issues(said: dict[str, str], kind: str) -> list[Issue]:
    issues = []
    if not TERM.fullmatch(said["term"]):
        message = gettext("A term begins with a letter, and has letters, digits, spaces and hyphens.")
        issues.append(Issue("term-form", message, "term"))
    if not any(part.strip() for part in said["plain"].split(";")):
        issues.append(Issue("no-plain", gettext("Say what can be said instead."), "plain"))
    if said["term"] in (part.strip().lower() for part in said["plain"].split(";")):
        issues.append(Issue("same", gettext("This is the term itself: say it in other words."), "plain"))
    if kind not in PlainTerm.Kind.values:
        issues.append(Issue("kind", gettext("Choose which kind of term it is."), "kind"))
    for name, longest in LONGEST.items():
        if len(said[name]) > longest:
            message = gettext("At most %(longest)s characters.") % {"longest": longest}
            issues.append(Issue("long", message, name))
        elif name != "term" and said[name][:1] in tuple("=+-@"):  # read as a formula where the table is opened
            issues.append(Issue("formula", gettext("Begin with a letter or a figure."), name))
    return issues


def _taken_issues(row: PlainTerm, term: str) -> list[Issue]:
    stands = not row.is_out if not row._state.adding else any(word.term == term for word in shipped())
    if not stands:
        return []
    return [Issue("taken", gettext("“%(term)s” is in the table already: change it there.") % {"term": term}, "term")]


def _save(row: PlainTerm, *, by: User, reason: str) -> PlainTerm:
    try:
        with transaction.atomic():
            saved = save_audited(row, by=by, reason=reason)
    except IntegrityError as error:  # somebody else has just kept the same term for the first time
        raise Refused(_changed_meanwhile()) from error
    if saved:
        facts = {"is_out": row.is_out, "kind": row.kind}
        append_event(chain=SITE, verb="plain-term.saved", subject=f"plain-term:{row.pk}", by=by, **facts)
    return row
