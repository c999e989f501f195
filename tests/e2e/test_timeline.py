"""The same alerts, silences and ends at the same times to the real silicon-alerter and to a real
Alertmanager with the same routes: who is told what, and when, is the same."""

import datetime
import http.server
import json
import pathlib
import tempfile
import threading
import time
import unittest

from harness import alertmanager, programs, scraping

END = 15.5  # seconds; groups are looked at 1 s or more away from every post
TOLERANCE = 0.9


def config(port, side):
    receivers = [{"name": name, "webhook_configs": [
        {"url": f"http://127.0.0.1:{port}/{side}/{name}"}]} for name in ("team", "db")]
    return {
        "route": {"receiver": "team", "group_by": ["alertname"], "group_wait": "1s",
                  "group_interval": "3s", "repeat_interval": "8s", "routes": [
                      {"receiver": "db", "matchers": ['team="db"'], "group_wait": "2s",
                       "group_interval": "4s", "repeat_interval": "1h"}]},
        "inhibit_rules": [{"source_matchers": ['alertname="Down"'],
                           "target_matchers": ['alertname="Slow"'], "equal": ["host"]}],
        "receivers": receivers,
    }


def named(name, **labels):
    return {"alertname": name, **labels}


GROWS = [named("Grows", i=i) for i in "123"]
REPEATS, QUIET = named("Repeats"), named("Quiet")
DOWN, SLOW = named("Down", host="a"), named("Slow", host="a")
DISK = [named("Disk", team="db", disk=disk) for disk in "xy"]

# (seconds, what is done, with what); groups are looked at after their wait and every interval.
SCRIPT = [
    (0.0, "silence", QUIET),
    (0.0, "fire", [GROWS[0], REPEATS, DOWN, SLOW, DISK[0]]),
    (0.3, "fire", [GROWS[1]]),   # in time for the first message
    (0.5, "fire", [QUIET]),
    (2.5, "fire", [GROWS[2]]),   # told at 4
    (4.0, "fire", [DISK[1]]),    # told at 6
    (5.5, "end", [GROWS[0]]),    # told at 7
    (8.5, "end", [DOWN]),        # told at 10, and of what it has inhibited
    (9.0, "unsilence", QUIET),   # told at 10.5
    (12.0, "end", [*GROWS[1:], REPEATS, SLOW, QUIET, *DISK]),
]
# What must come at all: {group: how many messages}. Repeats at 10 s.
EXPECTED = {"Grows": 4, "Repeats": 3, "Down": 2, "Slow": 2, "Quiet": 2, "Disk": 3}


class Sink(http.server.ThreadingHTTPServer):
    """Takes the webhooks of both: [(time, path, message)]."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), SinkHandler)
        self.told = []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class SinkHandler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        when = time.monotonic()
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append((when, self.path, json.loads(body)))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def stamp(seconds=0.0):
    now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03}Z"


def without_address(message):
    """What both say alike, in one order."""
    alerts = sorted(message["alerts"], key=lambda alert: alert["fingerprint"])
    return {**message, "alerts": alerts, "externalURL": ""}


class Timeline(unittest.TestCase):
    """Both are driven by one script."""

    def setUp(self):
        self.sink = Sink()
        self.addCleanup(self.sink.server_close)
        self.addCleanup(self.sink.shutdown)
        port = programs.free_port()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = pathlib.Path(folder.name) / "alerter.yml"
        path.write_text(json.dumps({**config(self.sink.server_port, "ours"),
                                    "web": {"listen_address": f"127.0.0.1:{port}"}}))
        self.enterContext(programs.Program(
            [programs.alerter_path(), "run", f"--config.file={path}"], port=port))
        theirs = self.enterContext(
            alertmanager.running(config(self.sink.server_port, "theirs")))
        self.ports = [port, theirs.port]
        self.begun = {}
        self.silences = []

    def both(self, method, paths, body=None):
        """Asks both at once."""
        replies = [None, None]

        def ask(side):
            with scraping.Connection(self.ports[side]) as connection:
                replies[side] = connection.request(
                    paths[side], {"Content-Type": "application/json"}, method, body or b"")
        threads = [threading.Thread(target=ask, args=(side,)) for side in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([reply.status for reply in replies], [200, 200])
        return replies

    def post(self, labels, ends_at):
        alerts = []
        for one in labels:
            begun = self.begun.setdefault(json.dumps(one), stamp())
            alerts.append({"labels": one, "annotations": {"summary": "It is so."},
                           "startsAt": begun, "endsAt": ends_at, "generatorURL": "http://x/g"})
        self.both("POST", ["/api/v2/alerts"] * 2, json.dumps(alerts).encode())

    def fire(self, labels):
        self.post(labels, stamp(3600))

    def end(self, labels):
        self.post(labels, stamp(-0.001))

    def silence(self, labels):
        matcher = {"name": "alertname", "value": labels["alertname"], "isRegex": False}
        silence = {"matchers": [matcher], "startsAt": stamp(), "endsAt": stamp(3600),
                   "createdBy": "ann", "comment": "not now"}
        replies = self.both("POST", ["/api/v2/silences"] * 2, json.dumps(silence).encode())
        self.silences = [json.loads(reply.text)["silenceID"] for reply in replies]

    def unsilence(self, _):
        self.both("DELETE", [f"/api/v2/silence/{one}" for one in self.silences])

    def told(self, side):
        """{group: [(seconds, message)]} of one side."""
        found = {}
        for when, path, message in sorted(self.sink.told, key=lambda one: one[0]):
            if path.startswith(f"/{side}/"):
                group = message["groupLabels"]["alertname"]
                found.setdefault(group, []).append((when - self.start, without_address(message)))
        return found

    def test_the_same_people_are_told_the_same_at_the_same_times(self):
        self.start = time.monotonic()
        for when, verb, what in SCRIPT:
            time.sleep(max(0.0, self.start + when - time.monotonic()))
            getattr(self, verb)(what)
        time.sleep(max(0.0, self.start + END - time.monotonic()))
        ours, theirs = self.told("ours"), self.told("theirs")
        self.assertEqual({group: len(told) for group, told in theirs.items()}, EXPECTED)
        for group, expected in theirs.items():
            with self.subTest(group=group):
                told = ours.get(group, [])
                self.assertEqual([message for _, message in told],
                                 [message for _, message in expected])
                for (ours_at, _), (theirs_at, _) in zip(told, expected):
                    self.assertAlmostEqual(ours_at, theirs_at, delta=TOLERANCE)
        self.assertEqual(set(ours), set(theirs))


if __name__ == "__main__":
    unittest.main()
