"""What the scripts share: a mock that runs while they do, a page of another origin, and the browser."""

import argparse
import contextlib
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]


def arguments(about):
    """The options that every script has."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--binary", default=str(ROOT / ".build/debug/understudy"), help="the built program")
    parser.add_argument("--chromium", default=shutil.which("chromium") or "/usr/bin/chromium", help="the browser")
    return parser


def check(what, holds, seen=""):
    """Prints what was seen; ends the run where it is not so."""
    print(f"{'ok' if holds else 'NOT OK'}  {what}{'' if holds else f': {seen}'}", flush=True)
    if not holds:
        sys.exit(1)


class Mock:
    """A running mock; `url` is the function's, without a slash at its end."""

    def __init__(self, process, url):
        self.process = process
        self.url = url

    def call(self, path="/", body=None, method=None, headers=None):
        """Sends a request from outside of the browser; returns status and text."""
        data = None if body is None else body.encode() if isinstance(body, str) else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, method=method, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def control(self, path, body=None, method=None):
        """Asks the control API; returns the answer's JSON."""
        status, text = self.call("/__understudy/" + path, body, method)
        if status >= 300:
            raise RuntimeError(f"{path} was answered {status}: {text}")
        return json.loads(text)


@contextlib.contextmanager
def mock(binary, *options, port=0, environment=None):
    """Runs a mock, on a free port if none is given, for as long as the block takes, and at most ten minutes."""
    process = subprocess.Popen(
        ["timeout", "600", binary, "serve", "--port", str(port), "--quiet", *options],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            found = re.search(r"NEXT_PUBLIC_AWS_LAMBDA_URL=(https?://\S+?)/?\s", line)
            if found:
                break
        else:
            raise RuntimeError(f"the mock did not start: {''.join(said)}")
        # What it says later is read, so that it never waits for a reader.
        threading.Thread(target=lambda: [None for _ in process.stdout], daemon=True).start()
        yield Mock(process, found.group(1))
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextlib.contextmanager
def other_origin():
    """Serves an empty page on a port of its own; yields its URL."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = b"<!doctype html><title>A front end</title><link rel=icon href='data:,'>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *ignored):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def launched(playwright, chromium, more=(), **options):
    """Starts the system's browser."""
    arguments = [*more, "--disable-background-networking", "--disable-component-update", "--no-first-run"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return playwright.chromium.launch(executable_path=chromium, args=arguments, **options)


FETCH = """async ([url, options]) => {
  const start = performance.now();
  const seen = { thrown: null, status: null, headers: {}, body: null, broken: null };
  try {
    const response = await fetch(url, options);
    seen.status = response.status;
    seen.headers = Object.fromEntries(response.headers);
    try { seen.body = await response.text(); } catch (error) { seen.broken = error.name; }
  } catch (error) { seen.thrown = error.name; }
  seen.milliseconds = performance.now() - start;
  return seen;
}"""


def fetch(page, url, **options):
    """What `fetch` in a page says of a request: status, headers that it may read, body, or what it threw."""
    return page.evaluate(FETCH, [url, options])
