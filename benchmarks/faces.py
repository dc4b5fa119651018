"""Faces on scanned paper: drawn in styles at random, worn, and told by their looks.

Usage: `python benchmarks/faces.py [FACES [SEED]]`. The limits of `extractors.formats.scans.faces`
were chosen on the seeds 1 and 2; other seeds draw other faces, but in the same styles. What is
wrong counts against 0.5 %, what is left open does not. As many disks and rings with other things
in them must be no faces.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np

# This folder is left out of the path: its docx.py is not python-docx.
sys.path[0] = str(Path(__file__).parents[1])

import cv2  # noqa: E402 - behind the path

from extractors.formats.scans.faces import mouth_of  # noqa: E402
from extractors.looks import look  # noqa: E402

MOUTHS = {"up": 1.0, "flat": 0.0, "down": -1.0}
_LARGE = 240  # pixels a side before the scanner


def face(mouth: str, style: np.random.Generator) -> tuple[np.ndarray, float]:
    """A face in a style of its own, in a ring or on a grey disk, and its share of the width."""
    picture = np.full((_LARGE, _LARGE), 245.0, np.float32)
    middle, radius = _LARGE // 2, int(style.uniform(96, 112))
    ink = float(style.uniform(10, 90))
    thick = int(style.integers(5, 14))
    is_disk = style.random() < 0.5
    if is_disk:
        fill = float(style.uniform(max(110, ink + 50), 225))
        cv2.circle(picture, (middle, middle), radius, fill, -1, cv2.LINE_AA)
    if not is_disk or style.random() < 0.4:
        cv2.circle(picture, (middle, middle), radius, ink, thick, cv2.LINE_AA)
    apart, up = style.uniform(0.28, 0.42) * radius, style.uniform(0.22, 0.38) * radius
    eye = int(style.uniform(0.09, 0.16) * radius)
    tall = int(eye * style.uniform(1.0, 1.7))
    for side in (-1, 1):
        at = (int(middle + side * apart), int(middle - up))
        cv2.ellipse(picture, at, (eye, tall), 0, 0, 360, ink, -1, cv2.LINE_AA)
    wide = style.uniform(0.38, 0.58) * radius
    deep = style.uniform(0.22, 0.34) * radius * MOUTHS[mouth]
    base = middle + style.uniform(0.3, 0.42) * radius
    x = np.linspace(-1, 1, 40)
    curve = np.stack([middle + wide * x, base + deep * (0.5 - x**2)], axis=1)
    points = np.rint(curve).astype(np.int32).reshape(-1, 1, 2)
    cv2.polylines(
        picture, [points], isClosed=False, color=ink, thickness=thick, lineType=cv2.LINE_AA
    )
    return picture, (radius + thick / 2) / _LARGE


def other(style: np.random.Generator) -> tuple[np.ndarray, float]:
    """A disk or a ring that holds a sign, a figure, or nothing."""
    picture = np.full((_LARGE, _LARGE), 245.0, np.float32)
    middle, radius = _LARGE // 2, int(style.uniform(96, 112))
    thick = int(style.integers(8, 22))
    fill = float(style.uniform(60, 245))
    cv2.circle(picture, (middle, middle), radius, fill, -1, cv2.LINE_AA)
    cv2.circle(picture, (middle, middle), radius, 20.0, int(style.integers(4, 12)), cv2.LINE_AA)
    ink = 245.0 if fill < 150 else 20.0
    half = style.uniform(0.3, 0.55) * radius
    signs = {
        "check": ((-1, 0), (-0.3, 0.8), (1, -0.8)),
        "cross": ((-1, -1), (1, 1), (0, 0), (-1, 1), (1, -1)),
        "arrow": ((-1, 0), (1, 0), (0.3, -0.6), (1, 0), (0.3, 0.6)),
        "up": ((0, 1), (0, -1), (-0.6, -0.3), (0, -1), (0.6, -0.3)),
        "bar": ((-1, 0), (1, 0)),
        "nothing": (),
    }
    names = (*signs, "figure")
    name = names[int(style.integers(len(names)))]
    if name == "figure":
        whole = picture.astype(np.uint8)
        text, at = str(style.integers(10)), (int(middle - 0.6 * half), int(middle + 0.8 * half))
        cv2.putText(whole, text, at, cv2.FONT_HERSHEY_SIMPLEX, half / 14, ink, thick, cv2.LINE_AA)
        picture = whole.astype(np.float32)
    elif signs[name]:
        points = np.rint(middle + half * np.array(signs[name])).astype(np.int32)
        cv2.polylines(picture, [points.reshape(-1, 1, 2)], False, ink, thick, cv2.LINE_AA)
    return picture, radius / _LARGE


def worn(picture: np.ndarray, wear: np.random.Generator) -> np.ndarray:
    """As a scanner gives it: small, turned a little, faint, blurred, noisy and compressed."""
    side = int(wear.integers(34, 72))
    turn = cv2.getRotationMatrix2D((_LARGE / 2, _LARGE / 2), float(wear.uniform(-2.5, 2.5)), 1.0)
    picture = cv2.warpAffine(picture, turn, (_LARGE, _LARGE), borderValue=245.0)
    small = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), float(wear.uniform(0.3, 1.2)))
    small = 245 - (245 - small) * float(wear.uniform(0.45, 1.0))
    small = small + wear.normal(0, float(wear.uniform(2, 9)), small.shape)
    grey = np.clip(small, 0, 255).astype(np.uint8)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(wear.integers(35, 80))]
    coded = cv2.imencode(".jpg", grey, quality)[1]
    decoded = cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE)
    assert decoded is not None  # what was just encoded
    return cv2.medianBlur(decoded, 3)


def cut(grey: np.ndarray, radius: float) -> np.ndarray:
    """The disk alone, as it is cut out of a page."""
    side = grey.shape[0]
    y, x = np.mgrid[0:side, 0:side]
    inside = np.hypot(x - side / 2 + 0.5, y - side / 2 + 0.5) <= side * radius
    whole = np.dstack([grey, grey, grey, np.where(inside, 255, 0).astype(np.uint8)])
    edge = max(0, round(side * (0.5 - radius)))
    return whole[edge : side - edge, edge : side - edge]


def _told(picture: np.ndarray, radius: float, chance: np.random.Generator) -> str | None:
    return look(cut(worn(picture, chance), radius), mouth_of).mouth


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    chance = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    told: Counter[tuple[str, str | None]] = Counter()
    for number in range(count):
        mouth = tuple(MOUTHS)[number % 3]
        told[mouth, _told(*face(mouth, chance), chance)] += 1
    right = sum(n for (meant, seen), n in told.items() if meant == seen)
    null = sum(n for (_, seen), n in told.items() if seen is None)
    print(
        f"{count} faces: {right / count:.1%} right, {null / count:.1%} open, "
        f"{(count - right - null) / count:.2%} wrong"
    )
    seen_as = Counter(_told(*other(chance), chance) for _ in range(count))
    print(f"{count} other signs: {count - seen_as[None]} seen as faces {dict(seen_as)}")
    for (meant, seen), n in sorted(told.items(), key=str):
        print(f"   {meant} seen as {seen}: {n}")


if __name__ == "__main__":
    main()
