"""Opens the HTML report of a run with failures: no console line, nothing loaded, the filter works, no sideways scroll."""

import contextlib
import http.client
import http.server
import pathlib
import subprocess
import tempfile
import threading

from playwright.sync_api import sync_playwright

import support

ENTRIES = "[...document.querySelectorAll('.suite details')].filter(entry => entry.getClientRects().length).length"


@contextlib.contextmanager
def faulty(port):
    """Stands before a mock, names a member of the figures otherwise and forgets CORS on failures; yields its URL."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def forward(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            mock = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            skipped = ("host", "connection")
            headers = {name: value for name, value in self.headers.items() if name.lower() not in skipped}
            mock.request(self.command, self.path, body, headers)
            answer = mock.getresponse()
            content = answer.read()
            if "affiliate%2Fstats" in self.path:
                content = content.replace(b'"total_commission"', b'"totalCommission"')
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                is_cors = name.lower().startswith("access-control") and answer.status >= 400
                if not is_cors and name.lower() not in ("content-length", "connection", "transfer-encoding"):
                    self.send_header(name, value)
            has_body = self.command != "HEAD" and answer.status not in (204, 304)
            if has_body:
                self.send_header("Content-Length", str(len(content)))
            elif self.command == "HEAD":
                self.send_header("Content-Length", answer.getheader("Content-Length", "0"))
            self.end_headers()
            if has_body:
                self.wfile.write(content)
            mock.close()

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = forward

        def log_message(self, *ignored):
            pass

    class Server(http.server.ThreadingHTTPServer):
        request_queue_size = 256
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def written(binary, path):
    """Writes the report of a run against a faulty backend; returns the run's exit code."""
    with support.mock(binary) as mock, faulty(int(mock.url.rsplit(":", 1)[1])) as url:
        command = [binary, "verify", "--endpoint", url, "--html", str(path), "--steps", "0", "--cases", "0"]
        return subprocess.run(command, cwd=support.ROOT, stdout=subprocess.DEVNULL, timeout=300).returncode


def look(page, path, width, pictures):
    """Checks the report at one width."""
    said, asked = [], []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    entries = page.evaluate(ENTRIES)
    support.check(f"{width}: it has an entry for each case", entries > 300, entries)
    box = page.locator("input[type=search]")
    counts = []
    for text in ["total_commission", "there is no such text", ""]:
        box.fill(text)
        page.wait_for_timeout(500)
        counts.append(page.evaluate(ENTRIES))
    support.check(f"{width}: the filter leaves some, none, all", 0 < counts[0] < entries and counts[1:] == [0, entries], counts)
    across = page.evaluate("document.documentElement.scrollWidth")
    support.check(f"{width}: nothing is wider than the page", across <= width, across)
    if pictures:
        page.screenshot(path=f"{pictures}/report-{width}.png")
        page.locator("details[open]").first.scroll_into_view_if_needed()
        page.screenshot(path=f"{pictures}/report-{width}-failure.png")
    support.check(f"{width}: the console is empty", not said, said)
    support.check(f"{width}: nothing is loaded but the file", asked == [path.as_uri()], asked)


def main():
    parser = support.arguments(__doc__)
    parser.add_argument("--screenshots", type=pathlib.Path, help="a folder for pictures")
    options = parser.parse_args()
    if options.screenshots:
        options.screenshots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = pathlib.Path(folder) / "report.html"
        code = written(options.binary, path)
        support.check("the run fails", code == 1, code)
        browser = support.launched(playwright, options.chromium)
        for width, height in [(1280, 900), (390, 844)]:
            look(browser.new_page(viewport={"width": width, "height": height}), path, width, options.screenshots)
        browser.close()


main()
