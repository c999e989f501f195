"""What Grafana's Prometheus data source asks, asked of the real silicon-alerter over HTTP, and
beside a real Prometheus with the same target."""

import json
import pathlib
import tempfile
import time
import unittest
import urllib.parse

from harness import programs, scraping
from harness.shapes import shape

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
RULES = "groups: [{name: g, rules: [{alert: Slow, expr: vector(1), labels: {severity: page}}]}]\n"

# Method, call, parameters; {start} and {end} are the time shown.
SHOWN = [("start", "{start}"), ("end", "{end}")]
CALLS = [
    ("POST", "query", [("query", "1+1"), ("time", "{end}")]),  # "Save & test"
    ("POST", "query", [("query", "sum by (job) (up)"), ("time", "{end}")]),
    ("POST", "query_range", [("query", "up"), *SHOWN, ("step", "1")]),
    ("GET", "query_range", [("query", "up"), *SHOWN, ("step", "1")]),
    ("POST", "series", [("match[]", "up"), *SHOWN]),
    ("GET", "series", [("match[]", "up"), ("match[]", "nothing"), *SHOWN]),
    ("POST", "labels", [("match[]", "up"), *SHOWN]),
    ("GET", "labels", [("match[]", "up"), *SHOWN]),
    ("GET", "label/job/values", [("match[]", "up"), *SHOWN]),
    ("GET", "label/alertname/values", SHOWN),
    ("GET", "metadata", [("metric", "nothing")]),
    ("GET", "rules", [("type", "alert")]),
    ("GET", "alerts", []),
    ("POST", "query_exemplars", [("query", "up"), *SHOWN]),
    ("GET", "format_query", [("query", "sum(up)by(job)>1")]),
    ("POST", "query", [("query", "up(")]),
    ("GET", "series", []),
    ("GET", "rules", [("type", "none")]),
    ("POST", "query_exemplars", [("query", "up(")]),
    ("POST", "label/job/values", []),
    ("DELETE", "query", []),
    ("OPTIONS", "query", []),
]
# Other calls have gained fields since the Prometheus that is asked here.
SAME_IN_ALL_VERSIONS = ("query", "query_range", "series", "labels", "alerts", "format_query",
                        "query_exemplars")


class Grafana(unittest.TestCase):
    """One alerter and one Prometheus, each scraping the alerter."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.port, cls.peer = programs.free_port(), programs.free_port()
        (cls.folder / "rules.yml").write_text(RULES)
        common = f"""
global: {{scrape_interval: 200ms, scrape_timeout: 200ms, evaluation_interval: 200ms}}
scrape_configs: [{{job_name: t, static_configs: [{{targets: ['127.0.0.1:{cls.port}']}}]}}]
rule_files: [rules.yml]
"""
        (cls.folder / "prometheus.yml").write_text(common)
        (cls.folder / "alerter.yml").write_text(
            f"{common}web: {{listen_address: '127.0.0.1:{cls.port}'}}\n")
        cls.begun = time.time()
        cls.start([programs.alerter_path(), "run",
                   f"--config.file={cls.folder}/alerter.yml"], cls.port)
        cls.start([programs.PEERS / "prometheus", f"--config.file={cls.folder}/prometheus.yml",
                   f"--storage.tsdb.path={cls.folder}/data",
                   f"--web.listen-address=127.0.0.1:{cls.peer}"], cls.peer)
        for port in (cls.port, cls.peer):
            programs.wait_until(lambda: cls.found(port), "a sample and an alert", timeout=30)

    @classmethod
    def start(cls, argv, port):
        program = programs.Program(argv, port=port)
        cls.addClassCleanup(program.__exit__)
        program.__enter__()

    @classmethod
    def found(cls, port):
        answer = cls.ask(port, "GET", "query", [("query", "up == 1 and on () ALERTS")])
        return answer.status == 200 and json.loads(answer.text)["data"]["result"]

    @classmethod
    def ask(cls, port, method, call, parameters):
        times = {"start": int(cls.begun) - 1, "end": int(time.time()) + 1}
        form = urllib.parse.urlencode(
            [(name, value.format(**times) if value.startswith("{") else value)
             for name, value in parameters])
        path = f"/api/v1/{call}"
        with scraping.Connection(port) as connection:
            if method == "POST":
                return connection.request(path, headers=FORM, method=method, body=form.encode())
            return connection.request(f"{path}?{form}", method=method)

    def test_every_call_is_answered_as_prometheus_answers_it(self):
        for method, call, parameters in CALLS:
            with self.subTest(method=method, call=call, parameters=parameters):
                theirs = self.ask(self.peer, method, call, parameters)
                ours = self.ask(self.port, method, call, parameters)
                self.assertEqual(ours.status, theirs.status, ours.text)
                self.assertEqual(ours.headers.get("content-type", "").split(";")[0],
                                 theirs.headers.get("content-type", "").split(";")[0])
                if "json" not in ours.headers.get("content-type", ""):
                    continue
                ours, theirs = json.loads(ours.text), json.loads(theirs.text)
                self.assertEqual((ours["status"], ours.get("errorType")),
                                 (theirs["status"], theirs.get("errorType")))

    def test_data_have_the_fields_that_prometheus_has(self):
        for method, call, parameters in CALLS:
            if method not in ("GET", "POST") or call not in SAME_IN_ALL_VERSIONS:
                continue
            with self.subTest(method=method, call=call, parameters=parameters):
                theirs = json.loads(self.ask(self.peer, method, call, parameters).text)
                ours = json.loads(self.ask(self.port, method, call, parameters).text)
                self.assertEqual(shape(ours.get("data")), shape(theirs.get("data")))

    def test_head_has_the_headers_of_get_and_no_body(self):
        with scraping.Connection(self.port) as connection:
            head = connection.request("/api/v1/query?query=vector(1)&time=1", method="HEAD")
            get = connection.request("/api/v1/query?query=vector(1)&time=1")
        self.assertEqual((head.status, get.status), (200, 200))
        self.assertEqual(head.headers["content-length"], get.headers["content-length"])

    def test_it_says_which_methods_a_call_takes(self):
        self.assertEqual(self.ask(self.port, "OPTIONS", "query", []).headers["allow"],
                         "GET, HEAD, OPTIONS, POST")
        self.assertEqual(self.ask(self.port, "POST", "rules", []).headers["allow"],
                         "GET, HEAD, OPTIONS")
