"""What stands in the forms of a page."""

import re

# What has no name is sent with no form: the page's own switches are none of its answers.
_TICKED = re.compile(r"<input(?=[^>]*\sname=)[^>]*\schecked")


def answers_ticked(page: str) -> int:
    """How many answers of a page's forms are chosen."""
    return len(_TICKED.findall(page))
