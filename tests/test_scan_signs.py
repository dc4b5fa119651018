"""Scans: check marks, arrows, labels and faces are told by their looks, and letters are none."""

from __future__ import annotations

import numpy as np
import pytest

cv2 = pytest.importorskip("cv2")

from extractors.formats.scans import (  # noqa: E402 - needs OpenCV
    chips,
    company,
    faces,
    fills,
    picture,
    signs,
    stains,
    stamps,
)
from extractors.formats.scans.marks import (  # noqa: E402
    ShapedSign,
    shaped_signs,
    without_specks,
)
from extractors.formats.scans.picture import Pixels  # noqa: E402
from extractors.formats.scans.shapes import shape_of  # noqa: E402
from extractors.formats.scans.tesseract import Letter, Word  # noqa: E402
from extractors.looks import look  # noqa: E402
from normalizers import symbols  # noqa: E402

SCALE = 300 / 72
DRAWN: dict[str, list[tuple[tuple[int, int], ...]]] = {
    "check": [((0, 6), (4, 10), (11, 0))],
    "arrow_up": [((5, 12), (5, 0)), ((1, 4), (5, 0), (9, 4))],
    "arrow_down": [((5, 0), (5, 12)), ((1, 8), (5, 12), (9, 8))],
    "arrow_level": [((0, 5), (12, 5)), ((8, 1), (12, 5), (8, 9))],
}
CROSS: list[tuple[tuple[int, int], ...]] = [((0, 0), (9, 11)), ((9, 0), (0, 11))]
LETTERS = ("V", "v", "T", "I", "l", "7", "1", "4", "Y", "L", "/", "-", "+", "J", "A")


def sign(strokes: list[tuple[tuple[int, int], ...]], thick: int = 8) -> Pixels:
    """A sign in black as a scanner gives it: blurred, noisy, on its own."""
    picture = np.zeros((180, 180), np.uint8)
    for points in strokes:
        at = (np.array(points) * 11 + 22).astype(np.int32).reshape(-1, 1, 2)
        cv2.polylines(picture, [at], isClosed=False, color=255, thickness=thick)
    return cut(picture)


def letter(printed: str) -> Pixels:
    picture = np.zeros((180, 180), np.uint8)
    cv2.putText(picture, printed, (40, 130), cv2.FONT_HERSHEY_TRIPLEX, 4.0, 255, 7)
    return cut(picture)


def cut(picture: np.ndarray) -> Pixels:
    small = cv2.resize(picture, (45, 45), interpolation=cv2.INTER_AREA)
    noisy = np.clip(small + np.random.default_rng(3).normal(0, 6, small.shape), 0, 255)
    rows, columns = np.flatnonzero((small > 90).any(axis=1)), np.flatnonzero(small.max(axis=0) > 90)
    own = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    grey, alpha = (255 - noisy[own]).astype(np.uint8), np.where(small[own] > 90, 255, 0)
    return np.asarray(np.dstack([grey, grey, grey, alpha.astype(np.uint8)]), np.uint8)


@pytest.mark.parametrize("thick", [5, 9, 16])
@pytest.mark.parametrize("shape", DRAWN)
def test_check_marks_and_arrows_are_told(shape: str, thick: int) -> None:
    """Thin and thick."""
    assert shape_of(sign(DRAWN[shape], thick)) == shape


def test_crosses_are_told() -> None:
    """One that leans, with one stroke shorter, as if by hand; and a heavy one with square ends."""
    heavy = np.zeros((180, 180), np.uint8)
    for angle in (45, -45):
        cv2.fillPoly(heavy, [cv2.boxPoints(((90, 90), (140, 43), angle)).astype(np.int32)], 255)

    assert shape_of(sign([((9, 0), (0, 12)), ((3, 0), (7, 9))], 12)) == "saltire"
    assert shape_of(cut(heavy)) == "saltire"


@pytest.mark.parametrize("printed", LETTERS)
def test_letters_are_no_signs(printed: str) -> None:
    """However much one looks like another."""
    assert shape_of(letter(printed)) is None


@pytest.mark.parametrize("printed", ["X", "x"])
def test_a_cross_and_the_letter_are_one(printed: str) -> None:
    """Only a legend can say what it means: in one column it is a tick, in another a failure."""
    assert shape_of(letter(printed)) == "saltire"
    assert symbols.meaning("saltire") is None


def test_a_sign_stands_alone() -> None:
    """What has ink close to its left or right is part of a word."""
    ink = np.zeros((120, 200), np.uint8)
    for points in DRAWN["check"]:
        at = (np.array(points) * 3 + 60).astype(np.int32).reshape(-1, 1, 2)
        cv2.polylines(ink, [at], isClosed=False, color=255, thickness=5)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    box = int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
    colours = np.repeat(255 - ink[..., None], 3, axis=2)

    assert [one.shape for one in shaped_signs(colours, ink, [box], SCALE)] == ["check"]
    beside = slice(box[1], box[3]), slice(box[2] + 4, box[2] + 10)
    ink[beside], colours[beside] = 255, 0
    assert list(shaped_signs(colours, ink, [box], SCALE)) == []


def test_a_pale_stain_beside_a_sign_is_no_letter() -> None:
    """A stamp is as pale as that; print has one place at least as dark as the sign."""
    colours, ink, (box,) = column("arrow_level")
    beside = slice(box[1], box[1] + 6), slice(box[0] - 8, box[0] - 3)
    colours[beside], ink[beside] = 200, 255

    assert [one.shape for one in shaped_signs(colours, ink, [box], SCALE)] == ["arrow_level"]
    colours[beside] = 90
    assert list(shaped_signs(colours, ink, [box], SCALE)) == []


def test_dust_beside_a_sign_is_no_letter() -> None:
    """A full stop is larger."""
    ink = np.zeros((60, 60), np.uint8)
    ink[20:40, 20:40], ink[24:27, 43:46], ink[34:40, 50:56] = 255, 255, 255

    clean = without_specks(ink, SCALE)

    assert not clean[24:27, 43:46].any()
    assert clean[34:40, 50:56].all()
    assert clean[20:40, 20:40].all()


def column(*shapes: str) -> tuple[Pixels, Pixels, list[tuple[int, int, int, int]]]:
    """Signs one above the other: the page, its ink, and their boxes."""
    ink = np.zeros((60 + 120 * len(shapes), 300), np.uint8)
    boxes = []
    for number, shape in enumerate(shapes):
        strokes = CROSS if shape == "cross" else DRAWN[shape]
        left, top = 120, 40 + 120 * number
        for stroke in strokes:
            points = (np.array(stroke) * 3 + (left, top)).astype(np.int32).reshape(-1, 1, 2)
            cv2.polylines(ink, [points], isClosed=False, color=255, thickness=5)
        rows = np.flatnonzero(ink[top - 20 : top + 80].any(axis=1)) + top - 20
        across = np.flatnonzero(ink[top - 20 : top + 80].any(axis=0))
        boxes.append((int(across[0]), int(rows[0]), int(across[-1]) + 1, int(rows[-1]) + 1))
    return np.repeat(255 - ink[..., None], 3, axis=2), ink, boxes


def word(text: str, box: tuple[int, int, int, int]) -> Word:
    x0, top, x1, bottom = map(float, box)
    return Word(tuple(Letter(one, 90.0) for one in text), (x0, top, x1, bottom), bottom, 40.0, 0)


def test_an_arrow_read_as_a_letter_is_told_in_a_column_of_arrows() -> None:
    """Alone it might be a figure, and a figure that no arrow is taken for stays one."""
    colours, ink, (first, second) = column("arrow_up", "arrow_up")
    known = list(shaped_signs(colours, ink, [first], SCALE))

    def told(text: str, seen: list[ShapedSign]) -> list[str]:
        found = company.mistaken(colours, ink, [word(text, second)], seen, SCALE)
        return [one.one.shape for one in found]

    assert told("1", known) == ["arrow_up"]
    assert told("1", []) == []
    assert told("4", known) == []
    assert told('"4', known) == ["arrow_up"]
    assert told("her", known) == []


def test_a_cross_below_a_check_mark_is_no_tick() -> None:
    """In a column without check marks it may be one."""
    colours, ink, boxes = column("check", "cross")
    seen = list(shaped_signs(colours, ink, boxes, SCALE))

    assert [one.shape for one in company.with_crosses(seen, SCALE)] == ["check", "cross"]
    assert [one.shape for one in company.with_crosses(seen[1:], SCALE)] == ["saltire"]


def test_a_worn_face_is_told_among_faces() -> None:
    """Its eyes fit less than those of a face that stands alone must."""
    clear, worn = drawn_face(4), drawn_face(2)

    assert look(clear, faces.mouth_of).mouth == "up"
    assert look(worn, faces.mouth_of).mouth is None
    assert look(worn, faces.mouth_among_faces).mouth == "up"
    assert faces.are_among_faces([clear, clear, worn]) == [True, True, True]
    assert faces.are_among_faces([clear, worn]) == [False, False]


def drawn_face(eye: int) -> Pixels:
    """A ring with a happy face, its right eye rubbed down to a size."""
    paper = np.full((64, 64), 240, np.uint8)
    cv2.circle(paper, (32, 32), 30, 60, 2)
    for x, size in ((22, 4), (42, eye)):
        cv2.circle(paper, (x, 24), size, 60, -1)
    cv2.ellipse(paper, (32, 36), (14, 10), 0, 20, 160, 60, 3)
    return np.dstack([paper, paper, paper, np.full_like(paper, 255)])


def test_a_face_too_faint_to_tell_is_none() -> None:
    """And a clear one is told, whichever way its mouth bends."""
    paper = np.full((60, 60, 3), 240, np.uint8)
    cv2.circle(paper, (30, 30), 29, (170, 170, 170), -1)
    faint = paper.copy()
    for side in (20, 40):
        cv2.circle(paper, (side, 22), 4, (70, 70, 70), -1)
    cv2.ellipse(paper, (30, 34), (13, 10), 0, 20, 160, (70, 70, 70), 3)

    assert faces.mouth_of(paper) == "up"
    assert faces.mouth_of(faint) is None
    assert faces.holds_lines(paper)
    assert not faces.holds_lines(faint)


def test_a_disk_that_a_stamp_runs_across_keeps_its_colour() -> None:
    """A ring of a stamp's own colour is no disk."""
    page = np.full((200, 400, 3), 255, np.uint8)
    cv2.circle(page, (100, 100), 28, (240, 180, 10), -1)
    cv2.line(page, (85, 20), (115, 180), (90, 90, 200), 8)
    cv2.circle(page, (300, 100), 30, (200, 20, 20), 5)

    (disk,) = signs.crossed(page, stains.coloured(page), SCALE)

    assert np.allclose(disk.box, (72, 72, 129, 129), atol=3)


def test_a_coloured_label_is_a_sign_and_its_word_is_read() -> None:
    """White on colour becomes black on white; a ring of one colour is no label."""
    page = np.full((200, 400, 3), 255, np.uint8)
    cv2.rectangle(page, (40, 40), (180, 90), (0, 128, 60), -1)
    cv2.putText(page, "Nu", (70, 78), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (255, 255, 255), 3)
    cv2.circle(page, (300, 100), 50, (200, 0, 0), 4)

    (label,) = chips.chips(page, stains.coloured(page), SCALE)
    written = chips.written_on(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), label.box)

    assert np.allclose(label.box, (40, 40, 181, 91), atol=2)
    assert np.median(written) > 200
    assert written.min() < 60


def test_nothing_is_written_on_an_empty_label() -> None:
    """The grain of a scan is no print, however even the label is."""
    grain = np.random.default_rng(5).normal(112, 7, (60, 200))
    empty, full = grain.clip(0, 255).astype(np.uint8), grain.clip(0, 255).astype(np.uint8)
    cv2.putText(full, "Nu", (60, 42), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 30, 3)

    assert (chips.written_on(empty, (0, 0, 200, 60)) == 255).all()
    assert chips.written_on(full, (0, 0, 200, 60)).min() < 60


def test_cells_in_a_colour_keep_it_and_their_print() -> None:
    """Light print on a dark ground is read as dark print on paper."""
    page = np.full((300, 500, 3), 250, np.uint8)
    page[50:150, 50:300] = (0, 120, 60)
    page[150:250, 50:300] = (240, 190, 20)
    cv2.putText(page, "Nu", (80, 110), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (255, 255, 255), 3)
    left, middle, right, bottom = (side / SCALE for side in (50, 150, 300, 250))
    cells = [(left, left, right, middle), (left, middle, right, bottom)]
    grey, coloured = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), stains.coloured(page)

    filled = fills.filled_areas(np.asarray(grey, np.uint8), coloured, SCALE)
    plain = fills.grounded(np.asarray(grey, np.uint8), filled, cells, SCALE)

    found = [fill.colour for fill in fills.shadings(page, coloured, cells, SCALE)]
    assert found == ["#00783c", "#f0be14"]
    assert np.median(plain[60:140, 60:290]) > 240
    assert plain[70:115, 75:130].min() < 60
    assert np.median(plain[160:240, 60:290]) > 240


def unstamped(page: np.ndarray) -> np.ndarray:
    return stamps.unstamped(page, picture.ink_of(page, SCALE), np.zeros_like(page), SCALE)


def test_a_filled_face_in_a_grey_stamp_stays() -> None:
    """Its eyes and mouth part it, so that no area of it is as large as a sign."""
    page = np.full((500, 700), 250, np.uint8)
    for top in (40, 480):
        cv2.putText(page, "Milepael og oekonomi", (80, top), cv2.FONT_HERSHEY_SIMPLEX, 1.3, 30, 4)
    cv2.rectangle(page, (250, 130), (500, 300), 150, 8)
    cv2.circle(page, (350, 230), 19, 130, -1)
    for x in (343, 357):
        cv2.circle(page, (x, 224), 3, 30, -1)
    cv2.ellipse(page, (350, 232), (10, 8), 0, 20, 160, 30, 3)

    done = unstamped(page)

    assert done[130, 300] == 255
    assert (done[220:246, 340:361] == page[220:246, 340:361]).mean() > 0.95


def test_a_grey_stamp_is_taken_off_dark_print() -> None:
    """Its frame is light and hollow; large light letters are no frame, and stay."""
    page = np.full((500, 700), 250, np.uint8)
    for top in (50, 100, 180, 330):
        cv2.putText(page, "Milepael og oekonomi", (80, top), cv2.FONT_HERSHEY_SIMPLEX, 1.3, 30, 4)
    cv2.putText(page, "Overskrift", (60, 420), cv2.FONT_HERSHEY_DUPLEX, 1.6, 150, 5)
    print_ = page.copy()
    frame = np.array([[40, 130], [420, 190], [400, 300], [20, 240]], np.int32).reshape(-1, 1, 2)
    over = page.copy()
    cv2.polylines(over, [frame], isClosed=True, color=150, thickness=7)
    page = np.minimum(page, over)

    done = unstamped(page)

    assert (done[120:310, 10:440] < 200).sum() < 1.3 * (print_[120:310, 10:440] < 200).sum()
    assert np.array_equal(done[150:180, 80:300] < 60, print_[150:180, 80:300] < 60)
    assert np.array_equal(done[330:], print_[330:])


def test_a_grey_stamp_of_which_print_hides_much_is_taken_off() -> None:
    """Its frame is in pieces, each of them on a side; a pale picture has no sides."""
    page = np.full((600, 700), 250, np.uint8)
    corners = np.array([[140, 150], [440, 210], [416, 330], [116, 270]], np.int32)
    cv2.polylines(page, [corners.reshape(-1, 1, 2)], isClosed=True, color=150, thickness=7)
    cv2.circle(page, (600, 420), 40, 150, -1)
    for x in range(150, 440, 60):
        page[120:340, x : x + 28] = 250
    for top in (60, 110, 480, 530, 580):
        cv2.putText(page, "Milepael og oekonomi", (80, top), cv2.FONT_HERSHEY_SIMPLEX, 1.3, 30, 4)
    stamp, picture_ = (slice(130, 350), slice(100, 460)), (slice(370, 470), slice(550, 650))

    done = unstamped(page)

    assert (page[stamp] == 150).sum() > 1000
    assert (done[stamp] > 200).all()
    assert np.array_equal(done[picture_], page[picture_])
