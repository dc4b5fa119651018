"""What a process of this program does without, though it is installed."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# One process reads one document and another writes: threads of numeric libraries would only wait
# for work that never comes, a fifth of a short run, or fight over a core; and Arrow's own
# allocator keeps what a long report once took, and reserves a gigabyte that a memory limit would
# have to count. To be set before those libraries are loaded.
ENVIRONMENT: Mapping[str, str] = MappingProxyType(
    {
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
    }
)


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
