"""What writes the record. Called by the other apps' actions, inside their transaction."""

from ..chains import REFERENCES, SITE, article_chain, event_hash
from .checkpoints import record_checkpoint, rotate_key
from .denials import record_denial
from .events import NewEvent, append_beside, append_event, append_events
from .sending import send_checkpoints

__all__ = [
    "REFERENCES",
    "SITE",
    "NewEvent",
    "append_beside",
    "append_event",
    "append_events",
    "article_chain",
    "event_hash",
    "record_checkpoint",
    "record_denial",
    "rotate_key",
    "send_checkpoints",
]
