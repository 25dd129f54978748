"""What people say of themselves. Name and credentials are not among it: they stand on signatures, so administrators
enter them."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from articles.text import clean_line, clean_note
from editorial.accounts.models import Photograph, User
from editorial.accounts.photographs import portrait_of
from editorial.record.actions import SITE, append_event
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, refuse, require
from reviews.rules.permissions import may_keep_profile
from reviews.rules.profiles import last_change_of


@transaction.atomic
def save_profile(*, person: User, bio: str, orcid: str, base: int, by: User) -> User:
    """Change somebody's biography and ORCID iD; ``base`` is the change that the form started from."""
    row = _locked(person, by)
    refuse(_stale_issues(row, base))
    row.bio, row.orcid = clean_note(bio), clean_line(orcid, where="orcid")
    refuse(_orcid_issues(row))
    _save(row, by, "Profile changed")
    return row


def _stale_issues(row: User, base: int) -> list[Issue]:
    if base == last_change_of(row):
        return []
    message = gettext("Somebody changed this profile meanwhile: look at it again, then make your change.")
    return [Issue("changed-meanwhile", message)]


def _orcid_issues(row: User) -> list[Issue]:
    try:
        row._meta.get_field("orcid").run_validators(row.orcid)
    except ValidationError as error:
        return [Issue("no-orcid", message, "orcid") for message in error.messages]
    return []


@transaction.atomic
def set_photograph(*, person: User, upload: bytes, by: User) -> Photograph:
    """Take a picture as somebody's photograph, drawn anew; the one before is gone unless somebody else has it."""
    row = _locked(person, by)
    content = portrait_of(upload)
    digest = hashlib.sha256(content).hexdigest()
    photograph, _ = Photograph.objects.get_or_create(sha256=digest, defaults={"content": content})
    before, row.photograph = row.photograph, photograph
    _save(row, by, "Photograph set")
    _forget(before)
    return photograph


@transaction.atomic
def remove_photograph(*, person: User, by: User) -> None:
    """Take somebody's photograph away; it is not kept."""
    row = _locked(person, by)
    before, row.photograph = row.photograph, None
    _save(row, by, "Photograph removed")
    _forget(before)


def _locked(person: User, by: User) -> User:
    require(may_keep_profile(by, person), gettext("A profile is its person's own, and the administrators'."))
    return User.objects.select_for_update().get(pk=person.pk)


def _save(row: User, by: User, reason: str) -> None:
    if save_audited(row, by=by, reason=reason):
        append_event(chain=SITE, verb="profile.changed", subject=f"user:{row.pk}", by=by)


def _forget(photograph: Photograph | None) -> None:
    if photograph is not None and not User.objects.filter(photograph=photograph).exists():
        photograph.delete()
