"""Builds the form of the built-in rulebook, so that an installed package starts without reading rule files.

A wheel gets it beside the code, made afresh. An editable installation gets it in the source tree, where git
does not see it; once a rule file or the code that reads it is changed, nothing uses it any more, and
`python hatch_build.py` makes it anew. The modules are compiled there too, as they are when a wheel is
installed.
"""

from __future__ import annotations

import compileall
import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path(__file__).resolve().parent / "src"


def make_form(folder: Path) -> Path:
    """Load the rule files of this source tree, write the form of the rulebook and return its path.

    Raises `xixia_gov.InputError` with all that is wrong with the rules.
    """
    if str(SOURCE) not in sys.path:
        sys.path.insert(0, str(SOURCE))
    load = importlib.import_module("xixia_gov.rulebook.load")
    form = importlib.import_module("xixia_gov.rulebook.form")
    book, _ = load.load_with_sources()
    return Path(form.write_form(book, str(folder)))


def make_ready() -> Path:
    """Make the form in this source tree, compile its modules and return the path of the form.

    Raises `xixia_gov.InputError` with all that is wrong with the rules.
    """
    package = SOURCE / "xixia_gov"
    compileall.compile_dir(package, quiet=1)
    return make_form(package)


class FormHook(BuildHookInterface[Any]):
    """Makes the form when a wheel, or what stands for it in an editable installation, is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the form; rules with faults stop a wheel, but not an installation to mend them in."""
        if version == "editable":
            try:
                make_ready()
            except importlib.import_module("xixia_gov.errors").XixiaError as error:
                self.app.display_warning(f"the rulebook is read from its files at every start: {error}")
            return
        self.made = tempfile.TemporaryDirectory()
        made = make_form(Path(self.made.name))
        build_data["force_include"][str(made)] = f"xixia_gov/{made.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was made for a wheel that is built."""
        del build_data, artifact_path
        if version != "editable":
            self.made.cleanup()


if __name__ == "__main__":
    print(make_ready())  # noqa: T201 - as said above
