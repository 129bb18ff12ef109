"""Times servers that answer the same requests: measure.py UNDERSTUDY PEER; see run."""

import json
import os
import pathlib
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROUNDS = 5
SECONDS = 3
CONNECTIONS = 32
TICKS = os.sysconf("SC_CLK_TCK")
ROOT = pathlib.Path(__file__).resolve().parents[3]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """A server that runs until it is stopped, with the processes that it has started."""

    def __init__(self, name, command, port, output=subprocess.DEVNULL, cwd=None):
        self.name, self.port = name, port
        self.process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL, cwd=cwd)
        for _ in range(1000):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                return
            except OSError:
                time.sleep(0.01)
        self.stop()
        raise SystemExit(f"{name} did not start: {' '.join(map(str, command))}")

    def processes(self):
        pid = self.process.pid
        children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [pid, *map(int, children)]

    def cpu_seconds(self):
        total = 0
        for pid in self.processes():
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICKS

    def memory(self):
        """The resident memory in MB."""
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) / 1000

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)


def ask(port, query="", body=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"} if data else {}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/{query}", data, headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read()


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()
    return float(number) * {"us": 1e-3, "ms": 1, "s": 1e3}[unit]


def load(server, path, script):
    """Returns microseconds of CPU time a request, requests a second, the 99th percentile in milliseconds, and the requests."""
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency"]
    if script:
        command += ["-s", script]
    before = server.cpu_seconds()
    output = subprocess.run(
        [*command, f"http://127.0.0.1:{server.port}/{path}"], capture_output=True, text=True, check=True
    ).stdout
    used = server.cpu_seconds() - before
    if re.search(r"Non-2xx|Socket errors", output):
        raise SystemExit(f"{server.name} does not answer every request with success:\n{output}")
    requests = int(re.search(r"(\d+) requests in", output)[1])
    return (
        used / requests * 1e6,
        float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1]),
        milliseconds(re.search(r"^\s+99%\s+(\S+)", output, re.M)[1]),
        requests,
    )


def main(understudy, peer):
    folder = pathlib.Path(tempfile.mkdtemp())
    servers = []
    try:
        measure(understudy, peer, folder, servers)
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def measure(understudy, peer, folder, servers):
    contract = ROOT / "Contracts"

    def mock(name, *options, output=subprocess.DEVNULL):
        port = free_port()
        command = [understudy, "serve", "--contracts", contract, "--port", str(port), *options]
        server = Server(name, command, port, output, cwd=ROOT)
        servers.append(server)
        return server

    # A conversation of twenty messages to read, and another one to write to.
    message = {"action": "chat/send", "user_id": "user-load", "store_url": "https://load.example.com", "message": "Hello."}
    quiet = mock("mock", "--quiet")
    with open(folder / "lines.txt", "wb") as lines:
        written = mock("mock, with a line a request", output=lines)
    paths, bodies, scripts = {}, {}, {}
    for server in (quiet, written):
        first = json.loads(ask(server.port, body=message))["conversation_id"]
        for number in range(19):
            ask(server.port, body=message | {"conversation_id": first, "message": f"Message {number} of twenty."})
        other = json.loads(ask(server.port, body=message))["conversation_id"]
        paths[server.name] = f"?action=chat/messages&conversation_id={first}"
        bodies[server.name] = message | {"conversation_id": other}
        script = folder / f"{server.port}.lua"
        script.write_text(
            "wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\n"
            f"wrk.body = [[{json.dumps(bodies[server.name])}]]\n"
        )
        scripts[server.name] = script
    (folder / "index.json").write_bytes(ask(quiet.port, paths[quiet.name]))
    (folder / "post.json").write_bytes(ask(quiet.port, body=bodies[quiet.name]))
    port = free_port()
    alone = Server("hummingbird alone", [peer, str(port), folder / "index.json", folder / "post.json"], port)
    servers.append(alone)
    subjects = [alone, quiet, written]
    if shutil.which("nginx"):
        port = free_port()
        (folder / "nginx.conf").write_text(
            f"daemon off; pid {folder}/nginx.pid; error_log /dev/null; worker_processes 1; events {{}}\n"
            f"http {{ access_log off; types {{ application/json json; }} keepalive_requests 100000000;\n"
            f"server {{ listen 127.0.0.1:{port}; root {folder}; index index.json; }} }}\n"
        )
        os.chmod(folder, 0o755)
        nginx = Server("nginx", ["nginx", "-p", folder, "-c", folder / "nginx.conf"], port)
        servers.append(nginx)
        subjects.append(nginx)
    else:
        print("skipped: there is no nginx", file=sys.stderr)

    for kind in ("GET of 20 messages", "POST chat/send"):
        is_post = kind.startswith("POST")
        taking_part = [server for server in subjects if not (is_post and server.name == "nginx")]
        figures = {server.name: [] for server in taking_part}
        memory = quiet.memory()
        requests = 0
        for _ in range(ROUNDS):
            for server in taking_part:
                script = scripts.get(server.name, scripts[quiet.name]) if is_post else None
                path = "" if is_post or server.name not in paths else paths[server.name]
                figures[server.name].append(load(server, path, script))
            requests += figures[quiet.name][-1][3]
        medians = {name: [statistics.median(column) for column in zip(*rounds)] for name, rounds in figures.items()}
        base = medians[alone.name]
        size = (folder / ("post.json" if is_post else "index.json")).stat().st_size
        print(f"\n{kind}, {size} bytes answered; {CONNECTIONS} connections, medians of {ROUNDS} rounds of {SECONDS} s")
        print(f"{'':32}{'CPU, us':>10}{'ratio':>7}{'a second':>11}{'ratio':>7}{'p99, ms':>9}{'ratio':>7}")
        for name, (cpu, rate, p99, _) in medians.items():
            print(
                f"{name:32}{cpu:10.1f}{cpu / base[0]:7.2f}{rate:11.0f}{rate / base[1]:7.2f}{p99:9.2f}{p99 / base[2]:7.2f}"
            )
        print(f"the mock's memory after {requests} of these requests: {memory:.0f} MB before, {quiet.memory():.0f} MB after")


if __name__ == "__main__":
    main(*sys.argv[1:3])
