"""What is compiled at installation where there is a compiler; without one all works, slower.

A loop of C that calls pdfium, and modules of plain typed Python, by mypyc: they stay the source,
and give the same results either way. Everything else that installs the project is in
pyproject.toml.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from pathlib import Path
from sysconfig import get_config_var

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

# What takes most time of a PDF's reading besides pdfium and numpy. Of modules that hold arrays
# little is gained, and a numpy number is no `float` to a compiled function.
TYPED = (
    "extractors/pages/apart.py",
    "extractors/pages/cells.py",
    "extractors/pages/census.py",
    "extractors/pages/decimals.py",
    "extractors/pages/edges.py",
    "extractors/pages/ends.py",
    "extractors/pages/feet.py",
    "extractors/pages/full_ends.py",
    "extractors/pages/furniture.py",
    "extractors/pages/grids.py",
    "extractors/pages/hyphens.py",
    "extractors/pages/lattices.py",
    "extractors/pages/lines.py",
    "extractors/pages/lone_words.py",
    "extractors/pages/outline.py",
    "extractors/pages/paragraphs.py",
    "extractors/pages/parts.py",
    "extractors/pages/repeats.py",
    "extractors/pages/seams.py",
    "extractors/pages/sentences.py",
    "extractors/pages/setting.py",
    "extractors/pages/shapes.py",
    "extractors/pages/signs.py",
    "extractors/pages/torn.py",
    "extractors/pages/whole_rows.py",
    "extractors/pages/wordcuts.py",
    "extractors/pages/words.py",
    "extractors/tables.py",
)
SUMS = Path("extractors/typed.sums")  # as `sha256sum --check` reads them
# Where the libraries whose types are used are not installed, as while a wheel is built, their
# values are checked when they are used; the project's own settings would refuse that.
_TYPES = ("--config-file=", "--ignore-missing-imports")
_PLAIN = "MILEPAEL_PLAIN"  # set in the environment: nothing typed is compiled


class CompileWhatCan(build_ext):
    """The loop, and the typed modules all together or none of them."""

    def finalize_options(self) -> None:
        self.typed = _typed()
        self.distribution.ext_modules += self.typed
        super().finalize_options()

    def build_extensions(self) -> None:
        super().build_extensions()
        built = [Path(self.get_ext_fullpath(one.name)) for one in self.typed]
        # Each loads what they share, and hides its source.
        if not all(path.exists() for path in built):
            for path in built:
                path.unlink(missing_ok=True)

    def copy_extensions_to_source(self) -> None:
        """Beside the sources, with what those were, so that the tests notice when they changed."""
        suffix = get_config_var("EXT_SUFFIX")
        for folder in {Path(source).parent for source in TYPED}:
            for old in folder.glob(f"*{suffix}"):
                old.unlink()
        super().copy_extensions_to_source()
        compiled = [one for one in TYPED if Path(one).with_suffix(suffix).exists()]
        sums = (f"{sha256(Path(one).read_bytes()).hexdigest()}  {one}\n" for one in compiled)
        SUMS.write_text("".join(sums), encoding="utf-8")


def _typed() -> list[Extension]:
    if os.environ.get(_PLAIN):
        return []
    try:
        from mypyc.build import mypycify

        made = mypycify([*_TYPES, *TYPED], opt_level="2", group_name="extractors.typed")
    except (ImportError, SystemExit) as error:
        # mypyc leaves in this way where it cannot make out the types.
        sys.stderr.write(f"modules of typed Python are not compiled: {error!r}\n")
        return []
    for extension in made:
        extension.optional = True
    return made


if __name__ == "__main__":
    setup(
        cmdclass={"build_ext": CompileWhatCan},
        ext_modules=[
            Extension(
                "extractors.formats.pdf._loops",
                ["extractors/formats/pdf/_loops.c"],
                optional=True,
            )
        ],
    )
