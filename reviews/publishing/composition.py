"""The frame around signed words: everything on a public page that is not in its body. Pure but for the template."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext

from articles.languages import SILENT, direction, name_of, primary
from articles.models import Edition
from articles.site.manifest import FrozenManifest
from articles.site.media import media_path
from articles.text import keys_cited_in
from articles.words.audiences import AudiencePlan, wording_from
from articles.words.content import SectionContent, Wording
from references.formats.writing import FORMATS
from reviews.publishing.facts import PageFacts, address_of_page, page_path
from reviews.publishing.structured import json_ld
from reviews.rules.urgent import UrgentMark

Contents = Mapping[str, SectionContent]
PLACE_OF_TITLE = "\ue000"  # no words have it: private signs are refused


@dataclass(frozen=True)
class Notice:
    """What readers must know of a reference today, in plain text.

    A grave one stands at the top of the page too. One that is ``mild`` says that there is something newer or better to
    read, not that the reference cannot be believed.
    """

    is_grave: bool
    text: str
    mild: bool = False


def with_notices(html: str, notices: Mapping[str, Notice]) -> str:
    """Fill the empty places that the signed words keep for notices; nothing else of them changes."""
    for key, notice in notices.items():
        place = f'<span class="standing" data-standing-for="{escape(key)}">'
        html = html.replace(f"{place}</span>", f"{place}{escape(notice.text)}</span>")
    return html


def compose(
    edition: Edition,
    manifest: FrozenManifest,
    contents: Contents,
    facts: PageFacts,
    audience: AudiencePlan,
    body: str,
    notices: Mapping[str, Notice],
    rendered: dict[Any, Any] | None = None,
) -> str:
    """The whole page for one audience: the frame around a body that is given. ``notices`` are by reference key.

    ``rendered`` is one dict for all audiences: what their pages share is rendered once (``{% share %}``)."""
    shown = shown_to(audience, manifest, contents)
    front = front_shown(shown)
    cited = cited_in_order(shown)
    context = {
        "rendered": {} if rendered is None else rendered,
        **frame_context(edition, manifest, audience, front),
        **trust_context(edition, manifest, facts, audience, front),
        "body": mark_safe(with_notices(body, notices)),  # escaped or sanitised where it was rendered
        "contents": [
            {"anchor": content.anchor, "heading": wording.heading} for content, wording in shown if not content.is_front
        ],
        "reference_files": [] if facts.pending or not cited else reference_files(edition.article.slug, audience),
        "notices": [*review_notices(facts, shown, manifest.language), *evidence_notices(manifest, cited, notices)],
        "related": related_links(facts, audience),
        "json_ld": None
        if facts.pending
        else page_json_ld(edition, manifest, facts, audience, front, cited, images_in(shown, manifest, audience)),
    }
    return render_to_string("articles/public_page.html", context)


def card_of(
    edition: Edition, manifest: FrozenManifest, contents: Contents, facts: PageFacts, audience: AudiencePlan
) -> dict:
    """What lists say of a published article (see ``articles.site.published``), so that they need nothing but these
    rows. No list shows a pending one."""
    front = front_shown(shown_to(audience, manifest, contents))
    if facts.pending:
        return {"title": front.heading}
    language = {} if manifest.language == SILENT else {"language": manifest.language}
    return {
        **language,
        "title": front.heading,
        "question": front.question,
        "summary": front.summary,
        "topic": edition.article.topic,
        "published": facts.first_published.isoformat(),
        "updated": facts.words_changed.isoformat(),
        "last_reviewed": facts.last_reviewed.isoformat(),
        "next_review": facts.next_review.isoformat(),
        "authors": [person["name"] for person in facts.authors],
        "reviewers": [person["name"] for person in facts.reviewers],
    }


def shown_to(
    audience: AudiencePlan, manifest: FrozenManifest, contents: Contents
) -> list[tuple[SectionContent, Wording]]:
    """The sections that this audience reads, in order, each with its words."""
    plan = manifest.plan[audience.key]
    pairs = [(contents[pin.section], wording_from(contents[pin.section], plan[pin.section])) for pin in manifest.pins]
    return [(content, wording) for content, wording in pairs if wording is not None]


def front_shown(shown: list[tuple[SectionContent, Wording]]) -> Wording:
    return next(wording for content, wording in shown if content.is_front)


def cited_in_order(shown: list[tuple[SectionContent, Wording]]) -> list[str]:
    """The references of this audience's page, in the order of their first mention."""
    return list(dict.fromkeys(key for _, wording in shown for key in keys_cited_in(wording.html)))


def frame_context(edition: Edition, manifest: FrozenManifest, audience: AudiencePlan, front: Wording) -> dict:
    """Addresses, navigation and the choice of audience."""
    slug, topic = edition.article.slug, edition.article.topic
    return {
        "site_name": settings.SITE_NAME,
        "canonical": address_of_page(slug, audience),
        "language": manifest.language,
        "title": front.heading,
        "description": front.summary,
        "trail": [{"label": "Articles", "url": "/"}, *([{"label": topic, "url": ""}] if topic else [])],
        "audience": {"key": audience.key, "label": audience.label},
        "audiences": [audience_option(slug, one, audience) for one in manifest.audiences],
        "ask_url": f"/articles/{slug}/ask/?audience={audience.key}",
        "helpful_url": "",
    }


def trust_context(
    edition: Edition, manifest: FrozenManifest, facts: PageFacts, audience: AudiencePlan, front: Wording
) -> dict:
    """Who wrote and reviewed it, when, and what changed. A page that nobody has reviewed is not to be cited."""
    return {
        "status": facts.status,
        "pending": facts.pending,
        "authors": facts.authors,
        "editors": facts.editors,
        "interests": facts.interests,
        "funding": facts.funding,
        "ai": facts.ai,
        "reviewers": facts.reviewers,
        "approved_by": facts.approved_by,
        "first_signed": facts.first_signed,
        "last_signed": facts.last_signed,
        "last_updated": facts.last_updated,
        "last_reviewed": facts.last_reviewed,
        "next_review": None if facts.renewing else facts.next_review,
        "renewing": bool(facts.renewing),
        "changes": facts.changes,
        "board_url": "/board/",
        "policy_url": "/editorial-policy/",
        "check_url": f"/check/?code={facts.code}" if facts.code else "",
        "cite": "" if facts.pending else citation_of(front.heading, edition, facts, audience, manifest.language),
    }


def audience_option(slug: str, option: AudiencePlan, current: AudiencePlan) -> dict:
    """A link that keeps working without JavaScript: the choice is in the address."""
    url = page_path(slug, None if option.is_default else option.key)
    return {"key": option.key, "label": option.label, "url": url, "current": option.key == current.key}


def reference_files(slug: str, audience: AudiencePlan) -> list[dict]:
    """Where this page's references can be had for a reference manager."""
    page = page_path(slug, None if audience.is_default else audience.key)
    return [{"label": one.label, "url": f"{page}references.{one.suffix}"} for one in FORMATS.values()]


def related_links(facts: PageFacts, audience: AudiencePlan) -> list[dict]:
    """Links that keep the reader's choice; an article without this audience answers with its default page."""
    key = None if audience.is_default else audience.key
    return [
        {"url": page_path(one["slug"], key), "title": one["title"], "language": one["language"]}
        for one in facts.related
    ]


def review_notices(facts: PageFacts, shown: list[tuple[SectionContent, Wording]], language: str = SILENT) -> list[dict]:
    """That the page was changed urgently, that signatures are being renewed, or that a review is overdue: it stays, and
    says so."""
    renewing = [(content, wording) for content, wording in shown if content.section in facts.renewing]
    if not renewing:
        return standing_notices(facts)
    everything, others_hold = len(renewing) == len(shown), facts.urgent is None
    return [*standing_notices(facts), renewal_notice(renewing, everything, others_hold, language)]


def standing_notices(facts: PageFacts) -> list[dict]:
    """What page, ``/check/`` and dossier say alike: that it was changed urgently, or that its review is overdue."""
    urgent = [urgent_notice(facts.urgent)] if facts.urgent else []
    if not facts.overdue:
        return urgent
    due = f"{facts.next_review.day} {facts.next_review:%B %Y}"
    text = gettext(
        "This page was due to be reviewed again by %(due)s. What is known may have changed since it was signed."
    ) % {"due": due}
    return [*urgent, {"kind": "warning", "title": gettext("Review overdue"), "text": text}]


def renewal_notice(
    renewing: list[tuple[SectionContent, Wording]], everything: bool, others_hold: bool, language: str
) -> dict:
    """Which of these readers' sections are being signed again, and what still holds. Why is nobody's business here."""
    text = gettext("Their words have not changed since the board signed them.")
    if everything:
        text = gettext("All sections of this page. %(text)s") % {"text": text}
    elif others_hold:
        text = gettext("%(text)s The other sections have all their signatures.") % {"text": text}
    items = [
        {
            "url": "" if content.is_front else f"#{content.anchor}",
            "label": wording.heading,
            "text": "",
            "language": language,
        }
        for content, wording in renewing
    ]
    return {
        "kind": "info",
        "title": gettext("Some signatures on these sections are being renewed"),
        "text": text,
        "items": [] if everything else items,
    }


def urgent_notice(mark: UrgentMark) -> dict:
    """Why the page was changed before its review was complete, in which sections, and who stands for it."""
    on = localtime(mark.at)
    names = "; ".join(f"“{heading}”" for heading in mark.headings)
    text = gettext(
        "%(reason)s %(by)s, who leads the board, and at least one more member signed the new words on %(day)s %(on)s; "
        "the board’s full review of these sections is still under way: %(names)s."
    ) % {"reason": mark.reason, "by": mark.by, "names": names, "day": on.day, "on": f"{on:%B %Y}"}
    return {"kind": "warning", "title": gettext("Urgent safety change"), "text": text}


def evidence_notices(manifest: FrozenManifest, cited: list[str], notices: Mapping[str, Notice]) -> list[dict]:
    """The grave notices about this page's references, once more at its top: what can no longer be relied on, and, in
    milder words, what there is something newer than. Each names its reference and leads to it."""
    grave = [(number, key) for number, key in enumerate(cited, 1) if key in notices and notices[key].is_grave]
    boxes = [
        ("warning", gettext("About the evidence on this page"), [one for one in grave if not notices[one[1]].mild]),
        ("info", gettext("There is newer evidence than on this page"), [one for one in grave if notices[one[1]].mild]),
    ]
    return [
        {
            "kind": kind,
            "title": title,
            "items": [_evidence_item(number, manifest, notices, key) for number, key in some],
        }
        for kind, title, some in boxes
        if some
    ]


def _evidence_item(number: int, manifest: FrozenManifest, notices: Mapping[str, Notice], key: str) -> dict:
    return {"url": f"#ref-{number}", "label": manifest.references[key]["name"], "text": notices[key].text}


def citation_of(title: str, edition: Edition, facts: PageFacts, audience: AudiencePlan, language: str) -> str:
    """How to cite this audience's page, after the NLM's pattern for web pages: the language stands last, where it is
    not English."""
    english = primary(language) == "en"
    cited = gettext(
        "%(names)s. %(title)s%(stop)s %(site_name)s [Internet]. Edition %(edition)s, updated "
        "%(updated)s, reviewed %(reviewed)s. Available from: %(address_of_page)s"
    ) % {
        "names": ", ".join(person["name"] for person in facts.authors),
        "title": title if english else PLACE_OF_TITLE,
        "stop": "" if title.endswith(("?", "!", ".", "؟", "。")) else ".",
        "site_name": settings.SITE_NAME,
        "edition": edition.number,
        "updated": f"{facts.last_updated:%Y %b} {facts.last_updated.day}",
        "reviewed": f"{facts.last_reviewed:%Y %b} {facts.last_reviewed.day}",
        "address_of_page": address_of_page(edition.article.slug, audience),
    }
    if english:
        return cited
    marked = format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, direction(language), title)
    return mark_safe(f"{escape(cited)} {escape(name_of(language))}.".replace(PLACE_OF_TITLE, marked))  # all escaped


def images_in(
    shown: list[tuple[SectionContent, Wording]], manifest: FrozenManifest, audience: AudiencePlan
) -> list[dict]:
    """The pictures of this audience's page, in order, as search engines are told of them."""
    plan = manifest.plan[audience.key]
    pictures = [
        (one, one.said_to(plan[content.section])) for content, _ in shown for one in content.media if one.is_picture
    ]
    return [
        {
            "contentUrl": f"{settings.SITE_ADDRESS}{media_path(one.file)}",
            "width": manifest.media[one.file].width,
            "height": manifest.media[one.file].height,
            "caption": said.caption or said.alt,
            "creditText": one.credit,
            "copyrightNotice": one.licence,
        }
        for one, said in pictures
    ]


def page_json_ld(
    edition: Edition,
    manifest: FrozenManifest,
    facts: PageFacts,
    audience: AudiencePlan,
    front: Wording,
    cited: list[str],
    images: list[dict],
) -> dict:
    """The page's facts for search engines."""
    return json_ld(
        language=manifest.language,
        title=front.heading,
        summary=front.summary,
        topic=edition.article.topic,
        slug=edition.article.slug,
        number=edition.number,
        audience=audience,
        facts=facts,
        references=[manifest.references[key]["csl"] for key in cited],
        images=images,
    )
