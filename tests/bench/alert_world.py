"""The world of those who tell people: a target whose series cross a threshold when asked to,
receivers that note when they hear, and silicon-alerter, or a Prometheus with an Alertmanager,
between them."""

import http.server
import json
import pathlib
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
# pylint: disable=wrong-import-position
from harness import alertmanager, programs
from prometheus_peer import prometheus


class World:
    """The target and the receivers, on one port. A context manager."""

    def __init__(self, port=0):
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

        self.server = Server(("127.0.0.1", port), Handler)
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


def routes(port, path, wait="0s", group_by="group"):
    """Who is told at a path of the world on that port, as either program reads it."""
    return {"route": {"receiver": "sink", "group_by": [group_by], "group_wait": wait,
                      "group_interval": "1s", "repeat_interval": "1h"},
            "receivers": [{"name": "sink", "webhook_configs": [
                {"url": f"http://127.0.0.1:{port}{path}", "send_resolved": False}]}]}


def scrapes(world, rules, interval="1s"):
    """What is scraped and evaluated, as either program reads it."""
    return {"global": {"scrape_interval": interval, "scrape_timeout": interval,
                       "evaluation_interval": interval},
            "scrape_configs": [{"job_name": "t", "static_configs": [
                {"targets": [f"127.0.0.1:{world.port}"]}]}],
            "rule_files": [str(rules)]}


def silicon_alerter(build, scratch, settings):
    """A running silicon-alerter that works in the folder `scratch`."""
    port = programs.free_port()
    file = scratch / "alerter.yml"
    file.write_text(json.dumps({
        **settings, "log": {"level": "error"}, "state": {"path": str(scratch / "state")},
        "web": {"listen_address": f"127.0.0.1:{port}"}}))
    return programs.Program([build / "alerting" / "silicon-alerter", "run", "--config.file", file],
                            port=port)


def alertmanager_in(stack, settings):
    """A running Alertmanager, or None: it needs a root of its own."""
    try:
        return stack.enter_context(alertmanager.running(settings))
    except (OSError, RuntimeError):
        return None


def prometheus_telling(manager, folder, scratch, settings):
    """A Prometheus of `folder` that hands its alerts on."""
    return prometheus(folder, scratch, {
        **settings, "alerting": {"alertmanagers": [{"static_configs": [
            {"targets": [f"127.0.0.1:{manager.port}"]}]}]}})
