"""The same random pages as they come by the clipboard, from Google Docs and from Word."""

from collections.abc import Iterator

from .pages import Piece, Writer


class Docs(Writer):
    """As Google Docs puts it on the clipboard."""

    def framed(self, body: str) -> str:
        return f'<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-0a1b">{body}</b>'

    def title(self) -> str:
        return f'<h1 dir="ltr">{self.styled("font-size:20pt;font-weight:400;")}</h1>'

    def line(self, said: list[Piece]) -> str:
        inner = super().line(said)
        return f'<span style="font-size:11pt;font-family:Arial,sans-serif;font-weight:400;">{inner}</span>'

    def _heading(self, said: tuple[int, list[Piece]]) -> str:
        level, line = said
        return f'<h{level} dir="ltr">{self.line(line)}</h{level}>' + self.sentence("p")

    def items(self, tag: str, items: list, *, depth: int) -> str:
        inner = ""
        for line, below in items:
            inner += f'<li dir="ltr" aria-level="{depth}"><p dir="ltr" role="presentation">{self.line(line)}</p></li>'
            inner += self.items(*below, depth=depth + 1) if below else ""
        return f'<{tag} style="margin-top:0;">{inner}</{tag.split()[0]}>'

    def cell(self, tag: str, spans: str, line: list[Piece] | None) -> str:
        inner = "<br>" if line is None else f'<p dir="ltr">{self.line(line)}</p>'
        return f'<td{spans} style="border:1px solid #000">{inner}</td>'

    def _bold(self, _: None) -> str:
        return self.styled("font-weight:700;font-style:normal;")

    def _raised(self, _: None) -> str:
        return self.styled("font-size:0.6em;vertical-align:super;") + " "

    def _lowered(self, _: None) -> str:
        return self.styled("font-size:0.6em;vertical-align:sub;") + " "

    def _struck(self, _: None) -> str:
        return self.styled("text-decoration:line-through;", f"{self.word()} 40 mg ")

    def _note(self, _: str) -> str:
        self.notes.append(f"The note says {self.word()} of it.")
        at = len(self.notes)
        return f'<sup><a href="#ftnt{at}" id="ftnt_ref{at}">[{at}]</a></sup> '

    def _comment(self, _: str) -> str:
        self.comments.append(f"Is {self.word()} right?")
        at = len(self.comments)
        letter = chr(ord("a") + at - 1)
        return f'<sup><a href="#cmnt{at}" id="cmnt_ref{at}">[{letter}]</a></sup>'

    def ending(self) -> Iterator[str]:
        for at, one in enumerate(self.notes, start=1):
            yield f'<div><p><a href="#ftnt_ref{at}" id="ftnt{at}">[{at}]</a><span> {one}</span></p></div>'
        for at, one in enumerate(self.comments, start=1):
            letter = chr(ord("a") + at - 1)
            yield f'<div><p><a href="#cmnt_ref{at}" id="cmnt{at}">[{letter}]</a><span>{one}</span></p></div>'


class Word(Writer):
    """As Word puts it on the clipboard."""

    def framed(self, body: str) -> str:
        space = 'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"'
        style = "<style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt;} --></style>"
        copied = f"<!--StartFragment-->{body}<!--EndFragment-->"
        return f"<html {space}><head>{style}</head><body lang=EN-GB>{copied}</body></html>"

    def sentence(self, tag: str) -> str:
        return super().sentence("p class=MsoNormal").replace("</p class=MsoNormal>", "<o:p></o:p></p>")

    def line(self, said: list[Piece]) -> str:
        return f"<span lang=EN-GB style='mso-ansi-language:EN-GB'>{super().line(said)}</span><o:p></o:p>"

    def _paragraph(self, said: list[Piece]) -> str:
        return f"<p class=MsoNormal>{self.line(said)}</p>"

    def _heading(self, said: tuple[int, list[Piece]]) -> str:
        level, line = said
        return f"<h{level}>{self.line(line)}</h{level}>" + self.sentence("p")

    def items(self, tag: str, items: list, *, depth: int) -> str:
        name, _, start = tag.partition(' start="')
        number = int(start.strip('"') or 1)
        inner = ""
        for at, (line, below) in enumerate(items, start=number):
            label = f"{at}." if name == "ol" else "·"
            font = "" if name == "ol" else "font-family:Symbol;"
            marker = (
                f"<![if !supportLists]><span style='{font}mso-list:Ignore'>{label}"
                "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>"
            )
            inner += (
                f"<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l{self.list_id(name)} "
                f"level{depth} lfo{self.list_id(name)}'>{marker}{self.line(line)}</p>"
            )
            inner += self.items(*below, depth=depth + 1) if below else ""
        return inner

    @staticmethod
    def list_id(name: str) -> int:
        return 1 if name == "ul" else 2

    def cell(self, tag: str, spans: str, line: list[Piece] | None) -> str:
        inner = "&nbsp;" if line is None else self.line(line)
        return f"<td width=300 valign=top{spans} style='border:solid 1.0pt'><p class=MsoNormal>{inner}</p></td>"

    def _hidden(self, _: None) -> str:
        return f"<span style='display:none;mso-hide:all'>{self.word()}</span> "

    def _deleted(self, _: None) -> str:
        return f'<span class=msoDel><del cite="mailto:Ann" datetime="2026-01-01T10:00">{self.word()}</del></span> '

    def _inserted(self, _: None) -> str:
        return f'<span class=msoIns><ins cite="mailto:Ann" datetime="2026-01-01T10:00">{self.word()}</ins></span> '

    def _note(self, _: str) -> str:
        self.notes.append(f"The note says {self.word()} of it.")
        return self._note_mark(len(self.notes), "ftn", "ftnref") + " "

    @staticmethod
    def _note_mark(at: int, to: str, name: str) -> str:
        return (
            f'<a style=\'mso-footnote-id:ftn{at}\' href="#_{to}{at}" name="_{name}{at}" title="">'
            "<span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]>"
            f"<span class=MsoFootnoteReference>[{at}]</span><![endif]></span></span></a>"
        )

    def _comment(self, _: str) -> str:
        self.comments.append(f"Is {self.word()} right?")
        at = len(self.comments)
        return (
            f"<a style='mso-comment-reference:AB_{at};mso-comment-date:20260101T1000'>{self.word()}</a>"
            "<span class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]>"
            f'<a class=msocomanchor id="_anchor_{at}" href="#_msocom_{at}" name="_msoanchor_{at}">[AB{at}]</a>'
            "<![endif]><span style='mso-special-character:comment'>&nbsp;</span></span></span> "
        )

    def ending(self) -> Iterator[str]:
        if self.notes:
            inner = "".join(
                f"<div style='mso-element:footnote' id=ftn{at}><p class=MsoFootnoteText>"
                f"{self._note_mark(at, 'ftnref', 'ftn')} {one}<o:p></o:p></p></div>"
                for at, one in enumerate(self.notes, start=1)
            )
            yield f"<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1>{inner}</div>"
        if self.comments:
            inner = "".join(self._comment_text(at, one) for at, one in enumerate(self.comments, start=1))
            hr = '<![if !supportAnnotations]><hr class=msocomoff align=left size=1 width="33%"><![endif]>'
            yield f"<div style='mso-element:comment-list'>{hr}{inner}</div>"

    @staticmethod
    def _comment_text(at: int, words: str) -> str:
        return (
            f"<div style='mso-element:comment'><![if !supportAnnotations]><div id=\"_com_{at}\" class=msocomtxt>"
            f'<![endif]><span style=\'mso-comment-author:"A B"\'><![if !supportAnnotations]><a name="_msocom_{at}"></a>'
            "<![endif]></span><p class=MsoCommentText><span class=MsoCommentReference><span style='font-size:8.0pt'>"
            f"<span style='mso-special-character:comment'><![if !supportAnnotations]>"
            f'<a class=msocomoff href="#_msoanchor_{at}">'
            f"[AB{at}]</a><![endif]></span></span></span>{words}</p><![if !supportAnnotations]></div><![endif]></div>"
        )


WRITERS = {"page": Writer, "docs": Docs, "word": Word}
