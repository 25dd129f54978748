"""Which lines are headings where nothing marks them as such, and what kind of section a heading announces.

Every rule looks at a line and its neighbours; those that judge words alone only ever tip a balance.
"""

import re
from collections.abc import Collection

from .blocks import HEADING, ITEM, PARAGRAPH, Block, Run
from .boilerplate import LABEL, fold
from .citation_marks import WEAK_TAIL
from .patterns import ends_sentence, has_sentence_break, has_sentence_within, is_prose

MAX_WORDS, MAX_CHARACTERS = 16, 120
_KINDS: list[tuple[str, re.Pattern]] = [
    ("help", r"when (?:to|should (?:i|you)) (?:see|get|seek|call|contact|ask|worry|talk|speak|go)\b|"
    r"seek(?:ing)? (?:medical )?(?:help|advice|attention|care)|get(?:ting)? (?:medical )?help|emergency|"
    r"red flags?|warning signs?|urgent|call (?:999|911|112|your)|when to (?:be concerned|refer)"),
    ("dosing", r"\bdos(?:e|es|age|ing)\b|how (?:much|often) (?:to|should)|how (?:to|do (?:i|you)) (?:take|use)|"
    r"how (?:is|are) (?:it|they|\w+) (?:taken|given)|taper|stopping|coming off|administration"),
    ("risks", r"\brisks?\b|side[- ]effects?|adverse|complications?|dangers?|harms?|safety|precautions?|"
    r"warnings?|interactions?|contraindications?|who should(?: not|n['’]t)|is it safe|is \w+ safe"),
    ("benefits", r"\bbenefits?\b|advantages?|how (?:well|effective)|(?<!how )does it (?:work|help)|effectiveness|"
    r"efficacy|what (?:helps|works)"),
    ("resource", r"questions? to ask|resources?|support groups?|helplines?|checklist|diary|further (?:help|"
    r"information|reading)|useful links"),
]  # fmt: skip
_COMPILED = [(kind, re.compile(pattern, re.I)) for kind, pattern in _KINDS]
_KNOWN = re.compile(
    r"\W*(?:\d+[.)]\s*)?(?:what|when|why|how|who|where|can|could|do|does|is|are|should|will|which|causes?|"
    r"symptoms?|signs|treatments?|diagnosis|"
    r"prevention|outlook|prognosis|summary|overview|introduction|background|conclusions?|takeaways?|"
    r"the bottom line|bottom line|key (?:points|takeaways|facts)|"
    r"faqs?|frequently asked|types?|risk factors?|risks?|benefits?|side effects?|complications?|dosage|dosing|"
    r"living with|home remedies|self[- ]care|"
    r"management|tests?|definition|in short|at a glance|tips|coping|interactions?|warnings?|other)\b", re.I
)  # fmt: skip
_DOTTED = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?\s+\S")
_NOT_A_HEADING = re.compile(r"^\W*$|^[a-z(]|https?://|www\.|@\w|^[\d\s.,/%-]+$")


def section_kind(heading: str) -> str:
    """The kind of section that a heading announces; "body" unless its words are plain."""
    for kind, pattern in _COMPILED:
        if pattern.search(heading):
            return kind
    return "body"


def could_head(text: str) -> bool:
    """Whether a line has the shape of a heading: short, capital first, one sentence, no full stop."""
    bare = WEAK_TAIL.sub("", text)
    short = len(bare) <= MAX_CHARACTERS and 1 <= len(bare.split()) <= MAX_WORDS
    if not short or _NOT_A_HEADING.search(bare) or has_sentence_break(bare) or has_sentence_within(bare):
        return False
    if _UNFINISHED.search(bare):
        return False  # "Symptoms may include" leads to a list
    claims = len(bare.split()) >= 8 or (len(bare.split()) >= 3 and _CLAIMS.search(bare))
    if bare != text and claims and bare[-1:] != "?":
        return False  # a claim with its citation, which lost its stop
    return bare[-1] == "?" or not (ends_sentence(bare) or bare[-1] in ",;:–—-")


def is_known(text: str) -> bool:
    """Whether it begins as headings of health pages do."""
    return _KNOWN.match(text) is not None


_UNFINISHED = re.compile(r"\b(?:the|an?|and|or|such as|includes?|including|following|your|may be|can be)$", re.I)
_CLAIMS = re.compile(
    r"\b(?:is|are|was|were|be|been|can|may|might|could|should|must|will|has|have|had|do|does|did|need|needs|occurs?|"
    r"causes?|leads?|helps?|affects?|improves?|reduces?|increases?|takes?|starts?|begins?|lasts?|fades?)\b"
)
_TERM = re.compile(r"[A-Z][\w' /()-]{1,40}\s[–—-]\s\S")  # "Walking - it uses up adrenaline"


class HeadingFinder:
    """Marks the headings among the blocks of a page (those that are neither apart nor references).

    ``contents`` are the texts that the page's own list of contents names; ``trusted`` tells that the page marks its
    headings up, so that lines are not guessed at.
    """

    def __init__(self, blocks: list[Block], contents: Collection[str], *, trusted: bool):
        self.blocks = blocks
        self.contents = contents
        self.trusted = trusted
        self.tight = not any(block.gap for block in blocks[1:])

    def mark(self) -> None:
        """Turn blocks into headings and items in place; loose labels get their reason in ``apart``."""
        self._numbered_items()
        bold = self._bold_lines()
        if self.trusted:
            return
        if bold >= 2:
            self._listed_in_contents()
        else:
            self._loose_lists()
            self._lines()

    # Numbered headings

    def _numbered_items(self) -> None:
        """ "1. Stress response" over paragraphs is a heading; "1. Take it with food" followed by 2 and 3, a list."""
        for run in self._runs_of_numbers():
            if all(could_head(self.blocks[index].text) for index in run) and self._over_prose(run):
                parent = self._introduced(run[0])
                for number, index in enumerate(run, start=1):
                    self._number_heading(self.blocks[index], number, 3 if parent else 2)

    def _runs_of_numbers(self) -> list[list[int]]:
        """Ordered items that count on from each other, whatever stands between them. Of a list that is marked up as
        such, only one with a single item can be a heading."""
        runs: list[list[int]] = []
        sizes: dict[int, int] = {}
        for block in self.blocks:
            sizes[block.list_id] = sizes.get(block.list_id, 0) + 1
        for index, block in enumerate(self.blocks):
            if block.kind != ITEM or not block.ordered or block.level or block.inside:
                continue
            if block.certain and sizes[block.list_id] > 1:
                continue
            last = self.blocks[runs[-1][-1]] if runs else None
            goes_on = last is not None and (block.certain or block.number == (last.number or 0) + 1)
            if goes_on:
                runs[-1].append(index)
            else:
                runs.append([index])
        return runs

    def _over_prose(self, run: list[int]) -> bool:
        over = [index for index in run if self._followed_by_text(index)]
        inner = [index for index in run[:-1] if index in over]
        if len(run) == 1:
            return bool(over)
        return len(inner) >= 0.5 * (len(run) - 1) and bool(inner)

    def _followed_by_text(self, index: int) -> bool:
        following = self._after(index)
        return (
            following is not None and following.kind == PARAGRAPH and (is_prose(following.text) or following.words > 8)
        )

    def _introduced(self, index: int) -> bool:
        """Whether a heading without a number stands over the first numbered one, so that these are parts of it."""
        for before in reversed(self.blocks[:index]):
            if before.kind == HEADING:
                return before.level >= 2
            if before.kind == PARAGRAPH and not before.apart and could_head(before.text) and not is_prose(before.text):
                return not self.trusted
        return False

    def _number_heading(self, block: Block, number: int, level: int) -> None:
        marker = block.marker or f"{number}."
        block.kind, block.level, block.marker = HEADING, level, ""
        block.runs = [Run(f"{marker} "), *block.runs]

    # Bold lines

    def _bold_lines(self) -> int:
        """A short line that is bold from end to end, over text that is not: a heading of people who know no styles.
        Returns how many there are."""
        found = 0
        levels = [block.level for block in self.blocks if block.kind == HEADING]
        level = min(levels) + 1 if levels else 2
        for index, block in enumerate(self.blocks):
            alone = block.kind == PARAGRAPH and not block.inside and block.all_bold
            if alone and could_head(block.text.rstrip(":")) and self._over_plain(index):
                block.kind, block.level = HEADING, level
                block.runs = block.without_marks("strong").runs
                found += 1
        return found

    def _over_plain(self, index: int) -> bool:
        following = self._after(index)
        bold_text = following is not None and following.all_bold and following.kind == PARAGRAPH
        return following is not None and not (bold_text and is_prose(following.text))

    # Lists without bullets

    def _loose_lists(self) -> None:
        """Short lines after one that ends with a colon, or three and more that stand close together, are a list."""
        index = 0
        while index < len(self.blocks):
            run = self._loose_run(index)
            for number in run:
                self.blocks[number].kind = ITEM
                self.blocks[number].level = 0
            index = max(run) + 1 if run else index + 1

    def _loose_run(self, index: int) -> list[int]:
        intro = self.blocks[index]
        leads = intro.text.endswith(":") or (intro.words <= 20 and _UNFINISHED.search(intro.text))
        if intro.kind == PARAGRAPH and leads and intro.words >= 2:
            return self._without_heading(self._short_lines(index + 1, after_colon=True))
        if intro.kind == PARAGRAPH and intro.gap and not self.tight and self._is_item_like(intro):
            run = self._short_lines(index, after_colon=False)
            if len(run) >= 3 and is_known(intro.text):
                run = run[1:]
            return run if len(run) >= 3 else []
        return []

    def _short_lines(self, start: int, *, after_colon: bool) -> list[int]:
        run: list[int] = []
        all_apart = after_colon  # every line so far has an empty line before it
        for index in range(start, len(self.blocks)):
            block = self.blocks[index]
            all_apart = all_apart and block.gap
            close = index == start or self.tight or not block.gap or all_apart
            whole = after_colon and not self.tight and close and not block.gap and block.words <= 40
            if not close or not (self._is_item_like(block) or whole) or self._differs(run, block):
                break
            run.append(index)
        return run if len(run) > 1 else []

    def _differs(self, run: list[int], block: Block) -> bool:
        """Items are alike: all with a full stop or all without, all "Term - what it is" or none."""
        if not run:
            return False
        first = self.blocks[run[0]].text
        stops = len({ends_sentence(self.blocks[index].text) for index in run}) == 1
        return (bool(_TERM.match(first)) and not _TERM.match(block.text)) or (
            stops and not _TERM.match(first) and ends_sentence(first) != ends_sentence(block.text)
        )

    @staticmethod
    def _is_item_like(block: Block) -> bool:
        short = not is_prose(block.text) and not block.text.endswith((":", "?"))
        return block.kind == PARAGRAPH and (short or bool(_TERM.match(block.text)))

    def _without_heading(self, run: list[int]) -> list[int]:
        """The last short line before prose may be the next heading: by its words, or by being unlike the items."""
        if len(run) < 2:
            return run
        last, others = self.blocks[run[-1]], [self.blocks[index] for index in run[:-1]]
        following = self._after(run[-1])
        if following is None or not could_head(last.text) or not is_prose(following.text):
            return run
        apart = last.gap and not any(block.gap for block in others[1:])
        unlike = others[0].text[:1].islower() and last.text[:1].isupper()
        longer = last.words >= 3 and all(block.words <= 2 for block in others)
        if apart or unlike or longer or is_known(last.text) or fold(last.text) in self.contents:
            return run[:-1]
        return run

    # Lines

    def _listed_in_contents(self) -> None:
        for block in self.blocks:
            if block.kind == PARAGRAPH and fold(block.text) in self.contents and could_head(block.text):
                block.kind, block.level = HEADING, 2

    def _lines(self) -> None:
        """Short lines over text are headings. Of several in a row the last is; those before it are loose labels,
        unless the one over it reads as a heading: then it is the section's, and the last one a part of it."""
        index = 0
        while index < len(self.blocks):
            if not self._is_candidate(self.blocks[index]):
                index += 1
                continue
            end = index
            while end + 1 < len(self.blocks) and self._is_candidate(self.blocks[end + 1]):
                end += 1
            self._decide_row(index, end)
            index = end + 1

    def _is_candidate(self, block: Block) -> bool:
        return block.kind == PARAGRAPH and not block.inside and could_head(block.text) and not is_prose(block.text)

    def _decide_row(self, start: int, end: int) -> None:
        row = self.blocks[start : end + 1]
        following = self._after(end)
        under_heading = start > 0 and self.blocks[start - 1].kind == HEADING
        if under_heading and following is not None and following.kind == HEADING:
            return  # the only words under a heading are its text, however short
        if following is None or (following.kind == HEADING and following.level <= 2):
            headings: list[Block] = [block for block in row if fold(block.text) in self.contents]
        else:
            headings = [row[-1]]
        headings += [block for block in row[:-1] if self._heads_another(block, row)]
        level = 3 if len(row) == 2 and len(headings) == 2 and not is_known(row[-1].text) else 2
        for block in row:
            if any(block is heading for heading in headings):
                block.kind, block.level = HEADING, self._level(block, level if block is row[-1] else 2)
            elif not (WEAK_TAIL.search(block.text) or self._says_something(block)):
                block.apart = LABEL

    def _heads_another(self, block: Block, row: list[Block]) -> bool:
        """Whether a short line over another is a heading too: of two in a row the upper one is the section's."""
        return is_known(block.text) or fold(block.text) in self.contents or (len(row) == 2 and block.words >= 2)

    @staticmethod
    def _says_something(block: Block) -> bool:
        """Whether a short line is a claim without its stop, or may end in a citation: then it is text."""
        return block.words >= 5 and bool(_CLAIMS.search(block.text))

    @staticmethod
    def _level(block: Block, level: int) -> int:
        dotted = _DOTTED.match(block.text)
        return 2 + dotted[1].count(".") if dotted else level

    def _after(self, index: int) -> Block | None:
        return self.blocks[index + 1] if index + 1 < len(self.blocks) else None
