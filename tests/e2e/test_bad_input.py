"""Targets that lie, and a state that is full, newer or damaged: nothing of it stops the alerter."""

import http.server
import json
import pathlib
import re
import resource
import sqlite3
import tempfile
import threading
import time
import unittest

from harness import programs, scraping

HUGE = 100 << 20
MOST_RESIDENT = 200 << 20  # bytes: one page of the 64 MiB that are read at most, and a copy
RULES = """
groups:
- name: g
  rules:
  - {alert: High, expr: load > 5}
  - {alert: Slow, expr: load > 5, for: 1h}
"""
LIARS = {  # path: what the target's error says
    "huge": "body size limit",
    "endless": "body size limit|no whole answer within",  # whichever comes first
    "drip": "no whole answer within",
    "html": "Content-Type",
    "utf8": "UTF-8",
    "broken": "line 2",
    "cut": "ended before",
}


class Handler(http.server.BaseHTTPRequestHandler):
    """One path per way of lying."""

    protocol_version = "HTTP/1.1"
    scrapes = 0

    def head(self, kind="text/plain; version=0.0.4", length=None):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        else:
            self.send_header("Connection", "close")
        self.end_headers()

    def page(self, body, kind="text/plain; version=0.0.4"):
        self.head(kind, len(body))
        self.wfile.write(body)

    def do_GET(self):
        try:
            getattr(self, self.path.strip("/"))()
        except OSError:
            pass  # it was cut off, as it should be
        finally:
            self.close_connection = True

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.page(b"")

    def honest(self):
        self.page(b"load 9\n")

    def huge(self):
        line = b'huge{a="%s"} 1\n' % (b"x" * 4000)
        self.head(length=len(line) * (HUGE // len(line)))
        for _ in range(HUGE // len(line)):
            self.wfile.write(line)

    def endless(self):
        self.head()
        chunk = b"endless 1\n" * 10_000
        while True:
            self.wfile.write(chunk)

    def drip(self):
        self.head()
        while True:
            self.wfile.write(b"d")
            time.sleep(0.05)

    def html(self):
        self.page(b"<html>hello</html>", "text/html")

    def utf8(self):
        self.page(b'load{a="\xff\xfe"} 9\n')

    def broken(self):
        self.page(b"fine 1\nbroken{a= 1\n")

    def cut(self):
        self.head(length=1000)
        self.wfile.write(b"cut 1\n")

    def types(self):
        Handler.scrapes += 1
        kind = ("counter", "gauge", "histogram", "summary")[Handler.scrapes % 4]
        self.page(f"# TYPE changing {kind}\nchanging 1\n".encode())

    def twice(self):
        self.page(b"twice 1\ntwice 2\ntwice 3\n")

    def log_message(self, *_):
        pass


class BadInput(unittest.TestCase):
    """A server with all of it, and an alerter that watches one honest target besides."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.state = self.folder / "data" / "state.db"
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.port = programs.free_port()
        (self.folder / "rules.yml").write_text(RULES)

    def start(self, paths=("honest",), within=(), **popen):
        address = f"127.0.0.1:{self.server.server_port}"
        jobs = "".join(f"""
- job_name: {path}
  metrics_path: /{path}
  static_configs: [{{targets: ['{address}']}}]""" for path in paths)
        config = self.folder / "alerter.yml"
        config.write_text(f"""
global: {{scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 200ms}}
scrape_configs:{jobs}
rule_files: [rules.yml]
alerting: {{alertmanagers: [{{static_configs: [{{targets: ['{address}']}}]}}]}}
evaluation: {{resend_delay: 200ms}}
state: {{save_interval: 1s}}
web: {{listen_address: '127.0.0.1:{self.port}'}}
""")
        return programs.Program(
            [*within, programs.alerter_path(), "run", "--config.file", config],
            port=self.port, **popen)

    def get(self, path):
        return scraping.get(self.port, path).text

    def alerts(self):
        alerts = json.loads(self.get("/api/v1/alerts"))["data"]["alerts"]
        return {one["labels"]["alertname"]: one["activeAt"] for one in alerts}

    def wait_for_alerts(self):
        return programs.wait_until(
            lambda: (lambda found: found if len(found) == 2 else None)(self.alerts()), "alerts")

    def metric(self, name):
        for line in self.get("/metrics").splitlines():
            if line.startswith(name + " "):
                return float(line.split()[1])
        return 0.0

    def test_lying_targets_are_named_and_disturb_nobody(self):
        with self.start(("honest", "types", "twice", *LIARS)) as alerter:
            seen = {path: set() for path in LIARS}
            up = set()

            def everybody_has_spoken():
                answer = json.loads(self.get("/api/v1/targets"))["data"]["activeTargets"]
                for one in answer:
                    seen.setdefault(one["scrapePool"], set()).add(one["lastError"])
                    if one["health"] == "up":
                        up.add(one["scrapePool"])
                named = all(re.search(words, " ".join(seen[path])) for path, words in LIARS.items())
                return named and len(up) >= 3
            try:
                programs.wait_until(everybody_has_spoken, "each target's verdict", timeout=40)
            except TimeoutError as error:
                raise AssertionError(seen) from error
            self.assertEqual(up, {"honest", "types", "twice"})
            before = self.wait_for_alerts()
            time.sleep(3)
            self.assertEqual(self.alerts(), before)
            self.assertLess(self.metric("process_resident_memory_bytes"), MOST_RESIDENT)
            self.assertEqual(alerter.stop(), 0, alerter.output())

    def test_a_state_of_a_newer_version_is_refused_and_left_alone(self):
        with self.start() as alerter:
            self.wait_for_alerts()
            alerter.stop()
        with sqlite3.connect(self.state) as database:
            database.execute("PRAGMA user_version = 9999")
        database.close()
        content = self.state.read_bytes()
        with self.assertRaisesRegex(RuntimeError, "newer"):
            self.start()
        self.assertEqual(self.state.read_bytes(), content)

    def test_a_damaged_state_is_set_aside_and_said(self):
        with self.start() as alerter:
            self.wait_for_alerts()
            alerter.stop()
        self.state.write_bytes(b"\xff" * self.state.stat().st_size)
        with self.start() as alerter:
            self.wait_for_alerts()
            self.assertIn("saved state is not whole", alerter.output())
        self.assertEqual(len(list(self.state.parent.glob("state.db.damaged-*"))), 1)

    def test_a_state_on_a_read_only_mount_is_refused_and_kept(self):
        with self.start() as alerter:
            before = self.wait_for_alerts()
            alerter.stop()
        read_only = ["unshare", "--map-root-user", "--mount", "sh", "-euc", """
            folder=$1; shift
            mount --bind "$folder" "$folder"
            mount -o remount,bind,ro "$folder"
            exec "$@" """, "sh", self.state.parent]
        with self.assertRaisesRegex(RuntimeError, "Read-only file system; state.path"):
            self.start(within=read_only)
        with self.start():
            self.assertEqual(self.wait_for_alerts(), before)

    def test_a_full_disk_stops_nothing_and_is_caught_up_with(self):
        # Python ignores SIGXFSZ, and the program inherits that: writing fails as on a full disk.
        with self.start(restore_signals=False) as alerter:
            limit = resource.prlimit(alerter.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(alerter.pid, resource.RLIMIT_FSIZE, (512, limit[1]))
            before = self.wait_for_alerts()
            programs.wait_until(lambda: self.metric("silicon_alerter_state_failures_total") > 0,
                                "a failure to save")
            self.assertEqual(self.alerts(), before)
            resource.prlimit(alerter.pid, resource.RLIMIT_FSIZE, limit)

            def saves_again():
                failures = self.metric("silicon_alerter_state_failures_total")
                time.sleep(1)
                return self.metric("silicon_alerter_state_failures_total") == failures
            programs.wait_until(saves_again, "the state to be saved again", timeout=20)
            alerter.kill()
        with self.start():
            self.assertEqual(self.wait_for_alerts(), before)


if __name__ == "__main__":
    unittest.main()
