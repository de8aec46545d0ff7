"""Figures by hand, files and a merger in a real browser without a script, at desktop and phone width and in print."""

import datetime
import re
import subprocess

import openpyxl
import pytest

from conftest import BINARY, PICTURES, ROOT, Site, look

PASSWORD = "mat khau dai"
TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()
MONTH = TODAY.strftime("%Y-%m")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("catalogue"))
    site.load(
        "communes",
        "code,name,parent_code,level\n37,Tỉnh Ninh Bình,,province\n14122,Xã Xuân Hưng,37,commune\n"
        "14104,Xã Xuân Giang,37,commune\n")
    site.load(
        "desks",
        "code,name,unit_code\nXH-1,Quầy 1 – Xã Xuân Hưng,14122\nXG-1,Quầy 1 – Xã Xuân Giang,14104\n"
        "XG-2,Quầy 2 – Xã Xuân Giang,14104\n")
    site.load("procedures", "code,name,field,level\n1.001193,Đăng ký khai sinh,Hộ tịch,commune\n")
    rows = [f"H40.18-241101-{30_000 + n},{desk},1.001193,,{TODAY},online,early,1"
            for n, desk in enumerate(["XH-1"] * 12 + ["XG-1"] * 5)]
    site.load(
        "dossiers",
        "dossier_code,desk_code,procedure_code,commune_code,completed_on,received_via,timeliness,digitised\n"
        + "\n".join(rows) + "\n")
    site.run("user", "add", "quantri", "--role", "admin", stdin=PASSWORD + "\n")
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


@pytest.fixture(scope="module")
def page(office, browser):
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(office.url + "/manage/catalogue")
    page.fill("input[name=name]", "quantri")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/manage/catalogue**")
    yield page
    context.close()


def test_points_and_a_months_counts_are_entered_by_hand(page, office):
    page.goto(f"{office.url}/manage/indices?unit=14122&since=&period={MONTH}")
    for index in (2, 5, 6, 7, 8):
        page.fill(f'input[name="own.{index}"]', "1,5")
    page.click("button:has-text('Lưu điểm')")
    page.wait_for_selector("text=Đã thay đổi.")
    assert page.inner_text("main").count("quantri nhập ngày") == 5
    look(page, "agency")
    page.goto(f"{office.url}/manage/situation/entry?month={MONTH}&unit=14122")
    page.fill("input[name=received_online]", "25")
    # Nothing is guessed: a field that was left blank keeps the form.
    page.click("button:has-text('Lưu')")
    blank = page.locator("form.points input:invalid")
    assert blank.count() == 7
    while blank.count():
        blank.first.fill("0")
    page.click("button:has-text('Lưu')")
    page.wait_for_selector("text=Đã thay đổi.")
    assert page.input_value("input[name=received_online]") == "25"
    look(page, "situation-entry")
    page.goto(f"{office.url}/manage/situation?from={MONTH}&to={MONTH}")
    assert "25" in page.inner_text("table.dense")
    look(page, "situation")


def test_files_are_downloaded_from_the_links_of_the_page(page, office, tmp_path):
    page.goto(f"{office.url}/manage/indices?unit=14122&since=&period={MONTH}")
    with page.expect_download() as download:
        page.click(".exports a:has-text('XLSX') >> nth=0")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == f"hailong-agency-14122-{MONTH}.xlsx"
    values = [cell.value for row in openpyxl.load_workbook(file).active.iter_rows() for cell in row]
    assert 1.5 in values and "Tổng điểm" in values
    with page.expect_download() as download:
        page.click(".exports a:has-text('PDF') >> nth=0")
    download.value.save_as(tmp_path / "sheet.pdf")
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "sheet.pdf"), "-"], capture_output=True, text=True, check=True).stdout
    assert "Xã Xuân Hưng" in text and "THỦ TRƯỞNG ĐƠN VỊ" in text


def picture_is_legible_on_a_phone(page):
    """Who became whom, at 360 pixels: type of 11 at the least, every name inside its box, and nothing to scroll sideways."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.screenshot(path=str(PICTURES / "catalogue-360.png"), full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small, outside = page.evaluate(
        """() => {
          const texts = [...document.querySelectorAll('svg.succession text')]
          const size = t => parseFloat(getComputedStyle(t).fontSize) * t.ownerSVGElement.getScreenCTM().a
          const boxes = [...document.querySelectorAll('svg.succession rect')].map(r => r.getBoundingClientRect())
          const names = texts.filter(t => t.classList.contains('start'))
          const isInside = t => {
            const a = t.getBoundingClientRect()
            return boxes.some(b => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom)
          }
          return [texts.filter(t => size(t) < 11).map(t => t.textContent + ' ' + size(t)),
                  names.filter(t => !isInside(t)).map(t => t.textContent)]
        }""")
    assert page.locator("svg.succession text.start").count() >= 3
    assert small == [] and outside == []
    page.set_viewport_size({"width": 1280, "height": 800})


def test_a_merger_is_entered_once_looked_at_and_saved(page, office):
    page.goto(office.url + "/manage/catalogue/merger")
    page.check("input[name=unit][value='14122']")
    page.check("input[name=unit][value='14104']")
    page.fill("input[name=on]", TODAY.isoformat())
    page.fill("input[name=code]", "14200")
    page.fill("input[name=name]", "Xã Hưng Giang")
    page.fill("input[name=parent_code]", "37")
    page.click("button:has-text('Xem trước')")
    page.wait_for_selector("#preview svg.succession")
    page.check("label:has-text('XG-2') input")
    look(page, "merger")
    page.click("button:has-text('Lưu sáp nhập')")
    page.wait_for_selector("text=Đã thay đổi.")
    assert page.locator("svg.succession title").text_content() == "Xã Hưng Giang và các đơn vị trước đó"
    look(page, "catalogue")
    picture_is_legible_on_a_phone(page)
    page.goto(f"{office.url}/manage?by=commune&period={MONTH}&boundaries=now")
    rows = page.locator("table.cards tbody th").all_inner_texts()
    assert any("Xã Hưng Giang" in row for row in rows) and not any("Xuân Giang" in row for row in rows)


def test_the_list_of_procedures_is_public(browser, office):
    page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="vi-VN")
    page.goto(office.url + "/procedures")
    assert "Đăng ký khai sinh" in page.inner_text("main") and "Hộ tịch" in page.inner_text("h2")
    look(page, "procedures")
    page.close()
