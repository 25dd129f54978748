"""Random files with what files have: the same content as a Word file, as a web page and as plain text."""

import random
from html import escape

from articles.exchange.patterns import word_set
from tests.articles.exchange.docx import docx, run

WORDS = sorted(
    word_set(
        """take tablet dose water morning evening doctor pharmacist kidney liver heart blood pressure never always stop
        start usual maximum children adults pregnancy muscle twitch sleep tremor nausea severe mild report with without
        before after food"""
    )
)
UNITS = ("mg", "μg", "ml", "g", "mmol")
STYLES = {1: "Heading1", 2: "Heading2"}


class Maker:
    """Makes one file after another from one seed; each knows how it is written in every format."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.word_parts: list[str] = []
        self.html_parts: list[str] = []
        self.text_parts: list[str] = []

    def sentence(self) -> str:
        words = [self.random.choice(WORDS) for _ in range(self.random.randint(5, 14))]
        if self.random.random() < 0.6:
            whole, tenth = self.random.randint(2, 900), self.random.randint(1, 9)
            amount = self.random.choice([f"{whole}", f"{whole % 9 + 1}.{tenth}"])
            words.insert(self.random.randint(1, len(words)), f"{amount} {self.random.choice(UNITS)}")
        return f"{words[0].capitalize()} {' '.join(words[1:])}."

    def paragraph(self) -> None:
        first, second = self.sentence(), self.sentence()
        mark = self.random.choice(["", "b", "i", "sup", "sub"])
        special = "9" if mark in ("sup", "sub") else "quite"
        tag = {"b": "strong", "i": "em"}.get(mark, mark)
        marked = f"<{tag}>{special}</{tag}>" if tag else special
        self.word_parts.append(
            _paragraph(run(f"{first} {second} Unit m"), run(special, *filter(None, [mark])), run(" ends here."))
        )
        self.html_parts.append(f"<p>{escape(first)} {escape(second)} Unit m{marked} ends here.</p>")
        self.text_parts += [f"{first} {second} Unit m{special if not tag else ' ' + special} ends here.", ""]

    def gone(self) -> None:
        """A sentence that is struck out or hidden, between two that are not."""
        before, gone, after = self.sentence(), self.sentence(), self.sentence()
        kind = self.random.choice(["strike", "vanish"])
        style = "text-decoration: line-through" if kind == "strike" else "display:none"
        self.word_parts.append(_paragraph(run(f"{before} "), run(gone, kind), run(f" {after}")))
        self.html_parts.append(f'<p>{escape(before)} <span style="{style}">{escape(gone)}</span> {escape(after)}</p>')
        self.text_parts += [f"{before} {after}", ""]

    def items(self) -> None:
        ordered = self.random.random() < 0.5
        items = [(self.sentence(), self.random.random() < 0.3) for _ in range(self.random.randint(2, 5))]
        lines = []
        html = ""
        for index, (words, nested) in enumerate(items):
            inner = self.sentence() if nested else ""
            self.word_parts.append(_paragraph(run(words), list_id=2 if ordered else 1))
            html += f"<li>{escape(words)}" + (f"<ul><li>{escape(inner)}</li></ul>" if inner else "") + "</li>"
            lines.append(f"{index + 1}. {words}" if ordered else f"• {words}")
            if inner:
                self.word_parts.append(_paragraph(run(inner), list_id=2 if ordered else 1, level=1))
        tag = "ol" if ordered else "ul"
        self.html_parts.append(f"<{tag}>{html}</{tag}>")
        self.word_parts.append(_paragraph(run(self.sentence())))
        self.text_parts += [*lines, ""]

    def table(self) -> None:
        columns, rows = self.random.randint(2, 4), self.random.randint(2, 5)
        head = [f"{self.random.choice(WORDS)} {number}" for number in range(columns)]
        body = [[self._cell(column) for column in range(columns)] for _ in range(rows)]
        cells = [head, *body]
        self.word_parts.append(
            "<w:tbl>"
            + "".join(
                "<w:tr>" + "".join(f"<w:tc>{_paragraph(run(c) if c else '')}</w:tc>" for c in row) + "</w:tr>"
                for row in cells
            )
            + "</w:tbl>"
        )
        self.word_parts.append(_paragraph(run(self.sentence())))
        self.html_parts.append(
            "<table>"
            + "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in cells)
            + "</table>"
        )
        self.text_parts += [*("\t".join(row) for row in cells), ""]

    def _cell(self, column: int) -> str:
        if column == 0:
            return self.random.choice(WORDS).capitalize()
        return "" if self.random.random() < 0.3 else f"{self.random.randint(1, 900)} {self.random.choice(UNITS)}"

    def heading(self) -> None:
        words = f"{self.random.choice(WORDS).capitalize()} and {self.random.choice(WORDS)} {len(self.html_parts)}x"
        self.word_parts.append(_paragraph(run(words), style="Heading1"))
        self.html_parts.append(f"<h2>{escape(words)}</h2>")
        self.text_parts += [words, ""]

    def make(self) -> "Maker":
        self.word_parts.append(_paragraph(run("All about tablets"), style="Title"))
        self.html_parts.append("<h1>All about tablets</h1>")
        self.text_parts += ["All about tablets", ""]
        self.paragraph()
        for _ in range(self.random.randint(2, 5)):
            self.heading()
            for _ in range(self.random.randint(1, 4)):
                self.random.choice([self.paragraph, self.paragraph, self.items, self.table, self.gone])()
        return self

    def file(self, kind: str) -> tuple[str, bytes]:
        """(name, bytes) of the file as "docx", "html" or "txt"."""
        if kind == "docx":
            return "page.docx", docx(*self.word_parts)
        if kind == "html":
            return "page.html", f"<html><body>{''.join(self.html_parts)}</body></html>".encode()
        return "page.txt", "\n".join(self.text_parts).encode()


def _paragraph(*runs: str, style: str = "", list_id: int = 0, level: int = 0) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if list_id:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"
