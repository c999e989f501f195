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

from harness import alertmanager, exposition, programs, scraping

# Since the target began. In these two moments nothing has changed for a while, and nothing will.
BEGIN, END = 12, 39
SLACK = 2.5  # seconds: scrapes and evaluations of the two lie up to an interval apart each
SENT, FAILED = (f"prometheus_notifications_{what}_total" for what in ("sent", "errors"))
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


class Switch(Server):
    """A target whose load is what the test says."""

    load = 1

    def page(self):
        return (f'load{{zone="a"}} {self.load}\nload{{zone="b"}} {self.load - 1}\n'
                "flap 1\nnow_and_then 1\n")


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


def start_ours(folder, target, alertmanager):
    port = programs.free_port()
    file = folder / "ours.yml"
    file.write_text(json.dumps({
        **config(target, alertmanager),
        "evaluation": {"on_missing": "resolve", "resend_delay": "3s"},
        "state": {"path": str(folder / "state")},
        "web": {"listen_address": f"127.0.0.1:{port}", "external_url": "http://here"}}))
    return programs.Program([programs.alerter_path(), "run", "--config.file", file], port=port)


def start_theirs(folder, target, alertmanager):
    port = programs.free_port()
    file = folder / "theirs.yml"
    file.write_text(json.dumps(config(target, alertmanager)))
    return programs.Program(
        [programs.PEERS / "prometheus", f"--config.file={file}",
         f"--storage.tsdb.path={folder}/data", f"--web.listen-address=127.0.0.1:{port}",
         "--web.external-url=http://here", "--web.route-prefix=/", "--log.level=error",
         "--rules.alert.resend-delay=3s"], port=port)


class SideBySide(unittest.TestCase):
    def setUp(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (folder / "rules.yml").write_text(RULES)
        self.target = self.enterContext(Target())
        self.managers = [self.enterContext(Alertmanager()) for _ in range(2)]
        self.ours = self.enterContext(
            start_ours(folder, self.target.port, self.managers[0].port))
        self.theirs = self.enterContext(
            start_theirs(folder, self.target.port, self.managers[1].port))

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


class OneAlertmanager(unittest.TestCase):
    """Both tell one real Alertmanager, as two Prometheus would that watch the same."""

    HELD_FOR = {"AtOnce": 0, "AfterAWhile": 6, "Recorded": 3}  # of RULES, for either zone

    def setUp(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (folder / "rules.yml").write_text(RULES)
        self.target = self.enterContext(Switch())
        self.manager = self.enterContext(alertmanager.running(
            {"route": {"receiver": "nobody"}, "receivers": [{"name": "nobody"}]}))
        self.both = [self.enterContext(start(folder, self.target.port, self.manager.port))
                     for start in (start_ours, start_theirs)]

    def from_each(self, ask, what):
        """The first true answer of each of the two."""
        return [programs.wait_until(lambda one=program: ask(one), what, timeout=40, step=0.2)
                for program in self.both]

    def firing(self, program):
        """{labels as Alertmanager gets them: alert}, once all of them fire there."""
        answer = json.loads(scraping.get(program.port, "/api/v1/alerts").text)
        alerts = {json.dumps({**alert["labels"], "site": "here"}, sort_keys=True): alert
                  for alert in answer["data"]["alerts"]
                  if alert["state"] == "firing" and alert["labels"]["alertname"] in self.HELD_FOR}
        return alerts if len(alerts) == 2 * len(self.HELD_FOR) else None

    def held(self):
        """[(labels, alert)] of what Alertmanager says is going on."""
        return [(json.dumps(alert["labels"], sort_keys=True), alert)
                for alert in alertmanager.alerts(self.manager)
                if alert["labels"]["alertname"] in self.HELD_FOR]

    def assert_one_alert(self, held, told):
        """What Alertmanager holds is what each of the two told it."""
        hold = self.HELD_FOR[held["labels"]["alertname"]]
        for alert in told:
            self.assertEqual(held["annotations"], alert["annotations"])
            self.assertAlmostEqual(seconds(held["startsAt"]), seconds(alert["activeAt"]) + hold,
                                   delta=SLACK, msg=held["labels"])

    def test_what_both_tell_is_one_alert_to_it_until_it_is_over(self):
        self.from_each(lambda one: counted(one, SENT) > 0, "word of what always fires")
        self.target.load = 9
        ours, theirs = self.from_each(self.firing, "all alerts to fire")
        self.assertEqual(set(ours), set(theirs))
        # Told by both, and told again.
        enough = {one: counted(one, SENT) + 2 * len(theirs) for one in self.both}
        self.from_each(lambda one: counted(one, SENT) >= enough[one], "alerts to be sent again")
        held = self.held()
        self.assertEqual(sorted(labels for labels, _ in held), sorted(theirs))
        for labels, alert in held:
            self.assert_one_alert(alert, [ours[labels], theirs[labels]])
        self.target.load = 1
        programs.wait_until(lambda: not self.held(), "the end of all alerts", timeout=40, step=0.2)
        self.assertEqual(counted(self.manager, "alertmanager_alerts_invalid_total"), 0)
        self.assertGreaterEqual(counted(self.manager, "alertmanager_alerts_received_total"),
                                sum(enough.values()))
        self.assertEqual([counted(one, FAILED) for one in self.both], [0, 0])


def counted(program, metric):
    """The sum of what it counts by that name."""
    page = exposition.parse(scraping.get(program.port).text)
    return sum(value for _, value in page.get(metric, []))


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
