""".doc, .odt and .rtf: converted to DOCX by LibreOffice where the user asks for it."""

from __future__ import annotations

import os
import shutil
import signal
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
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (_OLE, ".doc", "application/msword"),
    (b"{\\rtf", ".rtf", "application/rtf"),
)
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_ODT_TYPE = "application/vnd.oasis.opendocument.text"
# Streams that tell what an OLE file is; names are UTF-16.
_PASSWORD = "EncryptedPackage"  # noqa: S105 - a stream's name
_STREAMS = {
    "WordDocument": None,  # what is meant here
    "Workbook": "a spreadsheet",
    "Book": "a spreadsheet",
    "PowerPoint Document": "a presentation",
    "__properties_version1.0": "an e-mail message",
}
# LibreOffice as a converter: no macros, nothing fetched that a document links to, no first start.
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Load", "UpdateDocMode", "0"),
    ("Writer/Content/Update", "Link", "0"),
)
_FILTERS = {
    ".docx": "docx:MS Word 2007 XML",
    ".doc": "doc:MS Word 97",
    ".rtf": "rtf",
    ".odt": "odt",
}


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
    if data.startswith(_OLE):
        _check_streams(data)
    if not limits.convert:
        raise UnsupportedFormat(
            f"a {suffix} file; --convert lets LibreOffice convert it, or save it as .docx"
        )
    from extractors.formats.docx import read as read_docx

    with tempfile.TemporaryDirectory() as folder:
        made = run_office(data, suffix, ".docx", Path(folder))
    return replace(read_docx(made, limits), media_type=media_type)


def run_office(data: bytes, suffix: str, wanted: str, folder: Path) -> bytes:
    """What LibreOffice makes of a file, in a profile of its own that is gone afterwards."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnsupportedFormat(
            f"a {suffix} file, and LibreOffice is not installed; install it or save it as .docx"
        )
    source, made = folder / f"document{suffix}", folder / "made" / f"document{wanted}"
    source.write_bytes(data)
    profile = folder / "profile"
    _write_settings(profile)
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", _FILTERS[wanted], "--outdir", str(made.parent), str(source)]
    if not _ended_well(command) or not made.exists():
        raise Damaged(f"LibreOffice could not convert the {suffix} file")
    return made.read_bytes()


def _kind(head: bytes) -> tuple[str, str] | None:
    if is_open_document(head):
        return ".odt", _ODT_TYPE
    plain = head.lstrip()
    return next(((suffix, media) for lead, suffix, media in _KINDS if plain.startswith(lead)), None)


def _check_streams(data: bytes) -> None:
    """OLE holds more than old Word files; a .docx with a password is one as well."""
    if _PASSWORD.encode("utf-16-le") in data:
        raise Encrypted("a Word file with a password, expected one that opens without")
    for name, what in _STREAMS.items():
        if name.encode("utf-16-le") + b"\0\0" in data:
            if what is not None:
                raise UnsupportedFormat(f"the file is {what}, expected a Word document")
            return


def _write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    target = profile / "user" / "registrymodifications.xcu"
    target.parent.mkdir(parents=True)
    target.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor='
        f'"http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )


def _ended_well(command: list[str]) -> bool:
    """The launcher starts further processes; past the time limit all of them are ended."""
    with subprocess.Popen(  # noqa: S603 - a fixed command line, the input is a file
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            return process.wait(SECONDS) == 0
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return False
