"""How long it takes from a sample that crosses a threshold until somebody is told: silicon-alerter
beside a Prometheus with an Alertmanager on the same target, at the same time.

    alert_latency.py BUILD_DIR [--prometheus DIR] [--cases N]

BUILD_DIR is a release build; DIR has prometheus and prometheus-alertmanager; where the second
cannot run, silicon-alerter is measured alone. Both scrape and evaluate each second, `for` is 0 and
so is group_wait; each case is a series of its own that crosses its threshold at a random moment,
and an alert and a group of its own. Then a thousand cross at once, and ten thousand stay beyond in
a hundred groups. It measures and prints, budgets included; it does not judge by its exit code.
"""

import argparse
import contextlib
import http.server
import json
import pathlib
import random
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
# pylint: disable=wrong-import-position
from harness import alertmanager, figures, programs, scraping
from prometheus_peer import prometheus
from table import Table

INTERVAL = 1.0  # seconds, of scrapes and of evaluations
BUDGET = 2 * INTERVAL * 1e3 + 50  # milliseconds
BURST = 1000
MANY = 10_000
RULES = {"groups": [{"name": "latency", "rules": [
    {"alert": "Crossed", "expr": "load > 5"}]}]}


class World:
    """A target whose series cross when they are told to, and receivers that note when they hear."""

    def __init__(self):
        self.values = {}
        self.heard = {}  # path -> {case: time}
        self.lock = threading.Lock()
        world = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self, body):
                self.send_response(200)
                self.send_header("Content-Type", "text/plain; version=0.0.4")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                self.answer(world.page())

            def do_POST(self):
                now = time.monotonic()
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.answer(b"{}")
                world.hear(self.path, json.loads(body), now)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            request_queue_size = 1024

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *_: None
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def page(self):
        with self.lock:
            values = list(self.values.items())
        return "".join(f'load{{case="{case}",group="{group}"}} {value}\n'
                       for (case, group), value in values).encode()

    def set(self, cases, value):
        with self.lock:
            for case in cases:
                self.values[case] = value
        return time.monotonic()

    def hear(self, path, message, now):
        with self.lock:
            heard = self.heard.setdefault(path, {})
            for alert in message["alerts"]:
                if alert["status"] == "firing":
                    heard.setdefault(alert["labels"]["case"], now)

    def count(self, path):
        with self.lock:
            return len(self.heard.get(path, {}))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def routes(world, path):
    return {"route": {"receiver": "sink", "group_by": ["group"], "group_wait": "0s",
                      "group_interval": "1s", "repeat_interval": "1h"},
            "receivers": [{"name": "sink", "webhook_configs": [
                {"url": f"http://127.0.0.1:{world.port}{path}", "send_resolved": False}]}]}


def scrapes(world, rules):
    return {"global": {"scrape_interval": "1s", "scrape_timeout": "1s",
                       "evaluation_interval": "1s"},
            "scrape_configs": [{"job_name": "t", "static_configs": [
                {"targets": [f"127.0.0.1:{world.port}"]}]}],
            "rule_files": [str(rules)]}


def start_ours(options, scratch, world, rules, path):
    port = programs.free_port()
    file = scratch / "alerter.yml"
    file.write_text(json.dumps({
        **scrapes(world, rules), **routes(world, path), "log": {"level": "error"},
        "state": {"path": str(scratch / "state")},
        "web": {"listen_address": f"127.0.0.1:{port}"}}))
    return programs.Program([options.build / "alerting" / "silicon-alerter", "run",
                             "--config.file", file], port=port)


def start_theirs(options, scratch, world, rules, stack):
    """Whether both run: an Alertmanager needs a root of its own."""
    try:
        manager = stack.enter_context(alertmanager.running(routes(world, "/theirs")))
    except (OSError, RuntimeError):
        return False
    settings = {**scrapes(world, rules), "alerting": {"alertmanagers": [{"static_configs": [
        {"targets": [f"127.0.0.1:{manager.port}"]}]}]}}
    stack.enter_context(prometheus(options.prometheus, scratch / "prometheus", settings))
    return True


def quantile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def cross_one_by_one(world, cases, paths):
    """{path: [milliseconds from crossing to being told]}."""
    keys = [(f"c{number}", f"g{number}") for number in range(cases)]
    world.set(keys, 1)
    time.sleep(3 * INTERVAL)
    crossed = {}
    for key in keys:
        time.sleep(random.uniform(0.05, 0.35))
        crossed[key[0]] = world.set([key], 9)
    for path in paths:
        programs.wait_until(lambda path=path: world.count(path) >= cases, f"all of {path}",
                            timeout=30)
    return {path: [(world.heard[path][case] - at) * 1e3 for case, at in crossed.items()]
            for path in paths}


def cross_at_once(world, path, before):
    """Milliseconds from the first of a thousand that is told to the last, and from crossing."""
    keys = [(f"b{number}", f"burst{number % 10}") for number in range(BURST)]
    at = world.set(keys, 9)
    programs.wait_until(lambda: world.count(path) >= before + BURST, "a thousand", timeout=30)
    times = [world.heard[path][case] for case, _ in keys]
    return (max(times) - min(times)) * 1e3, (max(times) - at) * 1e3


def many(options, scratch, rules):
    """Resident bytes and CPU milliseconds a second with ten thousand alerts in a hundred groups."""
    with World() as world:
        world.set([(f"m{number}", f"g{number % 100}") for number in range(MANY)], 9)
        with start_ours(options, scratch, world, rules, "/many") as program:
            programs.wait_until(lambda: world.count("/many") >= MANY, "ten thousand", timeout=60)
            time.sleep(10)
            cpu = figures.cpu_seconds(program.pid)
            time.sleep(10)
            assert scraping.get(program.port, "/-/ready").status == 200
            return (figures.memory_bytes(program.pid)["VmRSS"],
                    (figures.cpu_seconds(program.pid) - cpu) / 10 * 1e3)


def report(table, told):
    for share, name in ((0.5, "median"), (0.99, "p99")):
        theirs = quantile(told["/theirs"], share) if "/theirs" in told else None
        table.add(f"crossing to being told, {name}", quantile(told["/ours"], share),
                  BUDGET if share > 0.9 else None, "ms", theirs)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--prometheus", type=pathlib.Path, default=programs.PEERS)
    parser.add_argument("--cases", type=int, default=200)
    options = parser.parse_args()
    table = Table("silicon-alerter", "prometheus + alertmanager")
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        scratch = pathlib.Path(folder)
        rules = scratch / "rules.json"
        rules.write_text(json.dumps(RULES))
        world = stack.enter_context(World())
        paths = ["/ours"]
        if start_theirs(options, scratch, world, rules, stack):
            paths.append("/theirs")
        stack.enter_context(start_ours(options, scratch, world, rules, "/ours"))
        report(table, cross_one_by_one(world, options.cases, paths))
        spread, whole = cross_at_once(world, "/ours", options.cases)
        table.add(f"{BURST} at once, first told to last", spread, 1000, "ms")
        table.add(f"{BURST} at once, crossing to last", whole, None, "ms")
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        rules = scratch / "rules.json"
        rules.write_text(json.dumps(RULES))
        memory, cpu = many(options, scratch, rules)
        table.add(f"resident with {MANY} alerts in 100 groups", memory / 2**20, 64, "MiB")
        table.add("CPU then, evaluating all each second", cpu, None, "ms/s")
    table.print()


if __name__ == "__main__":
    main()
