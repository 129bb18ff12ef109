"""Drives the live page: requests appear, an edited record is served, a fault is felt, and nothing else is loaded."""

import json
import pathlib
import time

from playwright.sync_api import expect, sync_playwright

import support

VIEWS = ["requests", "tables", "faults", "clock", "sessions", "actions", "metrics"]
MARKUP = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


class Watch:
    """Everything that a page did wrong, or asked elsewhere."""

    def __init__(self, page, base):
        self.errors = []
        self.elsewhere = []
        self.expected = 0
        page.on("pageerror", lambda error: self.errors.append(f"uncaught {error}"))
        page.on("console", lambda message: message.type in ("error", "warning") and self.errors.append(message.text))
        page.on("request", lambda request: request.url.startswith((base + "/", "data:", "blob:")) or self.elsewhere.append(request.url))

    def take(self, text):
        """Forgets the console's line for an answer of 4xx or 5xx that was asked for: the browser writes it, not the page."""
        found = [line for line in self.errors if text in line]
        for line in found:
            self.errors.remove(line)
        return len(found)


def send(mock, message, session=None, user="user-ana"):
    path = "/" if session is None else f"/s/{session}/"
    body = {"action": "chat/send", "user_id": user, "store_url": "https://candles.example.com", "message": message}
    status, text = mock.call(path, body, headers={"Content-Type": "application/json"})
    assert status == 200, text
    return json.loads(text)


def open_view(page, name):
    page.locator(f"#tab-{name}").click()
    expect(page.locator(f"#view-{name}")).to_be_visible()


def requests_come(page, mock):
    rows = page.locator("#request-list .entry")
    expect(page.locator("#connection")).to_have_text("live")
    expect(rows).to_have_count(0)
    start = time.monotonic()
    send(mock, MARKUP)
    expect(rows).to_have_count(1)
    support.check(f"a request appears live, after {(time.monotonic() - start) * 1000:.0f} ms", True)
    mock.call("/?action=chat/conversations")
    expect(rows).to_have_count(2)
    support.check("the newest is the first", "chat/conversations" in rows.first.inner_text(), rows.first.inner_text())
    expect(rows.first.locator(".pill")).to_have_text("refused")
    rows.first.click()
    details = page.locator("#request-details")
    expect(details).to_contain_text("user_id is missing")
    support.check("its details say what the contract says", True)
    page.locator("#request-search").fill("onerror")
    expect(page.locator("#request-list .entry:visible")).to_have_count(1)
    page.locator("#request-search").fill("")
    rows.last.click()
    expect(details).to_contain_text("onerror")
    support.check("what a request brings is text, never markup",
                  page.title() == "Requests · Understudy" and page.locator("#view-requests img, #view-requests script").count() == 0, page.title())
    page.get_by_role("button", name="Copy as curl").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    support.check("a request can be copied as curl", copied.startswith("curl ") and "--data-raw" in copied and "onerror" in copied, copied)


def journal_is_exported(page):
    for button, member in (("#export-har", "log"), ("#export-scenario", "steps")):
        with page.expect_download() as download:
            page.locator(button).click()
        document = json.loads(pathlib.Path(download.value.path()).read_text())
        name = download.value.suggested_filename
        support.check(f"the journal is downloaded as {name}", member in document, list(document))


def keyboard_suffices(page):
    page.keyboard.press("Escape")
    expect(page.locator("#request-details")).to_be_hidden()
    page.locator("body").click(position={"x": 5, "y": 5})
    page.keyboard.press("l")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#request-details")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#request-list")).to_be_focused()
    for number, name in enumerate(VIEWS, 1):
        page.keyboard.press(str(number))
        expect(page.locator(f"#view-{name}")).to_be_visible()
        expect(page.locator(f"#tab-{name}")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#view-tables")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#help-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help-dialog")).to_be_hidden()
    support.check("every view, list and dialog is reached by keys alone", True)


def records_are_edited(page, mock, watch):
    open_view(page, "tables")
    page.locator("#table-name").select_option("Conversations")
    page.locator("#table-search").fill("user-ben")
    row = page.locator("#table-records tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("user-ben")
    row.click()
    editor = page.locator("#record-text")
    record = json.loads(editor.input_value())
    editor.fill(json.dumps({**record, "status": "half open"}))
    page.get_by_role("button", name="Save").click()
    problem = page.locator("#record-problem")
    expect(problem).to_be_visible()
    support.check("the mock's refusal of a record is shown", "/status" in problem.inner_text(), problem.inner_text())
    watch.take("400 (Bad Request)")
    editor.fill(json.dumps({**record, "last_message": "Edited on the page"}))
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#record-dialog")).to_be_hidden()
    served = json.loads(mock.call("/?action=chat/conversations&user_id=user-ben")[1])["conversations"]
    support.check("a record edited on the page is served next", served[0]["last_message"] == "Edited on the page", served)
    page.locator("#table-add").click()
    added = {**record, "conversation_id": "made-on-the-page", "user_id": "user-new", "store_url": "https://new.example.com"}
    editor.fill(json.dumps(added))
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#record-dialog")).to_be_hidden()
    served = json.loads(mock.call("/?action=chat/conversations&user_id=user-new")[1])["conversations"]
    support.check("so is one that was added", [item["conversation_id"] for item in served] == ["made-on-the-page"], served)
    page.locator("#table-search").fill("made-on-the-page")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("made-on-the-page")
    row.click()
    page.locator("#record-delete").click()
    page.locator("#confirm-yes").click()
    expect(page.locator("#record-dialog")).to_be_hidden()
    served = json.loads(mock.call("/?action=chat/conversations&user_id=user-new")[1])["conversations"]
    support.check("and one that was deleted is gone", served == [], served)
    page.locator("#table-search").fill("")


def faults_are_felt(page, mock, watch):
    open_view(page, "faults")
    page.locator("#fault-kind").select_option("status")
    page.locator("[data-member=status]").fill("999")
    page.get_by_role("button", name="Add fault").click()
    expect(page.locator("#fault-problem")).to_be_visible()
    watch.take("400 (Bad Request)")
    page.locator("[data-member=status]").fill("503")
    page.locator("[data-member=error]").fill("out of order")
    page.locator("[data-member=retryAfter]").fill("7")
    page.locator("#fault-actions").fill("admin/*")
    page.get_by_role("button", name="Add fault").click()
    expect(page.locator("#fault-list li")).to_have_count(1)
    status, text = mock.call("/?action=admin/leads")
    support.check("a fault set on the page is felt", status == 503 and "out of order" in text, (status, text))
    support.check("by its actions only", mock.call("/?action=chat/conversations&user_id=user-ana")[0] == 200)
    expect(page.locator("#fault-list")).to_contain_text("1 / 1")
    page.get_by_role("button", name="Remove fault 1").click()
    expect(page.locator("#fault-list")).to_contain_text("No faults")
    support.check("and removed there is gone", mock.call("/?action=admin/leads")[0] == 200)


def sessions_are_apart(page, mock):
    open_view(page, "sessions")
    page.locator("#session-name").fill("worker-1")
    page.locator("#session-fixture").select_option("empty")
    page.get_by_role("button", name="Create").click()
    expect(page.locator("#session-url")).to_have_value(mock.url + "/s/worker-1/")
    send(mock, "only here", session="worker-1")
    here = json.loads(mock.call("/s/worker-1/?action=admin/conversations")[1])["conversations"]
    there = json.loads(mock.call("/?action=admin/conversations")[1])["conversations"]
    support.check("a session made on the page is a world of its own", len(here) == 1 and len(there) > 1, (len(here), len(there)))
    open_view(page, "requests")
    rows = page.locator("#request-list .entry")
    expect(rows).to_have_count(2)
    page.locator("#request-all").check()
    expect(page.locator("#connection")).to_have_text("live")
    mock.call("/?action=chat/conversations&user_id=user-of-another-session")
    expect(rows.first).to_contain_text("user-of-another-session")
    page.locator("#request-all").uncheck()
    expect(page.locator("#connection")).to_have_text("live")
    expect(rows).to_have_count(2)
    mock.call("/?action=chat/conversations&user_id=user-of-another-session")
    send(mock, "the third", session="worker-1")
    expect(rows).to_have_count(3)
    support.check("the stream shows the chosen session's requests, or everybody's", "the third" in rows.first.inner_text(), rows.first.inner_text())
    mock.control("sessions/worker-1/rewind?before=3", method="POST")
    open_view(page, "sessions")
    page.locator("#snapshot-name").fill("one")
    page.get_by_role("button", name="Take").click()
    expect(page.locator("#snapshot-list")).to_contain_text("one")
    send(mock, "forgotten again", session="worker-1")
    page.get_by_role("button", name="Restore one").click()
    expect(page.locator("#toast")).to_contain_text("Restored snapshot one")
    here = json.loads(mock.call("/s/worker-1/?action=admin/conversations")[1])["conversations"]
    support.check("a snapshot brings it back", len(here) == 1, len(here))
    open_view(page, "requests")
    entry = page.locator("#request-list .entry").filter(has_text="only here")
    entry.click()
    page.get_by_role("button", name="Rewind to before this").click()
    page.locator("#confirm-yes").click()
    expect(page.locator("#toast")).to_contain_text("before request")
    here = json.loads(mock.call("/s/worker-1/?action=admin/conversations")[1])["conversations"]
    support.check("a rewind undoes a request", here == [], here)
    open_view(page, "clock")
    page.locator("#clock-freeze").click()
    expect(page.locator("#clock-motion")).to_have_text("frozen")
    page.locator("#clock-value").fill("2027-05-06T07:08:09Z")
    page.get_by_role("button", name="Set the time").click()
    expect(page.locator("#clock-time")).to_have_text("2027-05-06 07:08:09")
    send(mock, "in May", session="worker-1")
    here = json.loads(mock.call("/s/worker-1/?action=admin/conversations")[1])["conversations"]
    support.check("the clock set on the page is the records' clock", here[0]["created_at"] // 1000 == 1809587289, here)


def actions_are_tried(page, mock, watch):
    open_view(page, "actions")
    page.locator("#action-list").get_by_text("chat/send").click()
    page.get_by_label("Fill in an example").select_option(label="first message (200)")
    page.get_by_role("button", name="Send").click()
    answer = page.locator("#action-page [aria-live]")
    expect(answer.locator("h2")).to_contain_text("200")
    expect(answer).to_contain_text("conversation_id")
    here = json.loads(mock.call("/s/worker-1/?action=admin/conversations")[1])["conversations"]
    support.check("an action is sent for real, in the chosen session", len(here) == 2, here)
    page.locator("[data-field=message]").fill("")
    page.get_by_role("button", name="Send").click()
    expect(answer.locator("h2")).to_contain_text("400")
    expect(answer).to_contain_text("message")
    support.check("and its refusal is shown", watch.take("400 (Bad Request)") == 1)
    open_view(page, "metrics")
    expect(page.locator("#metric-actions")).to_contain_text("chat/send")
    support.check("the metrics count it", True)
    sent = send(mock, "How long until it is seen?")
    mock.call(f"/?action=chat/messages&conversation_id={sent['conversation_id']}")
    expect(page.locator("#metric-stats")).to_contain_text("message latency, mean of")
    support.check("and tell how long a message waited to be seen", True)


def stream_comes_back(browser, options):
    """The mock goes away and comes back; the page says so, and shows what it missed."""
    with support.mock(options.binary, "--fixture", "empty") as mock:
        page = browser.new_context().new_page()
        page.goto(mock.url + "/__understudy/")
        expect(page.locator("#connection")).to_have_text("live")
        send(mock, "before")
        expect(page.locator("#request-list .entry")).to_have_count(1)
        port = mock.url.rsplit(":", 1)[1]
    expect(page.locator("#connection")).to_have_text("reconnecting")
    with support.mock(options.binary, "--fixture", "empty", port=port) as mock:
        send(mock, "while nobody listened")
        expect(page.locator("#connection")).to_have_text("live", timeout=20_000)
        expect(page.locator("#request-list .entry").first).to_contain_text("while nobody listened")
        support.check("a lost stream is seen, comes back, and brings what was missed", True)
    page.context.close()


def rows_are_bounded(browser, options):
    with support.mock(options.binary, "--fixture", "empty", "--journal", "5000") as mock:
        page = browser.new_context().new_page()
        page.goto(mock.url + "/__understudy/")
        expect(page.locator("#connection")).to_have_text("live")
        page.evaluate("""async () => {
          for (let round = 0; round < 24; round += 1) {
            await Promise.all(Array.from({ length: 50 }, (ignored, index) => fetch(`/s/default/?action=chat/conversations&user_id=u${round * 50 + index}`)));
          }
        }""")
        expect(page.locator("#request-list .entry").first).to_contain_text("user_id=u11", timeout=20_000)
        count = page.locator("#request-list .entry").count()
        support.check("of 1,200 requests the page keeps 1,000", count == 1000, count)
        page.context.close()


def pictures(browser, mock, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    send(mock, "Hello, where is order 1001?")
    mock.call("/?action=chat/send", {"user_id": "user-ana"})
    mock.call("/?action=admin/leads&status=pending&colour=red")
    mock.call("/?action=chat/messages", headers={"X-Understudy-Fault": "status=503, latency=40"})
    mock.control("faults", {"fault": "latency", "milliseconds": {"median": 40, "sigma": 1}, "actions": ["chat/*"], "probability": 0.2})
    for scheme in ("light", "dark"):
        for width, height in ((1280, 800), (390, 844)):
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            page = context.new_page()
            page.goto(mock.url + "/__understudy/")
            expect(page.locator("#request-list .entry").first).to_be_visible()
            for name in VIEWS:
                open_view(page, name)
                if name == "requests":
                    page.screenshot(path=folder / f"{width}-{scheme}-list.png")
                    page.locator("#request-list .entry").filter(has_text="chat/send").first.click()
                page.wait_for_timeout(400)
                page.screenshot(path=folder / f"{width}-{scheme}-{name}.png")
                overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                support.check(f"{name} fits in {width} pixels, {scheme}", overflow <= 0, f"{overflow} pixels too wide")
                if name == "requests":
                    page.keyboard.press("Escape")
                if name == "tables":
                    page.locator("#table-records tbody tr").first.click()
                    page.screenshot(path=folder / f"{width}-{scheme}-record.png")
                    page.keyboard.press("Escape")
            context.close()


def main():
    parser = support.arguments(__doc__)
    parser.add_argument("--screenshots", help="a folder for pictures at 1280 and 390 pixels, light and dark")
    options = parser.parse_args()
    with sync_playwright() as playwright, support.mock(options.binary, "--seed", "1") as mock:
        browser = support.launched(playwright, options.chromium)
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch = Watch(page, mock.url)
        size = len(page.goto(mock.url + "/__understudy/").body())
        support.check(f"the page has {size} bytes, under 150 KB", size < 150_000)
        requests_come(page, mock)
        journal_is_exported(page)
        keyboard_suffices(page)
        records_are_edited(page, mock, watch)
        faults_are_felt(page, mock, watch)
        sessions_are_apart(page, mock)
        actions_are_tried(page, mock, watch)
        support.check("nothing was written to the console", not watch.errors, watch.errors)
        support.check("nothing was asked elsewhere", not watch.elsewhere, watch.elsewhere)
        context.close()
        stream_comes_back(browser, options)
        rows_are_bounded(browser, options)
        if options.screenshots:
            pictures(browser, mock, options.screenshots)
        browser.close()


if __name__ == "__main__":
    main()
