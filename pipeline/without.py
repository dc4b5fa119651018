"""What a process of this program does without, though it is installed."""

from __future__ import annotations

import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Without:
    """An import finder for which one package is not installed."""

    package: str

    def find_spec(self, name: str, *_: object) -> None:
        if name == self.package:
            raise ModuleNotFoundError(f"this process does without {name}", name=name)


def imports(package: str) -> None:
    """Let this process never load a package that others load unasked where they find it.

    Arrow does so with pandas: a quarter of a process's memory and start, for nothing.
    """
    sys.meta_path.insert(0, _Without(package))
