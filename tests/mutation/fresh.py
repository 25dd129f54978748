"""The pytest plugin of a fresh start: one module is imported with other source than its file has."""

import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from pathlib import Path
from types import CodeType

ROOT = Path(__file__).resolve().parent.parent.parent
MODULE, SOURCE = "IMPRIMATUR_MUTANT_OF", "IMPRIMATUR_MUTANT"  # the module's file, and the file that is read for it


def name_of(path: Path) -> str:
    """What a module of the repository is imported as."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


class MutantImporter(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """Finds ``module`` and reads ``source`` for it; every other module is left to Python."""

    def __init__(self, module: Path, source: Path) -> None:
        self.module, self.source = module, source

    def find_spec(self, name: str, path: object, target: object = None) -> importlib.machinery.ModuleSpec | None:
        if name != name_of(self.module):
            return None
        return importlib.util.spec_from_file_location(name, self.module, loader=self)

    def get_filename(self, fullname: str) -> str:
        return str(self.module)

    def get_data(self, path: str) -> bytes:
        return self.source.read_bytes()

    def source_to_code(self, data: bytes, path: str, **_: object) -> CodeType:
        return compile(data, str(self.module), "exec", dont_inherit=True)

    def get_code(self, fullname: str) -> CodeType:
        """Never from a cache."""
        return self.source_to_code(self.get_data(""), "")


if SOURCE in os.environ:
    sys.meta_path.insert(0, MutantImporter(Path(os.environ[MODULE]), Path(os.environ[SOURCE])))
