"""Part of the package build: compiles the catalogues, for a wheel and for an editable installation alike."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[Any]):
    """Compile `tui/words/*.po` before the files are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        words = Path(self.root) / "tui" / "words"
        runpy.run_path(str(words / "catalogues.py"))["compile_words"](words)
