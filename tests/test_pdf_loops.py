"""PDF: one function called for many arguments, in C where there is a compiler or by ctypes."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from extractors.formats.pdf import calls, loops, read
from extractors.limits import Limits

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.pdf"))
libc = ctypes.CDLL(None)


@pytest.fixture
def compiled() -> ModuleType:
    """The loop in C; skips where there was no compiler, fails where programs are required."""
    if loops.compiled is None:
        leave = pytest.fail if os.environ.get("MILEPAEL_REQUIRE_PROGRAMS") else pytest.skip
        leave("the loop was not compiled when this was installed")
    return loops.compiled


@pytest.fixture(params=["compiled", "ctypes"])
def loop(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Either way to call."""
    if request.param == "compiled":
        request.getfixturevalue("compiled")
    else:
        monkeypatch.setattr(loops, "compiled", None)


def _function(name: str, result: Any) -> Any:
    """A function of C's own library, as `calls` has those of pdfium."""
    address = ctypes.cast(getattr(libc, name), ctypes.c_void_p).value
    assert address is not None
    function: Any = ctypes.PYFUNCTYPE(result)(address)
    function.address, function.kind = address, {ctypes.c_int: "i", ctypes.c_uint: "I"}.get(result)
    return function


@pytest.mark.usefixtures("loop")
def test_numbers_are_told_with_their_signs() -> None:
    numbers = np.array([0, 1, -1, 7, -(2**31) + 1, 2**31 - 1])

    assert loops.told(_function("abs", ctypes.c_int), 6, numbers).tolist() == [
        *(0, 1, 1, 7, 2**31 - 1, 2**31 - 1)
    ]
    assert loops.told(_function("htonl", ctypes.c_uint), 1, np.array([-5])).tolist() == [0xFBFFFFFF]
    text = ctypes.create_string_buffer(b"-17")
    start = ctypes.addressof(text)
    assert loops.told(_function("atoi", ctypes.c_int), 2, start).tolist() == [-17, -17]


@pytest.mark.usefixtures("loop")
def test_addresses_are_told_whole() -> None:
    """Also given and told beyond 32 bits."""
    text = ctypes.create_string_buffer(b"milepael")
    start = ctypes.addressof(text)
    letters = np.array([ord(letter) for letter in "mlx"])

    found = loops.told(_function("strchr", ctypes.c_size_t), 3, start, letters)

    assert found.tolist() == [start, start + 2, 0]
    whole = loops.told(_function("strlen", ctypes.c_size_t), 2, found[:2])
    assert whole.tolist() == [8, 6]


@pytest.mark.usefixtures("loop")
def test_what_is_written_stands_in_the_record_of_its_call() -> None:
    slots, fill = calls.Slots(2, np.uint32), _function("memset", None)

    assert slots.of_objects(fill, np.zeros(0, np.int64)).shape == (0, 2)
    for count in (1, 3, 400, 2):
        first, second = slots.fields(count)
        loops.each(fill, count, first, np.arange(count), 4)
        loops.each(fill, count, second, 1, 4)
        assert slots.rows(count).tolist() == [
            [number % 256 * 0x01010101, 0x01010101] for number in range(count)
        ]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        (1, 1, 1, 1, 1, 1, 1),
        (np.zeros(1, np.int64),),  # for two calls
        (np.zeros(4, np.int32),),
        (np.zeros(2, np.float64),),
        ((0, 4, 1),),  # room for one call
        (np.zeros(8, np.int64)[::2],),
        ("1",),
        ((1,),),
    ],
)
def test_arguments_that_are_none_are_refused(
    arguments: tuple[Any, ...], compiled: ModuleType
) -> None:
    address = _function("abs", ctypes.c_int).address
    with pytest.raises((TypeError, ValueError, BufferError)):
        compiled.each(address, "i", 2, np.zeros(2, np.int64), *arguments)


def test_what_is_no_function_or_no_room_for_results_is_refused(compiled: ModuleType) -> None:
    address = _function("abs", ctypes.c_int).address
    for results in (np.zeros(1, np.int64), np.zeros(2, np.float64), b"0" * 16):
        with pytest.raises((ValueError, BufferError)):
            compiled.each(address, "i", 2, results, 5)
    with pytest.raises(TypeError):
        compiled.each("abs", "i", 2, None, 5)
    with pytest.raises(ValueError, match="no function"):
        compiled.each(0, "i", 2, None, 5)


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_file_reads_the_same_either_way(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes()
    expected = read(data, Limits())
    monkeypatch.setattr(loops, "compiled", None)
    assert read(data, Limits()) == expected


@pytest.mark.usefixtures("loop")
def test_a_call_that_writes_nothing_leaves_no_record_of_another() -> None:
    slots, fill = calls.Slots(1, np.uint32), _function("memset", None)

    (field,) = slots.fields(2)
    loops.each(fill, 2, field, 1, 4)
    assert slots.rows(2).tolist() == [[0x01010101]] * 2
    slots.fields(2)

    assert slots.rows(2).tolist() == [[0], [0]]
