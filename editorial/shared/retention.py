"""How long is kept what is kept for a while only. Each time is said here and nowhere else; who sweeps asks it here.

What belongs to an edition, a signature or the record is kept for good, and has no place here.
"""

from datetime import timedelta

IMPORTS = timedelta(days=14)
"""A file or a paste that was read and waits for its importer, with what they decided so far (articles, references)."""

LOOKUPS = timedelta(days=7)
"""What a service answered about a work, once somebody asked."""

RETURNED_UPLOADS = timedelta(hours=2)
"""A Word file that came back, between choosing it and bringing it."""

FORMS = timedelta(days=14)
"""How long after it was opened a form is taken up again, when its sign-in has ended."""

TYPED_WORDS = timedelta(hours=12)
"""What was typed into such a form, until its owner has signed in again."""

SCRATCH_COPIES = timedelta(days=180)
"""What somebody typed and neither saved nor dropped, since its last change."""

ARRIVED_SCRATCH_COPIES = timedelta(hours=1)
"""That a scratch copy was saved, for what its window sent before and comes later."""

LEFT_OVER_FILES = timedelta(days=1)
"""What a process was writing into the store of files when it was killed."""
