"""A real amtool drives silicon-alerter and agrees on routes; a real Prometheus sends it alerts."""

import http.server
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.parse

from harness import programs, scraping

sys.path.insert(0, str(programs.ROOT / "tests" / "support" / "routing_differential"))
import differential  # noqa: E402

TREES = int(os.environ.get("SILICON_ROUTE_TREES", "12"))

CONFIG = """
web:
  listen_address: "127.0.0.1:{port}"
route:
  receiver: team
  group_by: [alertname]
  group_wait: 0s
  group_interval: 1s
  routes:
    - matchers: ['team="db"']
      receiver: db
      resolve_wait: 1s
      escalation: [{{after: 1h, receiver: everybody}}]
    - matchers: ['team="all"']
      receiver: everybody
      mute_time_intervals: [nights]
inhibit_rules:
  - source_matchers: ['severity="page"']
    target_matchers: ['severity="warning"']
    equal: [instance]
time_intervals:
  - name: nights
    time_intervals:
      - {{times: [{{start_time: "22:00", end_time: "24:00"}}], location: Europe/Berlin}}
receivers:
  - name: everybody
    rate_limit: {{messages: 10, per: 1m}}
    slack_configs:
      - {{api_url: "http://127.0.0.1:{sink}/not-for-your-eyes"}}
      - {{app_token: not-for-your-eyes, channel: "#ops", update_message: true}}
    pagerduty_configs: [{{routing_key: not-for-your-eyes, incident: alert}}]
    email_configs:
      - {{to: ann@example.org, from: b@example.org, smarthost: "127.0.0.1:1", auth_username: b,
         auth_password: not-for-your-eyes, threading: {{enabled: true}}}}
  - name: team
    webhook_configs:
      - url: "http://127.0.0.1:{sink}/team"
        http_config:
          authorization:
            credentials: not-for-your-eyes
  - name: db
"""

PROMETHEUS = """
global:
  evaluation_interval: 1s
rule_files: ["rules.yml"]
alerting:
  alertmanagers:
    - static_configs:
        - targets: ["127.0.0.1:{port}"]
"""

RULES = """
groups:
  - name: g
    rules:
      - alert: FromPrometheus
        expr: vector(1)
        labels: {severity: page}
        annotations: {summary: "It fires."}
"""


class Sink(http.server.ThreadingHTTPServer):
    """Takes every webhook, and keeps it."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), SinkHandler)
        self.messages = []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class SinkHandler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.messages.append(json.loads(body))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class DrivenByAmtool(unittest.TestCase):
    """One alerter for all tests, each with alerts of its own."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.sink = Sink()
        cls.addClassCleanup(cls.sink.server_close)
        cls.addClassCleanup(cls.sink.shutdown)
        cls.port = programs.free_port()
        cls.config = pathlib.Path(cls.folder) / "alerter.yml"
        cls.config.write_text(CONFIG.format(port=cls.port, sink=cls.sink.server_port),
                              encoding="utf-8")
        cls.alerter = programs.Program(
            [programs.alerter_path(), "run", f"--config.file={cls.config}"], port=cls.port)
        cls.alerter.__enter__()
        cls.addClassCleanup(cls.alerter.__exit__, None, None, None)

    def amtool(self, *arguments, ok=True):
        result = subprocess.run(
            [programs.PEERS / "amtool", f"--alertmanager.url=http://127.0.0.1:{self.port}",
             *arguments], capture_output=True, text=True, check=False, timeout=30)
        if ok:
            self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def ours(self, *arguments, code=0):
        result = subprocess.run(
            [programs.alerter_path(), *arguments, f"--config.file={self.config}"],
            capture_output=True, text=True, check=False, timeout=30)
        self.assertEqual(result.returncode, code, result.stderr)
        return result.stdout

    def get(self, path):
        reply = scraping.get(self.port, path)
        self.assertEqual(reply.status, 200, reply.text)
        return json.loads(reply.text)

    def alerts(self, name, **parameters):
        query = {"filter": f'alertname="{name}"', **parameters}
        return self.get("/api/v2/alerts?" + urllib.parse.urlencode(query))

    def add(self, name, *labels):
        self.amtool("alert", "add", name, *labels, '--annotation=summary=It is so.')
        programs.wait_until(lambda: self.alerts(name), f"{name} to be known")

    def test_adds_and_queries_alerts(self):
        self.add("Added", "instance=a")
        self.assertIn("Added", self.amtool("alert", "query"))
        self.assertIn("It is so.", self.amtool("alert", "query", "alertname=Added"))
        shown = json.loads(self.amtool("-o", "json", "alert", "query", "Added"))
        self.assertEqual(shown[0]["labels"], {"alertname": "Added", "instance": "a"})
        self.assertEqual(shown[0]["status"]["state"], "active")
        programs.wait_until(lambda: [message for message in self.sink.messages
                                     if message["groupLabels"] == {"alertname": "Added"}],
                            "the webhook")

    def test_silences_queries_updates_and_expires(self):
        self.add("Silenced", "instance=a")
        silence = self.amtool("silence", "add", "--author=ann", "--comment=a new disk",
                              "--duration=2h", "Silenced", "instance=~a|b").strip()
        self.assertRegex(silence, r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-")
        self.assertIn(silence, self.amtool("silence", "query", "Silenced"))
        self.assertEqual(self.alerts("Silenced")[0]["status"]["silencedBy"], [silence])
        self.assertNotIn("Silenced", self.amtool("alert", "query"))
        self.assertIn("Silenced", self.amtool("alert", "query", "--silenced"))
        # Only its end and comment change: it stays the same silence.
        updated = self.amtool("silence", "update", "--duration=3h", "--comment=two disks", silence)
        self.assertIn(silence, updated)
        self.assertIn("two disks", self.amtool("silence", "query", "Silenced"))
        self.assertIn(silence, self.ours("silence", "list", "Silenced"))
        self.amtool("silence", "expire", silence)
        self.assertNotIn(silence, self.amtool("silence", "query", "-q", "Silenced"))
        self.assertIn(silence, self.amtool("silence", "query", "-q", "--expired", "Silenced"))
        self.assertEqual(self.alerts("Silenced")[0]["status"]["state"], "active")

    def test_shows_the_configuration_without_secrets(self):
        shown = self.amtool("config", "show")
        self.assertIn("group_by", shown)
        self.assertNotIn("not-for-your-eyes", shown)

    def test_asks_for_the_routes_of_the_running_alerter(self):
        shown = self.amtool("config", "routes", "show")
        self.assertEqual(shown.rstrip(), self.ours("routes", "show").rstrip())
        self.assertIn('{team="all"}', shown)
        for labels in (["team=db"], ["team=all", "a=b"], ["a=b"]):
            self.assertEqual(self.amtool("config", "routes", "test", *labels),
                             self.ours("routes", "test", *labels))

    def test_says_what_it_refuses(self):
        refused = subprocess.run(
            [programs.PEERS / "amtool", f"--alertmanager.url=http://127.0.0.1:{self.port}",
             "silence", "expire", "nothing"], capture_output=True, text=True, check=False)
        self.assertNotEqual(refused.returncode, 0)

    def test_commands_of_ours(self):
        self.add("Handled", "instance=a", "team=db")
        silence = self.ours("silence", "add", "--duration", "1h", 'alertname="Handled"').strip()
        self.assertIn(silence, self.ours("explain", "Handled"))
        self.assertIn(f"expired {silence}", self.ours("silence", "expire", silence))
        self.assertIn("acknowledged", self.ours("ack", "Handled", "--by", "ann", "--for", "1h"))
        self.assertEqual(self.alerts("Handled")[0]["acknowledgement"]["by"], "ann")
        explained = self.ours("explain", "Handled", "instance=a")
        self.assertIn('-> {team="db"} receiver db', explained)
        self.assertIn("in the hands of ann", explained)
        self.assertIn("withdrawn", self.ours("ack", "Handled", "--withdraw"))
        self.assertTrue(self.ours("outbox", "list").startswith("ID\tSTATE\t"))
        self.ours("explain", "alertname=~Never", code=1)

    def test_notifies_for_a_test(self):
        out = self.ours("notify", "test", "--receiver", "team", "--labels", "from=me")
        self.assertTrue(out.startswith("webhook[0]\tdelivered\tHTTP status 200"), out)
        tests = [message for message in self.sink.messages
                 if message["alerts"][0]["labels"].get("from") == "me"]
        self.assertIn("[TEST]", tests[0]["alerts"][0]["annotations"]["summary"])

    def test_answers_grafana(self):
        """The calls of Grafana's Alertmanager data source: its health check, its pages."""
        self.add("Shown", "team=db")
        self.assertEqual(self.get("/api/v2/status")["cluster"]["status"], "disabled")
        groups = self.get("/api/v2/alerts/groups?silenced=true&inhibited=true&active=true")
        shown = [group for group in groups if group["labels"] == {"alertname": "Shown"}]
        self.assertEqual(shown[0]["receiver"], {"name": "db"})
        self.assertEqual(self.get("/api/v2/receivers"),
                         [{"name": "everybody"}, {"name": "team"}, {"name": "db"}])
        self.assertIsInstance(self.get("/api/v2/silences"), list)
        page = scraping.get(self.port, "/metrics").text
        for name in ("alertmanager_alerts{", "alertmanager_alerts_received_total{",
                     "alertmanager_silences{", "alertmanager_receivers 3"):
            self.assertIn(name, page)

    def test_takes_alerts_of_a_prometheus(self):
        folder = pathlib.Path(self.folder)
        (folder / "prometheus.yml").write_text(PROMETHEUS.format(port=self.port), encoding="utf-8")
        (folder / "rules.yml").write_text(RULES, encoding="utf-8")
        port = programs.free_port()
        with programs.Program(
                [programs.PEERS / "prometheus", f"--config.file={folder / 'prometheus.yml'}",
                 f"--storage.tsdb.path={folder / 'data'}", "--rules.alert.resend-delay=1s",
                 f"--web.listen-address=127.0.0.1:{port}"], port=port):
            alert = programs.wait_until(lambda: self.alerts("FromPrometheus"), "the alert",
                                        timeout=30)[0]
            self.assertEqual(alert["annotations"], {"summary": "It fires."})
            self.assertIn("g0.expr=vector", alert["generatorURL"])
            programs.wait_until(lambda: [message for message in self.sink.messages
                                         if message["groupLabels"].get("alertname") ==
                                         "FromPrometheus"], "the webhook", timeout=30)


def drawn(tree):
    """As it is read: amtool 0.25 draws with spaces that do not break, 0.28 with plain ones."""
    return tree.replace("\xa0", " ").rstrip()


class RoutesAsAmtool(unittest.TestCase):
    """Where random alerts go in random trees, and how the trees are shown."""

    def setUp(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        self.path = pathlib.Path(folder) / "am.yml"

    def run_both(self, *arguments):
        outputs = []
        for program in ([programs.PEERS / "amtool", "config"], [programs.alerter_path()]):
            result = subprocess.run([*program, *arguments, f"--config.file={self.path}"],
                                    capture_output=True, text=True, check=False, timeout=30)
            outputs.append((result.returncode == 0, result.stdout, result.stderr))
        return outputs

    def test_agree(self):
        seed = int(os.environ.get("SILICON_SEED", "1"))
        print(f"     seed {seed}")
        draw = random.Random(seed)
        compared = 0
        for _ in range(TREES):
            receivers = []
            root = differential.route(draw, 0, receivers)
            config = {"route": root, "receivers": [{"name": name} for name in receivers]}
            self.path.write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")
            theirs, ours = self.run_both("routes", "show")
            self.assertEqual(theirs[0], ours[0], (config, theirs[2], ours[2]))
            if not theirs[0]:
                continue
            # Its match_re shows how it is anchored.
            shown = theirs[1].replace("^(?:", "").replace(")$", "")
            self.assertEqual(drawn(shown), drawn(ours[1]), config)
            for _ in range(3):
                names = draw.sample(differential.NAMES, draw.randint(1, 4))
                values = [value for value in differential.VALUES if value]
                labels = [f"{name}={json.dumps(draw.choice(values), ensure_ascii=False)}"
                          for name in names]
                theirs, ours = self.run_both("routes", "test", *labels)
                self.assertEqual(theirs[1].splitlines()[-1], ours[1].splitlines()[-1],
                                 (config, labels))
                compared += 1
        self.assertGreater(compared, 0)


if __name__ == "__main__":
    unittest.main()
