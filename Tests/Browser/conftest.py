"""A running HàiLòng of its own for browser tests: the built binary, a fresh database, a free port."""

import datetime
import os
import pathlib
import re
import subprocess
import time

import pytest
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("HAILONG_BINARY", str(ROOT / ".build/debug/hailong"))
PICTURES = ROOT / ".build" / "pictures"


class Site:
    """`url` of the running service, and its command line on the same database."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.url = ""

    def run(self, *arguments: str, stdin: str | None = None) -> str:
        paths = ["--database", str(self.folder / "site.sqlite"), "--key", str(self.folder / "site.key")]
        done = subprocess.run([BINARY, *arguments, *paths], input=stdin, capture_output=True, text=True, cwd=ROOT)
        assert done.returncode == 0, f"{arguments}: {done.stderr}"
        return done.stdout

    def set(self, name: str, value: str) -> None:
        """Changes a setting, and waits until the service has seen it: it looks once a second."""
        self.run("setting", "set", name, value)
        time.sleep(1.1)

    def load(self, kind: str, csv: str) -> None:
        self.run("import", kind, "-", stdin=csv)

    def link(self, number: int, procedure: str = "1.001193") -> str:
        """Registers a dossier that was completed today and returns its survey link on this service."""
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()
        code = f"H40.18-241101-{10_000 + number}"
        self.load(
            "dossiers",
            "dossier_code,desk_code,procedure_code,commune_code,completed_on,received_via,timeliness,digitised\n"
            f"{code},XH-1,{procedure},,{today},online,early,1\n",
        )
        return self.url + "/" + self.run("token", code).strip().rsplit("/", 1)[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("site"))
    site.load("communes", "code,name,parent_code,level\n37,Tỉnh Ninh Bình,,province\n14122,Xã Xuân Hưng,37,commune\n")
    site.load("desks", "code,name,unit_code\nXH-1,Quầy 1 – Xã Xuân Hưng,14122\n")
    site.load("procedures", "code,name,field,level\n1.001193,Đăng ký khai sinh,Hộ tịch,commune\n")
    service = subprocess.Popen(
        [BINARY, "serve", "--port", "0", "--database", str(site.folder / "site.sqlite"),
         "--key", str(site.folder / "site.key")],
        stderr=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        for line in service.stderr:
            if match := re.search(r"listening on (http://\S+)", line):
                site.url = match.group(1)
                break
        assert site.url, "the service did not start"
        yield site
    finally:
        service.terminate()
        service.wait(timeout=20)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


def look(page, name):
    """Pictures at desktop and phone width and in print; nothing is wider than the phone."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(PICTURES / f"{name}-1280.png"), full_page=True)
    page.set_viewport_size({"width": 320, "height": 800})
    page.screenshot(path=str(PICTURES / f"{name}-320.png"), full_page=True)
    for box in page.locator("main, main > *, main form, main table.cards, main input, main select").all():
        # What a closed summary hides has a box, too, though nobody sees it.
        size = box.bounding_box() if box.is_visible() else None
        assert size is None or size["x"] + size["width"] <= 320.5, box.evaluate("e => e.outerHTML.slice(0, 200)")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(media="print")
    page.screenshot(path=str(PICTURES / f"{name}-print.png"), full_page=True)
    page.emulate_media(media="screen")
