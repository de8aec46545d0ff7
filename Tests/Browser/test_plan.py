"""Follow-up and plan in a real browser without a script: an item is answered, a target set, a task assigned."""

import datetime
import re
import subprocess
import urllib.parse
import urllib.request

import pytest

from conftest import BINARY, ROOT, Site, look

PASSWORD = "mat khau dai"
TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()
LAST = TODAY.replace(day=1) - datetime.timedelta(days=1)
MONTH = LAST.strftime("%Y-%m")


def answer(url, form):
    request = urllib.request.Request(url, data=urllib.parse.urlencode(form).encode())
    with urllib.request.urlopen(request, timeout=20) as response:
        assert response.status == 200


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    """A service whose last month is closed, with a bad desk in it."""
    if TODAY.day < 3:
        pytest.skip("the last month cannot be closed yet")
    site = Site(tmp_path_factory.mktemp("plan"))
    site.load("communes", "code,name,parent_code,level\n37,Tỉnh Ninh Bình,,province\n14122,Xã Xuân Hưng,37,commune\n")
    site.load("desks", "code,name,unit_code\nXH-1,Quầy 1 – Xã Xuân Hưng,14122\n")
    site.load("procedures", "code,name,field,level\n1.001193,Đăng ký khai sinh,Hộ tịch,commune\n")
    site.run("user", "add", "chi", "--role", "manager", stdin=PASSWORD + "\n")
    site.run("setting", "set", "validity_days", "40")
    rows = [f"H40.18-241101-{20_000 + n},XH-1,1.001193,,{LAST},online,early,1" for n in range(40)]
    site.load(
        "dossiers",
        "dossier_code,desk_code,procedure_code,commune_code,completed_on,received_via,timeliness,digitised\n"
        + "\n".join(rows) + "\n")
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
        for n, row in enumerate(rows[:20]):
            token = site.run("token", row.split(",")[0]).strip().rsplit("/", 1)[1]
            form = {"overall": "1", "reason": "papers"} if n < 8 else {"overall": "3"}
            answer(f"{site.url}/{token}", form)
        # Shorter validity closes the month; the nightly work does the rest.
        site.run("setting", "set", "validity_days", "1")
        opened = site.run("purge")
        assert "1 items of follow-up opened" in opened or "1 việc theo dõi được mở" in opened
        yield site
    finally:
        service.terminate()
        service.wait(timeout=20)


@pytest.fixture(scope="module")
def page(closed, browser):
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(closed.url + "/manage/follow-up?show=active")
    page.fill("input[name=name]", "chi")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/manage/follow-up**")
    yield page
    context.close()


def test_an_item_of_the_closed_month_is_taken_in_hand_and_answered(page):
    look(page, "follow-up")
    page.click("text=Yêu cầu thêm giấy tờ")
    page.click("button:has-text('Nhận xử lý')")
    page.wait_for_selector("text=Đã ghi nhận.")
    page.fill("textarea[name=note]", "Đã niêm yết lại danh mục giấy tờ.")
    page.click("button:has-text('Trả lời')")
    page.wait_for_selector("dd:has-text('Đã trả lời')")
    assert "Đã niêm yết lại danh mục giấy tờ." in page.inner_text("ol.history")
    look(page, "follow-up-item")


def test_a_target_is_set_what_is_below_is_proposed_and_a_task_is_assigned(page, closed):
    page.goto(f"{closed.url}/manage/plan?period={MONTH}")
    page.select_option("#targets select[name=unit]", "37")
    page.fill("#targets input[name=share]", "90")
    page.click("#targets button")
    page.wait_for_selector("text=Đã ghi nhận.")
    proposal = page.locator("article", has=page.locator("h3:text-is('Xã Xuân Hưng')"))
    assert "60,0\u00a0%" in proposal.inner_text() and "Yêu cầu thêm giấy tờ (8)" in proposal.inner_text()
    proposal.locator("summary").click()
    proposal.locator("textarea[name=what]").fill("Bỏ yêu cầu bản sao giấy khai sinh")
    proposal.locator("input[name=role]").fill("Trưởng bộ phận Một cửa")
    proposal.locator("button").click()
    page.wait_for_selector("h3:has-text('Bỏ yêu cầu bản sao')")
    assert page.locator("#task-1 svg.trend title").count() == 1
    look(page, "plan")
