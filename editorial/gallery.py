"""The gallery: every component in every state, and an example of the public page. For administrators, and in DEBUG."""

import datetime as dt
from dataclasses import replace

from django import forms
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from articles.checks.readability import BANDS
from articles.doubts import StandingDoubt
from articles.enums import AiUse, EditionState, Significance
from articles.models import Doubt, DoubtDecision
from articles.site.figures import ComparedFigure, compare_figures
from articles.site.media import FrozenMedium
from articles.statement import Statement
from articles.words.content import SectionContent, Wording
from articles.words.media import MediumWords, PlacedMedium
from editorial.accounts.roles import is_administrator
from editorial.accounts.sitting import WAYS
from editorial.shared.issues import Issue
from reviews.enums import MEANINGS, Verdict
from reviews.record.signature_blocks import Answered, SignatureBlock
from reviews.room.charts import Bar, Chart
from reviews.room.looks import NO_RULES, Look, Looks

STANDINGS = [
    ("good", "Good"),
    ("corrected", "Corrected"),
    ("concern", "Expression of concern"),
    ("retracted", "Retracted"),
    ("superseded", "Superseded"),
]
AUDIENCES = [
    ("patient", "I am a patient", "/desk/components/page/"),
    ("carer", "I care for someone", "/desk/components/page/for/carer/"),
    ("clinician", "I am a health professional", "/desk/components/page/for/clinician/"),
]
ISSUES = [
    Issue("no-lead", "Write a lead: the front has none.", "section:front"),
    Issue("unresolved", "Give the citation “[7]” in “Dosing” a reference.", "section:dosing"),
    Issue("no-author", "Name at least one author.", ""),
]
PEOPLE = [
    {"name": "A. Clinician", "credentials": "MD, FRCP", "role": "Neurologist, chair"},
    {"name": "B. Reviewer", "credentials": "MBBS", "role": "Psychiatrist"},
]
REDLINE = (
    "<p>Take <del>0.5</del><ins>5</ins> mg once a day. <ins>Do not stop suddenly.</ins> Most people notice "
    "<del>no</del> twitching in the first month<del><sup class='cites'>[2]</sup></del>"
    "<ins><sup class='cites'>[3]</sup></ins>.</p>"
    "<ul><li>It is worse when you are tired.</li><li><ins>It is worse after coffee.</ins></li></ul>"
    "<del><p>Ask your pharmacist for a leaflet.</p></del>"
)
TASKS = [
    {"title": "Muscle twitches while taking an SSRI", "url": "#", "verb": "Review", "text": "2 sections to decide"}
    | {"done": 3, "total": 10, "due": dt.date(2026, 11, 24), "is_late": True},
    {"title": "Boyer 2005", "url": "#", "verb": "Decide", "text": "24 sentences to decide"}
    | {"badge": "Retracted", "tone": "retracted"},
]
SAFETY = [
    "A number changed: 0.5 mg became 5 mg.",
    "A “no” was removed.",
    "A citation changed: Boyer 2005 became NICE 2022.",
]
LOOKS = Looks(
    (
        Look("Dose or amount", "0.5 mg", "5 mg", "Take 5 mg once a day."),
        Look("Dose or amount", "", "10 mg", "Cetirizine 10 mg", "Cetirizine · Over 12"),
        Look("Not, never, without", "not", "", "Do take it with alcohol."),
    ),
    str(NO_RULES),
)
PLACE = {"before": "…Take 0.5 mg", "words": "once a day", "after": "in the morning…"}
PROPOSAL = "once <del>a day</del><ins>every morning</ins>"
TALK = '<p><span class="mention">@A. Clinician</span>, does <span class="cited">Boyer 2005</span> bear this out?</p>'
REFERENCE = "Boyer EW, Shannon M. The serotonin syndrome. <i>N Engl J Med</i>. 2005;352(11):1112–20."
WHEN = dt.datetime(2026, 11, 12, 9, 30, tzinfo=dt.UTC)


class SampleForm(forms.Form):
    """One field of every sort."""

    title = forms.CharField(help_text="As readers will see it, a question if possible.")
    email = forms.EmailField(label="E-mail address")
    due = forms.DateField(
        label="Due date", required=False, widget=forms.DateInput(attrs={"type": "date", "class": "input-short"})
    )
    kind = forms.ChoiceField(choices=[("body", "Text"), ("risks", "Risks"), ("help", "When to get help")])
    verdict = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[("approve", "I sign these words"), ("request", "I ask for changes"), ("outside", "Outside my field")],
    )
    audiences = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, choices=[(key, label) for key, label, _ in AUDIENCES], required=False
    )
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), help_text="The editors will read it.")
    file = forms.FileField(label="File", required=False, help_text="Word, HTML, Markdown or plain text, up to 10 MB.")
    sure = forms.BooleanField(label="I have read every wording of this section")


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, or None of it for people who are not administrators."""
    return guarded(request) or render(request, "gallery.html", components_context())


@require_safe
def gallery_page(request: HttpRequest, audience: str = "patient") -> HttpResponse:
    """An example of the public page; ``?status=submitted`` or ``?status=under_review`` shows it as a pending page."""
    refused = guarded(request)
    if refused:
        return refused
    if audience not in {key for key, _, _ in AUDIENCES}:
        raise Http404("No such audience in the example.")
    page = render_to_string("articles/public_page.html", page_context(audience, request.GET.get("status", "approved")))
    return HttpResponse(page)


def guarded(request: HttpRequest) -> HttpResponse | None:
    """The sign-in page for nobody, a denial for anybody but administrators, None for those who may look."""
    if settings.DEBUG or is_administrator(request.user):
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise PermissionDenied("The gallery is for administrators.")


def thread_sample() -> dict:
    """A thread in the shape of reviews.talk.threads.Thread: resolved, with an answer."""
    people = [{"printed_name": person["name"], "display_name": person["name"]} for person in PEOPLE]
    comment = {"author": people[0], "at": WHEN, "resolved_by": people[1], "resolved_at": WHEN}
    answer = {"comment": {"author": people[1], "at": WHEN}, "html": mark_safe("<p>It is.</p>")}
    return {
        "comment": comment,
        "quote": "once a day",
        "gone": True,
        "html": mark_safe("<p>Is this so?</p>"),
        "answers": [answer],
        "is_resolved": True,
    }


def sample_answered() -> dict:
    """What a check points at, and why the desk lets it stand."""
    finding = {
        "label": "Doses that are misread:",
        "message": "“1.0 mg” is read as 10 mg.",
        "words": ["1.0 mg"],
        "sentence": "Give 1.0 mg.",
    }
    said = {"reason": "The pump shows it so.", "printed_name": "C. Writer", "at": WHEN}
    return {"finding": finding, "dismissal": said}


def sample_band(place: int) -> dict:
    """How hard a text is, as the band of this place."""
    steps = [(band.key, band is BANDS[place]) for band in BANDS]
    return {"band": BANDS[place], "steps": steps, "wanted": 10, "label": "I am a patient", "warns": place > 3}


def components_context() -> dict:
    """What gallery.html shows."""
    wrong = SampleForm({"title": "", "email": "nobody", "reason": "Kept, although refused."})
    wrong.is_valid()
    return {
        "states": EditionState.choices,
        "standings": STANDINGS,
        "issues": ISSUES,
        "tasks": TASKS,
        "one_issue": ISSUES[:1],
        "people": PEOPLE,
        "options": audience_options("patient"),
        "form": SampleForm(auto_id="free_%s"),
        "wrong_form": wrong,
        "page": Paginator(range(95), 20).page(2),
        "redline": mark_safe(REDLINE),
        "safety": SAFETY,
        "looks": LOOKS,
        "reference": mark_safe(REFERENCE),
        "blocks": sample_signatures(),
        "doubts": sample_doubts(),
        "place": PLACE,
        "figures": example_figures(),
        "proposal": mark_safe(PROPOSAL),
        "talk": mark_safe(TALK),
        "thread": thread_sample(),
        "answered": sample_answered(),
        "reads": [sample_band(1), sample_band(4)],
        "statement": Statement("", Significance.CORRECTION, "None.", AiUse.WORDING, "A tool, version 2"),
        "at": WHEN,
        "date": WHEN.date(),
        "later": WHEN.date().replace(year=2027),
        "trail": [{"label": "Desk", "url": "/desk/"}, {"label": "Muscle twitches while taking an SSRI", "url": "#"}],
        "tabs": sample_tabs(),
        "charts": sample_charts(),
        "contents": [{"anchor": "buttons", "heading": "Buttons"}, {"anchor": "forms", "heading": "Forms"}],
        "facts": ["12 November 2026", "C. Writer"],
        "columns": ["Section", "Signed by", "Signatures"],
        "rows": [["Dosing", "A. Clinician, MD", "1 of 2"], ["When to get help", "nobody yet", "0 of 2"]],
        "long": "Pneumonoultramicroscopicsilicovolcanoconiosis and other very long words in titles that go on " * 2,
    }


def sample_signatures() -> list[SignatureBlock]:
    """One with everything, and one of those that say little."""
    full = SignatureBlock(
        name="A. Clinician, MD",
        role="Deputy chair",
        verdict="Approve",
        badge="success",
        meaning=MEANINGS[Verdict.APPROVE],
        at=WHEN,
        note="Plainly said.",
        proved=str(WAYS["password"]),
        answers=(Answered("Do the sources support it?", "no", "One is about another dose."),),
        supports=("Lane 1998", "Boyer 2005"),
        fingerprint="4f3d 546e 9df8 6873",
    )
    return [full, replace(full, verdict="Outside my field", badge="info", note="", answers=(), supports=(), proved="")]


def sample_doubts() -> list[StandingDoubt]:
    """Not decided yet, with everything; decided, with a note; decided, of a source that says little."""
    full = Doubt(
        reason="A change that nobody had accepted",
        words="0.5",
        sentence="Take 0.5 mg once a day.",
        place="line 13",
        stored="Take 5 mg once a day.",
        who="C. Writer",
        when="2026-11-02T10:00:00Z",
    )
    little = Doubt(reason="A picture, which was not taken over")
    right = DoubtDecision(verdict="right", note="The label says 5 mg", printed_name="C. Writer", at=WHEN)
    mended = DoubtDecision(verdict="mended", printed_name="C. Writer", at=WHEN)
    return [StandingDoubt(full, None), StandingDoubt(full, right), StandingDoubt(little, mended)]


def sample_charts() -> list[Chart]:
    """One of each kind, and one with nothing to draw."""
    days = [3, 12, 0, 7, 21, 5, 9, 4, 0, 2, 6, 8]
    names = ["Jan 26", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    upright = [Bar(name, value, f"{value} days", short=str(value)) for name, value in zip(names, days, strict=True)]
    lying = [Bar("A. Clinician", 5, "5, 2 late", part=2), Bar("B. Reviewer", 1, "1"), Bar("C. Third", 0, "nothing")]
    return [
        sample_chart("sample-months", "Turnaround", upright, upright=True),
        sample_chart("sample-people", "Workload", lying),
        sample_chart("sample-empty", "Nothing yet", []),
    ]


def sample_chart(key: str, title: str, bars: list[Bar], *, upright: bool = False) -> Chart:
    rows = tuple((bar.label, bar.said) for bar in bars)
    return Chart(key, title, "What is drawn, in a sentence.", ("Row", "Value"), rows, tuple(bars), upright=upright)


def sample_tabs() -> list[dict]:
    """Tabs with and without a count, one of them current."""
    return [
        {"label": "Open", "url": "#", "current": True, "count": 4},
        {"label": "With the board", "url": "#", "current": False, "count": 0},
        {"label": "Published", "url": "#", "current": False},
    ]


def audience_options(current: str) -> list[dict]:
    """The choice of audiences with one of them chosen."""
    return [{"key": key, "label": label, "url": url, "current": key == current} for key, label, url in AUDIENCES]


def page_context(audience: str, status: str) -> dict:
    """A full context for articles/public_page.html, with words of our own."""
    wording = "clinician" if audience == "clinician" else "patient"
    pending = status != "approved"
    return {
        "site_name": settings.SITE_NAME,
        "title": "Muscle twitches while taking an SSRI",
        "description": "Small twitches are common and usually harmless.",
        "trail": [{"label": "Articles", "url": "/"}, {"label": "Medicines for depression", "url": ""}],
        "audience": {"key": audience, "label": {key: label for key, label, _ in AUDIENCES}.get(audience, "")},
        "audiences": audience_options(audience),
        "status": status,
        "pending": pending,
        "body": mark_safe(render_to_string(f"gallery/body_{wording}.html")),
        "contents": [
            {"anchor": "what-it-is", "heading": "What a twitch is"},
            {"anchor": "dosing", "heading": "What the dose has to do with it"},
            {"anchor": "get-help", "heading": "When to get help"},
            {"anchor": "references", "heading": "References"},
        ],
        "authors": [{"name": "C. Writer", "credentials": "PhD"}],
        "reviewers": [] if pending else PEOPLE,
        "last_updated": WHEN.date(),
        "last_reviewed": None if pending else WHEN.date(),
        "next_review": None if pending else WHEN.date().replace(year=2027),
        "notices": []
        if pending
        else [
            {
                "kind": "warning",
                "title": "About the evidence on this page",
                "items": [{"url": "#ref-2", "label": "Boyer 2005", "text": "This paper has been retracted."}],
            }
        ],
        "changes": [
            {"date": WHEN.date(), "text": "“What the dose has to do with it” rewritten."},
            {"date": WHEN.date().replace(month=3), "text": "First published."},
        ],
        "cite": "Writer C. Muscle twitches while taking an SSRI. Imprimatur; 2026. Reviewed 12 November 2026.",
        "ask_url": "#",
        "helpful_url": "#",
        "related": [{"title": "Muscle twitching and anxiety", "url": "#"}],
        "board_url": "/board/",
        "policy_url": "/editorial-policy/",
        "json_ld": {"@context": "https://schema.org", "@type": "MedicalWebPage", "name": "Muscle twitches"},
    }


def example_figures() -> list[ComparedFigure]:
    """A picture in another one's place, and one of which something else is said."""
    first, second, third = (
        PlacedMedium(
            letter * 64, "picture", "Drawing: C. Writer", "CC BY 4.0", {"": MediumWords(alt, "Where it twitches.")}
        )
        for letter, alt in (("a", "An arm."), ("b", "An arm with the muscle marked."), ("c", "A leg."))
    )
    said = replace(third, words={"": MediumWords("A leg, seen from behind.", "Where it twitches.")})
    old, new = (SectionContent("", "place", "body", Wording(), media=some) for some in ((first, third), (second, said)))
    media = {one.file: FrozenMedium("picture", "image/svg+xml", 64, 64) for one in (first, second, third)}
    return compare_figures(old, new, media, {}, lambda digest: static("favicon.svg"))
