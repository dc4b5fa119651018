"""The page served for review: who may ask, who may write, and what becomes of a verdict."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest
from chromium import PATIENCE, all_of, chromium, complaints, one_of, press, run, settle, show
from selenium.webdriver.support.ui import Select, WebDriverWait

from klitsund.documents import documents
from pipeline.options import Options
from pipeline.report.server import ADDRESS, MOST_BYTES, TOKEN, Review, server
from pipeline.report.site import Site, open_site
from pipeline.report.written import write_folder
from pipeline.run import run as run_pipeline


class Served(NamedTuple):
    """A server under test."""

    output: Path
    port: int
    review: Review
    site: Site

    def ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
    ) -> tuple[int, bytes]:
        connection = HTTPConnection(ADDRESS, self.port, timeout=20)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": f"{ADDRESS}:{self.port}", **headers}.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        try:
            return answer.status, answer.read()
        finally:
            connection.close()

    def post(self, sent: object, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        body = json.dumps(sent).encode()
        own = {
            TOKEN: self.review.token,
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "Origin": f"http://{ADDRESS}:{self.port}",
        }
        return self.ask("POST", "/review", {**own, **(headers or {})}, body)


@pytest.fixture
def served(samples_output: Path, tmp_path: Path) -> Iterator[Served]:
    output = tmp_path / "output"
    shutil.copytree(samples_output, output)
    site = open_site(output)
    review = Review(output, lambda: site)
    opened = server(review, 0)
    thread = Thread(target=opened.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield Served(output, opened.server_port, review, site)
    finally:
        opened.shutdown()
        opened.server_close()
        thread.join()


def said(served: Served) -> dict[str, object]:
    row = next(one for one in served.site.tables.all("follow_ups") if one["status"] == "met")
    place = {"item_id": row["item_id"], "table": "follow_ups", "row": row["position"]}
    what = {"column": "status", "verdict": "correct", "new": "not_met"}
    return {**place, **what, "why": "s. 12", "who": "A. Holm"}


def corrections(output: Path) -> list[dict[str, object]]:
    path = output / "corrections.toml"
    if not path.exists():
        return []
    found: list[dict[str, object]] = tomllib.loads(path.read_text(encoding="utf-8"))["correction"]
    return found


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Host": "localhost:1"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/", "/parts/table-items.js"])
def test_only_its_own_page_may_read(
    served: Served, path: str, headers: Mapping[str, str], status: int
) -> None:
    """Foreign names and foreign sites are refused, whatever they ask for."""
    answered, body = served.ask("GET", path, headers)

    assert answered == status
    assert status == 200 or served.review.token.encode() not in body


@pytest.mark.parametrize(
    "path", ["/../manifest.json", "/parts/../../x.js", "/pages/x/1.webp", "/pages/1.webp", "/x"]
)
def test_nothing_but_the_page_is_served(served: Served, path: str) -> None:
    """Addresses name documents, never files."""
    assert served.ask("GET", path, {})[0] == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({TOKEN: "guessed"}, 403),
        ({TOKEN: ""}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Length": "-1"}, 411),
        ({"Content-Length": str(MOST_BYTES + 1)}, 413),
    ],
)
def test_who_may_not_write_changes_nothing(
    served: Served, headers: Mapping[str, str], status: int
) -> None:
    """Without the token, from elsewhere, or too much: refused, and no file is written."""
    answered, _ = served.post(said(served), headers)

    assert answered == status
    assert corrections(served.output) == []


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "delete"},
        {"table": "documents; drop"},
        {"item_id": "none"},
        {"row": 999},
        {"row": "1"},
        {"column": "no_such"},
        {"who": " "},
        {"who": "x" * 201},
        {"new": 7},
        {"new": "perhaps"},
        {"row": None},
        {"verdict": "comment", "why": ""},
    ],
)
def test_a_verdict_that_says_nothing_usable_is_refused(
    served: Served, change: Mapping[str, object]
) -> None:
    """The answer names what is wrong, and nothing is kept."""
    answered, why = served.post({**said(served), **change})

    assert answered == 400
    assert why
    assert corrections(served.output) == []


def test_verdicts_are_added_to_the_corrections(served: Served) -> None:
    """Each names source, place, value before and after, who and why; texts stay what they are."""
    first = said(served)
    why = 'quote " and \\ and\nline \x7f ]]'

    assert served.post(first)[0] == 200
    assert served.post({**first, "verdict": "comment", "why": why})[0] == 200

    one, other = corrections(served.output)
    row = next(one for one in served.site.tables.all("follow_ups") if one["status"] == "met")
    assert one["document"] == row["document_id"]
    assert (one["table"], one["column"], one["locator"]) == ("follow_ups", "status", row["locator"])
    assert (one["verdict"], one["value"], one["read"]) == (
        "corrected",
        "not_met",
        row["smiley_raw"],
    )
    assert (other["verdict"], other["why"], other["who"]) == ("commented", why, "A. Holm")
    assert "value" not in other


def test_the_next_run_carries_a_verdict_out_and_the_page_tells_it(
    served: Served, tmp_path: Path
) -> None:
    """What is corrected on the page is in the data after a run, with what was read before."""
    sent = said(served)
    assert served.post(sent)[0] == 200

    run_pipeline([str(path) for path in documents()], served.output, Options())

    tables = open_site(served.output).tables
    own = [
        (row["status"], one["read"], one["who"])
        for row in tables.all("follow_ups")
        for one in row["reviews"]
    ]
    assert own == [("not_met", "met", "A. Holm")]
    write_folder(open_site(served.output, [str(tmp_path)]), tmp_path / "report")
    key = str(sent["item_id"]).rpartition("-")[0]
    told = (tmp_path / "report" / "parts" / f"{key}.js").read_text(encoding="utf-8")
    assert '"verdict":"corrected","read":"met","who":"A. Holm","why":"s. 12"' in told


def test_a_person_reviews_in_the_browser(served: Served) -> None:
    """Keys choose a value and a verdict; the form is sent, and the file holds it."""
    row = next(one for one in served.site.tables.all("follow_ups") if one["status"] == "met")
    at = f"#item/{row['item_id']}/row-{row['position']}/status"
    with chromium() as driver:
        show(driver, f"http://{ADDRESS}:{served.port}/", at)
        WebDriverWait(driver, PATIENCE).until(lambda one: all_of(one, ".value.chosen"))

        press(driver, "c")
        Select(one_of(driver, "dialog select[name=new]")).select_by_value("partly_met")
        one_of(driver, "dialog textarea[name=why]").send_keys("Se side 3 <b>")
        one_of(driver, "dialog input[name=who]").send_keys("B. Lund")
        one_of(driver, "dialog button[type=submit]").click()
        WebDriverWait(driver, PATIENCE).until(lambda one: all_of(one, ".verdicts"))
        press(driver, "a")
        assert one_of(driver, "dialog input[name=who]").get_attribute("value") == "B. Lund"
        one_of(driver, "dialog button[type=submit]").click()
        WebDriverWait(driver, PATIENCE).until(lambda _: len(corrections(served.output)) == 2)

        assert "<b>" in one_of(driver, ".verdicts").text
        assert complaints(driver) == []
        picture = "return document.querySelector('.page img, .grid') !== null"
        assert run(driver, picture)
        settle(driver)
    first, second = corrections(served.output)
    assert (first["value"], first["why"], first["who"]) == (
        "partly_met",
        "Se side 3 <b>",
        "B. Lund",
    )
    assert second["verdict"] == "accepted"
