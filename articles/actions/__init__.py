"""The only writers of this app. Each is a recipe: lock, check, change, record."""

from .articles import (
    add_collaborator,
    create_article,
    remove_collaborator,
    rename_article,
    set_language,
    set_topic,
)
from .doubts import decide_doubt, leave_pasted
from .drafting import (
    add_section,
    confirm_wordings,
    move_section,
    remove_section,
    restore_section,
    save_section,
    set_statement,
)
from .editions import open_edition, open_from_live, set_bylines
from .findings import dismiss_finding
from .freezing import freeze_edition
from .importing import import_document
from .media import keep_medium
from .merges import keep_live_words, take_waiting_words
from .parts import change_kind, merge_sections, split_section
from .placing import restore_version, set_media
from .translating import begin_translation, confirm_translation

__all__ = [
    "add_collaborator",
    "add_section",
    "begin_translation",
    "change_kind",
    "confirm_translation",
    "confirm_wordings",
    "create_article",
    "decide_doubt",
    "dismiss_finding",
    "freeze_edition",
    "import_document",
    "keep_live_words",
    "keep_medium",
    "leave_pasted",
    "merge_sections",
    "move_section",
    "open_edition",
    "open_from_live",
    "remove_collaborator",
    "remove_section",
    "rename_article",
    "restore_section",
    "restore_version",
    "save_section",
    "set_bylines",
    "set_language",
    "set_media",
    "set_statement",
    "set_topic",
    "split_section",
    "take_waiting_words",
]
