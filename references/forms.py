"""Forms of the library's pages: a CSL item as fields that people can fill in, never as raw JSON."""

from datetime import date
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from editorial.shared.issues import Refused

from .enums import EvidenceLevel, Kind, Standing, StudyType
from .formats.csl import clean_csl
from .models import Reference
from .summary import is_own_page

TYPES = [
    ("article-journal", gettext_lazy("Journal article")),
    ("book", gettext_lazy("Book")),
    ("chapter", gettext_lazy("Chapter of a book")),
    ("report", gettext_lazy("Report or guideline")),
    ("webpage", gettext_lazy("Web page")),
    ("article", gettext_lazy("Preprint")),
    ("paper-conference", gettext_lazy("Conference paper")),
    ("thesis", gettext_lazy("Thesis")),
    ("article-newspaper", gettext_lazy("Newspaper article")),
    ("dataset", gettext_lazy("Data set")),
    ("document", gettext_lazy("Something else")),
]
TEXT_FIELDS = {
    "title": "title",
    "container_title": "container-title",
    "container_title_short": "container-title-short",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "edition": "edition",
    "publisher": "publisher",
    "publisher_place": "publisher-place",
    "number": "number",
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "isbn": "ISBN",
    "url": "URL",
}
"""Form fields and the CSL fields that they show as they stand."""

_OF_CSL = {csl: name for name, csl in TEXT_FIELDS.items()} | {
    "author": "authors",
    "editor": "editors",
    "issued": "year",
    "accessed": "accessed",
    "type": "type",
}


KINDS = [("", gettext_lazy("As the record suggests")), *Kind.choices]


class LinesField(forms.CharField):
    """Several lines; a browser's line ends are no change."""

    widget = forms.Textarea

    def to_python(self, value: str | None) -> str:
        return "\n".join(line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip())


GROUPS = (
    (gettext_lazy("The work"), (("title",), ("authors",), ("type", "kind"), ("study_type", "evidence_level"))),
    (
        gettext_lazy("Where and when it was published"),
        (
            ("container_title",),
            ("container_title_short",),
            ("year", "month", "day"),
            ("volume", "issue", "page"),
            ("edition", "number"),
            ("editors",),
            ("publisher", "publisher_place"),
        ),
    ),
    (gettext_lazy("Where it can be found"), (("doi",), ("pmid", "pmcid"), ("isbn",), ("url",), ("accessed",))),
    (gettext_lazy("In this library"), (("key",),)),
)
"""How the page sets the form: headings, and rows of fields that belong together."""


class ReferenceForm(forms.Form):
    """A reference's record. Fields that a person leaves alone stay as they were in the record, to the letter; what
    the form has no field for stays too."""

    type = forms.ChoiceField(choices=TYPES, label=gettext_lazy("Type of work"))
    kind = forms.ChoiceField(choices=KINDS, required=False, help_text=gettext_lazy("What readers see beside it."))
    title = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)
    authors = LinesField(
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=gettext_lazy("One on each line: “Family, Given”. A group is written as it is, without a comma."),
    )
    editors = LinesField(
        widget=forms.Textarea(attrs={"rows": 2}), required=False, help_text=gettext_lazy("As the authors.")
    )
    container_title = forms.CharField(label=gettext_lazy("Journal, book or site"), required=False, max_length=1000)
    container_title_short = forms.CharField(
        label=gettext_lazy("Journal, abbreviated"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For example “N Engl J Med”."),
    )
    year = forms.IntegerField(required=False, min_value=1, max_value=2999)
    month = forms.IntegerField(required=False, min_value=1, max_value=12)
    day = forms.IntegerField(required=False, min_value=1, max_value=31)
    volume = forms.CharField(required=False, max_length=60)
    issue = forms.CharField(required=False, max_length=60)
    page = forms.CharField(label=gettext_lazy("Pages"), required=False, max_length=100)
    edition = forms.CharField(required=False, max_length=100)
    publisher = forms.CharField(required=False, max_length=500)
    publisher_place = forms.CharField(label=gettext_lazy("Place of publication"), required=False, max_length=200)
    number = forms.CharField(label=gettext_lazy("Report number"), required=False, max_length=100)
    doi = forms.CharField(label="DOI", required=False, max_length=400)
    pmid = forms.CharField(label="PMID", required=False, max_length=100)
    pmcid = forms.CharField(label="PMCID", required=False, max_length=100)
    isbn = forms.CharField(label="ISBN", required=False, max_length=100)
    url = forms.CharField(label=gettext_lazy("Web address"), required=False, max_length=2000)
    accessed = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("The day on which it was looked at."),
    )

    def __init__(self, *args, csl: dict | None = None, kind: str = "", **kwargs):
        self.csl = csl or {}
        kwargs.setdefault("initial", form_values(self.csl, kind))
        super().__init__(*args, **kwargs)
        if is_own_page(self.csl, settings.SITE_ADDRESS):
            self._choice("kind").choices = [choice for choice in KINDS if choice[0] != Kind.GUIDELINE]
        known = [value for value, _ in TYPES]
        if self.csl.get("type", "document") not in known:
            self._choice("type").choices = [*TYPES, (self.csl["type"], self.csl["type"])]

    def _choice(self, name: str) -> forms.ChoiceField:
        return cast(forms.ChoiceField, self.fields[name])

    def groups(self) -> list[tuple[str, list[list]]]:
        """The fields as the page sets them: headings with rows of fields."""
        groups = []
        for heading, rows in GROUPS:
            fields = [[self[name] for name in row if name in self.fields] for row in rows]
            groups.append((heading, [row for row in fields if row]))
        return [(str(heading), rows) for heading, rows in groups if rows]

    def clean(self) -> dict[str, Any]:
        """Builds the record and puts what cannot be used to its field."""
        super().clean()
        data = self.cleaned_data
        if self.errors:
            return data
        if (data.get("day") and not data.get("month")) or (data.get("month") and not data.get("year")):
            raise ValidationError(gettext("A day needs its month, and a month its year."))
        try:
            self.record = clean_csl(self._record(data))
        except Refused as refusal:
            self.add_issues(refusal)
        return data

    def add_issues(self, refusal: Refused) -> None:
        """Show the reasons of a refusal at the fields they are about."""
        for issue in refusal.issues:
            name = _OF_CSL.get(issue.target, issue.target)
            self.add_error(name if name in self.fields else None, issue.message)

    def _record(self, data: dict) -> dict:
        changed = set(self.changed_data)
        record = dict(self.csl) | {"type": data["type"]}
        record |= {csl: data[name] for name, csl in TEXT_FIELDS.items() if name in changed}
        if "authors" in changed:
            record["author"] = read_names(data["authors"])
        if "editors" in changed:
            record["editor"] = read_names(data["editors"])
        if changed & {"year", "month", "day"}:
            parts = [data[name] for name in ("year", "month", "day") if data[name]]
            record["issued"] = {"date-parts": [parts]} if parts else {}
        if "accessed" in changed:
            day = data["accessed"]
            record["accessed"] = {"date-parts": [[day.year, day.month, day.day]]} if day else {}
        return record


class LibraryForm(ReferenceForm):
    """The same with what the desk says of the evidence."""

    study_type = forms.ChoiceField(
        label=gettext_lazy("Type of study"),
        choices=[("", gettext_lazy("Not said")), *StudyType.choices],
        required=False,
        help_text=gettext_lazy("Of research only."),
    )
    evidence_level = forms.ChoiceField(
        label=gettext_lazy("Certainty of the evidence"),
        choices=[("", gettext_lazy("Not judged")), *EvidenceLevel.choices],
        required=False,
        help_text=gettext_lazy("As GRADE has it."),
    )

    def __init__(self, *args, csl: dict | None = None, kind: str = "", said: tuple[str, str] = ("", ""), **kwargs):
        kwargs.setdefault("initial", form_values(csl or {}, kind, *said))
        super().__init__(*args, csl=csl, kind=kind, **kwargs)

    @property
    def said(self) -> dict[str, str]:
        """What a valid form says besides the record."""
        return {name: self.cleaned_data[name] for name in ("study_type", "evidence_level")}


class NewReferenceForm(LibraryForm):
    """The same with the key, which can be chosen once."""

    key = forms.CharField(
        required=False,
        max_length=80,
        help_text=gettext_lazy("Used in texts and never changed. Left empty, one is made: “lane1998”."),
    )


class LookUpForm(forms.Form):
    """What identifies the work that somebody wants."""

    text = forms.CharField(
        label=gettext_lazy("DOI, PubMed number or web address"),
        max_length=2000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "For example 10.1056/NEJMra041867, PMID 15784664, PMC3181972, or the address of the paper."
        ),
    )


class StandingForm(forms.Form):
    """How far a reference can be relied on."""

    standing = forms.ChoiceField(choices=Standing.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("What happened, for example where the notice was published. Readers see it."),
    )
    replaced_by = forms.CharField(
        required=False,
        max_length=80,
        help_text=gettext_lazy("If superseded: the key of the reference that takes its place."),
    )

    def clean_replaced_by(self) -> Reference | None:
        return _reference_named(self.cleaned_data["replaced_by"])


class MergeForm(forms.Form):
    """Which reference answers for this one from now on."""

    into = forms.CharField(
        label=gettext_lazy("Merge into"), max_length=80, help_text=gettext_lazy("The key of the reference that stays.")
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), max_length=1000, help_text=gettext_lazy("For the history.")
    )

    def clean_into(self) -> Reference | None:
        return _reference_named(self.cleaned_data["into"])


def _reference_named(key: str) -> Reference | None:
    if not key:
        return None
    found = Reference.objects.filter(key=key.strip()).first()
    if found is None:
        raise ValidationError(gettext("There is no reference with this key."))
    return found


def form_values(csl: dict, kind: str = "", study_type: str = "", evidence_level: str = "") -> dict:
    """A record as the values of the form's fields."""
    values = {name: csl.get(field, "") for name, field in TEXT_FIELDS.items()}
    values |= {"type": csl.get("type", "article-journal"), "kind": kind}
    values |= {"study_type": study_type, "evidence_level": evidence_level}
    values |= {"authors": write_names(csl.get("author")), "editors": write_names(csl.get("editor"))}
    issued = ((csl.get("issued") or {}).get("date-parts") or [[]])[0]
    values |= dict(zip(("year", "month", "day"), [*issued, None, None, None], strict=False))
    accessed = ((csl.get("accessed") or {}).get("date-parts") or [[]])[0]
    values["accessed"] = _day(accessed)
    return values


def _day(parts: list[int]) -> date | None:
    try:
        return date(*parts) if len(parts) == 3 else None
    except ValueError:
        return None


def write_names(names: list[dict] | None) -> str:
    """One name on each line, "Family, Given" or a group's name."""
    return "\n".join(_written(name) for name in names or [])


def _written(name: dict) -> str:
    if not name.get("family"):
        return name.get("literal", "")
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name["family"])))
    given = " ".join(filter(None, (name.get("given"), name.get("dropping-particle"))))
    return ", ".join(filter(None, (family, given or " ", name.get("suffix")))).rstrip()


def read_names(text: str) -> list[dict]:
    """The names of such lines; lower-case words before a family name are its particle."""
    return [_read(line) for line in text.splitlines() if line.strip()]


def _read(line: str) -> dict:
    family, comma, rest = line.strip().partition(",")
    if not comma:
        return {"literal": family}
    given, _, suffix = rest.partition(",")
    words = family.split()
    cut = next((index for index, word in enumerate(words) if not word.islower()), 0)
    return {
        "family": " ".join(words[cut:]),
        "given": given.strip(),
        "suffix": suffix.strip(),
        "non-dropping-particle": " ".join(words[:cut]),
    }


class StandingFileForm(forms.Form):
    """A file of a source of standings."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("The list of Retraction Watch as CSV, or answers of Crossref's REST interface as JSON."),
    )
