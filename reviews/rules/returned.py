"""Remarks of Word files that came back: whose they are, and what follows as long as nobody knows. Reads."""

from collections.abc import Iterable

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


def namesakes_of(name: str) -> list[User]:
    """The accounts whose person may be meant by a name in a file."""
    if not name.strip():
        return []
    alike = [pk for pk, said in User.objects.order_by().values_list("pk", "display_name") if may_be_one(name, said)]
    return list(User.objects.filter(pk__in=alike, is_active=True).order_by("display_name", "email"))


def who_issues(file: ReturnedFile, name: str, user: User | None, other_than: Iterable[User]) -> list[Issue]:
    """Why it cannot be said so of a name in a file."""
    if not ReturnedRemark.objects.filter(file=file, name=name).exists():
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
