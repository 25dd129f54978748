"""Who is told of a Word file that came back: the desk once, and members by whose name there are remarks in it."""

from collections.abc import Sequence

from django.urls import reverse

from articles.words.namesakes import may_be_one
from editorial.accounts.models import User
from reviews.actions.notices.telling import desk_of, readers_of
from reviews.enums import NoticeKind
from reviews.models import Comment, ReturnedFile
from reviews.rules.comments import has_reached
from reviews.rules.queries import latest_submitted_of

from .sentences import board_page
from .telling import tell


def tell_of_file(row: ReturnedFile, made: Sequence[Comment], *, by: User) -> None:
    """The desk hears that there is something to decide. A member whose name stands in the file hears that remarks under
    it wait for their word, if the board reads the words that these are about."""
    article = row.article
    text = f"{by.display_name} brought a Word file back: {len(made)} remarks were placed."
    url = reverse("review:returned_file", args=[article.slug, row.pk])
    desk = desk_of(article)
    tell(people=desk, kind=NoticeKind.COMMENT, text=text, url=url, by=by, article=article)
    edition = latest_submitted_of(article)
    if edition is None:
        return
    edition.article = article
    names = {one.remark.name for one in made if one.remark.name and has_reached(one)}
    known = {user.pk for user in desk}
    members = {term.user_id: term.user for term in readers_of(article).terms if term.user_id not in known}
    meant = [user for user in members.values() if _is_meant(user, names)]
    text = "%(who)s brought a Word file with remarks under a name like yours. Confirm those that are yours."
    text %= {"who": by.display_name}
    tell(people=meant, kind=NoticeKind.COMMENT, text=text, url=board_page(edition), by=by, article=article)


def tell_named(file: ReturnedFile, user: User, *, by: User) -> None:
    """Whoever is said to have written words of a file hears so: they count as having a hand in what came of it, and
    nobody asked them. Who may not see the article is not told which one it is; a guest, who never signs in, has no
    notices."""
    readers = readers_of(file.article)
    text = f"{by.display_name} said that words in a Word file are yours, so that you do not sign what came of them."
    article, url = None, reverse("notices")
    if readers.may_see(user):
        article, edition = file.article, latest_submitted_of(file.article)
        is_of_desk = any(one.pk == user.pk for one in readers.desk)
        url = reverse("review:returned_file", args=[article.slug, file.pk]) if is_of_desk else url
        if edition is not None and not is_of_desk:
            edition.article = article
            url = board_page(edition)
    tell(
        people=[user],
        readers=readers if article else None,
        kind=NoticeKind.MENTION,
        text=f"{text} If they are not, tell {by.display_name} or the board.",
        url=url,
        by=by,
        article=article,
    )


def _is_meant(user: User, names: set[str]) -> bool:
    return any(may_be_one(name, user.display_name) for name in names)
