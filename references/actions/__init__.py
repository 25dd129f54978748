"""Every change to the library. Nothing else writes references or what is known of their standing."""

from .library import add_reference, import_entries, merge_references, set_standing, update_reference

__all__ = ["add_reference", "import_entries", "merge_references", "set_standing", "update_reference"]
