"""Pages spoilt at random, from a seed: how `benchmarks/scans.py` makes scans that no rule has seen.

Everything differs from page to page: the printer's ink, what lies on the paper, how the sheet
lies on the glass, the lamp, the lens, and how the file is packed.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Pixels = NDArray[np.uint8]
Chance = np.random.Generator

DRAWN_AT = 300  # dots per inch of the pages that come in
_POINT = DRAWN_AT / 72
_WORDS = (
    "MODTAGET",
    "KOPI",
    "UDKAST",
    "BILAG 3",
    "ARKIV",
    "GODKENDT",
    "12 NOV. 2024",
    "FORTROLIGT",
)
_INKS = ((50, 60, 190), (190, 40, 50), (30, 130, 70), (110, 50, 150), (70, 70, 80))


class Scan(NamedTuple):
    """A spoilt page and how its picture is packed."""

    picture: Image.Image
    dpi: int
    quality: int  # of JPEG


def spoilt(page: Image.Image, kind: str, chance: Chance) -> Scan:
    """A page drawn at 300 dpi as a scanner gives it: `plain`, `rough` or `fax`."""
    pixels = np.asarray(page.convert("RGB"), np.uint8).copy()
    for change, likely in _CHANGES[kind]:
        if chance.random() < likely:
            pixels = change(pixels, chance)
    dpi = int(chance.choice((200, 300)))
    done = Image.fromarray(pixels)
    if dpi != DRAWN_AT:
        size = round(done.width * dpi / DRAWN_AT), round(done.height * dpi / DRAWN_AT)
        done = done.resize(size, Image.Resampling.BILINEAR)
    if kind == "fax":
        done = done.convert("L").point(lambda v: 255 * (v > int(chance.integers(120, 190))))
        return Scan(done.convert("1", dither=Image.Dither.NONE), dpi, 0)
    if chance.random() < 0.5:
        done = done.convert("L")
    return Scan(
        done, dpi, int(chance.integers(30, 70) if kind == "plain" else chance.integers(25, 60))
    )


def as_pdf(scans: Sequence[Scan]) -> bytes:
    """A file of pictures; pages may differ in everything."""
    whole = pdfium.PdfDocument.new()
    for scan in scans:
        out = io.BytesIO()
        quality = {"quality": scan.quality} if scan.quality else {}  # of JPEG; G4 has none
        scan.picture.save(out, "PDF", resolution=scan.dpi, **quality)
        with pdfium.PdfDocument(out.getvalue()) as one:
            whole.import_pages(one)
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def skewed(pixels: Pixels, chance: Chance) -> Pixels:
    """Up to two degrees askew."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), chance.uniform(-2, 2), 1.0)
    white = (255, 255, 255)
    return np.asarray(
        cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=white),
        np.uint8,
    )


def curled(pixels: Pixels, chance: Chance) -> Pixels:
    """A sheet that does not lie flat: seen a little from the side, and bent along its edge."""
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    wide = chance.uniform(-0.004, 0.004) * (y / height - 0.5)
    bend = chance.uniform(-5, 5) * np.exp(-x / (0.12 * width))
    bow = chance.uniform(-4, 4) * np.sin(math.pi * x / width)
    x, y = x + wide * (x - width / 2) * 2, y + bend + bow
    white = (255, 255, 255)
    return np.asarray(
        cv2.remap(
            pixels, x.astype(np.float32), y.astype(np.float32), cv2.INTER_CUBIC, borderValue=white
        ),
        np.uint8,
    )


def inked(pixels: Pixels, chance: Chance) -> Pixels:
    """Ink that bled, or print that is thin."""
    ring = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    change = cv2.erode if chance.random() < 0.5 else cv2.dilate
    share = chance.uniform(0.2, 0.7)
    return np.asarray(cv2.addWeighted(change(pixels, ring), share, pixels, 1 - share, 0), np.uint8)


def blurred(pixels: Pixels, chance: Chance) -> Pixels:
    """Out of focus."""
    if chance.random() < 0.5:
        return np.asarray(cv2.GaussianBlur(pixels, (0, 0), chance.uniform(0.6, 1.6)), np.uint8)
    return np.asarray(cv2.blur(pixels, (3, 3)), np.uint8)


def coarsened(pixels: Pixels, chance: Chance) -> Pixels:
    """Scanned coarsely and enlarged."""
    height, width = pixels.shape[:2]
    share = chance.uniform(0.55, 0.8)
    small = cv2.resize(pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def lit(pixels: Pixels, chance: Chance) -> Pixels:
    """A lamp that is brighter on one side, and the shadow of a fold along an edge."""
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = chance.uniform(0, 2 * math.pi)
    along = (np.cos(angle) * x / width + np.sin(angle) * y / height + 1.5) / 3
    light = 1 - chance.uniform(0.05, 0.25) * along
    if chance.random() < 0.5:
        light -= chance.uniform(0.2, 0.6) * np.exp(-x / (width * chance.uniform(0.01, 0.04)))
    return np.asarray(np.clip(pixels * light[..., None], 0, 255), np.uint8)


def bordered(pixels: Pixels, chance: Chance) -> Pixels:
    """The dark lid beside the sheet."""
    done = pixels.copy()
    wide = int(chance.integers(10, 60))
    dark = int(chance.integers(10, 70))
    edge = int(chance.integers(4))
    turned = np.rot90(done, edge)
    slope = np.linspace(0, chance.uniform(-0.5, 0.5) * wide, turned.shape[0])
    for row, more in enumerate(slope):
        turned[row, : max(0, int(wide + more))] = dark
    return np.ascontiguousarray(done)


def noisy(pixels: Pixels, chance: Chance) -> Pixels:
    """The grain of the sensor."""
    grain = chance.normal(0, chance.uniform(2, 9), pixels.shape[:2])[..., None]
    return np.asarray(np.clip(pixels + grain, 0, 255), np.uint8)


def peppered(pixels: Pixels, chance: Chance) -> Pixels:
    """Single pixels of salt and pepper, and specks of dust."""
    done = pixels.copy()
    hit = chance.random(pixels.shape[:2])
    share = chance.uniform(0.0002, 0.0015)
    done[hit < share] = 0
    done[hit > 1 - share] = 255
    for _ in range(int(chance.integers(20, 120))):
        y, x = (int(chance.integers(0, side)) for side in pixels.shape[:2])
        cv2.circle(done, (x, y), int(chance.integers(1, 5)), (60, 60, 60), -1)
    return done


def stamped(pixels: Pixels, chance: Chance) -> Pixels:
    """One to three stamps anywhere, at any angle, in any ink."""
    page = Image.fromarray(pixels)
    for _ in range(int(chance.integers(1, 4))):
        ink = (*_INKS[int(chance.integers(len(_INKS)))], int(chance.integers(100, 220)))
        stamp = _stamp(_WORDS[int(chance.integers(len(_WORDS)))], ink, bool(chance.random() < 0.3))
        stamp = stamp.rotate(chance.uniform(-30, 30), Image.Resampling.BICUBIC, expand=True)
        x = int(chance.integers(0, max(1, page.width - stamp.width)))
        y = int(chance.integers(0, max(1, page.height - stamp.height)))
        page.paste(stamp, (x, y), stamp)
    return np.asarray(page, np.uint8)


def _stamp(word: str, ink: tuple[int, ...], is_round: bool) -> Image.Image:
    font = ImageFont.load_default(round(17 * _POINT))
    wide = round(ImageDraw.Draw(Image.new("L", (1, 1))).textlength(word, font) + 24 * _POINT)
    high = wide if is_round else round(40 * _POINT)
    stamp = Image.new("RGBA", (wide, high), (0, 0, 0, 0))
    draw = ImageDraw.Draw(stamp)
    frame = draw.ellipse if is_round else draw.rectangle
    frame([4, 4, wide - 4, high - 4], outline=ink, width=round(2 * _POINT))
    draw.text((wide / 2, high / 2), word, ink, font, anchor="mm")
    return stamp


def ringed(pixels: Pixels, chance: Chance) -> Pixels:
    """A coffee ring, broken and of uneven width."""
    page = Image.fromarray(pixels)
    side = round(chance.uniform(70, 120) * _POINT)
    ring = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(ring)
    for start in range(0, 360, 12):
        if chance.random() < 0.85:
            edge = int(chance.integers(0, 8))
            ink = (140, 95, 45, int(chance.integers(60, 150)))
            width = int(chance.integers(8, 26))
            draw.arc([edge, edge, side - edge, side - edge], start, start + 13, ink, width)
    x, y = (int(chance.integers(0, max(1, s - side))) for s in (page.width, page.height))
    page.paste(ring, (x, y), ring)
    return np.asarray(page, np.uint8)


def penned(pixels: Pixels, chance: Chance) -> Pixels:
    """A few strokes of a pen, as of someone who read with it in the hand."""
    done = pixels.copy()
    height, width = pixels.shape[:2]
    for _ in range(int(chance.integers(1, 4))):
        at = np.array([chance.uniform(0, width), chance.uniform(0, height)])
        steps = chance.normal(0, 24, (14, 2)) + chance.normal(0, 12, 2)
        points = np.rint(at + np.cumsum(steps, axis=0)).astype(np.int32).reshape(-1, 1, 2)
        ink = _INKS[int(chance.integers(len(_INKS)))]
        cv2.polylines(done, [points], False, ink, int(chance.integers(3, 8)), cv2.LINE_AA)
    return done


def punched(pixels: Pixels, chance: Chance) -> Pixels:
    """Two holes at the left edge, and a staple's shadow in a corner."""
    done = pixels.copy()
    middle = pixels.shape[0] // 2 + int(chance.integers(-60, 60))
    for y in (middle - 472, middle + 472):
        shade = int(chance.integers(40, 210))
        cv2.circle(done, (int(chance.integers(100, 160)), y), 32, (shade, shade, shade), -1)
    if chance.random() < 0.5:
        x, y = int(chance.integers(80, 300)), int(chance.integers(80, 300))
        cv2.line(done, (x, y), (x + 110, y - 60), (90, 90, 95), 9, cv2.LINE_AA)
    return done


def shown_through(pixels: Pixels, chance: Chance) -> Pixels:
    """The print of the other side, mirrored and faint."""
    behind = cv2.GaussianBlur(np.ascontiguousarray(pixels[:, ::-1]), (0, 0), 3.0)
    behind = np.roll(behind, int(chance.integers(-80, 80)), axis=0)
    share = chance.uniform(0.04, 0.14)
    return np.asarray(np.clip(pixels - share * (255.0 - behind), 0, 255), np.uint8)


def faded(pixels: Pixels, chance: Chance) -> Pixels:
    """Faint print on paper that is not white."""
    strength, paper = chance.uniform(0.55, 0.95), chance.uniform(0.88, 1.0)
    return np.asarray((255 - (255.0 - pixels) * strength) * paper, np.uint8)


_Change = Callable[[Pixels, Chance], Pixels]
_CHANGES: dict[str, tuple[tuple[_Change, float], ...]] = {
    "plain": ((stamped, 0.5), (ringed, 0.5), (skewed, 1.0), (blurred, 0.3), (noisy, 1.0)),
    "rough": (
        *((inked, 0.5), (faded, 0.4), (shown_through, 0.4), (stamped, 0.4), (ringed, 0.3)),
        *((penned, 0.3), (punched, 0.4), (curled, 0.6), (skewed, 1.0), (bordered, 0.4)),
        *((lit, 0.5), (blurred, 0.4), (coarsened, 0.2), (peppered, 0.4), (noisy, 1.0)),
    ),
    "fax": ((inked, 0.4), (stamped, 0.2), (punched, 0.3), (skewed, 1.0), (peppered, 0.3)),
}
KINDS = tuple(_CHANGES)
