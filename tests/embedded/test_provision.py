"""What makes the virtual environment, without making one."""

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from editorial.embedded.manager import BASE_DIR


@pytest.fixture
def provision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, for a checkout in a folder of the test's."""
    spec = importlib.util.spec_from_file_location("provision", BASE_DIR / "script" / "provision.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    (tmp_path / "requirements.txt").write_text("one==1\n")
    (tmp_path / "requirements-dev.txt").write_text("-r requirements.txt\ntwo==2\n")
    return module


@pytest.fixture
def installed(provision: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were installed, in a checkout where making the environment costs nothing."""
    done: list[str] = []
    monkeypatch.setattr(provision, "make_environment", lambda: provision.VENV.mkdir(exist_ok=True))
    monkeypatch.setattr(provision, "works", lambda: True)
    monkeypatch.setattr(provision, "install", lambda path: done.append(path.name))
    return done


def test_requirements_are_installed_once(provision: ModuleType, installed: list[str]) -> None:
    provision.main("requirements.txt")
    provision.main("requirements.txt")
    assert installed == ["requirements.txt"]


def test_requirements_are_installed_again_when_they_changed(
    provision: ModuleType, installed: list[str], tmp_path: Path
) -> None:
    provision.main("requirements-dev.txt")
    (tmp_path / "requirements.txt").write_text("one==1.1\n")  # included by the other
    provision.main("requirements-dev.txt")
    assert installed == ["requirements-dev.txt"] * 2


def test_requirements_are_installed_again_when_python_is_gone(
    provision: ModuleType, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    provision.main("requirements.txt")
    monkeypatch.setattr(provision, "works", lambda: False)
    provision.main("requirements.txt")
    assert installed == ["requirements.txt"] * 2


def test_requirements_are_not_taken_for_installed_after_a_failure(
    provision: ModuleType, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(provision, "install", lambda path: (_ for _ in ()).throw(SystemExit("no network")))
        with pytest.raises(SystemExit, match="no network"):
            provision.main("requirements.txt")
    monkeypatch.setattr(provision, "install", lambda path: installed.append(path.name))
    provision.main("requirements.txt")
    assert installed == ["requirements.txt"]


def test_python_without_venv_is_answered_with_what_to_install(
    provision: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provision.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(SystemExit, match="sudo apt-get install python3-venv"):
        provision.make_environment()


@pytest.mark.parametrize("script", ["script/server", "script/test", ".ci/run"])
def test_script_may_be_run_and_is_plain_sh(script: str) -> None:
    path = BASE_DIR / script
    assert path.stat().st_mode & 0o111 == 0o111
    assert path.read_text().splitlines()[0] == "#!/bin/sh"
    assert subprocess.run(["sh", "-n", path], check=False).returncode == 0
