"""Smileys of three moods: the characters that stand for them, and the drawn face.

The picture is written without a compressor, so that its bytes are the same everywhere.
"""

from __future__ import annotations

import struct
import zlib
from functools import cache

# status -> code in Wingdings (J, K, L)
WINGDINGS = {"met": "F04A", "partly_met": "F04B", "not_met": "F04C"}
UNICODE = {"met": "☺", "partly_met": "😐", "not_met": "☹"}
COLOURS = {"met": "#2e9e4f", "partly_met": "#f2b705", "not_met": "#d63a2f"}

# The face in a circle of radius 1 around the origin, y upwards.
EYES = ((-0.35, 0.3), (0.35, 0.3))
EYE_RADIUS = 0.13
MOUTH_WIDTH = 0.5
MOUTH_HEIGHT = -0.35
MOUTH_BEND = {"met": -0.3, "partly_met": 0.0, "not_met": 0.3}  # of its middle against its ends
MOUTH_THICKNESS = 0.08
INK = "#333333"

_SIZE = 36  # pixels
_SAMPLES = 4  # per pixel and direction


@cache
def picture(status: str) -> bytes:
    """A PNG of the coloured face."""
    pixels = b"".join(
        b"\x00" + b"".join(_pixel(status, column, row) for column in range(_SIZE))
        for row in range(_SIZE)
    )
    header = struct.pack(">IIBBBBB", _SIZE, _SIZE, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", _stored(pixels))
        + _chunk(b"IEND", b"")
    )


def rgb(colour: str) -> tuple[int, int, int]:
    """The three parts of "#rrggbb", 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _pixel(status: str, column: int, row: int) -> bytes:
    step = 2 / (_SIZE * _SAMPLES)
    samples = [
        _colour(
            status,
            -1 + step * (column * _SAMPLES + i + 0.5),
            1 - step * (row * _SAMPLES + j + 0.5),
        )
        for i in range(_SAMPLES)
        for j in range(_SAMPLES)
    ]
    return bytes(sum(part) // len(samples) for part in zip(*samples, strict=True))


def _colour(status: str, x: float, y: float) -> tuple[int, int, int]:
    if x * x + y * y > 0.95:
        return (255, 255, 255)
    if any((x - a) ** 2 + (y - b) ** 2 < EYE_RADIUS**2 for a, b in EYES):
        return rgb(INK)
    mouth = MOUTH_HEIGHT + MOUTH_BEND[status] * (1 - (x / MOUTH_WIDTH) ** 2)
    if abs(x) < MOUTH_WIDTH and abs(y - mouth) < MOUTH_THICKNESS:
        return rgb(INK)
    return rgb(COLOURS[status])


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _stored(data: bytes) -> bytes:
    """A zlib stream of one stored block (up to 65,535 bytes)."""
    length = struct.pack("<HH", len(data), len(data) ^ 0xFFFF)
    return b"\x78\x01\x01" + length + data + struct.pack(">I", zlib.adler32(data))
