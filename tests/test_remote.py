"""Inputs and outputs elsewhere: a real S3-compatible server on this machine."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import main

pytest.importorskip("s3fs", reason="needs the extra 's3'")
server = pytest.importorskip("moto.server", reason="needs moto")

REPORT = """# {number}. opfølgning på budget 2024

| 1.0{number} Grønne skoler (drift) | Kort beskrivelse | Tid | Smiley |
|---|---|---|---|
| Milepæl | Plan {number} er lagt | 1. budgetopfølgning 2024 | ☺ |
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    running = server.ThreadedMotoServer(port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of an empty bucket with two reports and a file that is none."""
    import s3fs

    for name, value in {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    store = s3fs.S3FileSystem()
    store.mkdir("arkiv")
    for number in (1, 2):
        store.pipe_file(f"arkiv/ind/2024/{number}.md", REPORT.format(number=number).encode())
    store.pipe_file("arkiv/ind/tom.pdf", b"")
    yield "s3://arkiv"
    store.rm("arkiv", recursive=True)


def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *asked: str
) -> tuple[int, dict[str, object]]:
    """The exit status and the summary of one run."""
    command = ["milepael", "run", *asked, "--json", "--quiet", "--jobs", "1"]
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, int)
    return ended.value.code, json.loads(capsys.readouterr().out)


def content(root: str) -> dict[str, bytes]:
    """Every file of the datasets below a root in the store."""
    import s3fs

    store = s3fs.S3FileSystem(use_listings_cache=False)
    below = {path.removeprefix(f"{root}/"): path for path in store.find(root)}
    return {
        name: store.cat_file(path)
        for name, path in below.items()
        if not name.startswith((".", "runs/"))
    }


def test_a_bucket_is_read_and_written(
    bucket: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From bucket to bucket: the bytes are those of a run here; a second run is short."""
    import s3fs

    store = s3fs.S3FileSystem()
    asked = (f"{bucket}/ind", "-o", f"{bucket}/ud")
    for number in (1, 2):
        (tmp_path / "ind" / "2024").mkdir(parents=True, exist_ok=True)
        (tmp_path / "ind" / "2024" / f"{number}.md").write_text(REPORT.format(number=number))
    (tmp_path / "ind" / "tom.pdf").touch()
    run(capsys, monkeypatch, str(tmp_path / "ind"), "-o", str(tmp_path / "ud"))

    status, first = run(capsys, monkeypatch, *asked)

    expected = {
        path.relative_to(tmp_path / "ud").as_posix(): path.read_bytes()
        for path in (tmp_path / "ud").rglob("*")
        if path.is_file()
        and path.relative_to(tmp_path / "ud").parts[0][0] != "."
        and path.parent.name != "runs"
    }
    assert (status, first["read"], first["failed"]) == (3, 3, {"tom.pdf": "not-a-document"})
    assert content("arkiv/ud") == expected
    store.rm_file("arkiv/ind/2024/1.md")
    _, second = run(capsys, monkeypatch, *asked)
    assert (second["read"], second["gone"], second["unchanged"]) == (0, 1, 2)
    assert content("arkiv/ud") != expected


def test_a_bucket_that_is_not_there(
    bucket: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An input that does not exist is the user's mistake, an output that cannot be is the run's."""
    command = ["milepael", "run", f"{bucket}/intet", "-o", f"{bucket}/ud"]
    monkeypatch.setattr(sys, "argv", command)

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 2
    assert "no file or folder" in capsys.readouterr().err
