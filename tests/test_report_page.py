"""The report page as people see it, in headless Chromium."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from chromium import (
    PATIENCE,
    PHONE,
    Driver,
    all_of,
    complaints,
    one_of,
    press,
    run,
    settle,
    show,
)
from report_sites import item_of
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from pipeline.report.rows import Tables
from pipeline.report.site import Site
from pipeline.report.written import write_single

ROWS = 10_000
SAMPLE = Path(__file__).parents[1] / "samples" / "klitsund-2024-2.docx"


@pytest.fixture(scope="session")
def address(report_page: Path) -> str:
    return report_page.as_uri()


def test_the_overview_shows_statuses_findings_changes_heat_flow_and_money(
    driver: Driver, address: str
) -> None:
    """Everything that the overview promises is there, findings before mere notes."""
    show(driver, address)

    for part in ("findings", "changes", "statuses", "heat", "flow", "amounts"):
        assert all_of(driver, f"#{part} li, #{part} td, #{part} path"), part
    severities = [one.get_attribute("class") for one in all_of(driver, "#findings .severity")]
    order = ["severity error", "severity warning", "severity info"]
    assert severities == sorted(severities, key=lambda one: order.index(str(one)))
    assert len(all_of(driver, ".heat-cell.met")) > 10
    assert all_of(driver, ".heat-cell.not_met .symbol.not_met")
    assert complaints(driver) == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((1, 1, 1), "1 rapport · 1 indsats · 1 milepæl"),
        ((2, 0, "1.001"), "2 rapporter · 0 indsatser · 1.001 milepæle"),
    ],
)
def test_one_is_no_plural(
    driver: Driver, address: str, told: tuple[object, ...], said: str
) -> None:
    """Numbers stand with the word that goes with them."""
    show(driver, address)

    assert run(driver, "return milepael.t('overview.told', ...arguments)", *told) == said


def test_statuses_are_counted_by_report_chapter_committee_and_centre(
    driver: Driver, address: str
) -> None:
    """However they are grouped, a chapter's counts are those of its report."""
    show(driver, address)
    by_report = _column(driver, 1)

    buttons = all_of(driver, "#statuses .choices button")
    assert len(buttons) == 4
    run(driver, "arguments[0].click()", buttons[1])

    assert sum(_column(driver, 2)) == sum(by_report) > 50


def _column(driver: Driver, number: int) -> list[int]:
    cells = all_of(driver, f"#statuses tbody tr > *:nth-child({number + 1})")
    return [int(cell.text) for cell in cells]


def test_no_version_of_a_report_is_counted_twice_or_hidden(
    driver: Driver, address: str, site: Site
) -> None:
    """Every file that was read has its line; those of another version say that they are one."""
    show(driver, address)

    read = [row for row in site.documents() if row["outcome"] == "ok"]
    assert len(all_of(driver, "#statuses tbody tr")) == len(read)
    others = all_of(driver, "#statuses tbody tr.twin")
    assert len(others) == 12
    own = [int(one.text) for one in all_of(driver, "#statuses tr:not(.twin) > td:nth-child(2)")]
    assert sum(_column(driver, 1)) > sum(own) == int(one_of(driver, ".tile.met strong").text)


def test_a_heat_field_leads_to_its_item(driver: Driver, address: str) -> None:
    """A click in the heat map opens the item in that round."""
    show(driver, address)
    field = one_of(driver, "details[open] .heat-cell.not_met")
    told = str(field.get_attribute("aria-label"))

    run(driver, "arguments[0].click()", field)
    settle(driver, beyond="")

    assert run(driver, "return location.hash").startswith("#item/")
    assert told.startswith(one_of(driver, "h1").text.split(" ", 1)[1][:12])


def test_a_value_leads_to_its_place_on_the_page_and_back(
    driver: Driver, address: str, site: Site
) -> None:
    """A click on the status lights its box on the picture; a click on another box its value."""
    show(driver, address, f"#item/{item_of(site, 'pdf', 'Tidlig hjælp til familier')}")

    one_of(driver, '.value[data-key="row-2/status"] .pick').click()
    lit = all_of(driver, ".frame.chosen")
    assert [one.get_attribute("data-key") for one in lit] == ["row-2/status"]
    sheet = one_of(driver, ".page .sheet")
    assert 0 < lit[0].size["width"] < sheet.size["width"] / 8
    assert run(driver, "return document.querySelector('.page img').naturalWidth") > 500
    run(driver, "document.querySelector('.frame[data-key=\"row-1/deadline\"]').click()")

    chosen = all_of(driver, ".value.chosen")
    assert [one.get_attribute("data-key") for one in chosen] == ["row-1/deadline"]
    assert run(driver, "return location.hash").endswith("/row-1/deadline")
    assert complaints(driver) == []


def test_a_value_of_a_word_file_leads_to_its_cell_and_back(
    driver: Driver, address: str, site: Site
) -> None:
    """Of a file without pages the table is shown as it stands, cell by cell."""
    item = item_of(site, "wordprocessingml", "Tidlig hjælp til familier")
    show(driver, address, f"#item/{item}/row-2/status")

    lit = all_of(driver, ".grid td.chosen")
    assert len(lit) == 1
    other = next(cell for cell in all_of(driver, ".grid td.has") if cell.text.startswith("inden"))
    other.click()

    assert one_of(driver, ".value.chosen").get_attribute("data-key") == "row-2/deadline"


def test_evidence_is_shown_on_demand(driver: Driver, address: str, site: Site) -> None:
    """Raw text, rule and place in the file open with a key."""
    item = item_of(site, "pdf", "Tidlig hjælp til familier")
    show(driver, address, f"#item/{item}/row-2/deadline")

    press(driver, "e")

    told = one_of(driver, ".value.chosen dl").text
    assert "inden sommerferien" in told
    assert "holiday" in told
    assert "pdfium" in told  # who reads the row alike


def test_keys_walk_through_values_items_and_doubts(driver: Driver, address: str) -> None:
    """Without a pointer: to the first doubt, from value to value, to the next item, and back."""
    show(driver, address)

    press(driver, "n")
    settle(driver, beyond="")
    first = run(driver, "return location.hash")
    assert "warning" in str(one_of(driver, ".value.chosen").get_attribute("class"))
    press(driver, "n")
    settle(driver, beyond=first)
    press(driver, "o")
    settle(driver)
    assert all_of(driver, "#heat")
    run(driver, "document.querySelector('.heat-cell').click()")
    settle(driver, beyond="#overview")
    press(driver, "j")
    press(driver, "j")
    press(driver, "k")
    picks = all_of(driver, ".value")
    assert "chosen" in str(picks[0].get_attribute("class"))
    title = one_of(driver, "h1").text
    at = run(driver, "return location.hash")
    press(driver, "]")
    settle(driver, beyond=at)
    assert one_of(driver, "h1").text != title


def test_filters_and_search_choose_and_stay_in_the_address(driver: Driver, address: str) -> None:
    """What is chosen is counted, and its address shows a colleague the same."""
    show(driver, address)
    whole = len(all_of(driver, "#statuses tbody tr"))

    Select(one_of(driver, "select[name=municipality]")).select_by_value("Klitsund")
    settle(driver, beyond="")
    assert 0 < len(all_of(driver, "#statuses tbody tr")) < whole
    own = len(all_of(driver, ".heat-cell"))
    here = run(driver, "return location.hash")
    show(driver, address, here)
    assert len(all_of(driver, ".heat-cell")) == own
    one_of(driver, "#search").send_keys("halvdagsmøder")
    WebDriverWait(driver, PATIENCE).until(lambda one: 0 < len(all_of(one, ".heat-cell")) < own)
    Select(one_of(driver, "select[name=change]")).select_by_value("status_changed")
    settle(driver, beyond=here)
    assert "change=status_changed" in run(driver, "return location.hash")


@pytest.mark.parametrize(
    "table", ["items", "follow_ups", "amounts", "findings", "changes", "documents"]
)
def test_the_table_shows_every_row_of_every_table(
    driver: Driver, address: str, site: Site, table: str
) -> None:
    """Each table has its tab, its rows are counted, and none is missing."""
    show(driver, address, f"#table/{table}")

    rows = len(site.tables.all(table))
    assert int("".join(filter(str.isdigit, one_of(driver, "#row-count").text))) == rows
    assert all_of(driver, ".tabulator-row")
    assert complaints(driver) == []


def test_both_languages_are_whole(driver: Driver, address: str) -> None:
    """A key changes every word of the interface; no name of a word shows through."""
    show(driver, address)
    danish = one_of(driver, "#heat h2").text

    press(driver, "l")
    WebDriverWait(driver, PATIENCE).until(lambda one: one_of(one, "#heat h2").text != danish)

    assert run(driver, "return document.documentElement.lang") == "en"
    assert one_of(driver, "#views a").text == "Overview"
    assert "Met" in one_of(driver, ".tile.met").text


def test_every_word_that_the_scripts_say_is_there_in_both_languages(
    driver: Driver, address: str
) -> None:
    """Each view in each language, with no word missing from the lists."""
    for view in ("", "#table/amounts", "#table/changes", "#document/none", "#item/none"):
        show(driver, address, view)
        run(
            driver,
            "window.missing = []; const say = milepael.has;"
            "const words = JSON.parse(document.getElementById('words').textContent);"
            "window.missing = Object.keys(words.da).filter((key) => !(key in words.en));"
            "window.missing.push(...Object.keys(words.en).filter((key) => !(key in words.da)));",
        )
        assert run(driver, "return window.missing") == []
        assert "undefined" not in one_of(driver, "body").text


def test_a_phone_shows_it_without_sideways_scrolling(
    driver: Driver, address: str, site: Site
) -> None:
    """Nothing is wider than the screen, and the place stays beside the value."""
    show(driver, address, size=PHONE)
    assert run(driver, "return document.documentElement.scrollWidth <= innerWidth")

    item = item_of(site, "pdf", "Tidlig hjælp til familier")
    show(driver, address, f"#item/{item}/row-2/status", size=PHONE)

    assert run(driver, "return document.documentElement.scrollWidth <= innerWidth")
    inside = "const box = document.querySelector(arguments[0]).getBoundingClientRect();"
    inside += "return box.top >= 0 && box.bottom <= innerHeight"
    assert run(driver, inside, ".value.chosen")
    assert run(driver, inside, ".frame.chosen")


def test_a_folder_loads_its_parts_from_disk(
    driver: Driver, site: Site, report_folder: Path
) -> None:
    """A large archive as a folder opens without a server, each document when it is asked for."""
    item = item_of(site, "pdf", "Tidlig hjælp til familier")

    show(driver, (report_folder / "index.html").as_uri(), f"#item/{item}/row-2/status")

    WebDriverWait(driver, PATIENCE).until(
        lambda one: run(one, "return document.querySelector('.page img').naturalWidth") > 500
    )
    assert len(all_of(driver, ".frame.chosen")) == 1
    show(driver, (report_folder / "index.html").as_uri(), "#table/follow_ups")
    assert all_of(driver, ".tabulator-row")
    assert complaints(driver) == []


def test_without_its_source_an_item_says_so(driver: Driver, site: Site, tmp_path: Path) -> None:
    """Data are shown all the same, and how to have the pages is told."""
    write_single(Site(site.tables, {}), tmp_path / "report.html")
    item = item_of(site, "pdf", "Tidlig hjælp til familier")

    show(driver, (tmp_path / "report.html").as_uri(), f"#item/{item}")

    assert "--source" in one_of(driver, ".place .notice").text
    assert item.partition("-")[0] in one_of(driver, ".place .raw").text
    assert len(all_of(driver, ".value")) > 5


def test_ten_thousand_rows_are_there_and_few_are_drawn(
    driver: Driver, site: Site, tmp_path: Path
) -> None:
    """The table keeps in the document only the rows in view, wherever it is scrolled to."""
    arrow = dict(site.tables.arrow)
    times = 1 + ROWS // arrow["follow_ups"].num_rows
    arrow["follow_ups"] = pa.concat_tables([arrow["follow_ups"]] * times)
    target = tmp_path / "report.html"
    write_single(Site(Tables(arrow), {}), target)

    show(driver, target.as_uri(), "#table/follow_ups")
    drawn = len(all_of(driver, ".tabulator-row"))
    run(
        driver,
        "const one = document.querySelector('.tabulator-tableholder');"
        "one.scrollTop = one.scrollHeight / 2;",
    )
    WebDriverWait(driver, PATIENCE).until(lambda one: all_of(one, ".tabulator-row"))

    count = int("".join(filter(str.isdigit, one_of(driver, "#row-count").text)))
    assert count == arrow["follow_ups"].num_rows >= ROWS
    assert 0 < drawn < 150
    assert 0 < len(all_of(driver, ".tabulator-row")) < 150


def test_a_copied_table_runs_nothing_in_a_spreadsheet(driver: Driver, address: str) -> None:
    """Texts that begin like a formula are marked as text; numbers stay numbers."""
    show(driver, address)
    neutral = "return arguments[0].map((text) => milepael.listing.neutral(text))"

    assert run(driver, neutral, ["=1+1", "@x", "+45 x", "-5", "-1.200,50", "\t=1", "tekst"]) == [
        *("'=1+1", "'@x", "'+45 x", "-5", "-1.200,50", "'\t=1", "tekst"),
    ]
    csv = "return milepael.listing.csv('amounts', [{item: 'A;\"b\"', low: -150, high: 250005}])"
    assert '"A;""b"""' in run(driver, csv)
    assert ";-1,50;2500,05;" in run(driver, csv)


def test_it_prints_without_what_only_a_screen_needs(driver: Driver, address: str) -> None:
    """On paper there is no bar, and every panel that the screen shows."""
    show(driver, address)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})

    hidden = "return getComputedStyle(document.querySelector(arguments[0])).display"
    try:
        assert run(driver, hidden, ".bar") == "none"
        assert run(driver, hidden, "#heat") == "block"
    finally:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_it_is_usable_by_keyboard_alone(driver: Driver, address: str) -> None:
    """The first stop of Tab leads past the bar, and the search has a key of its own."""
    show(driver, address)

    press(driver, Keys.TAB)
    assert "skip" in str(driver.switch_to.active_element.get_attribute("class"))
    press(driver, "/")
    assert driver.switch_to.active_element.get_attribute("id") == "search"
    driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    press(driver, "?")
    assert len(driver.find_elements(By.CSS_SELECTOR, "dialog[open] kbd")) > 8
