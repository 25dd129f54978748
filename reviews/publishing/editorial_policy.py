"""What the editorial policy says: the house's own text from a file, and what the review policies ask today."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list, slugify
from django.utils.translation import gettext, gettext_lazy, ngettext

from articles.enums import SectionKind
from articles.exchange.markdown_reader import read_fragment
from reviews.enums import Approvers
from reviews.models import Board, PolicyVersion, ReviewPolicy

APPROVED_BY = {
    Approvers.LEADERS: gettext_lazy("The chair or a deputy approves the page as a whole."),
    Approvers.CHAIR_FIRST: gettext_lazy("The chair approves the page as a whole, or a deputy where the chair may not."),
    Approvers.CHAIR: gettext_lazy("The chair approves the page as a whole."),
}


@dataclass(frozen=True)
class PolicyText:
    """The house's text: the title from its one ``#`` heading, and a section for each ``##`` heading."""

    title: str
    sections: tuple[tuple[str, str, SafeString], ...]  # (anchor, heading, safe HTML)


@dataclass(frozen=True)
class ReviewRules:
    """What one review policy asks, in sentences."""

    name: str
    sentences: list[str]


def policy_text() -> PolicyText:
    """The text of ``EDITORIAL_POLICY_FILE``, read again when the file changes.

    Raises ``OSError`` or :class:`~editorial.shared.issues.Refused` for a file that cannot be read or is not our
    Markdown; a system check tells the administrator before any reader sees it.
    """
    path = Path(settings.EDITORIAL_POLICY_FILE)
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read(path: Path, changed: int) -> PolicyText:
    return read_policy_text(path.read_text(encoding="utf-8"))


def read_policy_text(text: str) -> PolicyText:
    """Split at the headings; what stands in the sections is our Markdown, cleaned like every other text."""
    title, sections = gettext("Editorial policy"), []
    heading, lines, begins = "", [], 1
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("# ") and not sections and not "".join(lines).strip():
            title = line.removeprefix("# ").strip()
        elif line.startswith("## "):
            sections.append((heading, lines, begins))
            heading, lines, begins = line.removeprefix("## ").strip(), [], number + 1
        else:
            lines.append(line)
    sections.append((heading, lines, begins))
    return PolicyText(title, tuple(_section(*section) for section in sections if section[0] or "".join(section[1])))


def _section(heading: str, lines: list[str], begins: int) -> tuple[str, str, SafeString]:
    html = read_fragment("\n".join(lines), line=begins, known_keys=())
    return slugify(heading), heading, mark_safe(html)  # cleaned by read_fragment


def review_rules() -> list[ReviewRules]:
    """What every review policy asks today, the default one first. Two queries."""
    policies = ReviewPolicy.objects.order_by("-is_default", "name").prefetch_related("versions")
    return [
        ReviewRules(policy.name, list(sentences_of(max(policy.versions.all(), key=lambda version: version.number))))
        for policy in policies
        if policy.versions.all()
    ]


def sentences_of(version: PolicyVersion) -> Iterable[str]:
    """The rules of a policy version in words."""
    signed = ngettext(
        "%(number)s member of the board signs each section before the page may be approved.",
        "%(number)s members of the board sign each section before the page may be approved.",
        version.sign_offs,
    )
    yield signed % {"number": apnumber(version.sign_offs).capitalize()}
    yield from _exceptions(version)
    yield from _specialties(version)
    yield str(APPROVED_BY[version.approvers])
    yield gettext("A signature holds for %(months)s; then the page is due for review again.") % {
        "months": _months(version.months)
    }
    yield from _shorter(version)
    yield from _others(version)
    if version.independent_opinion:
        yield gettext("Members see what others say of a section only after they have decided on it themselves.")
    if version.checklist:
        number = len(version.checklist)
        asked = ngettext("Who signs answers %(number)s question.", "Who signs answers %(number)s questions.", number)
        yield asked % {"number": apnumber(number)}
    if version.show_pending:
        if version.show_returned:
            yield gettext(
                "While its first review is under way, a page may be shown, with a caution, and stays there after it "
                "was returned."
            )
        else:
            yield gettext("While its first review is under way, a page may be shown, with a caution.")
    else:
        yield gettext("A page is shown only after it has been approved.")


def _exceptions(version: PolicyVersion) -> Iterable[str]:
    """The kinds of section that need another number of signatures, those with the same number in one sentence."""
    kinds: dict[int, list[str]] = {}
    for kind, number in sorted(version.sign_offs_by_kind.items()):
        if number != version.sign_offs:
            kinds.setdefault(int(number), []).append(_kind(kind))
    for number, names in sorted(kinds.items()):
        needed = (
            gettext("one signature is enough")
            if number == 1
            else gettext("%(number)s signatures are needed") % {"number": apnumber(number)}
        )
        yield gettext("For sections of the kind %(names)s, %(needed)s.") % {
            "names": get_text_list(names, gettext("or")),
            "needed": needed,
        }


def _shorter(version: PolicyVersion) -> Iterable[str]:
    """The kinds of section whose signatures hold for another time."""
    for kind, months in sorted(version.months_by_kind.items()):
        if months != version.months:
            yield gettext("On sections of the kind %(kind)s it holds for %(months)s.") % {
                "kind": _kind(kind),
                "months": _months(int(months)),
            }


def _specialties(version: PolicyVersion) -> Iterable[str]:
    for kind, names in sorted(version.specialties_by_kind.items()):
        if names:
            yield gettext("Sections of the kind %(kind)s need a signature from %(names)s.") % {
                "kind": _kind(kind),
                "names": get_text_list(names, gettext("and from")),
            }


def _others(version: PolicyVersion) -> Iterable[str]:
    """The other boards whose signatures count. One query, none where there are none."""
    if version.also_accepts:
        names = list(Board.objects.filter(pk__in=version.also_accepts).order_by("name").values_list("name", flat=True))
        yield gettext("Signatures given for %(names)s count too.") % {"names": get_text_list(names, gettext("or"))}


def _kind(kind: str) -> str:
    label = SectionKind(kind).label if kind in SectionKind.values else kind
    return f"“{label.lower()}”"


def _months(months: int) -> str:
    if months % 12 == 0:
        return gettext("one year") if months == 12 else gettext("%(number)s years") % {"number": apnumber(months // 12)}
    return gettext("one month") if months == 1 else gettext("%(number)s months") % {"number": apnumber(months)}
