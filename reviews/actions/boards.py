"""Setting up boards and policies: for administrators."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain, count
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext

from articles.models import Article
from articles.permissions import may_edit
from articles.text import clean_line, clean_note
from editorial.accounts.models import User
from editorial.accounts.roles import is_administrator
from editorial.record.actions import SITE, append_event, article_chain
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, refuse, require
from reviews.enums import BoardRole
from reviews.models import ArticlePolicy, Board, BoardMember, PolicyVersion, ReviewPolicy
from reviews.rules.checklist import checklist_issues
from reviews.rules.eligibility import end_issues, overlap_issues, promotion_issues
from reviews.rules.policies import asks_issues

ASKS = (
    "sign_offs",
    "sign_offs_by_kind",
    "specialties_by_kind",
    "months",
    "months_by_kind",
    "approvers",
    "also_accepts",
    "checklist",
    "independent_opinion",
    "show_pending",
    "show_returned",
)


def _require_administrator(by: User) -> None:
    require(is_administrator(by), gettext("Only administrators set up boards and policies."))


@transaction.atomic
def create_board(*, name: str, by: User, about: str = "") -> Board:
    """Add a board."""
    _require_administrator(by)
    board = Board(name=_board_name(name), about=clean_note(about))
    board.slug = _free_slug(board.name)
    save_audited(board, by=by, reason="Added")
    append_event(chain=SITE, verb="board.created", subject=f"board:{board.pk}", by=by)
    return board


@transaction.atomic
def change_board(*, board: Board, name: str, about: str, by: User) -> Board:
    """Give a board another name or description."""
    _require_administrator(by)
    row = Board.objects.select_for_update().get(pk=board.pk)
    row.name, row.about = _board_name(name), clean_note(about)
    if save_audited(row, by=by, reason="Changed"):
        append_event(chain=SITE, verb="board.changed", subject=f"board:{row.pk}", by=by)
    return row


def _free_slug(name: str) -> str:
    """The name as an address, with a number if another board has it."""
    slug = slugify(name)[:70] or "board"
    taken = set(Board.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    candidates = chain([slug], (f"{slug}-{number}" for number in count(2)))
    return next(one for one in candidates if one not in taken)


def _board_name(name: str) -> str:
    name = clean_line(name, where="name")
    refuse([] if name else [Issue("no-name", gettext("Give the board's name."), "name")])
    return name


@transaction.atomic
def add_member(
    *,
    board: Board,
    user: User,
    by: User,
    role: str = BoardRole.MEMBER,
    specialties: Sequence[str] = (),
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> BoardMember:
    """Begin a person's term on a board (from today, unless another day is given).

    Refused where another term of theirs there covers one of its days; for another role, :func:`promote`."""
    _require_administrator(by)
    Board.objects.select_for_update().get(pk=board.pk)
    member = BoardMember(
        board=board,
        user=user,
        role=role,
        specialties=[clean_line(specialty, where="specialties") for specialty in specialties],
        starts_on=starts_on or timezone.localdate(),
        ends_on=ends_on,
    )
    refuse(overlap_issues(member))
    save_audited(member, by=by, reason="Term began")
    append_event(
        chain=SITE,
        verb="board.member_added",
        subject=f"member:{member.pk}",
        by=by,
        board=str(board.pk),
        user=str(user.pk),
        role=str(role),
    )
    return member


@transaction.atomic
def end_term(*, member: BoardMember, on: date, by: User) -> BoardMember:
    """Let a term end after this day. Signatures given under it stay.

    Refused for a day before it began, and where a term that had an end would run on into their next one there."""
    _require_administrator(by)
    Board.objects.select_for_update().get(pk=member.board_id)
    row = BoardMember.objects.select_for_update().get(pk=member.pk)
    refuse(end_issues(row, on))
    row.ends_on = on
    if save_audited(row, by=by, reason="Term ends"):
        append_event(chain=SITE, verb="board.term_ended", subject=f"member:{row.pk}", by=by, on=on.isoformat())
    return row


@transaction.atomic
def promote(
    *, member: BoardMember, role: str, by: User, specialties: Sequence[str] | None = None, on: date | None = None
) -> BoardMember:
    """Give a member another role on their board from a day on (today, unless another is given).

    The old term ends the day before, and a new one begins; a term that begins on that very day is amended, since none
    of it has passed. Returns the term that has the role. The end that was set for the old term holds for the new one.
    """
    _require_administrator(by)
    Board.objects.select_for_update().get(pk=member.board_id)
    row, on = BoardMember.objects.select_for_update().get(pk=member.pk), on or timezone.localdate()
    refuse(promotion_issues(row, on))
    if row.starts_on == on:
        row.role = role
        row.specialties = row.specialties if specialties is None else list(specialties)
        if save_audited(row, by=by, reason="Role changed"):
            append_event(chain=SITE, verb="board.role_changed", subject=f"member:{row.pk}", by=by, role=str(role))
        return row
    until = row.ends_on
    end_term(member=row, on=on - timedelta(days=1), by=by)
    return add_member(
        board=row.board,
        user=row.user,
        by=by,
        role=role,
        specialties=row.specialties if specialties is None else specialties,
        starts_on=on,
        ends_on=until,
    )


@transaction.atomic
def create_policy(*, board: Board, name: str, by: User, is_default: bool = False, **asks: Any) -> PolicyVersion:
    """Add a policy, or a new version of the one with this name; editions already submitted keep theirs.

    ``asks`` are the fields of :class:`PolicyVersion`: ``sign_offs``, ``sign_offs_by_kind``, ``specialties_by_kind``,
    ``months``, ``also_accepts``, ``checklist``, ``independent_opinion``, ``show_pending``, ``show_returned``,
    ``reason``. Asking the same again makes no version. A new default policy takes the place of the old one; there is no
    way to be without. A policy stays with its board: another board needs a policy of its own, with a name of its own.
    """
    _require_administrator(by)
    Board.objects.select_for_update().get(pk=board.pk)
    name, asks = clean_line(name, where="name"), {**asks, "reason": clean_note(asks.get("reason", ""))}
    asks["also_accepts"] = sorted(asks.get("also_accepts", ()))
    refuse(
        [
            *asks_issues(asks),
            *checklist_issues(asks.get("checklist", ())),
            *accepted_issues(board, asks["also_accepts"]),
        ]
    )
    policy = ReviewPolicy.objects.filter(name=name).first() or ReviewPolicy(name=name, board=board)
    refuse(moved_issues(policy, board))
    if policy.is_default and not is_default:
        refuse([Issue("last-default", gettext("Make another policy the default one instead."), "is_default")])
    if is_default:
        _end_default(policy, by)
    policy.is_default = is_default
    save_audited(policy, by=by, reason="Policy saved")
    last: PolicyVersion | None = policy.versions.order_by("-number").first()
    version = PolicyVersion(policy=policy, number=(last.number if last else 0) + 1, by=by, **asks)
    if last is not None and _asked(last) == _asked(version):
        return last
    version.save()
    append_event(
        chain=SITE,
        verb="policy.version_added",
        subject=f"policy_version:{version.pk}",
        by=by,
        policy=str(policy.pk),
        number=version.number,
    )
    return version


def moved_issues(policy: ReviewPolicy, board: Board) -> list[Issue]:
    """A policy never changes its board: what was signed under it was signed for that board."""
    if policy.board_id == board.pk:
        return []
    message = gettext(
        "“%(name)s” is a policy of %(board)s and stays with it: give this board’s policy another name."
    ) % {"name": policy.name, "board": policy.board}
    return [Issue("other-board", message, "name")]


def accepted_issues(board: Board, accepted: Sequence[Any]) -> list[Issue]:
    """Other boards whose signatures count too: boards there are, and not the policy's own."""
    if board.pk in accepted:
        return [
            Issue(
                "own-board", gettext("A board’s own signatures count anyway: choose other boards only."), "also_accepts"
            )
        ]
    if Board.objects.filter(pk__in=accepted).count() != len(set(accepted)):
        return [Issue("unknown-board", gettext("There is no such board."), "also_accepts")]
    return []


def _end_default(but: ReviewPolicy, by: User) -> None:
    for row in ReviewPolicy.objects.select_for_update().filter(is_default=True).exclude(pk=but.pk):
        row.is_default = False
        save_audited(row, by=by, reason="Another policy became the default")


def _asked(version: PolicyVersion) -> tuple[object, ...]:
    """What a version asks, apart from why it was made."""
    return tuple(getattr(version, name) for name in ASKS)


@transaction.atomic
def set_article_policy(*, article: Article, policy: ReviewPolicy, by: User) -> ArticlePolicy:
    """Choose the policy for the article's next submissions: its editors, or an administrator."""
    require(may_edit(by, article) or is_administrator(by), gettext("Only the article's editors choose its policy."))
    article = Article.objects.select_for_update().get(pk=article.pk)
    row = ArticlePolicy.objects.filter(article=article).first() or ArticlePolicy(article=article)
    row.policy = policy
    if save_audited(row, by=by, reason="Policy chosen"):
        append_event(
            chain=article_chain(article.pk),
            verb="article.policy_set",
            subject=f"article:{article.pk}",
            by=by,
            policy=str(policy.pk),
        )
    return row
