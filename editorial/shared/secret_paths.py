"""Links that open something to whoever has them: no log says what stands behind their names."""

import logging
import re

# What comes first in the address of such a link; the secret is what follows.
_SECRET = re.compile(r"(/(?:preview|guest|request)/)[^/\s]+")


def without_secret(path: str) -> str:
    """The path as logs may keep it."""
    return _SECRET.sub(r"\1…", path)


class WithoutSecrets(logging.Filter):
    """Takes secrets out of whatever a line of a log says, also of what the framework logs of refused requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_secret(record.msg) if isinstance(record.msg, str) else record.msg
        if isinstance(record.args, tuple):
            record.args = tuple(without_secret(one) if isinstance(one, str) else one for one in record.args)
        return True
