"""Every change to the library. Nothing else writes references or what is known of their standing."""

from .import_drafts import (
    correct_entry,
    decide_entries,
    discard_reference_import,
    finish_reference_import,
    keep_reference_import,
    sweep_reference_imports,
)
from .importing import import_entries
from .library import add_reference, merge_references, update_reference
from .loading import fetch_list, keep_upload, load_file, load_waiting, note_failure, run_load, take_in
from .standing import set_standing, weigh

__all__ = [
    "add_reference",
    "correct_entry",
    "decide_entries",
    "discard_reference_import",
    "fetch_list",
    "finish_reference_import",
    "import_entries",
    "keep_reference_import",
    "keep_upload",
    "load_file",
    "load_waiting",
    "merge_references",
    "note_failure",
    "run_load",
    "set_standing",
    "sweep_reference_imports",
    "take_in",
    "update_reference",
    "weigh",
]
