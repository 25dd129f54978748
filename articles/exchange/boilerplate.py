"""Lines of a page that are not the article: menus, advertisements, sharing, sign-ups, disclaimers, captions, labels.

Two kinds of evidence: what a whole line says (a table of phrases, each with the reason that is reported), and what
surrounds it (a list of contents, a group of related links, a line that stands on the page twice). Nothing is
dropped: what is set apart is reported with its line.
"""

import re
from collections import Counter
from collections.abc import Iterable

from .blocks import CELL, HEADING, ITEM, PARAGRAPH, PICTURE, Block
from .citation_marks import WEAK_TAIL
from .patterns import ends_sentence, is_prose

ADVERTISEMENT, MAX_ADVERTISED, MAX_CAPTION = "advertisement", 3, 25
_ENDS = re.compile(r"\b(?:ends?|continues?|continue reading)\b", re.I)
MENU, CONTENTS, RELATED = "menu", "table of contents", "related links"
DISCLAIMER, CAPTION, LABEL = "disclaimer", "picture caption", "loose label"


def _whole(*patterns: str) -> re.Pattern:
    return re.compile(rf"(?:{'|'.join(patterns)})[\s:.!…»›>→]*", re.I)


_LINES: list[tuple[str, re.Pattern]] = [
    (
        ADVERTISEMENT,
        _whole(
            r"advertisements?", r"ads?", r"sponsored(?: content| links?| by\b.{0,60})?", r"promoted(?: content)?",
            r"advertisement\s*[-–—:]\s*.{0,60}",
            r"(?:end of )?(?:advertisement|ad|advert)s?(?: ends?| end here)?",
            r"(?:advertisement|advert|ad)s? (?:continues?|starts?|begins?)(?: reading)?(?: below| here)?",
            r"(?:story|article) continues below.{0,40}",
            r"continue reading below", r"skip (?:ad|advert(?:isement)?)", r"paid (?:content|partnership)",
            r"remove ads?", r"[^.]{0,100}\b\d{1,2} ?% (?:off|discount)\b[^.]{0,60}",
            r"why this ad\??", r"report this ad", r"ad feedback",
            r"(?:take|start|try) (?:the|our|this|your|a) .{0,40}(?:test|quiz|assessment|trial)(?: now| today)?",
            r"(?:free |online |anxiety |depression |stress |adhd |self[- ])+(?:test|quiz|screening)",
        ),
    ),
    (
        MENU,
        _whole(
            r"(?:main |site |navigation |open |close |toggle |hamburger )*(?:menu|navigation|search)",
            r"skip to (?:the )?(?:main )?(?:content|navigation|search|footer)", r"home(?: ?page)?",
            r"back to (?:the )?top",
            r"(?:go )?back", r"next(?: article| page)?", r"prev(?:ious)?(?: article| page)?", r"view all",
            r"see all(?: \w+)?",
            r"log ?(?:in|out)(?: or (?:sign up|register))?", r"sign ?(?:in|out)", r"my account", r"register",
            r"basket|cart",
            r"about(?: us)?", r"contact(?: us)?", r"careers", r"press", r"site ?map", r"help cent(?:re|er)",
            r"a ?[-–] ?z(?: (?:index|list|of .{1,30}))?", r"health a ?[-–] ?z",
            r"english|espa[nñ]ol|fran[cç]ais|deutsch",
            r"(?:you are|you're) here", r"close", r"open", r"expand(?: all)?", r"collapse(?: all)?",
            r"show (?:more|less)",
            r"read (?:more|less|next|on)", r"(?:learn|find out|discover) more", r"load more", r"more", r"loading",
            r"(?:terms|conditions)(?: (?:of|and) (?:use|service|conditions))?(?: of use)?",
            r"privacy(?: (?:policy|notice|centre|center|settings))?",
            r"accessibility(?: statement)?", r"editorial (?:policy|process|guidelines|team)", r"advertising policy",
            r"our (?:team|editorial process|process|experts?|policies)", r"why trust us\??", r"do not sell.{0,50}",
            r"find a (?:doctor|therapist|provider|pharmacy)", r"make an appointment", r"book (?:an? )?appointment",
        ),
    ),
    (
        "cookie notice",
        _whole(
            r"(?:accept|reject|decline|allow|manage|customi[sz]e|necessary)(?: all| only)?(?: necessary|"
            r" essential| optional)?(?: cookies| preferences| settings)?",
            r"cookies?(?: (?:settings|policy|preferences|notice))?", r"(?:i|got) (?:agree|it)", r"your privacy choices",
            r"(?:we|this (?:web)?site) uses? (?:essential |optional )?cookies.{0,400}", r"we and our partners .{0,400}",
            r"we care about your privacy", r"(?:we )?value your privacy",
        ),
    ),
    (
        "sharing and tools",
        _whole(
            r"(?:share|print|e-?mail|save|bookmark|copy|pin|tweet|post|listen|download|cite)(?: (?:this|"
            r"the))?(?: (?:article|page|post|link|url|story|pdf))?",
            r"share (?:on|via|to|with) .{1,40}",
            r"(?:facebook|twitter|x|linkedin|pinterest|whatsapp|instagram|reddit|youtube|tiktok|telegram|messenger)",
            r"share on:?", r"copy link", r"link copied", r"(?:print|pdf) (?:version|this page)", r"text size",
            r"[aA][+-]",
            r"follow us(?: on .{1,40})?", r"add to (?:favou?rites|reading list)",
            r"listen to (?:this|the) article.{0,40}",
            r"\d{1,3}\s*(?:shares?|likes?|comments?|views?)", r"reply", r"like", r"comments?",
            r"leave a (?:comment|reply)",
        ),
    ),
    (
        "newsletter sign-up",
        _whole(
            r"(?:subscribe|sign up|join)(?: now| today| here| free)?(?: (?:to|for) .{1,80})?",
            r"(?:our |the |free )*newsletters?(?: sign ?-?up)?",
            r"get .{1,60} (?:in|to|delivered to) your inbox.{0,60}", r"(?:enter )?your e-?mail(?: address)?",
            r"no spam.{0,60}",
            r"(?:stay|keep) (?:in the loop|informed|up to date|in touch).{0,60}",
            r"thanks? (?:you )?for (?:subscribing|signing up).{0,40}",
            r"e-?mail address",
        ),
    ),
    (
        "reader feedback",
        _whole(
            r"(?:was|is|did) (?:this|the)(?: (?:page|article|information|content|answer|"
            r"section))?.{0,40}(?:helpful|useful|help you|help).{0,10}",
            r"(?:did you find|how helpful was|rate) this.{0,60}", r"yes", r"no", r"yes ?[/|· ] ?no",
            r"(?:send|give|leave|share|submit)(?: us)?(?: your)? feedback",
            r"feedback", r"report (?:a|an) (?:problem|error|mistake).{0,40}", r"thank you for your feedback",
            r"submit", r"how did we do\??",
        ),
    ),
    (
        "audience choice",
        _whole(
            r"which (?:best )?describes you(?: best)?\??.{0,120}", r"your choice helps us use language.{0,100}",
            r"i(?:['’]m| am) (?:an? )?(?:patient|carer|caregiver|clinician|doctor|nurse|pharmacist|student|"
            r"parent|(?:health(?:care)? )?professional|hcp)\b.{0,60}",
            r"i care for someone.{0,60}",
            r"(?:for|version for) (?:patients|professionals|clinicians|health(?:care)? professionals|carers|"
            r"caregivers)",
            r"(?:patient|professional|clinician) version",
            r"(?:switch to|view)(?: the)? (?:patient|professional|clinician|hcp).{0,30}",
        ),
    ),
    (
        "left-over note",
        _whole(r"[\[{<]+\s*(?:insert|add|place|put|todo|to do|tbc|tbd|tk|check|xxx*)\b[^\]]{0,120}[\]}>]+"),
    ),
    (
        CAPTION,
        _whole(
            r"(?:image|photo|photograph|picture|illustration|graphic|video|credit|image credit|photo credit|"
            r"picture credit)s?\s*(?:by|:|©|courtesy of)\s*.{1,200}",
            r"(?:photo|image|illustration) ?(?:credit|courtesy).{0,150}",
            r".{0,150}(?:getty images|shutterstock|istock(?:photo)?|adobe ?stock|unsplash|pexels|"
            r"alamy)(?:[/ ].{0,80})?",
            r"\[?(?:image|photo|picture|figure|video|embedded (?:video|content))\]?",
            r"(?:fig\.|figure|photo|picture)\s*\d{1,2}\s*[:.–—-]\s.{1,300}",
            r"(?:table|figure|fig\.?|box|chart)\s*\d{1,2}", r"enlarge(?: image)?",
            r"(?:click|tap) to (?:enlarge|zoom|play).{0,40}",
            r"(?:play|watch)(?: the)? video.{0,60}", r"\d{1,2}:\d{2}",
        ),
    ),
    (
        "copyright notice",
        _whole(r"(?:©|\(c\)|copyright\b).{0,300}", r".{0,120}all rights reserved.{0,120}",
        r".{0,60}is a registered (?:trade ?mark|charity).{0,200}"),
    ),
    (
        LABEL,
        _whole(
            r"\d{1,3}[- ]min(?:ute)?s?(?: read)?", r"(?:estimated )?reading time.{0,30}",
            r"\d{1,3} minutes? to read",
            r"(?:new|updated|popular|trending|featured|exclusive|evidence[- ]based|expert[- ]reviewed)",
            r"fact[- ]checked", r"(?:medically )?reviewed", r"question|answer", r"trusted source",
            r"peer[- ]reviewed", r"tags?", r"topics?", r"categor(?:y|ies)",
            r"approved|under review|submitted",
        ),
    ),
]  # fmt: skip

_ABOUT_PAGE = (
    r"(?:information|article|page|content|contents|site|website|material|guide|text|service|product)s?\b[^.]{0,120}"
)
_DISCLAIMER = re.compile(
    r"^(?:medical )?disclaimer\b|^(?:[\w’'-]+\s){0,4}disclaimers?[.:]?$|"
    r"not (?:intended|meant|designed) (?:as|to (?:be|provide|replace|constitute|substitute))[^.]{0,60}"
    r"(?:advice|diagnosis|substitute|replacement|recommendation)|"
    rf"{_ABOUT_PAGE}(?:is|are) not a substitute for|"
    rf"{_ABOUT_PAGE}(?:not|n['’]t|cannot)[^.]{{0,40}}(?:replace|substitute|constitute|be used (?:as|for))[^.]{{0,60}}"
    r"(?:advice|care|diagnosis|treatment|consultation)|"
    r"(?:information(?:al)?|education(?:al)?)(?: (?:and|or) (?:information(?:al)?|"
    r"education(?:al)?))? (?:purposes? only|use only|only)\b|"
    rf"{_ABOUT_PAGE}for (?:general )?(?:information(?:al)?|educational)(?: and (?:information(?:al)?|"
    rf"educational))? purposes|"
    r"always seek the (?:advice|guidance) of (?:your|a) |never disregard professional|"
    r"does not (?:provide|offer|give|constitute) (?:any )?(?:medical|professional) advice|pending (?:human|"
    r"medical) review|"
    r"(?:no|not) (?:responsible|liable|liability|responsibility) for (?:the content|any (?:loss|damage|errors))",
    re.I,
)
_RELATED_HEADING = _whole(
    r"(?:related|similar|recommended|suggested|popular|latest|trending|more|featured|recent)"
    r" (?:articles?|posts?|stories|reading|topics?|content|pages?|links?|guides?|news)(?: (?:from|on|about|for|"
    r"in) .{1,40})?",
    r"related(?: \w{1,20}){0,2}", r"recommended(?: for you)?",
    r"you (?:may|might) (?:also )?(?:like|be interested in|enjoy).{0,20}",
    r"read (?:this )?next", r"up next", r"see also", r"external links", r"keep reading",
    r"more (?:from|like) .{1,40}", r"most (?:read|popular|viewed).{0,20}",
    r"people also (?:ask|read|viewed).{0,10}", r"explore(?: more)?(?: topics?)?", r"quick links",
    r"trending(?: now)?", r"what to read next",
    r"our (?:products|services|apps?)",
)  # fmt: skip
_CONTENTS_HEADING = _whole(
    r"(?:table of )?contents", r"(?:on|in) this (?:page|article|guide|section|post)", r"jump to(?: section)?",
    r"(?:article|page) (?:contents|sections|navigation)",
    r"what(?:['’]s| is) (?:in|on) this (?:page|article)", r"sections?", r"skip to(?: section)?", r"quick navigation",
)  # fmt: skip
_BREADCRUMB = re.compile(
    r"[^.!?\d>›»→]{1,40}(?:[>›»→](?!\s?\d)[^.!?>›»→]{1,80})+|[^.!?\d/]{2,40}(?:/[^.!?/]{2,80}){2,}"
)
_CRUMBS = re.compile(r"[^.!?\d>›»→]{1,40}(?:\s[>›»→]\s?[^.!>›»→]{1,80}){2,}")
_MENU_BAR = re.compile(r"[^|•·.!?\d]{1,40}(?:[|•·][^|•·.!?\d]{1,40}){2,}")
_ABOUT_AUTHOR = _whole(
    r"about the (?:authors?|reviewers?|editors?|writers?|contributors?)", r"meet (?:the|our) .{1,40}",
    r"(?:author|reviewer) bio(?:graphy)?",
)  # fmt: skip


def reason_for(text: str) -> str:
    """Why a line is not the article's text, judging by its words alone; "" if it may be."""
    if len(text) <= 400:
        for reason, pattern in _LINES:
            if pattern.fullmatch(text):
                return reason
    if is_disclaimer(text):
        return DISCLAIMER
    if len(text) <= 250 and _CRUMBS.fullmatch(text):
        return MENU
    if len(text) <= 250 and not ends_sentence(text) and (_BREADCRUMB.fullmatch(text) or _MENU_BAR.fullmatch(text)):
        return MENU
    return ""


def is_disclaimer(text: str) -> bool:
    """Whether it says that the page gives no medical advice; only short enough texts, or those that begin so."""
    if len(text) > 1500:
        return False
    found = list(_DISCLAIMER.finditer(text))
    return len(found) >= 2 or any(match.start() < 120 for match in found)


def set_apart_by_words(blocks: Iterable[Block]) -> None:
    """Give every block whose words are boilerplate its reason. Cells and headings marked up as such are spared
    unless their words are plain."""
    for block in blocks:
        if block.apart:
            continue
        if block.kind == PICTURE:
            block.apart = "picture"
        elif block.kind != CELL:
            reason = reason_for(block.text) or reason_for(block.text.strip(" -–—=*_~"))
            block.apart = "" if reason == MENU and block.kind == ITEM and ">" in block.text else reason


def set_apart_neighbours(blocks: list[Block]) -> None:
    """Between empty lines: a few short lines under "Advertisement" are advertised, and one line over a picture's
    credit describes the picture."""
    for index, block in enumerate(blocks):
        group = _same_group(blocks, index) if block.gap else []
        if block.apart == ADVERTISEMENT:
            _set_apart(_until_it_ends(blocks, index), ADVERTISEMENT)
        if block.apart == ADVERTISEMENT and len(group) <= MAX_ADVERTISED:
            if not any(is_prose(other.text) for other in group):
                _set_apart(group, ADVERTISEMENT)
        elif len(group) == 1 and group[0].apart == CAPTION and not block.apart and block.kind == PARAGRAPH:
            is_title = not any(other.words >= 3 and not other.apart for other in blocks[:index])
            block.apart = "" if is_title or block.words > MAX_CAPTION else CAPTION


def _until_it_ends(blocks: list[Block], index: int) -> list[Block]:
    """The few short lines up to a line that says that the advertisement ends or the page goes on."""
    group = blocks[index + 1 : index + 2 + MAX_ADVERTISED]
    ends = (place for place, other in enumerate(group) if other.apart == ADVERTISEMENT and _ENDS.search(other.text))
    found = group[: next(ends, 0)]
    return [] if any(is_prose(other.text) for other in found) else found


def _same_group(blocks: list[Block], index: int) -> list[Block]:
    """The blocks after this one, up to the next empty line."""
    end = index + 1
    while end < len(blocks) and not blocks[end].gap:
        end += 1
    return blocks[index + 1 : end]


def set_apart_groups(blocks: list[Block]) -> set[str]:
    """Set apart lists of contents and groups of related links. Returns the texts that a list of contents names,
    which are headings wherever else they stand."""
    named: set[str] = set()
    for index, block in enumerate(blocks):
        if block.apart and block.apart != MENU:
            continue
        if _CONTENTS_HEADING.fullmatch(block.text):
            group = _contents_after(blocks, index)
            if group:
                named |= {fold(item.text) for item in group}
                _set_apart([block, *group], CONTENTS)
        elif len(block.text) <= 90 and _RELATED_HEADING.fullmatch(block.text):
            _set_apart([block, *_links_after(blocks, index)], RELATED)
        elif _ABOUT_AUTHOR.fullmatch(block.text):
            _set_apart([block, *_about_after(blocks, index)], "about the author")
    return named


def _set_apart(blocks: Iterable[Block], reason: str) -> None:
    for block in blocks:
        block.apart = block.apart or reason


def fold(text: str) -> str:
    """For comparing headings: words only, in lower case, numbers in front left off."""
    return re.sub(r"^\d+(?:\.\d+)*\s+", "", " ".join(re.findall(r"\w+", text.lower())))


def _contents_after(blocks: list[Block], index: int) -> list[Block]:
    """The short lines after "Contents" that stand on the page a second time, further down."""
    later = Counter(
        words for block in blocks[index + 1 :] for words in {fold(block.text), fold(WEAK_TAIL.sub("", block.text))}
    )
    group: list[Block] = []
    for block in blocks[index + 1 :]:
        text = fold(block.text)
        if (
            block.apart in ("", MENU)
            and not is_prose(block.text)
            and later[text] >= 2
            and text not in map(fold_block, group)
        ):
            group.append(block)
        elif not block.apart:
            break
    return group


def fold_block(block: Block) -> str:
    """The block's words, for comparing."""
    return fold(block.text)


def _links_after(blocks: list[Block], index: int) -> list[Block]:
    """The short lines after "Related articles"; a heading over prose ends them."""
    group: list[Block] = []
    heading = blocks[index]
    for offset, block in enumerate(blocks[index + 1 :], start=index + 1):
        if block.apart:
            continue
        following = next((other for other in blocks[offset + 1 :] if not other.apart), None)
        begins_text = following is not None and is_prose(following.text) and block.kind != ITEM
        ends = block.kind == HEADING and (not heading.certain or block.level <= heading.level or begins_text)
        if (
            ends
            or block.text.endswith(".")
            or is_prose(block.text)
            or (block.kind == PARAGRAPH and begins_text)
            or _closes(block.text)
        ):
            break
        group.append(block)
    return group


_REFERENCES = re.compile(r"references?|sources?|bibliography|works cited|citations?", re.I)


def _closes(text: str) -> bool:
    return bool(_REFERENCES.fullmatch(text.strip(" :")))


def _about_after(blocks: list[Block], index: int) -> list[Block]:
    """What follows "About the author": up to two lines of prose with the labels between them."""
    group: list[Block] = []
    for block in blocks[index + 1 :]:
        if block.apart:
            continue
        if block.kind == HEADING or _closes(block.text) or sum(is_prose(item.text) for item in group) >= 2:
            break
        group.append(block)
    return group


def set_apart_repeated(blocks: list[Block]) -> None:
    """A short line that stands on the page three times over is a button or a label, wherever it stands."""
    count = Counter(fold_block(block) for block in blocks if not block.apart and block.words <= 6)
    for block in blocks:
        plain = block.kind == PARAGRAPH and not block.certain and not ends_sentence(block.text)
        if plain and not block.apart and block.words <= 6 and count[fold_block(block)] >= 3:
            block.apart = LABEL
