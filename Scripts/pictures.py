"""Takes the README's pictures: python3 Scripts/pictures.py DEMO_OUTPUT BASE_ADDRESS FOLDER."""
import re
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

output, base, folder = Path(sys.argv[1]).read_text(), sys.argv[2], Path(sys.argv[3])
folder.mkdir(parents=True, exist_ok=True)
token = re.search(r"/([0-9A-HJKMNP-TV-Z]{18})\s", output).group(1)
name, password = re.search(r"^(lanhdao)\s+(\S+)", output, re.M).groups()

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    phone = browser.new_page(viewport={"width": 390, "height": 760}, device_scale_factor=2, locale="vi-VN")
    phone.goto(f"{base}/{token}")
    phone.screenshot(path=folder / "survey.png")
    desk = browser.new_page(viewport={"width": 1180, "height": 900}, locale="vi-VN")
    desk.goto(f"{base}/manage", timeout=120_000)
    desk.fill("input[name=name]", name)
    desk.fill("input[name=password]", password)
    with desk.expect_navigation(timeout=120_000):
        desk.keyboard.press("Enter")
    desk.screenshot(path=folder / "dashboard.png")
    browser.close()
