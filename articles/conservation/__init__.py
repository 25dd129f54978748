"""Whether everything that a file holds has arrived: a second pair of eyes, which knows nothing of the readers.

``missing_from(name, data, arrived)`` reads the file's bytes again, in its own way, and compares them with what was
stored and reported. It imports nothing of ``articles.exchange`` (``tests/architecture/test_imports.py``), so that one
mistake cannot hide in both. *Everything is accounted for* is said only when it finds nothing.
"""

from .arrived import Arrived, Cited, Said
from .checking import missing_from
from .findings import Finding

__all__ = ["Arrived", "Cited", "Finding", "Said", "missing_from"]
