"""What a site says about itself among the lines of an article: markers of advertisements, labels that were run together
with the sentence behind them, controls for the reader, and labels that stand between a heading and its text.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from .blocks import CELL, HEADING, Block, cut, strip_runs
from .bylines import dated_start
from .patterns import word_set

GLUED, CONTROL, INVITATION = "notice of the site", "control of the page", "invitation to ask"
MAX_TOP = 25  # blocks from the top among which a site presents itself
MAX_BETWEEN = 8  # blocks between the marker of an advertisement and that of its end
_FRAME = " -–—=*_~•·|<>[]#"
_STARTERS = (
    "Every|Each|All|This|These|The|Our|We|View|Read|Learn|Find|Click|See|Show|Written|Updated|Reviewed|Last|Medically|"
    "Fact|Meet|About|More|Edited|Published|Checked|Is|Are|It|You|Your|For|In|Why|How|What|Who|When"
)
_GLUED = re.compile(rf"(?P<label>(?:[A-Z][\w’'&-]*\s){{0,6}}[A-Z]?[a-z]{{2,}})(?P<rest>(?:{_STARTERS})\b.*)", re.S)
_CONTROL = re.compile(
    r"\b(?:help|lets?|allows?|tell|enables?)\s+us\b|\b(?:personali[sz]|customi[sz])e\b|\bdescribes? you\b|"
    r"\byour (?:answers?|choices?|preferences?|selections?|settings)\b|"
    r"\b(?:choose|select|pick|change|switch)\b[^.?!]{0,40}\b(?:wording|language|version|view|audience|role|level|mode)\b",
    re.I,
)
_SITE, _READER = re.compile(r"\b(?:us|we|our)\b", re.I), re.compile(r"\byour?\b|\byou\b|\bi(?:['’]m| am)\b", re.I)
_LONE_CONTROL = re.compile(
    r"(?:personali[sz]e|customi[sz]e|preferences|settings|options|filters?|sort by|change (?:view|mode|language)|"
    r"(?:dark|light|reading) mode|listen|play|pause|mute|audio|translate|text to speech)[\s:.!…]*",
    re.I,
)
_LABEL_WORDS = word_set(
    """medical medically clinical health expert experts editorial editor’s editor's editors advisory advertiser
    affiliate disclosure disclosures board panel team reviewed review reviewer notice notices alert alerts policy
    policies statement statements process standards note notes important sponsor sponsored partner content fact checked
    verified trusted evidence based science backed professional advice update updates news article page our and & the
    of"""
)
_LABEL_HEADS = word_set(
    """advisory advertiser affiliate disclosure disclosures board panel notice alert policy statement process standards
    sponsor sponsored partner checked verified reviewed backed based"""
)
_STATUS = re.compile(r"(?:[\w’'-]+\s){0,4}(?:status|workflow|stage|progress)\s*:?", re.I)
_STATE = re.compile(
    r"(?:draft|submitted|(?:under|in|for|awaiting) review|reviewed|approved|published|pending|rejected|live)", re.I
)
_INVITES = re.compile(
    r"\b(?:have|got|any)\s+(?:(?:a|an|any|more|other|further|follow[- ]?up)\s+){1,3}questions?\b|^any questions\?$|"
    r"\bask (?:us|our|the|a|any|an)\b[^.?!]{0,50}\b(?:question|assistant|expert|doctor|chatbot|pharmacist)s?\b|"
    r"\bstill have questions\b",
    re.I,
)


def without_frame(text: str) -> str:
    """The words of a line without the dashes and signs drawn around them."""
    return text.strip(_FRAME)


def is_page_label(text: str) -> bool:
    """Whether a short line is nothing but a label of the page ("Medical Advisory", "Editorial Standards")."""
    words = [word.strip(":") for word in text.lower().split()]
    return 1 < len(words) <= 4 and all(word in _LABEL_WORDS for word in words) and bool(_LABEL_HEADS & set(words))


def invites(text: str) -> bool:
    """Whether a line invites to ask something of the site."""
    return len(text.split()) <= 40 and _INVITES.search(text) is not None


def set_apart_notices(blocks: list[Block]) -> None:
    """Give what the site says of itself its reason: near the top, controls and glued labels; anywhere, what stands
    between an advertisement's markers, and labels between a heading and its text."""
    for index, block in enumerate(blocks):
        if block.apart or block.kind == CELL:
            continue
        if index < MAX_TOP:
            block.apart = _top_reason(block)
        if not block.apart and is_page_label(block.text) and not block.certain:
            block.apart = "loose label"
    _over_states(blocks)
    _between_markers(blocks)


def _over_states(blocks: list[Block]) -> None:
    """The words of a workflow ("Submitted", "Approved") and the line over them sign nothing here."""
    for index, block in enumerate(blocks[:-1]):
        if _STATUS.fullmatch(block.text) and _STATE.fullmatch(blocks[index + 1].text):
            block.apart = block.apart or "loose label"


def _top_reason(block: Block) -> str:
    glued = _GLUED.fullmatch(block.text)
    if glued and not block.certain and len(glued["rest"].split()) > 1:
        return GLUED
    if _LONE_CONTROL.fullmatch(block.text):
        return CONTROL
    speaks = bool(_SITE.search(block.text)) and bool(_READER.search(block.text))
    return CONTROL if speaks and block.words <= 40 and _CONTROL.search(block.text) else ""


def _between_markers(blocks: list[Block]) -> None:
    begins = [index for index, block in enumerate(blocks) if _marks_advert(block) and not _ends_advert(block)]
    for begin in begins:
        following = blocks[begin + 1 : begin + 2 + MAX_BETWEEN]
        end = next((at for at, block in enumerate(following) if _marks_advert(block)), None)
        if end is not None and _ends_advert(following[end]):
            for block in following[:end]:
                block.apart = block.apart or "advertisement"


def _marks_advert(block: Block) -> bool:
    return block.apart == "advertisement" and bool(re.match(r"\W*(?:advert|ad\b|sponsor)", block.text, re.I))


def _ends_advert(block: Block) -> bool:
    return bool(re.search(r"\b(?:ends?|end of (?:ad|advert\w*))\W*$", block.text, re.I))


def split_dates(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, in two where a date and the label of a link were run together: "March 3, 2026View policy"."""
    parted: list[Block] = []
    for block in blocks:
        end = dated_start(block.text) if block.kind not in (CELL, HEADING) and block.words <= 20 else 0
        raw_end = block.raw.find(block.text[:end]) + end if end else 0
        if end and re.match(r"[A-Z][a-z]", block.text[end:]) and raw_end >= end:
            rest = replace(block, runs=strip_runs(cut(block.runs, raw_end)), apart=CONTROL, gap=False, ids=())
            block.runs = strip_runs(cut(block.runs, 0, raw_end))
            parted += [block, rest]
        else:
            parted.append(block)
    return parted
