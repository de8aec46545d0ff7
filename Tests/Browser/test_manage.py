"""The managers' pages as a stranger walks them: every link of every page leads somewhere, and pages fit screen, phone and paper."""

import csv
import html
import io
import re
import subprocess

import pytest

from conftest import BINARY, PICTURES, ROOT, Site, look
from test_plan import LAST, MONTH, PASSWORD, TODAY, answer

DESKS = [("XH-1", "Quầy 1 – Xã Xuân Hưng", "14122"), ("XH-2", "Quầy 2 – Xã Xuân Hưng", "14122"),
         ("XT-1", "Quầy 1 – Xã Xuân Trường", "14089")]
PROCEDURES = ["1.001193", "2.000635"]
# Of every ten answers, how many are not satisfied.
BAD = {"XH-1": 1, "XH-2": 6, "XT-1": 2}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A service with three desks, two procedures and sixteen answers to each, in the month before."""
    site = Site(tmp_path_factory.mktemp("manage"))
    site.load(
        "communes",
        "code,name,parent_code,level\n37,Tỉnh Ninh Bình,,province\n14122,Xã Xuân Hưng,37,commune\n"
        "14089,Xã Xuân Trường,37,commune\n")
    site.load("desks", "code,name,unit_code\n" + "\n".join(",".join(desk) for desk in DESKS) + "\n")
    site.load(
        "procedures",
        "code,name,field,level\n1.001193,Đăng ký khai sinh,Hộ tịch,commune\n"
        "2.000635,Cấp bản sao trích lục hộ tịch,Hộ tịch,commune\n")
    for name, role in [("quan", "admin"), ("lan", "manager")]:
        site.run("user", "add", name, "--role", role, stdin=PASSWORD + "\n")
    site.run("user", "add", "hung", "--role", "manager", "--unit", "14122", stdin=PASSWORD + "\n")
    # Links of the last month's dossiers are open at the end of this one, too.
    site.run("setting", "set", "validity_days", "70")
    rows = []
    for desk, _, _ in DESKS:
        for procedure in PROCEDURES:
            for _ in range(20):
                rows.append(f"H40.18-241101-{30_000 + len(rows)},{desk},{procedure},,{LAST},online,early,1")
    header = "dossier_code,desk_code,procedure_code,commune_code,completed_on,received_via,timeliness,digitised\n"
    site.load("dossiers", header + "\n".join(rows) + "\n")
    links = list(csv.DictReader(io.StringIO(site.run("token", "--from", "-", stdin=header + "\n".join(rows) + "\n"))))
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
        for number, row in enumerate(links):
            if number % 20 < 16:
                bad = number % 10 < BAD[row["desk_code"]]
                form = {"overall": "1", "reason": "trips"} if bad else {"overall": "32"[number % 2]}
                form["comment"] = f"Phải chờ hơi lâu, lần thứ {number}." if bad else ""
                answer(site.url + "/" + row["link"].rsplit("/", 1)[1], form)
        yield site
    finally:
        service.terminate()
        service.wait(timeout=20)


def signed_in(browser, filled, name):
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(filled.url + "/manage")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/manage?**")
    return context, page


def walk(context, base, most):
    """Follows every link from the overview on; returns the addresses, each of which was there."""
    seen, waiting = set(), ["/manage"]
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answered = context.request.get(base + address)
        assert answered.status == 200, f"{answered.status} {address}"
        if "html" not in answered.headers["content-type"]:
            continue
        text = answered.text()
        assert "⟦" not in text, address
        for link in re.findall(r'href="?(/(?:manage|results|procedures)[^" >]*)', text):
            link = html.unescape(link).split("#")[0]
            # Pages of the other language and files are the same figures once more.
            if "lang=" not in link and "format=" not in link:
                waiting.append(link)
    return seen


@pytest.mark.parametrize("name", ["quan", "hung"])
def test_every_link_of_every_page_leads_somewhere(browser, filled, name):
    context, _ = signed_in(browser, filled, name)
    seen = walk(context, filled.url, 400)
    paths = {address.split("?")[0] for address in seen}
    wanted = {"/manage", "/manage/heat", "/manage/heat/cell", "/manage/comparison", "/manage/comments",
              "/manage/desk/XH-1", "/manage/indices", "/manage/situation", "/manage/follow-up", "/manage/plan",
              "/manage/honesty", "/manage/catalogue"}
    if name == "quan":
        wanted |= {"/manage/procedure/2.000635", "/manage/settings", "/manage/accounts", "/manage/audit"}
    assert wanted <= paths, wanted - paths
    if name == "hung":
        assert not any("XT-1" in address or "/procedure/" in address for address in seen)
    context.close()


def test_pages_fit_screen_phone_and_paper(browser, filled):
    context, page = signed_in(browser, filled, "quan")
    for name, address in [
        ("overview", f"/manage?by=desk&period={MONTH}&boundaries=now"), ("heat", f"/manage/heat?period={MONTH}"),
        ("heat-cell", f"/manage/heat/cell?desk=XH-2&procedure=2.000635&period={MONTH}"),
        ("comparison", f"/manage/comparison?by=desk&period={MONTH}"), ("desk", f"/manage/desk/XH-2?period={MONTH}"),
        ("indices", f"/manage/indices?period={MONTH}"), ("results", f"/results?by=desk&period={MONTH}&boundaries=now"),
        ("kiosks", "/manage/kiosks"), ("accounts", "/manage/accounts"),
        ("comments", f"/manage/comments?month={MONTH}"), ("honesty", f"/manage/honesty?month={MONTH}"),
        ("plan", f"/manage/plan?period={MONTH}"), ("situation", f"/manage/situation?from={MONTH}&to={MONTH}"),
        ("audit", "/manage/audit"),
    ]:
        page.goto(filled.url + address)
        if page.locator("header nav a").count():
            assert page.locator("header nav").bounding_box()["height"] < 60, "the navigation is one line at 1280 px"
        for chart in page.locator("svg.chart").all():
            assert chart.locator("title").count() == 1 and chart.locator("desc").count() == 1
        look(page, f"manage-{name}")
        page.emulate_media(media="print")
        # 18 cm of A4 at 96 px an inch.
        page.set_viewport_size({"width": 680, "height": 960})
        assert page.locator("form:visible, header nav:visible, .period a:visible").count() == 0
        # Whose figures and which ones stays on the paper: the office, the period, and of each choice the one made.
        assert page.locator("header b:visible").count() == 1
        for chooser in page.locator(".choosers nav:not(.kinds)").all():
            assert chooser.locator("a:visible").count() == 1 == chooser.locator("a[aria-current]:visible").count()
        if page.locator(".choosers .period").count():
            assert page.locator(".choosers .period b:visible").count() == 1
        printed = page.pdf(path=str(PICTURES / f"manage-{name}.pdf"), format="A4")
        assert printed.count(b"/Type /Page\n") <= 6, name
        for box in page.locator("svg.chart:visible, table:visible").all():
            size = box.bounding_box()
            assert size["x"] + size["width"] <= 681, box.evaluate("e => e.outerHTML.slice(0, 200)")
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": 1280, "height": 800})
    context.close()


def test_the_heat_table_is_read_in_grey_and_by_a_screen_reader(browser, filled):
    context, page = signed_in(browser, filled, "lan")
    page.goto(f"{filled.url}/manage/heat?period={MONTH}")
    row = page.locator("tbody tr", has=page.locator("th:has-text('Cấp bản sao trích lục')"))
    shades = []
    for desk in ["Quầy 1 – Xã Xuân Trường", "Quầy 2 – Xã Xuân Hưng"]:
        cell = row.locator(f"td[data-label='{desk}']")
        assert re.search(r"\d+\s%", cell.inner_text())
        assert "khoảng tin cậy 95\u00a0%" in cell.locator("a").get_attribute("title")
        colour = cell.evaluate("e => getComputedStyle(e).backgroundColor")
        parts = [float(part) for part in re.findall(r"[\d.]+", colour)]
        opacity = parts[3] if len(parts) == 4 else 1
        # Seen on white paper, as a grey copy has it.
        shades.append(sum(w * (255 - (255 - c) * opacity) for w, c in zip((0.3, 0.59, 0.11), parts)))
    assert shades[0] - shades[1] > 60, "the less satisfied desk is clearly darker"
    low = row.locator("td[data-label='Quầy 2 – Xã Xuân Hưng']")
    assert "thấp hơn tỷ lệ chung" in low.locator(".unseen").inner_text()
    low.locator("a").click()
    page.wait_for_selector("h1:has-text('Quầy 2 – Xã Xuân Hưng')")
    assert page.locator("svg.trend").count() == 1
    context.close()


OFFICE = {"comments": f"/manage/comments?month={MONTH}&unit=14122", "honesty": f"/manage/honesty?month={MONTH}",
          "settings": "/manage/settings", "audit": "/manage/audit"}


@pytest.mark.parametrize("width", [1280, 360])
def test_the_managers_other_pages_load_fit_and_are_reached_by_keyboard(browser, filled, width):
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="vi-VN")
    page = context.new_page()
    troubles = []
    page.on("console", lambda message: message.type in ("error", "warning") and troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(filled.url + "/manage")
    page.fill("input[name=name]", "quan")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/manage?**")
    for name, address in OFFICE.items():
        assert page.goto(filled.url + address).status == 200, name
        page.screenshot(path=str(PICTURES / f"office-{name}-{width}.png"), full_page=True)
        assert page.locator("h1").count() == 1 and page.locator("h1").inner_text().strip(), name
        for summary in page.locator("main summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        # Every link, button and field takes the focus in turn, and shows it.
        wanted = page.evaluate(
            """() => {
              window.stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
                .filter(e => e.type !== 'hidden' && e.checkVisibility())
              return window.stops.length
            }""")
        reached = set()
        for _ in range(wanted + 2):
            page.keyboard.press("Tab")
            stop, outline = page.evaluate(
                "[window.stops.indexOf(document.activeElement), getComputedStyle(document.activeElement).outlineStyle]")
            if stop >= 0:
                assert outline != "none", f"{name}: the focus is not seen on stop {stop}"
                reached.add(stop)
        assert reached == set(range(wanted)), f"{name}: {wanted - len(reached)} stops are not reached"
    assert troubles == []
    context.close()


def test_what_citizens_wrote_is_read_and_hidden_by_a_manager(browser, filled):
    context, page = signed_in(browser, filled, "quan")
    page.goto(f"{filled.url}/manage/comments?month={MONTH}")
    comments = page.locator("article.comment")
    assert comments.count() > 4
    comments.first.locator("button:has-text('Ẩn ý kiến')").click()
    page.wait_for_selector("article.comment:has-text('Hiện lại'), a:has-text('ẩn')")
    page.goto(filled.url + "/manage/audit")
    assert page.locator("tbody tr").first.inner_text().count("ẩn ý kiến") == 1
    context.close()
