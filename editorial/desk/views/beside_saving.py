"""What is done together with saving a section, by the button that was pressed: in the transaction of the save."""

from uuid import UUID

from django.contrib import messages
from django.utils.translation import gettext

from articles.actions import confirm_translation, confirm_wordings, decide_doubt, dismiss_finding, leave_pasted
from articles.actions.translating import keep_source
from articles.doubts import get_doubt_in
from articles.models import Edition, SectionVersion
from articles.queries import Part
from editorial.accounts.requests import SignedInRequest
from editorial.desk.checked import asked_for
from editorial.desk.editing import standings
from editorial.desk.forms.sections import EVERYONE
from editorial.desk.pasted import SPOILT, opened

PRESSED = ("still_right", "source_still_right", "doubt", "dismiss")
"""The buttons that do something beside saving."""


def keep_what_was_pressed(
    request: SignedInRequest, edition: Edition, part: Part, version: SectionVersion, changed: bool
) -> None:
    """Confirm the wording whose “still right” button was pressed, say from which words of its source a translation was
    made, leave what is doubtful of a paste, decide the doubt or answer the finding whose button was."""
    confirmed = request.POST.get("still_right", "")
    if confirmed in {standing.key for standing in standings(part)} and confirmed:
        confirm_wordings(edition=edition, anchor=part.section.anchor, audiences=[confirmed], by=request.user)
        messages.success(request, "Confirmed.")
    _keep_source(request, edition, part, version)
    _leave_pasted(request, edition, part, changed)
    _decide(request, edition)
    _dismiss(request, edition, part)


def _keep_source(request: SignedInRequest, edition: Edition, part: Part, version: SectionVersion) -> None:
    """Of a translation: which version of the source stood beside the words, as the form says it."""
    if edition.article.translation_of_id is None:
        return
    shown, keeps_up = _as_id(request.POST.get("source_version", "")), bool(request.POST.get("keeps_up"))
    keep_source(edition=edition, before=part.version, version=version, shown=shown, keeps_up=keeps_up, by=request.user)
    if request.POST.get("source_still_right"):
        confirm_translation(edition=edition, anchor=part.section.anchor, source=shown, by=request.user)
        messages.success(request, gettext("Confirmed: these words are right beside the source."))


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _leave_pasted(request: SignedInRequest, edition: Edition, part: Part, changed: bool) -> None:
    """What was doubtful in pasted words stays with the section from now on."""
    pasted, spoilt = opened(request.POST.getlist("pasted"), place=str(part.section.pk))
    if spoilt:
        messages.warning(request, SPOILT)
    for one in pasted if changed else ():
        leave_pasted(edition=edition, anchor=part.section.anchor, text=one.text, remarks=one.remarks, by=request.user)


def _decide(request: SignedInRequest, edition: Edition) -> None:
    """Decide the doubt whose button was pressed: of the words as they are saved with it."""
    pk, _, verdict = request.POST.get("doubt", "").partition(":")
    if not pk:
        return
    note = request.POST.get(f"doubt-note-{pk}", "")
    decide_doubt(edition=edition, doubt=get_doubt_in(edition.article, pk), verdict=verdict, note=note, by=request.user)
    messages.success(request, gettext("Decided. The board sees your decision."))


def _dismiss(request: SignedInRequest, edition: Edition, part: Part) -> None:
    """Let the words stand at whose finding the button was pressed: as they are saved with it."""
    if named := asked_for(request.POST.get("dismiss", "")):
        audience, check, fingerprint = named
        dismiss_finding(
            edition=edition,
            anchor=part.section.anchor,
            audience=audience,
            check=check,
            fingerprint=fingerprint,
            reason=request.POST.get(f"finding-{audience or EVERYONE}-{fingerprint}", ""),
            by=request.user,
        )
        messages.success(request, gettext("The words stay. The board sees your reason."))
