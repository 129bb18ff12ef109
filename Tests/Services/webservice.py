"""What the example services share: HTTP over the standard library, strict JSON, fields, faults, the command line.

A service is a class with `answer(request)`; `run(Service)` reads the command line and serves it on 127.0.0.1.
"""

import argparse
import collections
import decimal
import http.server
import json
import re
import threading
import time
import traceback
import urllib.parse

Fault = collections.namedtuple("Fault", "sentence check")
Response = collections.namedtuple("Response", "status body headers content_type")
LARGEST_BODY = 6_291_456
MISSING = object()


class Refusal(Exception):
    """A request that is not served: a status, a kind for programs, a reason for people."""

    def __init__(self, status, reason, kind="invalid_argument", headers=None):
        super().__init__(reason)
        self.status, self.reason, self.kind, self.headers = status, reason, kind, headers or {}


def dump(value):
    """Writes JSON, with decimal numbers as they came."""
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{dump(name)}:{dump(member)}" for name, member in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(dump, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def load(data):
    """Reads JSON of the strict kind: UTF-8, each name once, no lone surrogate, no NaN, a bounded depth."""

    def members(pairs):
        found = dict(pairs)
        if len(found) != len(pairs):
            raise Refusal(400, "a member stands twice in one object")
        return found

    def constant(name):
        raise Refusal(400, f"{name} is no JSON")

    try:
        value = json.loads(
            data.decode("utf-8"), parse_float=decimal.Decimal, parse_constant=constant, object_pairs_hook=members
        )
        dump(value).encode("utf-8")
        return value
    except (ValueError, RecursionError, decimal.InvalidOperation):
        raise Refusal(400, "the body is no JSON") from None


class Request:
    """A request: method, decoded path, parameters (each a list of texts), headers by lower-case name, body."""

    def __init__(self, method, target, headers, body):
        self.method, self.body, self.target = method, body, target
        path, _, query = target.partition("?")
        self.raw_path = path
        try:
            self.path = urllib.parse.unquote(path, errors="strict")
            self.query = parse_form(query)
            self.unreadable = False
        except ValueError:
            self.path, self.query, self.unreadable = path, {}, True
        self.headers = {name.lower(): value for name, value in headers.items()}

    def object(self):
        """The body as a JSON object."""
        value = load(self.body)
        if not isinstance(value, dict):
            raise Refusal(400, "the body is no JSON object")
        return value

    def form(self):
        """The parameters of a body that a form sent."""
        try:
            return parse_form(self.body.decode("utf-8"))
        except ValueError:
            raise Refusal(400, "the form is not UTF-8") from None

    def text(self):
        """The body as a text."""
        try:
            return self.body.decode("utf-8")
        except ValueError:
            raise Refusal(400, "the text is not UTF-8") from None


def parse_form(text):
    """The parameters of a query or a form; empty ones count as absent."""
    found = {}
    for name, value in urllib.parse.parse_qsl(text, keep_blank_values=False, errors="strict", max_num_fields=1000):
        found.setdefault(name, []).append(value)
    return found


class Fields:
    """The fields of a request, each with what reads it. `texts` marks parameters: numbers come as texts."""

    def __init__(self, source, texts=False):
        self.source, self.texts = source, texts

    def _value(self, name, default):
        value = self.source.get(name, MISSING)
        if self.texts and value is not MISSING:
            value = value[0]
        if value is MISSING and default is MISSING:
            raise Refusal(400, f"{name} is missing")
        return value

    def __contains__(self, name):
        return name in self.source

    def text(self, name, default=MISSING, least=1, most=None, pattern=None):
        """A text of so many characters."""
        value = self._value(name, default)
        if value is MISSING:
            return default
        return check_text(name, value, least, most, pattern)

    def integer(self, name, default=MISSING, least=None, most=None):
        """A whole number; 3.0 is one."""
        return self.number(name, default, least, most, whole=True)

    def number(self, name, default=MISSING, least=None, most=None, whole=False):
        """A number."""
        value = self._value(name, default)
        if value is MISSING:
            return default
        if self.texts:
            if not re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", value):
                raise Refusal(400, f"{name} must be a number")
            value = int(value) if re.fullmatch(r"-?[0-9]{1,40}", value) else decimal.Decimal(value)
        return check_number(name, value, least, most, whole)

    def boolean(self, name, default=MISSING):
        """True or false."""
        value = self._value(name, default)
        if value is MISSING:
            return default
        if self.texts:
            value = {"true": True, "false": False}.get(value)
        if not isinstance(value, bool):
            raise Refusal(400, f"{name} must be true or false")
        return value

    def choice(self, name, choices, default=MISSING):
        """One of a few texts."""
        value = self._value(name, default)
        if value is not MISSING and not (isinstance(value, str) and value in choices):
            raise Refusal(400, f"{name} must be one of {', '.join(choices)}")
        return default if value is MISSING else value

    def texts_of(self, name, default=MISSING, fewest=0, most=None, least=1, longest=None, choices=None, unique=True):
        """A list of texts; as parameters, repeated."""
        value = self.source.get(name, MISSING)
        if value is MISSING:
            if default is MISSING:
                raise Refusal(400, f"{name} is missing")
            return default
        if not isinstance(value, list):
            raise Refusal(400, f"{name} must be a list")
        if len(value) < fewest or (most is not None and len(value) > most):
            raise Refusal(400, f"{name} must have {fewest} to {most} elements")
        for element in value:
            check_text(name, element, least, longest)
            if choices and element not in choices:
                raise Refusal(400, f"{name} must be of {', '.join(choices)}")
        if unique and len(set(value)) != len(value):
            raise Refusal(400, f"{name} has an element twice")
        return value


def check_text(name, value, least=1, most=None, pattern=None):
    """The value, if it is a text within its bounds."""
    if not isinstance(value, str):
        raise Refusal(400, f"{name} must be a text")
    if len(value) < least or (most is not None and len(value) > most):
        raise Refusal(400, f"{name} must have {least} to {most} characters")
    if pattern and not re.fullmatch(pattern, value):
        raise Refusal(400, f"{name} is not of its form")
    return value


def check_number(name, value, least=None, most=None, whole=False):
    """The value, if it is a number within its bounds."""
    if isinstance(value, bool) or not isinstance(value, (int, decimal.Decimal)):
        raise Refusal(400, f"{name} must be a number")
    if (least is not None and value < least) or (most is not None and value > most):
        raise Refusal(400, f"{name} must be from {least} to {most}")
    if whole and isinstance(value, decimal.Decimal):
        if value.adjusted() > 40 or value != value.to_integral_value():
            raise Refusal(400, f"{name} must be a whole number")
        return int(value)
    return value


class Service:
    """What a service starts with: its faults, its lock, a clock that grows, and refusals in its shape."""

    faults = {}

    def __init__(self, tables, active):
        self.tables, self.active = tables, set(active)
        self.lock = threading.RLock()
        self.clock = 0

    def has(self, fault):
        """Whether a fault is switched on."""
        assert fault in self.faults, fault
        return fault in self.active

    def now(self):
        """Milliseconds since 1970, later than every time before."""
        with self.lock:
            self.clock = max(self.clock + 1, int(time.time() * 1000))
            return self.clock

    def respond(self, request):
        """Answers, with a refusal in the service's shape, whatever happens."""
        try:
            if request.unreadable:
                raise Refusal(400, "the request is not UTF-8")
            if len(request.body) > LARGEST_BODY:
                raise Refusal(413, "the body is too large", "too_large")
            return self.answer(request)
        except Refusal as refusal:
            return self.refuse(refusal)
        except Exception:  # what a framework would make of a bug
            traceback.print_exc()
            return self.refuse(Refusal(500, "internal error", "internal"))

    def window(self):
        """The time between reading and writing in which a fault gives up the lock."""
        self.lock.release()
        time.sleep(0.05)
        self.lock.acquire()


def run(service, fixture):
    """Reads the command line and serves until the process is stopped."""
    parser = argparse.ArgumentParser(description=service.__doc__)
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    parser.add_argument("--fixture", default=fixture, help="the state to start from")
    parser.add_argument("--fault", action="append", default=[], choices=sorted(service.faults), metavar="NAME")
    parser.add_argument("--list-faults", action="store_true", help="name, kind of check and sentence of each fault")
    options = parser.parse_args()
    if options.list_faults:
        for name, fault in service.faults.items():
            print(f"{name}\t{fault.check}\t{fault.sentence}")
        return
    with open(options.fixture, encoding="utf-8") as file:
        tables = json.load(file, parse_float=decimal.Decimal)["tables"]
    serving = service(tables, options.fault)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do(self):
            length = self.headers.get("Content-Length", "0")
            body = self.rfile.read(int(length)) if length.isdigit() else b""
            response = serving.respond(Request(self.command, self.path, self.headers, body))
            content = b"" if response.body is None else response.body.encode("utf-8", "replace")
            self.send_response(response.status)
            for name, value in response.headers.items():
                self.send_header(name, str(value))
            if response.content_type is not None:
                self.send_header("Content-Type", response.content_type)
            if response.status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)
            self.wfile.flush()

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do

        def log_message(self, *arguments):
            pass

    class Server(http.server.ThreadingHTTPServer):
        request_queue_size = 128
        daemon_threads = True

    with Server(("127.0.0.1", options.port), Handler) as server:
        print(server.server_address[1], flush=True)
        server.serve_forever()
