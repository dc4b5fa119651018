"""Headless Chromium as the tests drive it: open a page, wait until it shows what was asked for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

Driver: TypeAlias = webdriver.Chrome
PATIENCE = 15  # seconds until a page that shows nothing counts as broken
DESKTOP, PHONE = (1400, 1000), (500, 900)


@contextmanager
def chromium() -> Iterator[Driver]:
    """A browser without network; a clear skip, or an error in CI, where there is none."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if browser is None or driver is None:
        leave = pytest.fail if os.environ.get("MILEPAEL_REQUIRE_PROGRAMS") else pytest.skip
        leave("no chromium and chromedriver: apt-get install chromium chromium-driver")
        raise AssertionError
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    no_network = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", no_network):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    opened = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield opened
    finally:
        opened.quit()


def show(driver: Driver, address: str, at: str = "", size: tuple[int, int] = DESKTOP) -> None:
    """Open the page anew at a place in it."""
    driver.set_window_size(*size)
    driver.get("about:blank")
    driver.get(f"{address}{at}")
    settle(driver)


def settle(driver: Driver, *, beyond: str | None = None) -> None:
    """Wait until the page shows its address, and another one than `beyond`."""

    def shown(one: Driver) -> bool:
        ready, here = one.execute_script(
            "return [document.body && document.body.dataset.ready, location.hash]"
        )
        return bool(ready) and here != beyond and _path(str(ready)) == _path(str(here) or "#")

    WebDriverWait(driver, PATIENCE, poll_frequency=0.05).until(shown)


def _path(address: str) -> list[str]:
    """The view and what it shows; which value is chosen there is told without a new view."""
    return address.partition("?")[0].split("/")[:2]


def press(driver: Driver, keys: str) -> None:
    driver.find_element(By.TAG_NAME, "body").send_keys(keys)


def all_of(driver: Driver, selector: str) -> list[WebElement]:
    return driver.find_elements(By.CSS_SELECTOR, selector)


def one_of(driver: Driver, selector: str) -> WebElement:
    return driver.find_element(By.CSS_SELECTOR, selector)


def run(driver: Driver, script: str, *values: object) -> Any:
    return driver.execute_script(script, *values)


def complaints(driver: Driver) -> list[str]:
    """What the browser complained of: scripts that failed, what the policy refused."""
    log = driver.get_log("browser")  # type: ignore[no-untyped-call]  # selenium types it in part
    return [entry["message"] for entry in log if entry["level"] == "SEVERE"]
