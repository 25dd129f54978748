"""The process in which one article is read, made slow: it begins, and answers when it may."""

import os
import sys
import time
from pathlib import Path

from articles.exchange.worker import read
from editorial.shared.apart import answer_apart

if __name__ == "__main__":
    place = Path(os.environ["SLOW_WORKER"])
    (place / "begun").touch()
    while not (place / "go-on").exists():
        time.sleep(0.02)
    sys.exit(answer_apart(read))
