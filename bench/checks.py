"""Processor time of the checks over a section of some 500 words: ``python -m bench.checks``."""

import os
import time

import django

SENTENCE = (
    "<p>About 1 in 5 adults has a migraine at some time, and women have it more often.<cite data-ref='a'></cite> "
    "Take 400 mg of ibuprofen with food, and tell your doctor if you have high blood pressure (hypertension).</p>"
    "<ul><li>Rest in a dark room.</li><li>The tablets may make you sick: 3 in 100 people are.</li></ul>"
)
TIMES = 8


def main() -> None:
    """Each check, and all of them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")
    django.setup()
    from articles.checks import CHECKS, Context
    from articles.checks.text import text_of
    from articles.words.content import Wording

    wording = Wording(heading="What helps", html=SENTENCE * 8)
    context = Context(audience="patient", certainty=(("a", "low"),))
    start = time.process_time()
    text = text_of(wording)
    print(f"reading  {(time.process_time() - start) * 1000:6.1f} ms")
    total = 0.0
    for check in CHECKS:
        list(check.run(text, context))
        start = time.process_time()
        for _ in range(TIMES):
            list(check.run(text, context))
        took = (time.process_time() - start) * 1000 / TIMES
        total += took
        print(f"{check.key:14} {took:6.1f} ms")
    print(f"all      {total:6.1f} ms")


if __name__ == "__main__":
    main()
