"""Remarks of Word files that came back: whose they are, and what follows as long as nobody knows. Reads."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.words.namesakes import may_be_one
from editorial.accounts.models import User
from editorial.shared.issues import Issue
from reviews.models import Comment, ReturnedFile, ReturnedName, ReturnedRemark


def is_confirmed(comment: Comment) -> bool:
    """Whether its author wrote it: typed here, or confirmed."""
    return comment.returned_id is None or hasattr(comment.remark, "confirmation")


def waits_for_its_author(comment: Comment) -> bool:
    return not is_confirmed(comment)


def said_who(remark: ReturnedRemark) -> ReturnedName | None:
    """Who the remark's name is, if somebody said so."""
    return next((row for row in remark.file.names.all() if row.name == remark.name), None)


def is_known(comment: Comment) -> bool:
    """Whether it is known whose words these are. Silence is no answer: a remark that another person confirmed than its
    name suggests is asked about all the same."""
    if comment.returned_id is None:
        return True
    remark = comment.remark
    if said_who(remark) is not None:
        return True
    confirmed = is_confirmed(comment)
    return confirmed and (not remark.name or may_be_one(remark.name, comment.author.display_name))


def person_issues(comment: Comment) -> list[Issue]:
    """Why words from a file are not taken into the text yet: somebody has to say who wrote them."""
    if is_known(comment):
        return []
    name = comment.remark.name
    who = f"“{name}”" if name else _("the person who changed this without tracking it")
    message = _("Say first who %(who)s is: whoever wrote these words must not sign them.") % {"who": who}
    return [Issue("unknown-person", message)]


def confirm_issues(comment: Comment, by: User) -> list[Issue]:
    """Why this person cannot say that the remark is theirs."""
    if comment.returned_id is None:
        return [Issue("not-from-a-file", _("This comment was written here."))]
    if is_confirmed(comment):
        return [Issue("confirmed", _("This remark was confirmed already."))]
    row = said_who(comment.remark)
    if row is not None and row.person.user_id != by.pk:
        message = _("The editor said that this name is somebody else’s. Tell them if it is yours.")
        return [Issue("somebody-elses", message)]
    return []


def names_in(file: ReturnedFile) -> list[str]:
    """Every name at a remark of a file, placed or not, in their order; "" is of what nobody tracked."""
    remarks = json.loads(file.content)["remarks"]
    return list(dict.fromkeys(remark.get("name", "") for remark in remarks if remark["kind"] != "comment"))


def unknown_hands(versions: Iterable[Any]) -> dict[Any, list[tuple[ReturnedFile, str]]]:
    """By version id, the names in files whose words stand in a version though nobody has said yet whose they are. The
    function in PostgreSQL says it, which refuses to submit such a version too. Two queries, or one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT version_id, file_id, name FROM reviews_unknown_hands(%s::uuid[])", [list(versions)])
        rows = cursor.fetchall()
    if not rows:
        return {}
    files = ReturnedFile.objects.select_related("article").in_bulk({file for _version, file, _name in rows})
    found: dict[Any, list[tuple[ReturnedFile, str]]] = {}
    for version, file, name in sorted(rows, key=lambda row: (row[1], row[2])):
        found.setdefault(version, []).append((files[file], name))
    return found


def hand_issues(hands: Iterable[tuple[ReturnedFile, str]]) -> list[Issue]:
    """One for each name of which somebody has to say who it is before these words are submitted."""
    return [
        Issue(
            "unknown-hand",
            _hand_message(file, name),
            reverse("review:returned_file", args=[file.article.slug, file.pk]),
        )
        for file, name in dict.fromkeys(hands)
    ]


def _kept_page(file: ReturnedFile) -> str:
    return reverse("review:returned_file", args=[file.article.slug, file.pk])


def _hand_message(file: ReturnedFile, name: str) -> str:
    who = f"“{name}”" if name else _("the person who changed it without tracking")
    message = _("Words of the file %(file)s stand in the text: say who %(who)s is, who must not sign them.")
    return message % {"file": file.name, "who": who}


def namesakes_of(name: str) -> list[User]:
    """The accounts whose person may be meant by a name in a file."""
    if not name.strip():
        return []
    alike = [pk for pk, said in User.objects.order_by().values_list("pk", "display_name") if may_be_one(name, said)]
    return list(User.objects.filter(pk__in=alike, is_active=True).order_by("display_name", "email"))


def who_issues(file: ReturnedFile, name: str, user: User | None, other_than: Iterable[User]) -> list[Issue]:
    """Why it cannot be said so of a name in a file."""
    if name not in names_in(file) and not file.remarks.filter(name=name).exists():
        return [Issue("no-such-name", _("No remark in this file has that name."), "who")]
    if ReturnedName.objects.filter(file=file, name=name).exists():
        return [Issue("said-already", _("Somebody said already who that is."), "who")]
    others = {one.pk for one in other_than}
    if user is not None:
        return []
    return [
        Issue(
            "same-name",
            _("There is an account of %(account)s: choose it, or say that this is another person.")
            % {"account": account.printed_name},
            "who",
        )
        for account in namesakes_of(name)
        if account.pk not in others
    ]
