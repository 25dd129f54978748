"""What makes the virtual environment, without making one."""

import importlib.util
import subprocess
import sys
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
    (tmp_path / "requirements.lock").write_text("one==1\n")
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
    provision.main("requirements.lock")
    provision.main("requirements.lock")
    assert installed == ["requirements.lock"]


def test_requirements_are_installed_again_when_they_changed(
    provision: ModuleType, installed: list[str], tmp_path: Path
) -> None:
    provision.main("requirements.lock")
    (tmp_path / "requirements.lock").write_text("one==1.1\n")
    provision.main("requirements.lock")
    assert installed == ["requirements.lock"] * 2


def test_requirements_are_installed_again_when_python_is_gone(
    provision: ModuleType, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    provision.main("requirements.lock")
    monkeypatch.setattr(provision, "works", lambda: False)
    provision.main("requirements.lock")
    assert installed == ["requirements.lock"] * 2


def test_requirements_are_not_taken_for_installed_after_a_failure(
    provision: ModuleType, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(provision, "install", lambda path: (_ for _ in ()).throw(SystemExit("no network")))
        with pytest.raises(SystemExit, match="no network"):
            provision.main("requirements.lock")
    monkeypatch.setattr(provision, "install", lambda path: installed.append(path.name))
    provision.main("requirements.lock")
    assert installed == ["requirements.lock"]


def test_what_is_installed_is_compared_with_its_digests(
    provision: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(provision, "PYTHON", Path(sys.executable))
    wheel = tmp_path / "one-1-py3-none-any.whl"
    wheel.write_bytes(b"something else than was locked")
    lock = tmp_path / "requirements.lock"
    for digest in ("", f" --hash=sha256:{'0' * 64}"):
        lock.write_text(f"one @ {wheel.as_uri()}{digest}\n")
        with pytest.raises(SystemExit, match="could not be installed"):
            provision.install(lock)
        assert "hashes" in capfd.readouterr().err.lower()


def test_python_without_venv_is_answered_with_what_to_install(
    provision: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provision.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(SystemExit, match="sudo apt-get install python3-venv"):
        provision.make_environment()


@pytest.mark.parametrize("script", ["script/server", "script/test", "script/lock", ".ci/run"])
def test_script_may_be_run_and_is_plain_sh(script: str) -> None:
    path = BASE_DIR / script
    assert path.stat().st_mode & 0o111 == 0o111
    assert path.read_text().splitlines()[0] == "#!/bin/sh"
    assert subprocess.run(["sh", "-n", path], check=False).returncode == 0
