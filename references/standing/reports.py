"""One thing that a source says of works, whichever source it is. Pure."""

from dataclasses import dataclass
from datetime import date

from editorial.shared.canonical import canonical_json, sha256
from references.enums import Nature, Source


@dataclass(frozen=True, slots=True)
class Report:
    """That these works (by DOI in lower case, by PubMed number) were retracted, doubted, corrected or reinstated.

    ``record`` names the report at its source. ``on`` is None where the source gives no day that can be read.
    ``notice`` is the DOI of the journal's own notice. ``why`` is for the desk, never for readers.
    """

    source: Source
    record: str
    nature: Nature
    on: date | None
    dois: tuple[str, ...] = ()
    pmids: tuple[str, ...] = ()
    notice: str = ""
    why: str = ""

    @property
    def digest(self) -> str:
        """Differs as soon as the source says anything else under the same record."""
        said = [self.nature, self.on.isoformat() if self.on else "", self.dois, self.pmids, self.notice, self.why]
        return sha256(canonical_json(said))


@dataclass(frozen=True, slots=True)
class Fault:
    """An entry, or a part of one, that could not be read: counted and named, and no reason to stop."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.message}"
