"""A page of another origin reads, writes, is told errors, and through HTTPS too where the mock's CA is trusted."""

import json
import os
import pathlib
import shutil
import ssl
import subprocess
import tempfile
import urllib.request

from playwright.sync_api import sync_playwright

import support

JSON_HEADERS = {"Content-Type": "application/json"}
SEND = {"action": "chat/send", "user_id": "user-far", "store_url": "https://far.example.com", "message": "From far away"}


def reads(page, url):
    seen = support.fetch(page, url + "/?action=chat/conversations&user_id=user-ana")
    support.check("a read is answered", seen["status"] == 200 and json.loads(seen["body"])["conversations"], seen)
    tag = seen["headers"].get("etag")
    support.check("its ETag is read", bool(tag), seen["headers"])
    seen = support.fetch(page, url + "/?action=chat/conversations&user_id=user-ana", headers={"If-None-Match": tag}, cache="no-store")
    support.check("If-None-Match passes the preflight, and gets 304", seen["status"] == 304, seen)
    seen = support.fetch(page, url + "/?action=admin/leads", headers={"Authorization": "Bearer token-of-nobody"})
    support.check("so does Authorization", seen["status"] == 200, seen)
    seen = support.fetch(page, url + "/?action=admin/leads", method="HEAD")
    support.check("HEAD is answered", seen["status"] == 200 and seen["body"] == "", seen)


def writes(page, url):
    seen = support.fetch(page, url + "/", method="POST", headers=JSON_HEADERS, body=json.dumps(SEND))
    support.check("a write with a preflight is answered", seen["status"] == 200 and json.loads(seen["body"])["success"], seen)
    seen = support.fetch(page, url + "/", method="POST", body=json.dumps(SEND))
    support.check("so is one of text/plain, without a preflight", seen["status"] == 200, seen)
    seen = support.fetch(page, url + "/?action=chat/conversations&user_id=user-far")
    support.check("both are there", len(json.loads(seen["body"])["conversations"]) == 2, seen)


def errors(page, url):
    cases = [
        ("a missing parameter", {"method": "POST", "body": json.dumps({**SEND, "message": None})}, "", 400),
        ("a body that is not JSON", {"method": "POST", "body": "{"}, "", 400),
        ("an unknown action", {}, "?action=chat/nothing", 404),
        ("an unknown conversation", {"method": "POST", "body": json.dumps({**SEND, "conversation_id": "none"})}, "", 404),
        ("the wrong method", {"method": "POST", "body": "{}"}, "?action=chat/conversations&user_id=user-ana", 405),
    ]
    for what, options, query, status in cases:
        seen = support.fetch(page, f"{url}/{query}", **options)
        text = json.loads(seen["body"] or "{}").get("error", "")
        support.check(f"{what}: {status}, its error is read", seen["status"] == status and text, seen)
    seen = page.evaluate("""async (url) => {
      try { return (await fetch(url, { method: "POST", body: "x".repeat(6_300_000) })).status; } catch (error) { return error.name; }
    }""", url + "/")
    support.check("a body that is too long: 413 is read", seen == 413, seen)


def sessions(page, url):
    seen = support.fetch(page, url + "/s/far/?action=chat/conversations&user_id=user-far")
    support.check("a session by its path is another world", json.loads(seen["body"])["conversations"] == [], seen)
    seen = support.fetch(page, url + "/?action=chat/conversations&user_id=user-far", headers={"X-Understudy-Session": "far"})
    support.check("so is one by the header", seen["status"] == 200 and json.loads(seen["body"])["conversations"] == [], seen)
    seen = support.fetch(page, url + "/?action=chat/conversations&user_id=user-far&_session=far")
    support.check("and one by the query", json.loads(seen["body"])["conversations"] == [], seen)


def control(browser, page, url, foreign):
    seen = support.fetch(page, url + "/__understudy/sessions")
    support.check("a page of a local origin uses the control API", seen["status"] == 200, seen)
    seen = support.fetch(page, url + "/__understudy/sessions/far/clock", method="POST", headers=JSON_HEADERS, body=json.dumps({"advance": 1000}))
    support.check("and changes things by it", seen["status"] == 200, seen)
    # A name of somebody else's that leads to this machine.
    stranger = browser.new_page()
    stranger.goto(foreign)
    before = support.fetch(page, url + "/?action=chat/conversations&user_id=user-far")["body"]
    seen = support.fetch(stranger, url + "/__understudy/reset", method="POST")
    after = support.fetch(page, url + "/?action=chat/conversations&user_id=user-far")["body"]
    support.check("a page of a foreign one does not", seen["status"] in (None, 403) and before == after, (seen, before, after))
    seen = support.fetch(stranger, url + "/?action=chat/conversations&user_id=user-ana")
    support.check("though the service itself answers it", seen["status"] == 200, seen)
    stranger.close()


def play(browser, url, origin):
    page = browser.new_page()
    page.goto(origin)
    reads(page, url)
    writes(page, url)
    errors(page, url)
    sessions(page, url)
    control(browser, page, url, origin.replace("127.0.0.1", "stranger.test"))
    page.close()


def authority(home):
    """The certificate of the CA that the mock made in its data folder, or we in ours."""
    found = []
    for path in pathlib.Path(home).rglob("*"):
        if path.is_file() and b"BEGIN CERTIFICATE" in path.read_bytes():
            about = subprocess.run(["openssl", "x509", "-in", path, "-noout", "-ext", "basicConstraints"], capture_output=True, text=True)
            if "CA:TRUE" in about.stdout:
                found.append(path)
    support.check("there is a CA", len(found) == 1, found)
    return found[0]


def own_certificate(home):
    """Makes a CA and a certificate for localhost of our own; returns the options that have the mock use it."""
    folder = pathlib.Path(home) / "own"
    folder.mkdir()
    (folder / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n")
    for command in (
        ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=A test's CA"],
        ["req", "-newkey", "rsa:2048", "-nodes", "-keyout", "leaf.key", "-out", "leaf.csr", "-subj", "/CN=localhost"],
        ["x509", "-req", "-in", "leaf.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "leaf.pem", "-days", "2", "-extfile", "names"],
    ):
        subprocess.run(["openssl", *command], cwd=folder, check=True, capture_output=True)
    return ["--tls-cert", str(folder / "leaf.pem"), "--tls-key", str(folder / "leaf.key")]


def trust(home, certificate):
    """Makes Chromium trust a CA: the NSS database of a home folder of its own."""
    database = pathlib.Path(home) / ".pki/nssdb"
    database.mkdir(parents=True)
    for command in (["-N", "--empty-password"], ["-A", "-t", "C,,", "-n", "understudy", "-i", str(certificate)]):
        subprocess.run(["certutil", "-d", f"sql:{database}", *command], check=True)


def secure(playwright, options, origin, rules):
    for tool, package in (("certutil", "libnss3-tools"), ("openssl", "openssl")):
        if not shutil.which(tool):
            raise SystemExit(f"{tool} is missing: apt-get install {package}")
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home, "XDG_DATA_HOME": f"{home}/.local/share"}
        tls = own_certificate(home) if options.https == "own" else ["--tls"]
        with support.mock(options.binary, *tls, environment=environment) as mock:
            support.check("the mock speaks HTTPS", mock.url.startswith("https://"), mock.url)
            certificate = authority(home)
            with urllib.request.urlopen(mock.url + "/__understudy/health", context=ssl.create_default_context(cafile=str(certificate))) as answer:
                support.check("what trusts its CA reaches it", answer.status == 200)
            # Two browsers: one that has never heard of the CA, one that trusts it.
            browser = support.launched(playwright, options.chromium, rules, env={**environment, "HOME": f"{home}/nobody"})
            page = browser.new_page()
            page.goto(origin)
            seen = support.fetch(page, mock.url + "/?action=admin/leads")
            support.check("a browser that does not trust the CA refuses it", seen["thrown"] == "TypeError", seen)
            browser.close()
            trust(home, certificate)
            browser = support.launched(playwright, options.chromium, rules, env=environment)
            page = browser.new_page()
            page.goto(mock.url + "/__understudy/")
            support.check("the live page opens through HTTPS", "Understudy" in page.title() and page.evaluate("isSecureContext"), page.title())
            protocol = page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol")
            support.check("over HTTP/2", protocol == "h2", protocol)
            page.close()
            play(browser, mock.url, origin)
            browser.close()


def main():
    parser = support.arguments(__doc__)
    parser.add_argument("--https", nargs="?", const="mock", choices=["mock", "own"],
                        help="plays through HTTPS, trusting the CA that the mock makes, or one of our own")
    options = parser.parse_args()
    with sync_playwright() as playwright, support.other_origin() as origin:
        rules = ["--host-resolver-rules=MAP stranger.test 127.0.0.1"]
        if options.https:
            return secure(playwright, options, origin, rules)
        with support.mock(options.binary) as mock:
            browser = support.launched(playwright, options.chromium, rules)
            play(browser, mock.url, origin)
            browser.close()


if __name__ == "__main__":
    main()
