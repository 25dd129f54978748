"""What members and the chair write, of one or more lines."""

from articles.text import clean_line


def clean_note(note: str) -> str:
    """Line breaks stay; hidden characters are refused as everywhere."""
    return "\n".join(clean_line(line, where="your note") for line in note.splitlines()).strip()
