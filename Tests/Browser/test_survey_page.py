"""What only a browser shows of the survey: how it fits a phone, answers to a keyboard, and what it fetches."""

import itertools

import pytest

from conftest import PICTURES

numbers = itertools.count(1)


def contrast(a: str, b: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it; each `rgb(r, g, b)`."""

    def luminance(colour: str) -> float:
        channels = [int(float(part)) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted([luminance(a), luminance(b)], reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True, locale="vi-VN")
    yield context.new_page()
    context.close()


def test_one_response_under_10_kb_and_no_other_request(site, phone):
    requests = []
    phone.on("request", lambda request: requests.append(request.url))
    response = phone.goto(site.link(next(numbers)))
    phone.wait_for_timeout(300)
    assert len(requests) == 1, requests
    sizes = response.request.sizes()
    assert sizes["responseBodySize"] + sizes["responseHeadersSize"] <= 10_000, sizes


def test_the_style_is_applied_under_its_own_policy(site, phone):
    messages = []
    phone.on("console", lambda message: messages.append(message.text))
    phone.goto(site.link(next(numbers)))
    assert phone.evaluate("getComputedStyle(document.querySelector('main')).borderTopWidth") == "6px"
    assert not messages, messages


def test_320_pixels_without_scrolling_sideways_with_everything_open(site, phone):
    phone.goto(site.link(next(numbers)))
    phone.check("input[name=overall][value='1']")
    phone.click("summary")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320


# 54 characters are the longest of the example's; longer names there are.
LONG = "Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm quyền của Việt Nam cấp hoặc chứng nhận"


@pytest.fixture(params=["three-level/1", "five-level/1"])
def pack(site, request):
    """The questionnaire in force; the one of the other tests comes back after it."""
    site.set("questionnaire", request.param)
    yield request.param
    site.set("questionnaire", "three-level/1")


@pytest.mark.parametrize("width, height, scheme", [(320, 568, "light"), (360, 640, "dark"), (390, 700, "light")])
def test_a_phones_first_screen_holds_every_choice_of_the_first_question(site, browser, pack, width, height, scheme):
    site.set("office_name", "Trung tâm Phục vụ hành chính công xã Xuân Hưng")
    site.load("procedures", f'code,name,field,level\n2.000815,"{LONG}",Chứng thực,commune\n')
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, has_touch=True, locale="vi-VN")
    page = context.new_page()
    PICTURES.mkdir(parents=True, exist_ok=True)
    try:
        for example in ("0", "1"):
            site.set("example", example)
            for procedure in ("1.001193", "2.000815"):
                link = site.link(next(numbers), procedure)
                for language in ("vi", "en"):
                    response = page.goto(f"{link}?lang={language}")
                    sizes = response.request.sizes()
                    assert sizes["responseBodySize"] + sizes["responseHeadersSize"] <= 10_000, sizes
                    name = f"survey-{pack[:4]}-{width}-{language}-{procedure[0]}-{example}"
                    page.screenshot(path=str(PICTURES / f"{name}.png"))
                    boxes = page.evaluate(
                        """[...document.querySelectorAll('.faces label')].map(label => {
                             const box = label.getBoundingClientRect()
                             const top = document.elementFromPoint(box.x + box.width / 2, box.bottom - 4)
                             return [box.top, box.bottom, box.height, box.right, label.contains(top)]
                           })""")
                    assert len(boxes) == (3 if pack.startswith("three") else 5)
                    for top, bottom, tall, right, is_free in boxes:
                        assert top >= 0 and bottom <= height and right <= width, (name, boxes)
                        assert tall >= 48 and is_free, (name, boxes)
                    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        # Once something is chosen the button is there without scrolling, and lies over no choice of the three.
        page.goto(site.link(next(numbers)))
        page.locator(".faces label").last.tap()
        button = page.locator("button").bounding_box()
        assert button["y"] >= 0 and button["y"] + button["height"] <= height, button
        if pack.startswith("three"):
            assert page.locator(".faces label").last.bounding_box()["y"] + 48 <= button["y"]
        page.screenshot(path=str(PICTURES / f"survey-{pack[:4]}-{width}-chosen.png"))
    finally:
        site.set("example", "0")
        context.close()


def test_targets_are_at_least_48_pixels_high(site, phone):
    phone.goto(site.link(next(numbers)))
    phone.check("input[name=overall][value='1']")
    phone.click("summary")
    small = phone.evaluate(
        """[...document.querySelectorAll('fieldset label, button, summary, header a, textarea')]
           .filter(e => e.offsetParent && e.getBoundingClientRect().height < 48)
           .map(e => e.textContent.trim() + ' ' + e.getBoundingClientRect().height)""")
    assert small == []


def test_nothing_is_ticked_and_reasons_appear_only_for_the_dissatisfied(site, phone):
    phone.goto(site.link(next(numbers)))
    assert phone.locator(":checked").count() == 0
    reasons = phone.locator("fieldset.reasons")
    assert not reasons.is_visible()
    phone.check("input[name=overall][value='3']")
    assert not reasons.is_visible()
    phone.check("input[name=overall][value='1']")
    assert reasons.is_visible()


def test_an_optional_answer_can_be_taken_back(site, phone):
    phone.goto(site.link(next(numbers)))
    phone.click("summary")
    phone.check("input[name=contacts][value='1']")
    phone.check("input[name=contacts][value='']")
    phone.check("input[name=overall][value='2']")
    with phone.expect_request(lambda request: request.method == "POST") as sent:
        phone.click("button")
    assert "contacts=&" in sent.value.post_data or sent.value.post_data.endswith("contacts=")


def test_one_tap_and_send_then_the_link_is_over(site, phone):
    link = site.link(next(numbers))
    phone.goto(link)
    phone.locator("fieldset label").first.tap()
    phone.locator("button").tap()
    phone.wait_for_url("**/thanks*")
    assert "Cảm ơn" in phone.inner_text("h1")
    assert phone.goto(link).status == 410


def test_the_keyboard_alone_is_enough(site, browser):
    page = browser.new_page(locale="vi-VN")
    page.goto(site.link(next(numbers)))
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "overall":
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "the focus is not seen"
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.querySelector('[name=overall]:checked').value") == "2"
    page.keyboard.press("Enter")
    page.wait_for_url("**/thanks*")
    page.close()


@pytest.mark.parametrize("width, height", [(390, 660), (390, 800), (1280, 720)])
def test_what_the_keyboard_comes_to_is_not_hidden_by_the_button(site, browser, width, height):
    page = browser.new_page(viewport={"width": width, "height": height}, locale="vi-VN")
    page.goto(site.link(next(numbers)))
    page.check("input[name=overall][value='1']")
    page.click("summary")
    page.evaluate("scrollTo(0, 0); document.querySelector('[name=overall]:checked').focus()")
    seen = 0
    for _ in range(40):
        page.keyboard.press("Tab")
        name, bottom, bar = page.evaluate(
            """() => {
                 const e = document.activeElement, go = document.querySelector('.go')
                 return [e.closest('.go') || e === document.body ? '' : e.name || e.tagName,
                   e.getBoundingClientRect().bottom, go.getBoundingClientRect().top]
               }""")
        if not name:
            break
        seen += 1
        assert bottom <= bar, (name, bottom, bar)
    assert seen > 5
    page.close()


def test_without_a_choice_nothing_is_sent_and_the_server_says_what_is_missing(site, browser):
    page = browser.new_page(locale="vi-VN")
    page.goto(site.link(next(numbers)))
    page.evaluate("document.forms[0].noValidate = true")
    page.click("summary")
    page.check("input[name=conduct][value='2']")
    page.click("button")
    assert page.locator("[role=alert]").inner_text() == "Ông/Bà vui lòng chọn một mức đánh giá."
    assert page.is_checked("input[name=conduct][value='2']")
    page.close()


def test_a_screen_reader_finds_every_group_and_choice_by_name(site, browser):
    page = browser.new_page(locale="vi-VN")
    page.goto(site.link(next(numbers)))
    group = page.get_by_role("group", name="Ông/Bà đánh giá chung thế nào về việc giải quyết hồ sơ này?")
    names = [group.get_by_role("radio", name=name, exact=True).count() for name in
             ["Rất hài lòng", "Hài lòng", "Không hài lòng"]]
    assert names == [1, 1, 1]
    assert page.get_by_role("button", name="Gửi đánh giá").count() == 1
    assert page.locator("html").get_attribute("lang") == "vi"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_keeps_the_contrast_of_wcag_aa(site, browser, scheme):
    page = browser.new_page(color_scheme=scheme, locale="vi-VN")
    page.goto(site.link(next(numbers)))
    page.check("input[name=overall][value='1']")
    page.click("summary")
    pairs = page.evaluate(
        """() => {
          const ground = e => {
            for (; e; e = e.parentElement) {
              const c = getComputedStyle(e).backgroundColor
              if (c !== 'rgba(0, 0, 0, 0)') return c
            }
          }
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), pairs = []
          while (texts.nextNode()) {
            const e = texts.currentNode.parentElement
            if (texts.currentNode.data.trim() && e.offsetParent) pairs.push([getComputedStyle(e).color, ground(e), e.textContent.trim()])
          }
          return pairs
        }""")
    assert len(pairs) > 20
    low = [(text, contrast(ink, paper)) for ink, paper, text in pairs if contrast(ink, paper) < 4.5]
    assert low == []
    page.close()


def test_the_switch_changes_the_language_and_keeps_the_link(site, phone):
    link = site.link(next(numbers))
    phone.goto(link)
    phone.click("header a")
    assert phone.url == link + "?lang=en"
    assert phone.inner_text("button") == "Send"


def test_a_typed_code_leads_to_the_survey(site, phone):
    token = site.link(next(numbers)).rsplit("/", 1)[1]
    phone.goto(site.url + "/")
    phone.fill("#code", f"{token[:6]} {token[6:12]}-{token[12:]}".lower())
    phone.click("button")
    assert phone.locator("fieldset.faces").is_visible()
