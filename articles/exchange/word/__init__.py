"""Reads Word documents by themselves, without a converter between: what the file holds is placed, or named.

:func:`read_word` is the only door. The modules, from the file inwards: ``package`` (parts and limits), ``styles``,
``numbering``, ``signs``, ``source`` (what all share), ``body`` (paragraphs and tables), ``paragraphs``, ``tables``,
``words`` and ``inline`` (what stands in a paragraph), ``line``, ``fields`` and ``managers`` (citations),
``revisions``, ``notes``, ``comments``, ``drawings``, ``equations``, ``surroundings`` (headers, properties, what is
outside the text).
"""

from .reader import read_word
from .revisions import ACCEPTED, REJECTED, STATES

__all__ = ["ACCEPTED", "REJECTED", "STATES", "read_word"]
