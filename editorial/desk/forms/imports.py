"""Forms of the import pages. What they read is carried out by the functions of ``articles.exchange``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from articles.exchange.deciding import AS_TEXT, REMOVE, decide_citations, set_people
from articles.exchange.document import Byline, Document, ReferenceEntry, Unresolved
from articles.exchange.doubts import place_in_source
from articles.exchange.editing import Pending
from articles.models import Contributor
from articles.text import citations_in
from editorial.desk.forms.common import LanguageField, LineField
from editorial.desk.forms.sections import KINDS, HtmlField
from references.formatting import short_name
from references.library.queries import is_same_work
from references.models import Reference
from references.summary import title_of

MAX_OPTIONS = 3000
MAX_TEXT = 1_000_000
MOST_FILES = 20
LEAVE_OUT = "-"
ROLES = [
    ("author", gettext_lazy("Author")),
    ("editor", gettext_lazy("Editor")),
    (LEAVE_OUT, gettext_lazy("Not named on the article")),
]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, as a list; an empty one is named."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        sent = data if isinstance(data, (list, tuple)) else [data] if data else []
        for one in sent:
            if not one.size:
                raise ValidationError(gettext("%(name)s is empty: there is nothing in it.") % {"name": one.name})
        return [super(FilesField, self).clean(one, initial) for one in sent]


class UploadForm(forms.Form):
    """Files, or what was pasted; and, for both, a bibliography. A text file that was refused comes back as text.

    ``cleaned_data["file"]`` is the first file, ``cleaned_data["files"]`` all of them.
    """

    file = FilesField(
        label=gettext_lazy("Files"),
        required=False,
        widget=FilesInput(attrs={"accept": ".docx,.html,.htm,.txt,.md,.markdown", "data-files": ""}),
        help_text=gettext_lazy(
            "Word (.docx), saved web pages (.html), plain text (.txt), our own Markdown (.md); one or several."
        ),
    )
    tracked = forms.ChoiceField(
        label=gettext_lazy("Tracked changes in a Word file"),
        required=False,
        choices=[
            ("rejected", gettext_lazy("Not made: proposed words stay out, deleted words stay in")),
            ("accepted", gettext_lazy("Made: proposed words come in, deleted words go")),
        ],
        help_text=gettext_lazy("The whole file is read in this state, and each change is named for you to decide."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the page"),
        required=False,
        strip=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 10, "data-paste": ""}),
        help_text=gettext_lazy(
            "From a browser or Word; tables, bold words and links come along where the browser allows it."
        ),
    )
    name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    html = forms.CharField(
        required=False, strip=False, max_length=4 * MAX_TEXT, widget=forms.HiddenInput(attrs={"data-pasted-html": ""})
    )
    as_new = forms.BooleanField(
        label=gettext_lazy("Import it as a new article all the same"),
        required=False,
        help_text=gettext_lazy("Only for a Word file that went out of an article here. Choose the file once more."),
    )
    bibliography = forms.FileField(
        label=gettext_lazy("Bibliography"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.bib,.ris,.nbib,.txt"}),
        help_text=gettext_lazy(
            "CSL-JSON, BibTeX, RIS, .nbib or a plain list. Only for sources that come without their references."
        ),
    )

    def clean(self) -> dict:
        data = super().clean()
        data["files"] = data.get("file") or []
        data["file"] = data["files"][0] if data["files"] else None
        if len(data["files"]) > MOST_FILES:
            raise ValidationError(
                gettext("Choose %(most_files)s files at most; import the others afterwards.")
                % {"most_files": MOST_FILES}
            )
        if not self.errors and not data["file"] and not (data.get("text") or "").strip():
            raise ValidationError(gettext("Choose a file, or paste a text."))
        return data


class FrontForm(forms.Form):
    """The front, and what is not text: address, topic and language."""

    heading = LineField(label=gettext_lazy("Title"), required=False, max_length=200)
    question = LineField(label=gettext_lazy("The reader’s question"), required=False, max_length=300)
    summary = LineField(
        label=gettext_lazy("Summary"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Two or three sentences; lists and search results show them."),
    )
    slug = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Lower-case words joined by hyphens; empty: made from the title."),
    )
    topic = LineField(label=gettext_lazy("Topic"), required=False, max_length=120)
    language = LanguageField()


class PersonForm(forms.Form):
    """Somebody whom the source names."""

    name = LineField(label=gettext_lazy("Name"), required=False, max_length=200)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=ROLES)
    credentials = LineField(label=gettext_lazy("Credentials"), required=False, max_length=200)
    interests = LineField(label=gettext_lazy("Declared interests"), required=False, max_length=2000)

    def byline(self) -> Byline | None:
        data = self.cleaned_data
        if not data["name"] or data["role"] == LEAVE_OUT:
            return None
        return Byline(
            name=data["name"], role=data["role"], credentials=data["credentials"], interests=data["interests"]
        )


class SectionForm(forms.Form):
    """A section's heading and kind."""

    heading = LineField(label=gettext_lazy("Heading"), required=False, max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS)


class TextForm(forms.Form):
    """A section's text, or the lead, corrected before it is in any article."""

    html = HtmlField(label=gettext_lazy("Text"))

    def __init__(self, *args: Any, document: Document, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.document = document

    def clean_html(self) -> str:
        """Every citation has to be of this document's references or of the library's, and must not mean two works."""
        html = self.cleaned_data["html"]
        keys = {mark.key for mark in citations_in(html) if mark.key}
        own = {entry.key: entry for entry in self.document.references}
        library = {row.key: row for row in Reference.objects.filter(key__in=keys)}
        for key in sorted(keys - set(own) - set(library)):
            raise ValidationError(gettext("There is no reference “%(key)s”.") % {"key": key})
        for key in sorted(keys & set(own) & set(library)):
            if not is_same_work(library[key], own[key].csl):
                raise ValidationError(
                    gettext("“%(key)s” is one work here and another in the library: cite another record.")
                    % {"key": key}
                )
        return html


@dataclass
class Marker:
    """What some unresolved citations say, and where they say it: places in ``Document.unresolved``."""

    said: str
    places: list[int] = field(default_factory=list)
    marks: list[Unresolved] = field(default_factory=list)


def markers_of(document: Document) -> list[Marker]:
    """The unresolved citations, gathered by what they say, in order of first appearance."""
    found: dict[str, Marker] = {}
    for place, mark in enumerate(document.unresolved):
        marker = found.setdefault(mark.marker, Marker(mark.marker))
        marker.places.append(place)
        marker.marks.append(mark)
    return list(found.values())


class CitationsForm(forms.Form):
    """What each unresolved citation rests on: ``marker-<n>`` for all places of a marker, ``place-<n>`` for one of
    them (which goes before), ``key-<n>`` a reference of the library by its key. Left alone, it stays unresolved."""

    def __init__(self, pending: Pending, offered: Mapping[str, dict], data: Any = None):
        super().__init__(data, prefix="cite", use_required_attribute=False)
        self.document = document = pending.document
        self.offered = offered
        self.markers = markers_of(document)
        self.names = {
            entry.key: f"{_numbered(entry)}{short_name(entry.csl)}: {_title(entry)}" for entry in document.references
        }
        self.names |= {
            key: f"{short_name(csl)}: {title_of(csl)[:70]}" for key, csl in offered.items() if key not in self.names
        }
        for_all = list(self.names) if len(self.names) * len(self.markers) <= MAX_OPTIONS else []
        many = len(self.names) * (len(document.unresolved) + len(self.markers)) > MAX_OPTIONS
        for number, marker in enumerate(self.markers):
            self._add_marker(number, marker, for_all)
            for place, mark in zip(marker.places, marker.marks, strict=True) if len(marker.places) > 1 else ():
                where = place_in_source(document, mark.line)
                label = gettext("%(said)s in %(place)s") % {"said": marker.said, "place": where}
                self.fields[f"place-{place}"] = self._choice(label, mark.likely, [] if many else list(self.names))

    def _add_marker(self, number: int, marker: Marker, keys: list[str]) -> None:
        likely = list(dict.fromkeys(key for mark in marker.marks for key in mark.likely))
        where = (
            place_in_source(self.document, marker.marks[0].line)
            if len(marker.marks) == 1
            else gettext("in all %(number)s places") % {"number": len(marker.marks)}
        )
        self.fields[f"marker-{number}"] = self._choice(
            gettext("%(said)s rests on (%(where)s)") % {"said": marker.said, "where": where}, likely, keys
        )
        self.fields[f"key-{number}"] = forms.CharField(
            label=gettext("or any reference, by its key"), required=False, max_length=80
        )

    def _choice(self, label: str, likely: list[str], keys: list[str]) -> forms.ChoiceField:
        likely = [key for key in likely if key in self.names]
        groups = (
            [(gettext("Likely, by the words of the sentence"), [(key, self.names[key]) for key in likely])]
            if likely
            else []
        )
        rest = [(key, self.names[key]) for key in keys if key not in likely]
        groups += [("References", rest)] if rest else []
        last = [(AS_TEXT, gettext("It is no citation: keep it as words")), (REMOVE, gettext("Take it out of the text"))]
        return forms.ChoiceField(
            label=label, required=False, choices=[("", gettext("Not decided")), *groups, ("Otherwise", last)]
        )

    def clean(self) -> dict:
        """Looks up the keys that were typed: of the document's own references, else of the library's."""
        data = super().clean()
        self.library: dict[str, Reference] = {}
        for number in range(len(self.markers)):
            key = (data.get(f"key-{number}") or "").strip()
            if key in self.names:
                data[f"marker-{number}"], key = key, ""
            found = Reference.objects.filter(key=key).select_related("merged_into").first() if key else None
            if key and found is None:
                self.add_error(
                    f"key-{number}", gettext("There is no reference “%(key)s” in the library.") % {"key": key}
                )
            elif found is not None:
                self.library[f"key-{number}"] = found.merged_into or found
        return data

    def decisions(self) -> dict[int, str]:
        """What was decided, by place."""
        decided = {}
        for number, marker in enumerate(self.markers):
            typed = self.library.get(f"key-{number}")
            for_all = typed.key if typed else self.cleaned_data.get(f"marker-{number}", "")
            for place in marker.places:
                choice = self.cleaned_data.get(f"place-{place}", "") or for_all
                if choice:
                    decided[place] = choice
        return decided

    def apply(self, document: Document) -> None:
        """Carry the decisions out; references that come from the library or the bibliography join the list."""
        decisions = self.decisions()
        own = {entry.key for entry in document.references}
        records = dict(self.offered) | {row.key: row.csl for row in self.library.values()}
        for key in dict.fromkeys(decisions.values()):
            if key in records and key not in own:
                document.references.append(ReferenceEntry(key=key, csl=dict(records[key])))
        decide_citations(document, decisions)


def _numbered(entry: ReferenceEntry) -> str:
    return f"{entry.number}. " if entry.number is not None else ""


def _title(entry: ReferenceEntry) -> str:
    return (title_of(entry.csl) or entry.text)[:70]


class PreviewForms:
    """Everything of the preview page that can be typed or chosen; one HTML form."""

    def __init__(self, pending: Pending, offered: Mapping[str, dict] | None = None, data: Any = None):
        document = pending.document
        self.front = FrontForm(data, prefix="front", initial=_front_values(document))
        people = [byline for byline in document.bylines if byline.role != "reviewer"]
        known = interests_of(people)
        self.people = [
            PersonForm(data, prefix=f"person-{number}", initial=_person_values(byline, known))
            for number, byline in enumerate(people)
        ]
        self.new_person = PersonForm(data, prefix="person-new", initial={"role": "author"})
        self.sections = {
            section.anchor: SectionForm(
                data,
                prefix=f"section-{section.anchor}",
                initial={"heading": section.base.heading, "kind": section.kind},
            )
            for section in document.sections
        }
        self.citations = CitationsForm(pending, offered or {}, data)

    @property
    def all_forms(self) -> list[forms.Form]:
        return [self.front, *self.people, self.new_person, *self.sections.values(), self.citations]

    def is_valid(self) -> bool:
        return not [form for form in self.all_forms if form.errors]

    def errors(self) -> Iterator[tuple[str, str, str]]:
        """(label, id, message) of everything that cannot be used."""
        for form in self.all_forms:
            for name, messages in form.errors.items():
                label, where = (form[name].label, form[name].id_for_label) if name in form.fields else ("", "")
                for message in messages:
                    yield label, where, message

    def apply(self, pending: Pending) -> None:
        """Write what was typed into the document."""
        document, data = pending.document, self.front.cleaned_data
        base = document.front.base
        base.heading, base.question, base.summary = data["heading"], data["question"], data["summary"]
        document.slug, document.topic = data["slug"].strip(), data["topic"]
        document.language = data["language"]
        people = [form.byline() for form in [*self.people, self.new_person]]
        set_people(document, [person for person in people if person is not None])
        for section in document.sections:
            form = self.sections.get(section.anchor)
            if form is not None:
                section.base.heading, section.kind = form.cleaned_data["heading"], form.cleaned_data["kind"]
        pending.steps += [
            {"do": "cite", "what": document.unresolved[place].marker, "as": choice}
            for place, choice in self.citations.decisions().items()
        ]
        self.citations.apply(document)


def _front_values(document: Document) -> dict:
    base = document.front.base
    return {
        "heading": base.heading,
        "question": base.question,
        "summary": base.summary,
        "slug": document.slug,
        "topic": document.topic,
        "language": document.language,
    }


def interests_of(people: list[Byline]) -> dict[tuple[str, str], str]:
    """What people on record, of the same name and credentials, have declared."""
    rows = Contributor.objects.filter(name__in=[byline.name for byline in people])
    return {(row.name, row.credentials): row.interests for row in rows}


def _person_values(byline: Byline, known: Mapping[tuple[str, str], str]) -> dict:
    interests = byline.interests or known.get((byline.name, byline.credentials), "")
    return {"name": byline.name, "role": byline.role, "credentials": byline.credentials, "interests": interests}
