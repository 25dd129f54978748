"""What an installation needs before articles can be reviewed and trusted, for its administrators: a list that ends."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from articles.models import Audience
from editorial.accounts.models import User
from editorial.record.actions.sending import places
from references.standing.queries import checked_until, source_states
from reviews.enums import LEADING_ROLES
from reviews.models import BoardMember, ReviewPolicy


@dataclass(frozen=True)
class Step:
    """One thing to set up: what for, where it is done ("" where it is a setting of the machine), and whether it is."""

    title: Promise
    why: Promise
    url: str
    is_done: bool


def _has_leader() -> bool:
    return BoardMember.objects.running(timezone.localdate()).filter(role__in=LEADING_ROLES).exists()


def _has_policy() -> bool:
    return ReviewPolicy.objects.filter(is_default=True).exists()


def _has_audience() -> bool:
    return Audience.objects.filter(is_active=True, is_default=True).exists()


def _has_people() -> bool:
    editors = User.objects.filter(is_active=True, is_editor=True)
    return editors.exists() and BoardMember.objects.running(timezone.localdate()).count() > 1


def _sends_mail() -> bool:
    return settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")


def _knows_standing() -> bool:
    return checked_until(source_states()) is not None


STEPS: tuple[tuple[Promise, Promise, str, Callable[[], bool]], ...] = (
    (
        gettext_lazy("A board with a chair"),
        gettext_lazy("Nothing can be approved without somebody who leads a board today."),
        "/admin/reviews/board/",
        _has_leader,
    ),
    (
        gettext_lazy("A default review policy"),
        gettext_lazy("It says how many signatures a section needs; without one nothing can be submitted."),
        "/admin/reviews/reviewpolicy/",
        _has_policy,
    ),
    (
        gettext_lazy("Audiences"),
        gettext_lazy("Who reads here, and whose wording a reader gets who has chosen nothing."),
        "/admin/articles/audience/",
        _has_audience,
    ),
    (
        gettext_lazy("People"),
        gettext_lazy("At least one editor who writes, and two people on the board who sign."),
        "/admin/accounts/user/",
        _has_people,
    ),
    (
        gettext_lazy("Mail"),
        gettext_lazy("Set EMAIL_HOST, so that requests and reminders leave this machine."),
        "",
        _sends_mail,
    ),
    (
        gettext_lazy("Sources of standing"),
        gettext_lazy("Read at least one source, so that retractions of cited works are noticed."),
        "/desk/references/",
        _knows_standing,
    ),
    (
        gettext_lazy("Checkpoints outside"),
        gettext_lazy("Set where checkpoints of the record are sent, so that a cut record shows."),
        "",
        lambda: bool(places()),
    ),
)


def steps_left() -> list[Step]:
    """The whole list while anything of it is left; empty once all is done. As many queries, however much there is."""
    steps = [Step(title, why, url, is_done()) for title, why, url, is_done in STEPS]
    return [] if all(step.is_done for step in steps) else steps
