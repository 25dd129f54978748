"""What members and the chair write, of one or more lines."""

from django.utils.translation import gettext

from articles.text import clean_line


def clean_note(note: str) -> str:
    """Line breaks stay; hidden characters are refused as everywhere."""
    return "\n".join(clean_line(line, where=gettext("your note")) for line in note.splitlines()).strip()
