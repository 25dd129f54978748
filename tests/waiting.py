"""How long tests wait for what should happen."""

import time

from playwright.sync_api import Page

# Only something that never happens takes so long, on the busiest machine too: who waits goes on as soon as it has.
LONG = 600

# The same for a page in a browser, in milliseconds. Less, since a journey that goes wrong should say so the same day.
FOR_A_PAGE = 120_000


def comes_to_be(page: Page, expression: str, value: object) -> bool:
    """Whether a page comes to have a value within that time.

    Asked again and again from outside: `wait_for_function` asks inside the page, where the content security policy of
    the product refuses it as soon as the first answer is not the last.
    """
    until = time.monotonic() + FOR_A_PAGE / 1000
    while page.evaluate(expression) != value:
        if time.monotonic() > until:
            return False
        page.wait_for_timeout(50)
    return True
