"""Articles in and out: our own Markdown both ways, and pages as people have them (Word, HTML, plain text) in.

Pure: bytes and text in, a :class:`~articles.exchange.document.Document` out; no models, no database.

- :func:`read_file`, :func:`read_pasted` and :func:`read_fragment` read; they raise ``Refused``, naming lines.
  ``TRACKED`` are the states in which a Word file's tracked changes can be read.
- :func:`write_markdown` and :func:`write_bibliography` write; what is written reads back as the same.
- :func:`resolve` and :func:`apply_proposal` carry out what a person decided about citations.
- :func:`report` and :func:`counts` tell what was made of a source.
"""

from .document import Document
from .markdown_reader import read_fragment
from .markdown_writer import write_bibliography, write_markdown
from .reading import read_file, read_pasted
from .reporting import counts, report
from .resolving import apply_proposal, resolve
from .word import STATES as TRACKED

__all__ = [
    "TRACKED",
    "Document",
    "apply_proposal",
    "counts",
    "read_file",
    "read_fragment",
    "read_pasted",
    "report",
    "resolve",
    "write_bibliography",
    "write_markdown",
]
