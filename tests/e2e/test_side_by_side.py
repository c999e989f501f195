"""silicon-alerter beside a real Prometheus: the same targets, the same rules, for most of a minute.
ALERTS over time, and what each of them tells Alertmanager, must be the same."""

import collections
import datetime
import http.server
import json
import pathlib
import tempfile
import threading
import time
import unittest
import urllib.parse

from harness import programs, scraping

# Since the target began. In these two moments nothing has changed for a while, and nothing will.
BEGIN, END = 12, 39
SLACK = 2.5  # seconds: scrapes and evaluations of the two lie up to an interval apart each
RULES = """
groups:
- name: g
  rules:
  - alert: AtOnce
    expr: load > 5
    labels: {severity: page}
    annotations: {summary: '{{ $labels.zone }} is at {{ $value }}'}
  - alert: AfterAWhile
    expr: load > 5
    for: 6s
    labels: {severity: '{{ if gt $value 8.0 }}page{{ else }}mail{{ end }}'}
  - {alert: NeverLongEnough, expr: flap > 5, for: 30s}
  - {alert: Kept, expr: flap > 5, keep_firing_for: 4s}
  - {record: 'zone:load:sum', expr: sum by (zone) (load)}
  - {alert: Recorded, expr: 'zone:load:sum > 5', for: 3s}
  - {alert: Gone, expr: absent(now_and_then), for: 2s}
  - {alert: Always, expr: vector(1)}
"""


class Server:
    """An HTTP server on loopback; a context manager. Subclasses say what they answer."""

    def __init__(self):
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self, body=b""):
                self.send_response(200)
                self.send_header("Content-Type", "text/plain; version=0.0.4")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                self.answer(owner.page().encode())

            def do_POST(self):
                owner.take(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.answer()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *_: None
        self.port = self.server.server_port

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class Target(Server):
    """A target whose figures follow the clock."""

    def __init__(self):
        super().__init__()
        self.begun = time.time()

    def page(self):
        second = time.time() - self.begun
        lines = [f'load{{zone="a"}} {9 if 16 <= second < 30 else 1}',
                 f'load{{zone="b"}} {7 if 18 <= second < 24 else 2}',
                 f"flap {9 if second % 16 < 4 else 1}"]
        if second < 20 or second >= 30:
            lines.append("now_and_then 1")
        return "\n".join(lines) + "\n"


class Alertmanager(Server):
    """What it is told: {labels: [alert as last told, one for each startsAt]}."""

    def __init__(self):
        super().__init__()
        self.told = collections.defaultdict(dict)

    def take(self, alerts):
        for alert in alerts:
            alert["told"] = time.time()
            self.told[json.dumps(alert["labels"], sort_keys=True)][alert["startsAt"]] = alert

    def held(self, since):
        """Without what was over before that."""
        held = {}
        for labels, told in list(self.told.items()):
            alerts = [told[start] for start in sorted(told)]
            alerts = [one for one in alerts if not is_over(one) or seconds(one["endsAt"]) > since]
            if alerts:
                held[labels] = alerts
        return held


def config(target, alertmanager):
    return {
        "global": {"scrape_interval": "1s", "scrape_timeout": "1s", "evaluation_interval": "1s",
                   "external_labels": {"site": "here"}},
        "scrape_configs": [{"job_name": "t", "static_configs": [
            {"targets": [f"127.0.0.1:{target}"]}]}],
        "rule_files": ["rules.yml"],
        "alerting": {"alertmanagers": [{"static_configs": [
            {"targets": [f"127.0.0.1:{alertmanager}"]}]}]},
    }


class SideBySide(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.folder / "rules.yml").write_text(RULES)
        self.target = self.enterContext(Target())
        self.managers = [self.enterContext(Alertmanager()) for _ in range(2)]
        self.ours = self.start_ours(self.managers[0].port)
        self.theirs = self.start_theirs(self.managers[1].port)

    def start_ours(self, alertmanager):
        port = programs.free_port()
        file = self.folder / "ours.yml"
        file.write_text(json.dumps({
            **config(self.target.port, alertmanager),
            "evaluation": {"on_missing": "resolve", "resend_delay": "3s"},
            "state": {"path": str(self.folder / "state")},
            "web": {"listen_address": f"127.0.0.1:{port}", "external_url": "http://here"}}))
        return self.enterContext(programs.Program(
            [programs.alerter_path(), "run", "--config.file", file], port=port))

    def start_theirs(self, alertmanager):
        port = programs.free_port()
        file = self.folder / "theirs.yml"
        file.write_text(json.dumps(config(self.target.port, alertmanager)))
        return self.enterContext(programs.Program(
            [programs.PEERS / "prometheus", f"--config.file={file}",
             f"--storage.tsdb.path={self.folder}/data", f"--web.listen-address=127.0.0.1:{port}",
             "--web.external-url=http://here", "--web.route-prefix=/", "--log.level=error",
             "--rules.alert.resend-delay=3s"], port=port))

    def alerts_over_time(self, port):
        """{labels: [[first second, last second]]} of ALERTS."""
        query = urllib.parse.urlencode({
            "query": "ALERTS", "step": 0.5,
            "start": self.target.begun + BEGIN, "end": self.target.begun + END - 1})
        answer = json.loads(scraping.get(port, "/api/v1/query_range?" + query).text)
        spans = collections.defaultdict(list)
        for series in answer["data"]["result"]:
            labels = json.dumps(series["metric"], sort_keys=True)
            for moment, _ in series["values"]:
                second = float(moment) - self.target.begun
                if spans[labels] and second - spans[labels][-1][1] < 1.1:
                    spans[labels][-1][1] = second
                else:
                    spans[labels].append([second, second])
        return spans

    def assert_same_spans(self, ours, theirs):
        self.assertEqual(set(ours), set(theirs))
        for labels, spans in theirs.items():
            self.assertEqual(len(ours[labels]), len(spans), (labels, ours[labels], spans))
            for our, their in zip(ours[labels], spans):
                self.assertAlmostEqual(our[0], their[0], delta=SLACK, msg=labels)
                self.assertAlmostEqual(our[1], their[1], delta=SLACK, msg=labels)

    def test_it_finds_and_tells_what_prometheus_finds_and_tells(self):
        time.sleep(max(0, self.target.begun + END - time.time()))
        ours, theirs = (manager.held(self.target.begun + BEGIN) for manager in self.managers)
        self.assertEqual(set(ours), set(theirs))
        self.assertGreaterEqual(len(theirs), 6)
        for labels, alerts in theirs.items():
            self.assertEqual(len(ours[labels]), len(alerts), (labels, ours[labels], alerts))
            for our, their in zip(ours[labels], alerts):
                self.assert_same_alert(our, their, labels)
        ours, theirs = map(self.alerts_over_time, (self.ours.port, self.theirs.port))
        self.assertGreaterEqual(len(theirs), 12, "too little happened")
        self.assert_same_spans(ours, theirs)

    def assert_same_alert(self, our, their, labels):
        annotations = dict(our.get("annotations", {}))
        # Ours says more: what the alert's expression was worth when it ended.
        annotations.pop("resolved_value", None)
        self.assertEqual(annotations, their.get("annotations", {}))
        self.assertEqual(our["generatorURL"], their["generatorURL"])
        self.assertEqual(is_over(our), is_over(their), labels)
        if '"Always"' not in labels:  # begun when each of the two did
            self.assertAlmostEqual(seconds(our["startsAt"]), seconds(their["startsAt"]),
                                   delta=SLACK, msg=labels)
        if is_over(their):
            self.assertAlmostEqual(seconds(our["endsAt"]), seconds(their["endsAt"]), delta=SLACK,
                                   msg=labels)


def is_over(alert):
    """Whether it was told as ended, and not as valid for a while."""
    return seconds(alert["endsAt"]) <= alert["told"]


def seconds(moment):
    """Since 1970, of a time as Prometheus writes it."""
    when = datetime.datetime.strptime(moment[:19] + "+0000", "%Y-%m-%dT%H:%M:%S%z")
    fraction = moment[19:].rstrip("Z")
    return when.timestamp() + float(fraction or 0)


if __name__ == "__main__":
    unittest.main()
