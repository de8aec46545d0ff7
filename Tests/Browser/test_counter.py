"""The counter in a real browser: sign-in, scan, slip, next, with the keyboard only; and the same without a script."""

import datetime
import itertools
import pathlib
import subprocess

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageFilter
from pyzbar import pyzbar

from conftest import look

numbers = itertools.count(1)
# Where pictures of the pages are put for whoever wants to look at them.
PICTURES = pathlib.Path(__file__).resolve().parents[2] / ".build" / "pictures"
PASSWORD = "mat khau dai"
HEADER = "dossier_code,desk_code,procedure_code,commune_code,completed_on,received_via,timeliness,digitised\n"


@pytest.fixture(scope="module")
def officer(site):
    site.load("procedures", "code,name,field,level\n1.000894,Đăng ký kết hôn,Hộ tịch,commune\n"
              "2.000815,\"Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm quyền "
              "của Việt Nam cấp hoặc chứng nhận\",Chứng thực,commune\n")
    site.run("user", "add", "an", "--role", "officer", "--desk", "XH-1", stdin=PASSWORD + "\n")
    site.run("user", "add", "chi", "--role", "manager", stdin=PASSWORD + "\n")
    return "an"


@pytest.fixture(scope="module")
def session(site, browser, officer):
    """The cookies of a browser in which an officer has signed in."""
    page = desktop(browser)
    sign_in(page, site, officer)
    state = page.context.storage_state()
    page.context.close()
    return state


def desktop(browser, **options):
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN", **options)
    context.add_init_script("window.print = () => document.documentElement.dataset.printed = 'yes'")
    page = context.new_page()
    page.set_default_timeout(30_000)
    return page


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(PICTURES / f"{name}.png"), full_page=True)


def sign_in(page, site, name, to="/staff"):
    """By keyboard: the name has the focus."""
    page.goto(site.url + to)
    page.wait_for_selector("input[name=name]:focus")
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**" + to)


def counter(page, site):
    page.goto(site.url + "/staff")
    page.wait_for_selector("#code:focus")


def scan(page, text):
    """As a scanner types: at once, with Enter behind, into whatever field has the focus."""
    page.wait_for_selector("input:focus")
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")


def code():
    return f"H40.18-261101-{20_000 + next(numbers)}"


def today():
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.name")


def test_sign_in_scan_slip_next_with_the_keyboard_only(site, browser, officer):
    page = desktop(browser)
    problems = []
    page.on("console", lambda message: problems.append(message.text))
    page.goto(site.url + "/staff")
    picture(page, "sign-in")
    sign_in(page, site, officer)
    picture(page, "register")

    page.wait_for_selector("#code:focus")
    scan(page, code())
    # The scanner's Enter goes on to what is still missing.
    page.wait_for_selector("#procedure:focus")
    page.keyboard.type("khai sinh")
    page.keyboard.press("ArrowDown")
    picture(page, "register-choices")
    page.keyboard.press("Enter")
    assert page.input_value("#procedure") == "1.001193 – Đăng ký khai sinh"
    page.keyboard.press("Enter")
    page.wait_for_selector(".slip img")
    page.wait_for_selector("html[data-printed]")
    assert page.evaluate("document.querySelector('.slip img').naturalWidth") > 100
    picture(page, "slip")

    # Enter again is the next one, with what it is likely to share.
    assert focused(page) == "code"
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-register]")
    assert focused(page) == "code"
    assert page.input_value("#procedure").startswith("1.001193")
    scan(page, code())
    page.wait_for_selector(".slip img")

    # Or scan the next one right away.
    page.wait_for_selector("html[data-printed]")
    scan(page, code())
    page.wait_for_selector("#procedure:focus")
    # The script has marked what is carried over, so that typing replaces it.
    page.wait_for_load_state("load")
    page.keyboard.type("chung thuc")
    page.keyboard.press("Enter")
    page.wait_for_selector(".slip img")
    assert "Chứng thực bản sao" in page.inner_text("main")
    page.goto(site.url + "/staff/slips")
    assert page.locator("tbody tr").count() == 3
    picture(page, "slips")
    assert not [text for text in problems if "Security Policy" in text or "Uncaught" in text], problems
    page.context.close()


def test_a_bad_code_is_named_as_it_is_typed(site, browser, session):
    page = desktop(browser, storage_state=session)
    counter(page, site)
    scan(page, "H40.18-261301-0001")
    assert "không đúng dạng" in page.inner_text("#code-error")
    page.keyboard.type("h40.18-261101-0001")
    assert page.input_value("#code") == "H40.18-261101-0001"
    assert page.get_attribute("#code", "data-good") is not None
    assert page.inner_text("#code-error") == ""
    page.context.close()


def test_the_same_without_a_script(site, browser, session):
    page = desktop(browser, storage_state=session, java_script_enabled=False)
    counter(page, site)
    page.keyboard.insert_text(code())
    page.keyboard.press("Enter")
    page.wait_for_selector("#procedure:focus")
    page.keyboard.type("dang ky")
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=chosenProcedure]")
    picture(page, "register-several")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_selector(".slip img")
    page.keyboard.press("Enter")
    page.wait_for_selector("form.register")
    page.context.close()


def printed(file, name):
    """The one page of a PDF as grey pixels at a thermal printer's resolution."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    subprocess.run(["pdftoppm", "-png", "-gray", "-r", "203", "-singlefile", file, PICTURES / name], check=True)
    return Image.open(PICTURES / f"{name}.png")


@pytest.mark.parametrize("paper, width, height", [("a6", 105, 148), ("a5", 148, 210), ("80mm", 80, 200), ("58mm", 58, 200)])
def test_the_browser_prints_the_slip_alone_on_one_page_of_its_size(site, browser, session, tmp_path, paper, width, height):
    page = desktop(browser, storage_state=session)
    counter(page, site)
    page.goto(site.url + "/staff/desk")
    page.select_option("select[name=paper]", paper)
    page.click("main button")
    page.wait_for_selector("#code:focus")
    scan(page, code())
    page.wait_for_selector("#procedure:focus")
    page.keyboard.type("ket hon")
    page.keyboard.press("Enter")
    page.wait_for_selector(".slip img")
    file = tmp_path / "slip.pdf"
    page.pdf(path=str(file), prefer_css_page_size=True)
    info = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True).stdout
    assert "Pages:           1" in info, info
    size = next(line for line in info.splitlines() if line.startswith("Page size")).split()
    assert abs(float(size[2]) - width / 25.4 * 72) < 2 and abs(float(size[4]) - height / 25.4 * 72) < 2, size
    theirs = printed(file, f"printed-{paper}")
    read = subprocess.run(["zbarimg", "-q", "--raw", str(PICTURES / f"printed-{paper}.png")],
                          capture_output=True, text=True).stdout
    assert read.strip().lower().startswith("http://127.0.0.1"), read

    # It is the slip that the layout engine makes for a printer: ink in the same places. Rolls end where the slip does.
    with page.expect_download() as download:
        page.click(f"button[value='pdf.{paper}']")
    download.value.save_as(tmp_path / "engine.pdf")
    ours = printed(tmp_path / "engine.pdf", f"engine-{paper}")
    size = (min(ours.width, theirs.width), min(ours.height, theirs.height))
    blurred = [np.asarray(one.crop((0, 0, *size)).filter(ImageFilter.GaussianBlur(3)), float) for one in (ours, theirs)]
    likeness = np.corrcoef(blurred[0].ravel(), blurred[1].ravel())[0, 1]
    print(paper, likeness)
    assert likeness > 0.97, likeness
    look(page, f"slip-{paper}")
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_the_language_is_switched_on_the_page_and_stays(site, browser, officer, script):
    page = desktop(browser, java_script_enabled=script)
    page.goto(site.url + "/staff/slips")
    page.get_by_role("link", name="English").click()
    assert page.get_attribute("html", "lang") == "en"
    page.fill("input[name=name]", officer)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/slips*")
    assert page.get_attribute("html", "lang") == "en"
    page.get_by_role("link", name="Register").first.click()
    assert page.get_attribute("html", "lang") == "en" and page.url == site.url + "/staff"
    picture(page, "register-english")
    # What a form answers is in that language too, and leads back.
    page.fill("#code", code())
    page.fill("#procedure", "no such procedure")
    page.press("#procedure", "Enter")
    page.wait_for_selector("#procedure-error")
    assert page.get_attribute("html", "lang") == "en"
    page.get_by_role("link", name="Tiếng Việt").click()
    assert page.get_attribute("html", "lang") == "vi"
    page.goto(site.url + "/staff/links")
    assert page.get_attribute("html", "lang") == "vi"
    page.context.close()


def test_other_particulars_of_a_known_dossier_ask_first_and_are_refused_once_its_slip_is_out(site, browser, session):
    """With the keyboard only: the safe answer has the focus, the other is one Tab away."""
    page = desktop(browser, storage_state=session)
    typed = code()
    site.load("dossiers", HEADER + f"{typed},XH-1,1.001193,,{today()},post,late,0\n")

    # A scan alone of a known dossier is its slip; what the desk types besides must not change it unasked.
    counter(page, site)
    page.fill("#procedure", "1.000894")
    page.focus("#code")
    scan(page, typed)
    page.wait_for_selector("text=Có đổi không?")
    assert "Bưu chính → Trực tiếp" in page.inner_text(".notice") and "Quá hạn → Đúng hạn" in page.inner_text(".notice")
    assert page.evaluate("document.activeElement.textContent") == "Giữ nguyên và in phiếu"
    look(page, "register-asks")
    page.focus("text=Giữ nguyên và in phiếu")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".slip img")
    assert "Đăng ký kết hôn" in page.inner_text("main")
    # Its slip is out now.
    counter(page, site)
    page.fill("#procedure", "1.001193")
    page.focus("#code")
    scan(page, typed)
    page.wait_for_selector("text=không đổi được nữa")
    assert page.evaluate("document.activeElement.textContent") == "In lại phiếu, không đổi gì"
    look(page, "register-refused")
    page.focus("text=In lại phiếu")
    page.keyboard.press("Enter")
    page.wait_for_selector(".slip img")
    assert "Đăng ký kết hôn" in page.inner_text("main")
    page.context.close()


def test_a_batch_is_shown_confirmed_and_comes_back_as_slips_and_as_the_same_file_with_links(
    site, browser, session, tmp_path
):
    page = desktop(browser, storage_state=session)
    page.goto(site.url + "/staff/batch")
    look(page, "batch")
    codes = [code() for _ in range(8)]
    rows = "".join(f'"{one}";XH-1;1.001193;;{today()};online;early;1\r\n' for one in codes)
    own = "\ufeff" + HEADER.replace(",", ";").replace("\n", "\r\n") + rows
    (tmp_path / "bad.csv").write_text(own.replace("early", "soon", 3), newline="")
    (tmp_path / "own.csv").write_text(own, newline="")

    page.set_input_files("#file", tmp_path / "bad.csv")
    page.focus("main button")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Có 3 chỗ sai ở 3 dòng")
    assert page.locator("tbody tr").count() == 3
    look(page, "batch-bad")

    page.set_input_files("#file", tmp_path / "own.csv")
    page.focus("main button")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=8 hồ sơ mới")
    assert page.evaluate("document.activeElement.value") == "pdf"
    look(page, "batch-good")
    page.focus("button[value=pdf]")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "slips.pdf")
    info = subprocess.run(["pdfinfo", tmp_path / "slips.pdf"], capture_output=True, text=True).stdout
    assert "Pages:           2" in info, info
    page.focus("button[value=links]")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "links.csv")
    lines = (tmp_path / "links.csv").read_bytes().split(b"\r\n")
    links = [site.run("token", one).strip() for one in codes]
    theirs = own.encode().split(b"\r\n")
    assert lines == [theirs[0] + b";link", *[row + b";" + link.encode() for row, link in zip(theirs[1:], links)], b""]

    page.goto(site.url + "/staff/links")
    scan(page, codes[0])
    page.wait_for_selector("textarea")
    assert links[0] in page.input_value("textarea >> nth=0") and "GSM-7, 1 tin" in page.inner_text("main")
    look(page, "links")
    page.goto(site.url + "/staff/slips")
    look(page, "slips")
    page.context.close()


def test_from_the_counters_keyboard_over_the_pixels_of_the_slip_to_the_citizens_thanks(site, browser, session):
    page = desktop(browser, storage_state=session, device_scale_factor=2)
    counter(page, site)
    scan(page, code())
    page.wait_for_selector("#procedure:focus")
    page.keyboard.type("khai sinh")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-printed]")
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.locator(".slip img").screenshot(path=str(PICTURES / "slip-alone.png"))
    page.context.close()
    # Two decoders look at what is on the screen, and see the same address.
    picture = Image.open(PICTURES / "slip-alone.png").convert("L")
    addresses = {found.data.decode() for found in pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])}
    qr = getattr(zxingcpp.BarcodeFormat, "QRCodeModel2", zxingcpp.BarcodeFormat.QRCode)
    assert addresses == {found.text for found in zxingcpp.read_barcodes(picture, formats=qr)}
    (address,) = addresses

    phone = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, locale="vi-VN")
    page = phone.new_page()
    page.set_default_timeout(30_000)
    # The service under test is on another port than its public address says.
    answer = page.goto(site.url + "/" + address.rsplit("/", 1)[1])
    assert answer.status == 200 and "Đăng ký khai sinh" in page.inner_text("body")
    page.tap("label:has(input[name=overall][value='3'])")
    page.tap(".go button")
    page.wait_for_url("**/thanks*")
    assert "Cảm ơn" in page.inner_text("h1")
    phone.close()


def test_a_dossier_filed_online_gets_its_link_from_the_desk_and_a_button_copies_it(site, browser, session):
    page = desktop(browser, storage_state=session, permissions=["clipboard-read", "clipboard-write"])
    counter(page, site)
    typed = code()
    page.keyboard.insert_text(typed)
    page.fill("#procedure", "1.000894")
    page.select_option("select[name=via]", "online")
    page.focus("button[name=as]")
    look(page, "register-online")
    page.focus("button[name=as]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#link")
    link = site.run("token", typed).strip()
    assert page.input_value("#link") == link
    page.click("button[data-copy=link]")
    page.wait_for_selector("button[data-copy=link]:has-text('Đã chép')")
    assert page.evaluate("navigator.clipboard.readText()") == link
    look(page, "link-made")
    page.get_by_role("link", name="Hồ sơ tiếp theo").click()
    page.wait_for_selector("#code:focus")
    page.context.close()


def test_an_officers_browser_is_refused_the_survey(site, browser, session):
    page = desktop(browser, storage_state=session)
    counter(page, site)
    response = page.goto(site.link(700 + next(numbers)))
    assert response.status == 403
    assert "Cán bộ không được đánh giá thay" in page.inner_text("h1")
    picture(page, "survey-refused")
    page.context.close()


def test_a_kiosk_takes_an_answer_and_returns_to_its_start(site, browser, officer):
    context = browser.new_context(viewport={"width": 1024, "height": 768}, has_touch=True, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(30_000)
    sign_in(page, site, "chi", "/manage/kiosks")
    link = page.get_attribute("td a", "href")
    picture(page, "kiosks")
    page.goto(site.url + link[link.index("/kiosk"):])
    assert page.url == site.url + "/kiosk/XH-1"
    assert not [cookie for cookie in context.cookies() if cookie["name"] == "hailong_session"]
    picture(page, "kiosk-start")

    page.clock.install()
    token = site.link(800 + next(numbers)).rsplit("/", 1)[1]
    page.wait_for_selector("#code:focus")
    scan(page, "http://127.0.0.1:8080/" + token)
    page.wait_for_selector("fieldset.faces")
    assert token not in page.url
    picture(page, "kiosk-survey")
    # Half a minute counts from the last touch.
    page.clock.fast_forward(25_000)
    page.check("input[name=overall][value='1']")
    page.clock.fast_forward(25_000)
    assert page.locator("fieldset.reasons").is_visible()
    page.clock.fast_forward(6_000)
    page.wait_for_selector("#code:focus")
    assert page.input_value("#code") == ""

    scan(page, token.lower())
    page.check("input[name=overall][value='3']")
    page.click("form button")
    page.wait_for_selector("h1:has-text('Cảm ơn')")
    picture(page, "kiosk-thanks")
    page.clock.fast_forward(31_000)
    page.wait_for_selector("#code")
    assert not [a for a in page.eval_on_selector_all("a", "all => all.map(a => a.href)") if "/staff" in a or "/manage" in a]
    context.close()


@pytest.mark.parametrize("script", [True, False])
def test_the_back_button_of_a_kiosk_never_shows_an_earlier_citizens_page(site, browser, officer, script):
    context = browser.new_context(viewport={"width": 1024, "height": 768}, locale="vi-VN", java_script_enabled=script)
    page = context.new_page()
    page.set_default_timeout(30_000)
    sign_in(page, site, "chi", "/manage/kiosks")
    link = page.get_attribute("td a", "href")
    start = site.url + "/kiosk/XH-1"
    page.goto(site.url + link[link.index("/kiosk"):])
    # A history that begins with the kiosk, as on a tablet.
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(start)

    first, second = (site.link(1000 + next(numbers)).rsplit("/", 1)[1] for _ in range(2))
    # The first citizen mistypes, then opens the survey, writes, and answers.
    page.wait_for_selector("#code:focus")
    scan(page, "NOT A CODE")
    page.wait_for_selector(".error")
    page.fill("#code", "")
    scan(page, first)
    page.wait_for_selector("fieldset.faces")
    page.check("input[name=overall][value='1']")
    page.fill("textarea", "chỉ của người thứ nhất")
    page.click(".go button")
    page.wait_for_selector("h1:has-text('Cảm ơn')")

    def is_clean(own=None):
        """Nothing of the first citizen is to be seen, in the page as it was sent or in what the browser put back into it."""
        assert page.url.split("?")[0] == start, page.url
        fields = page.eval_on_selector_all("input, textarea", "all => all.map(e => ['radio', 'checkbox'].includes(e.type) ? e.checked : e.value)")
        assert "chỉ của người thứ nhất" not in page.content() + str(fields)
        assert first not in page.content() + str(fields)
        assert True not in fields, fields
        assert own is None or page.locator("fieldset.faces").count() == 1

    # Right after the thanks, back is still the thanks, however often.
    for _ in range(2):
        page.go_back()
        is_clean()
        assert "Cảm ơn" in page.inner_text("h1")
    for _ in range(2):
        page.go_forward()
    page.click("header a")
    page.wait_for_selector("#code")
    is_clean()
    # The second citizen, in the middle of the survey.
    scan(page, second)
    page.wait_for_selector("fieldset.faces")
    for move in [page.go_back] * 3 + [page.go_forward] * 3:
        move()
        is_clean(second)
    page.check("input[name=overall][value='3']")
    page.click(".go button")
    page.wait_for_selector("h1:has-text('Cảm ơn')")
    page.click("header a")
    page.wait_for_selector("#code")
    seen = 0
    while page.go_back() and page.url != "about:blank":
        seen += 1
        is_clean()
        assert second not in page.content()
        assert page.locator("#code").count() == 1
    assert seen > 2
    context.close()


def test_a_phone_opens_the_address_in_the_qr_and_one_tap_is_thanked(site, browser):
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, locale="vi-VN")
    page = context.new_page()
    page.goto(site.link(900 + next(numbers)))
    page.tap("label:has(input[name=overall][value='3'])")
    page.tap(".go button")
    page.wait_for_url("**/thanks*")
    picture(page, "phone-thanks")
    context.close()
