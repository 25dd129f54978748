"""The names of the chains, and what links their events. Pure."""

from uuid import UUID

from editorial.shared.canonical import sha256

SITE = "site"
REFERENCES = "references"


def article_chain(article_id: UUID) -> str:
    """The name of the chain that holds an article's events."""
    return f"article:{article_id}"


def event_hash(prev_hash: str, content: str) -> str:
    """The hash of an event: over its predecessor's hash, a line feed, and its own stored content."""
    return sha256(f"{prev_hash}\n{content}")
