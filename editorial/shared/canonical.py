"""One way to write data as bytes and to take their digest, used for everything that is signed or chained.

Digests cover *stored* bytes: what is kept is the canonical text itself, and checking hashes that text again as it
stands. Nothing is parsed and written anew on the way, so a later library cannot change what was signed.
"""

import hashlib
import json
from typing import Any


def canonical_json(value: Any) -> str:
    """JSON with sorted keys, no spaces, no escapes beyond what JSON needs: the same value is always the same text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
