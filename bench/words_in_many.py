"""300 Word files read by two workers: `python -m bench.words_in_many`. Exit code 1 if an aim was missed.

The files are those of bench.words_in with 1 to 12 pages, and every tenth with 30: tables, citations with their records,
lists, signs and tracked changes. Each is read, checked a second time, its doubts are listed, and it is made the JSON
that is kept of it. The aims: under 60 s of processor time in each worker, under 300 MB of memory in each. A number
behind the name reads so many files only.
"""

import os
import resource
import sys
import time
from multiprocessing import get_context

import django

from bench.words_in import PAGES, file

FILES, WORKERS = 300, 2
MOST_SECONDS, MOST_MEGABYTES = 60.0, 300


def pages_of(number: int) -> int:
    return PAGES if number % 10 == 0 else 1 + number % 12


def start() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")
    django.setup()


def read(number: int) -> tuple[int, int, float, int]:
    """The process, its peak of memory in kB so far, the processor time for one file and its doubts."""
    from articles.exchange import read_file
    from articles.exchange.doubts import doubts_of
    from articles.exchange.storage import to_json

    data = file(pages_of(number), number)
    began = time.process_time()
    document = read_file(f"{number}.docx", data)
    to_json(document)
    doubts = len(doubts_of(document))
    return os.getpid(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time() - began, doubts


def main(files: int) -> None:
    with get_context("spawn").Pool(WORKERS, start) as pool:
        results = pool.map(read, range(1, files + 1), chunksize=1)
    workers = {process for process, *_ in results}
    seconds = max(sum(spent for one, _, spent, _ in results if one == process) for process in workers)
    most = max(peak for _, peak, _, _ in results) / 1024
    print(f"{files} files, {sum(doubts for *_, doubts in results):,} doubts, {len(workers)} workers")
    print(f"{'time':8} {seconds:6.1f} s    (of the busier worker; aim {MOST_SECONDS:.0f} s)")
    print(f"{'memory':8} {most:6.0f} MB   (aim {MOST_MEGABYTES} MB)")
    sys.exit(seconds > MOST_SECONDS or most > MOST_MEGABYTES)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES)
