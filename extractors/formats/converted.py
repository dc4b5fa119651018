""".doc, .odt and .rtf: converted to DOCX by LibreOffice where the user asks for it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from extractors.document import Document
from extractors.errors import Damaged, Encrypted, UnsupportedFormat
from extractors.limits import Limits

NAME = "converted"
SECONDS = 120

# Leading bytes, suffix, media type.
_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc", "application/msword"),
    (b"{\\rtf", ".rtf", "application/rtf"),
)
# The stream in which Office keeps a file with a password: a compound file, whatever it was before.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_ODT_TYPE = "application/vnd.oasis.opendocument.text"


def recognizes(head: bytes) -> bool:
    return _kind(head) is not None


def is_open_document(head: bytes) -> bool:
    """Whether a zip is an OpenDocument text: its first entry says so, uncompressed."""
    return head.startswith(b"PK\x03\x04") and _ODT in head[:200]


def read(data: bytes, limits: Limits) -> Document:
    """The converted document; raises UnsupportedFormat where conversion is off or not possible."""
    kind = _kind(data[:4096])
    assert kind is not None
    suffix, media_type = kind
    if _ENCRYPTED in data:
        raise Encrypted("a Word file with a password; save it without one")
    if not limits.convert:
        raise UnsupportedFormat(
            f"a {suffix} file; --convert lets LibreOffice convert it, or save it as .docx"
        )
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnsupportedFormat(
            f"a {suffix} file, and LibreOffice is not installed; install it or save it as .docx"
        )
    from extractors.formats.docx import read as read_docx

    return replace(read_docx(_converted(data, suffix, program), limits), media_type=media_type)


def _kind(head: bytes) -> tuple[str, str] | None:
    if is_open_document(head):
        return ".odt", _ODT_TYPE
    return next(((suffix, media) for lead, suffix, media in _KINDS if head.startswith(lead)), None)


def _converted(data: bytes, suffix: str, program: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"document{suffix}")
        source.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", folder]
        try:
            subprocess.run(  # noqa: S603 - a fixed command line, the input is a file
                [*command, str(source)], capture_output=True, timeout=SECONDS, check=True
            )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            raise Damaged(f"LibreOffice could not convert the {suffix} file") from error
        made = Path(folder, "document.docx")
        if not made.exists():
            raise Damaged(f"LibreOffice made nothing of the {suffix} file")
        return made.read_bytes()
