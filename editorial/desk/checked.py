"""What the checks find in a section, as the section editor shows it: what stands, and what was answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from articles.checks import CHECKS_BY_KEY
from articles.findings import Checked, StandingFinding, checked_in, language_of, references_known
from articles.models import Edition
from articles.queries import Part
from articles.words.content import BASE, SectionContent


@dataclass(frozen=True)
class ShownFinding:
    """A finding with the reason that somebody typed and that was not taken."""

    standing: StandingFinding
    typed: str = ""

    @property
    def place(self) -> str:
        """Where it stands on the page; names its field too. Two audiences may have the same finding."""
        return f"finding-{self.standing.finding.audience or 'everyone'}-{self.standing.finding.fingerprint}"

    @property
    def button(self) -> str:
        """What its button sends."""
        finding = self.standing.finding
        return f"{finding.audience}:{finding.check}:{finding.fingerprint}"


@dataclass(frozen=True)
class ShownChecks:
    """The findings in one text: those that nobody has answered, then the answered."""

    open: list[ShownFinding] = field(default_factory=list)
    answered: list[ShownFinding] = field(default_factory=list)
    unchecked: tuple[str, ...] = ()

    @property
    def is_silent(self) -> bool:
        return not (self.open or self.answered or self.unchecked)


def checks_of(
    edition: Edition,
    parts: Iterable[Part],
    part: Part,
    content: SectionContent | None = None,
    typed: Mapping[str, str] | None = None,
) -> dict[str, ShownChecks]:
    """By audience, what the checks find in a section; ``content`` are words that are not saved yet, ``typed`` what was
    sent. Two queries at most."""
    here = replace(part, content=content or part.content)
    among = [here if one.section.pk == part.section.pk else one for one in parts]
    known = references_known(here.content.cited_keys())
    checked = checked_in(among, language=language_of(edition), known=known, only=part.section.pk)
    return {one.audience: _shown(one, typed or {}) for one in checked}


def _shown(checked: Checked, typed: Mapping[str, str]) -> ShownChecks:
    shown = [ShownFinding(one) for one in checked.standing]
    shown = [replace(one, typed=typed.get(one.place, "")) for one in shown]
    shown.sort(key=lambda one: not one.standing.holds_up)
    return ShownChecks(
        [one for one in shown if one.standing.is_open],
        [one for one in shown if not one.standing.is_open],
        checked.unchecked,
    )


def asked_for(button: str) -> tuple[str, str, str] | None:
    """The audience, check and fingerprint that a button named; None for anything else."""
    audience, _, rest = button.partition(":")
    check, _, fingerprint = rest.partition(":")
    return (audience or BASE, check, fingerprint) if check in CHECKS_BY_KEY and fingerprint else None
