"""Reviews that another program opened and saved again are matched as well."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from articles.returned.matching import Matched, match

from .reviewing import Trace
from .test_nothing_is_lost import lost, read, reviewed


def gone(traces: list[Trace], matched: Matched) -> list[Trace]:
    """What is lost. LibreOffice may write words that one person put in and another took out again as taken out only:
    then who put them in stands in the file no more, and they have to be told as nobody's."""
    missing = lost(traces, matched)
    flat = [replace(one, who="") for one in missing if one.deed == "put in first"]
    return [one for one in missing if one.deed != "put in first"] + lost(flat, matched)


@pytest.mark.programs
def test_nothing_is_lost_on_the_way_through_another_program(tmp_path: Path):
    made = {}
    for seed in range(6):
        bases, file = reviewed(seed)
        (tmp_path / f"review{seed}.docx").write_bytes(file.saved())
        made[seed] = (bases, file)
    profile, out = f"-env:UserInstallation=file://{tmp_path}/profile", str(tmp_path / "out")
    files = sorted(map(str, tmp_path.glob("*.docx")))
    program = shutil.which("soffice") or pytest.fail("LibreOffice is missing: apt-get install libreoffice-writer-nogui")
    command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", out, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for seed, (bases, file) in made.items():
        matched = match(read((tmp_path / "out" / f"review{seed}.docx").read_bytes()), bases, is_whole=True)
        assert gone(file.traces, matched) == [], seed
        assert matched.by_words == [], seed
