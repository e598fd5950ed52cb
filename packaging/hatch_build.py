"""Compiles the message catalogues and puts the resources inside the wheel.

An editable install reads them from the checkout, so nothing is copied that would grow stale.
"""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ResourcesHook(BuildHookInterface[BuilderConfig]):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        runpy.run_path(str(root / "packaging" / "messages.py"))["compile_all"](root)
        if version == "standard":
            build_data["force_include"][str(root / "resources")] = "outreach_app/resources"
