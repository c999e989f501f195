"""The commands that ask: `query` beside the real promtool, `doctor` before and behind a start."""

import http.server
import json
import pathlib
import subprocess
import tempfile
import threading
import unittest
import urllib.parse

from harness import programs

ANSWERS = {
    "vector": {"resultType": "vector", "result": [
        {"metric": {"__name__": "up", "b": "x\"y\u00e9", "a": "2"},
         "value": [1700000000.123, "1e+30"]},
        {"metric": {}, "value": [1700000000, "NaN"]},
        {"metric": {"job": "n"}, "value": [1700000000.5, "-Inf"]}]},
    "no_vector": {"resultType": "vector", "result": []},
    "scalar": {"resultType": "scalar", "result": [1700000000.1, "3.5"]},
    "matrix": {"resultType": "matrix", "result": [
        {"metric": {"__name__": "up", "a": "1"},
         "values": [[1700000000, "1"], [1700000015.5, "0.000001"]]},
        {"metric": {"b": "1"}, "values": [[1700000000, "1"]]}]},
    "no_matrix": {"resultType": "matrix", "result": []},
}
REFUSALS = {
    "bad": (400, {"status": "error", "errorType": "bad_data", "error": "1:3: parse error"}),
    "hard": (422, {"status": "error", "errorType": "execution", "error": "too many samples"}),
}
PAGE = b"# TYPE load gauge\nload 9\n"


class World:
    """One port that is a Prometheus API of canned answers, a target and an Alertmanager."""

    def __init__(self):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self, status, body, kind="application/json"):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                if self.path == "/metrics":
                    return self.answer(200, PAGE, "text/plain; version=0.0.4")
                return self.answer(200, b"")

            def do_POST(self):
                size = int(self.headers["Content-Length"])
                form = dict(urllib.parse.parse_qsl(self.rfile.read(size).decode()))
                if form.get("query") in REFUSALS:
                    status, answer = REFUSALS[form["query"]]
                else:
                    status, answer = 200, {"status": "success",
                                           "data": ANSWERS.get(form.get("query"))}
                self.answer(status, json.dumps(answer).encode())

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def run(*words):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True,
                          timeout=60, check=False)


def ask(*words):
    return run(programs.alerter_path(), *words)


class Query(unittest.TestCase):
    """Against canned answers, word for word as promtool prints them."""

    def setUp(self):
        self.url = f"http://127.0.0.1:{self.enterContext(World()).port}"

    def promtool(self, *words):
        return run(programs.PEERS / "promtool", "query", *words)

    def test_it_prints_what_promtool_prints(self):
        for name in ANSWERS:
            for form in ("promql", "json"):
                with self.subTest(answer=name, format=form):
                    theirs = self.promtool("--format", form, "instant", self.url, name)
                    ours = ask("query", "instant", self.url, name, "--format", form)
                    self.assertEqual((ours.returncode, ours.stdout),
                                     (theirs.returncode, theirs.stdout), ours.stderr)

    def test_it_prints_ranges_as_promtool_does(self):
        for name in ("matrix", "no_matrix"):
            theirs = self.promtool("range", self.url, name)
            ours = ask("query", "range", name, "--url", self.url)
            self.assertEqual((ours.returncode, ours.stdout), (theirs.returncode, theirs.stdout))

    def test_it_tells_refusals_as_promtool_does(self):
        for name in REFUSALS:
            theirs = self.promtool("instant", self.url, name)
            ours = ask("query", "instant", self.url, name)
            self.assertEqual((ours.returncode, ours.stdout), (theirs.returncode, ""))
            self.assertEqual(ours.stderr, f"silicon-alerter: {theirs.stderr}")

    def test_it_tells_wrong_usage_apart(self):
        for words in (("query",), ("query", "instant"), ("query", "range", "up", "--step", "x"),
                      ("query", "instant", "up", "--password", "x")):
            with self.subTest(words=words):
                answer = ask(*words)
                self.assertEqual((answer.returncode, answer.stdout), (2, ""))
                self.assertEqual(len(answer.stderr.splitlines()), 1, answer.stderr)


class Doctor(unittest.TestCase):
    """On a configuration, and against the alerter that runs with it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.world = self.enterContext(World())
        self.port = programs.free_port()

    def config(self, target, expression, more=""):
        (self.folder / "rules.yml").write_text(
            f"groups: [{{name: g, rules: [{{alert: High, expr: '{expression}'}}]}}]\n")
        path = self.folder / "alerter.yml"
        manager = f"127.0.0.1:{self.world.port}"
        path.write_text(f"""
global: {{scrape_interval: 200ms, scrape_timeout: 200ms, evaluation_interval: 200ms}}
scrape_configs: [{{job_name: t, static_configs: [{{targets: ['{target}']}}]}}]
rule_files: [rules.yml]
alerting: {{alertmanagers: [{{static_configs: [{{targets: ['{manager}']}}]}}]}}
web: {{listen_address: '127.0.0.1:{self.port}'}}
{more}""")
        return path

    def target(self):
        return f"127.0.0.1:{self.world.port}"

    def test_a_sound_setup_is_sound_before_it_runs_and_while_it_runs(self):
        path = self.config(self.target(), "load > 5")
        before = ask("doctor", "--config.file", path)
        self.assertEqual(before.returncode, 0, before.stdout + before.stderr)
        self.assertIn("does not run", before.stdout)
        self.assertFalse((self.folder / "data").exists(), "the doctor must leave no trace")
        with programs.Program([programs.alerter_path(), "run", "--config.file", path],
                              port=self.port):
            programs.wait_until(
                lambda: "High" in ask("query", "instant", "ALERTS", "--config.file", path).stdout,
                "the alert")
            now = ask("doctor", "--config.file", path)
            self.assertEqual(now.returncode, 0, now.stdout + now.stderr)
            self.assertIn("1 of 1 target answer", now.stdout)
            self.assertIn("the alerter's agrees with this machine's", now.stdout)

    def test_each_fault_is_named_with_its_fix(self):
        for target, expression, more, words in (
                ("127.0.0.1:1", "load > 5", "", ("Connection refused", "nothing listens there")),
                (self.target(), "laod > 5", "", ("there is no laod", "did you mean load?")),
                (self.target(), 'load{job="x"} > 5', "", ("there are: job = t",)),
                (self.target(), "load > 5", "state: {path: rules.yml/data}", ("state.path",)),
                (self.target(), "load >", "", ("rules.yml:1:", "check config"))):
            with self.subTest(words=words):
                answer = ask("doctor", "--offline", "--strict", "--config.file",
                             self.config(target, expression, more))
                self.assertEqual(answer.returncode, 1, answer.stdout)
                for word in words:
                    self.assertIn(word, answer.stdout)

    def test_help_teaches(self):
        for command in ("query", "doctor"):
            answer = ask(command, "--help")
            self.assertEqual((answer.returncode, answer.stderr), (0, ""))
            for word in ("Usage:", "Examples:", "Exit codes:", "--token-file"):
                self.assertIn(word, answer.stdout)


if __name__ == "__main__":
    unittest.main()
