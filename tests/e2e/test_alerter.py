"""The real silicon-alerter: killed again and again, asked by promtool, reloaded and stopped."""

import http.server
import json
import pathlib
import random
import signal
import subprocess
import tempfile
import threading
import time
import unittest

from harness import programs, scraping

KILLS = 100
RULES = """
groups:
- name: g
  rules:
  - {alert: Firing, expr: load > 5}
  - {alert: Pending, expr: load > 5, for: 1h}
  - {alert: Busy, expr: "rate(work_total[10s]) > 0.5", for: 1h}
  - {alert: Fast, expr: "rate(work_total[10s]) > 0.5"}
"""


class World:
    """A target whose load is always high, and an Alertmanager that remembers; on one port."""

    def __init__(self):
        self.posts = []
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
                self.answer(b"load 9\nwork_total %f\n" % (time.time() % 1e7))

            def do_POST(self):
                size = int(self.headers["Content-Length"])
                world.posts.extend((time.time(), one) for one in json.loads(self.rfile.read(size)))
                self.answer(b"")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *_: None  # a killed client is no news
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def config(world, port):
    target = f"{{targets: ['127.0.0.1:{world.port}']}}"
    return f"""
global: {{scrape_interval: 100ms, scrape_timeout: 100ms, evaluation_interval: 100ms}}
scrape_configs: [{{job_name: t, static_configs: [{target}]}}]
rule_files: [rules.yml]
alerting: {{alertmanagers: [{{static_configs: [{target}]}}]}}
evaluation: {{resend_delay: 200ms}}
state: {{save_interval: 1s}}
web: {{listen_address: '127.0.0.1:{port}'}}
"""


class Alerter(unittest.TestCase):
    """One alerter in a folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.world = self.enterContext(World())
        self.port = programs.free_port()
        (self.folder / "rules.yml").write_text(RULES)
        self.config = self.folder / "alerter.yml"
        self.config.write_text(config(self.world, self.port))

    def start(self):
        return programs.Program(
            [programs.alerter_path(), "run", "--config.file", self.config], port=self.port)

    def get(self, path, **arguments):
        with scraping.Connection(self.port) as connection:
            return connection.request(path, **arguments)

    def alerts(self):
        answer = json.loads(self.get("/api/v1/alerts").text)
        return {one["labels"]["alertname"]: one for one in answer["data"]["alerts"]}

    def wait_for_alerts(self, names):
        return programs.wait_until(
            lambda: (lambda found: found if set(names) <= set(found) else None)(self.alerts()),
            f"the alerts {names}")

    def test_a_hundred_kills_forget_restart_and_resolve_nothing(self):
        seed = random.randrange(1 << 32)
        chance = random.Random(seed)
        names = ["Busy", "Fast", "Firing", "Pending"]
        with self.start() as alerter:
            first = self.wait_for_alerts(names)
            alerter.kill()
        for kill in range(KILLS):
            with self.subTest(kill=kill, seed=seed), self.start() as alerter:
                now = self.wait_for_alerts(names)
                # Samples are saved every second: mostly too late, now and then in time.
                time.sleep(chance.random() * 0.4 + (1 if kill % 10 == 9 else 0))
                now = self.alerts()
                for name in names:
                    self.assertEqual(now[name]["activeAt"], first[name]["activeAt"])
                states = {name: now[name]["state"] for name in names}
                self.assertEqual(states, {"Busy": "pending", "Fast": "firing",
                                          "Firing": "firing", "Pending": "pending"})
                alerter.kill()
        told = [post for _, post in self.world.posts]
        self.assertTrue(told)
        begun = {(post["labels"]["alertname"], post["startsAt"]) for post in told}
        self.assertEqual([name for name, _ in sorted(begun)], ["Fast", "Firing"])
        resolved = [post for when, post in self.world.posts
                    if time.strptime(post["endsAt"][:19], "%Y-%m-%dT%H:%M:%S") <
                    time.gmtime(when - 1)]
        self.assertEqual(resolved, [])

    def test_promtool_asks_it_as_it_asks_prometheus(self):
        with self.start():
            self.wait_for_alerts(["Firing"])
            answer = subprocess.run(
                [programs.PEERS / "promtool", "query", "instant", f"http://127.0.0.1:{self.port}",
                 "load"], capture_output=True, text=True, timeout=20, check=True)
            self.assertRegex(answer.stdout, r'^load\{instance="[^"]*", job="t"\} => 9 @\[[\d.]+\]')
            labels = subprocess.run(
                [programs.PEERS / "promtool", "query", "labels", f"http://127.0.0.1:{self.port}",
                 "job"], capture_output=True, text=True, timeout=20, check=True)
            self.assertEqual(labels.stdout.split(), ["t"])

    def test_sighup_reads_the_rules_again_and_sigterm_ends_it_cleanly(self):
        with self.start() as alerter:
            before = self.wait_for_alerts(["Firing"])
            (self.folder / "rules.yml").write_text(RULES.replace("Pending", "Later"))
            alerter.send(signal.SIGHUP)
            now = self.wait_for_alerts(["Firing", "Later"])
            self.assertEqual(now["Firing"]["activeAt"], before["Firing"]["activeAt"])
            self.assertNotIn("Pending", now)
            self.assertEqual(alerter.stop(), 0, alerter.output())

    def test_a_wrong_configuration_changes_nothing(self):
        with self.start():
            self.wait_for_alerts(["Firing"])
            self.config.write_text("scrape_config: []\n")
            answer = self.get("/-/reload", method="POST")
            self.assertEqual(answer.status, 500)
            self.assertIn("alerter.yml:1:1", answer.text)
            self.assertIn("Firing", self.alerts())
            self.assertIn("prometheus_config_last_reload_successful 0", self.get("/metrics").text)

    def test_the_first_evaluation_comes_at_once(self):
        began = time.monotonic()
        with self.start():
            programs.wait_until(lambda: self.get("/-/ready").status == 200, "the first evaluation",
                                step=0.002)
            self.assertLess(time.monotonic() - began, 2.0)


if __name__ == "__main__":
    unittest.main()
