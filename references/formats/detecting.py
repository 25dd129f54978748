"""Which format a text of references has, by what stands in it: names of files lie. Pure."""

import re

from editorial.shared.issues import Issue, Refused

CSL_JSON, BIBTEX, RIS, NBIB, PLAIN = "csl-json", "bibtex", "ris", "nbib", "plain"
LABELS = {
    CSL_JSON: "CSL-JSON",
    BIBTEX: "BibTeX",
    RIS: "RIS",
    NBIB: "PubMed (.nbib)",
    PLAIN: "a plain list of references",
}
SUFFIXES = {"json": CSL_JSON, "bib": BIBTEX, "bibtex": BIBTEX, "ris": RIS, "nbib": NBIB}
_JSON = re.compile(r"\s*(?:\[\s*(?:[{\[\"\]]|$)|\{)")
_BIBTEX = re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]", re.M)
_RIS = re.compile(r"^TY(?:  - ?| - [A-Z]{3,8}[ \t]*$)", re.M)
_NBIB = re.compile(r"^(?:PMID|PMC|OWN |STAT)- ", re.M)
_MARKUP = re.compile(r"\s*<(?:\?xml|!DOCTYPE|!--|[A-Za-z][\w:-]*[\s/>])", re.I)


def detect(text: str, name: str) -> str:
    """One of the formats. :class:`Refused` for XML and web pages, which are not read at all."""
    if _MARKUP.match(text):
        message = f"{name} is XML or a web page. Export it as RIS, BibTeX, CSL-JSON or PubMed’s .nbib instead."
        raise Refused(Issue("markup", message, "file"))
    if _JSON.match(text):
        return CSL_JSON
    found = {format: pattern.search(text) for format, pattern in ((BIBTEX, _BIBTEX), (RIS, _RIS), (NBIB, _NBIB))}
    first = [(match.start(), format) for format, match in found.items() if match]
    return min(first)[1] if first else PLAIN
