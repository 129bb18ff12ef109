"""Sees each kind of fault as `fetch` in a page of another origin does, and the same faults twice with the same seed."""

import json
import time

from playwright.sync_api import sync_playwright

import support

LIST = "?action=chat/conversations&user_id=user-ana"
JSON_HEADERS = {"Content-Type": "application/json"}


class World:
    """A session of its own for each kind, so that no rule meets another."""

    def __init__(self, mock, page):
        self.mock = mock
        self.page = page

    def session(self, name, *rules):
        self.mock.control(f"sessions/{name}", {}, "PUT")
        for rule in rules:
            self.mock.control(f"sessions/{name}/faults", rule)
        return f"{self.mock.url}/s/{name}/"

    def read(self, url, **options):
        return support.fetch(self.page, url + LIST, **options)

    def write(self, url, message="Hello", **options):
        body = {"action": "chat/send", "user_id": "user-ana", "store_url": "https://candles.example.com", "message": message}
        return support.fetch(self.page, url, method="POST", headers=JSON_HEADERS, body=json.dumps(body), **options)


def late(world):
    seen = world.read(world.session("late", {"fault": "latency", "milliseconds": 400}))
    support.check("latency: 200, after 400 ms", seen["status"] == 200 and seen["milliseconds"] >= 400, seen)
    seen = world.read(world.session("uniform", {"fault": "latency", "milliseconds": {"minimum": 200, "maximum": 250}}))
    support.check("latency, uniform: at least its minimum", seen["status"] == 200 and seen["milliseconds"] >= 200, seen)
    url = world.session("tail", {"fault": "latency", "milliseconds": {"median": 60, "sigma": 0.8}})
    times = sorted(world.read(url)["milliseconds"] for _ in range(12))
    support.check("latency, heavy-tailed: they differ", times[-1] > 1.5 * times[0] and times[6] > 25, times)


def statuses(world):
    seen = world.read(world.session("unavailable", {"fault": "status", "status": 503, "error": "out of order", "retryAfter": 2}))
    body = json.loads(seen["body"] or "{}")
    support.check("status 503: its error is read", (seen["status"], body.get("error"), body.get("success")) == (503, "out of order", False), seen)
    support.check("status 503: so is Retry-After", seen["headers"].get("retry-after") == "2", seen)
    seen = world.read(world.session("limited", {"fault": "status", "status": 429, "retryAfter": 1}))
    support.check("status 429: with its Retry-After", (seen["status"], seen["headers"].get("retry-after")) == (429, "1"), seen)
    seen = world.read(world.session("gateway", {"fault": "status", "status": 502}))
    support.check("status 502: as a Function URL says it", (seen["status"], seen["body"]) == (502, "Internal Server Error"), seen)
    for status in (500, 504):
        seen = world.read(world.session(f"status-{status}", {"fault": "status", "status": status}))
        support.check(f"status {status}", seen["status"] == status and json.loads(seen["body"])["error"], seen)
    # The platform answers a preflight, whatever the function does: the page gets to see the function's failure.
    seen = world.write(world.session("write", {"fault": "status", "status": 503}))
    support.check("a write with a preflight sees the status, too", seen["status"] == 503, seen)


def broken_connections(world):
    seen = world.read(world.session("reset", {"fault": "reset"}))
    support.check("reset: fetch throws a TypeError", seen["thrown"] == "TypeError" and seen["status"] is None, seen)
    url = world.session("once", {"fault": "reset", "first": 1})
    world.write(url)
    seen = world.read(url)
    support.check("reset of the first only: the next is answered", seen["status"] == 200, seen)
    seen = world.read(world.session("short", {"fault": "truncate", "share": 0.5}))
    support.check("truncate: a 200 whose body cannot be read", (seen["status"], seen["broken"], seen["body"]) == (200, "TypeError", None), seen)


def headers(world):
    seen = world.read(world.session("type", {"fault": "content-type", "type": "text/html"}))
    support.check("content-type: text/html on a JSON body", seen["headers"].get("content-type") == "text/html" and "conversations" in json.loads(seen["body"]), seen)
    url = world.session("closed", {"fault": "no-cors"})
    seen = world.read(url)
    support.check("no-cors: fetch of another origin throws a TypeError", seen["thrown"] == "TypeError", seen)
    support.check("no-cors: what is not a browser reads it", world.mock.call("/s/closed/" + LIST)[0] == 200)
    entry = world.mock.control("sessions/closed/journal?limit=1")["entries"][0]
    support.check("the journal names the fault", entry["faults"] == ["no-cors"], entry["faults"])


def stale(world):
    url = world.session("stale", {"fault": "stale", "milliseconds": 1500})
    before = len(json.loads(world.read(url)["body"])["conversations"])
    seen = world.write(url)
    support.check("stale: the write is answered", seen["status"] == 200, seen)
    after = len(json.loads(world.read(url)["body"])["conversations"])
    support.check("stale: the list does not have it yet", after == before, (before, after))
    start = time.monotonic()
    while len(json.loads(world.read(url)["body"])["conversations"]) == before and time.monotonic() - start < 10:
        time.sleep(0.2)
    took = time.monotonic() - start
    support.check("stale: and has it a while later", 0.5 < took < 5, f"{took:.1f} s")


def throttled(world):
    url = world.session("capacity", {"fault": "throttle", "readUnits": 0.001})
    seen = [world.read(url) for _ in range(4)]
    last = seen[-1]
    support.check("throttle: what is over the capacity is 429", (seen[0]["status"], last["status"]) == (200, 429), [each["status"] for each in seen])
    support.check("throttle: with a Retry-After that is read", last["headers"].get("retry-after") == "1", last)


def on_request(world):
    url = world.session("asked")
    seen = world.read(url, headers={"X-Understudy-Fault": "latency=150, status=503"})
    support.check("the header X-Understudy-Fault asks for some, of another origin too", seen["status"] == 503 and seen["milliseconds"] >= 150, seen)
    support.check("and the next request has none", world.read(url)["status"] == 200)


def outcome(seen):
    """What a page can tell of an answer, but for how long it took."""
    return seen["thrown"] or seen["broken"] or seen["status"]


def repeated(playwright, options, origin):
    rules = [
        {"fault": "reset", "probability": 0.2}, {"fault": "status", "status": 503, "probability": 0.3},
        {"fault": "truncate", "probability": 0.3}, {"fault": "status", "status": 429, "every": 7},
    ]
    runs = []
    for seed in ("7", "7", "8"):
        with support.mock(options.binary, "--seed", seed) as mock:
            browser = support.launched(playwright, options.chromium)
            page = browser.new_page()
            page.goto(origin)
            world = World(mock, page)
            # Writes: a browser may send a GET again by itself when its connection is reset, and then asks twice.
            url = world.session("seeded", *rules)
            runs.append([outcome(world.write(url)) for _ in range(40)])
            browser.close()
    support.check(f"the same seed makes the same faults: {len(set(map(str, runs[0])))} kinds of outcome in 40 requests",
                  runs[0] == runs[1] and len(set(map(str, runs[0]))) >= 4, runs[:2])
    support.check("another seed makes others", runs[0] != runs[2], runs[2])


def main():
    options = support.arguments(__doc__).parse_args()
    with sync_playwright() as playwright, support.other_origin() as origin:
        with support.mock(options.binary) as mock:
            browser = support.launched(playwright, options.chromium)
            page = browser.new_page()
            page.goto(origin)
            world = World(mock, page)
            for part in (late, statuses, broken_connections, headers, stale, throttled, on_request):
                part(world)
            browser.close()
        repeated(playwright, options, origin)


if __name__ == "__main__":
    main()
