"""What Grafana's Alertmanager data source asks (implementation "Prometheus"), asked of the real
silicon-alerter and of a real Alertmanager with the same routes, alerts and silences."""

import datetime
import json
import pathlib
import tempfile
import time
import unittest
import urllib.parse

from harness import alertmanager, programs, scraping
from harness.shapes import shape

CONFIG = {
    "route": {"receiver": "team", "group_by": ["alertname"], "group_wait": "1ms", "routes": [
        {"receiver": "db", "matchers": ['team="db"'], "continue": True},
        {"receiver": "boss", "matchers": ['severity=~"page|fire"'], "group_by": ["..."]}]},
    "inhibit_rules": [{"source_matchers": ['alertname="Down"'],
                       "target_matchers": ['alertname="Slow"'], "equal": ["host"]}],
    "receivers": [{"name": "team"}, {"name": "db"}, {"name": "boss"}],
}
ALERTS = [
    {"alertname": "Slow", "host": "a", "team": "db"},
    {"alertname": "Slow", "host": "b", "severity": "page"},
    {"alertname": "Down", "host": "a", "severity": "fire"},
    {"alertname": "Quiet", "host": "c", "team": "db"},
    {"alertname": "Odd", "text": "ü \"quoted\" \\ <b>&amp;\n"},
]
# From public/app/plugins/datasource/alertmanager and features/alerting/unified of Grafana 10 to 12:
# the health check, the groups page with its filters, the silences page, contact points' health.
ASKED = [
    "/alertmanager/api/v2/status",  # only a Mimir answers this one
    "/api/v2/status",
    "/api/v2/receivers",
    "/api/v2/alerts",
    "/api/v2/alerts?silenced=false&active=true&inhibited=false",
    "/api/v2/alerts?silenced=true&active=false&inhibited=false",
    "/api/v2/alerts?filter=" + urllib.parse.quote('team="db"'),
    "/api/v2/alerts?filter=" + urllib.parse.quote('host=~"a|b"') +
    "&filter=" + urllib.parse.quote('severity!=""'),
    "/api/v2/alerts?receiver=b.*",
    "/api/v2/alerts/groups",
    "/api/v2/alerts/groups?silenced=true&active=true&inhibited=true",
    "/api/v2/alerts/groups?silenced=false&active=true&inhibited=false",
    "/api/v2/alerts/groups?filter=" + urllib.parse.quote('alertname="Slow"'),
    "/api/v2/alerts/groups?receiver=boss",
    "/api/v2/silences",
    "/api/v2/silences?filter=" + urllib.parse.quote('alertname="Quiet"'),
    "/api/v2/silences?filter=" + urllib.parse.quote('alertname="Nothing"'),
    "/api/v2/silence/00000000-0000-4000-8000-000000000000",
    "/api/v2/alerts?filter=" + urllib.parse.quote("=nothing"),
    "/api/v2/alerts/groups?filter=" + urllib.parse.quote("a~b"),
    "/api/v2/alerts?active=maybe",
    "/api/v2/silences?filter=" + urllib.parse.quote("a=~\"(\""),
]
# What each Alertmanager has of its own, or changes by itself.
OWN = ("updatedAt", "uptime", "versionInfo", "original")
SINCE_0_28 = ("mutedBy",)


def moment(seconds):
    when = datetime.datetime.fromtimestamp(time.time() + seconds, datetime.timezone.utc)
    return when.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def silence(name, **more):
    return {"matchers": [{"name": "alertname", "value": name, "isRegex": False, "isEqual": True}],
            "startsAt": moment(-5), "endsAt": moment(7200), "createdBy": "ann",
            "comment": "from Grafana", **more}


def comparable(value, names):
    """Without what may differ; `names` are the ids of silences, by what they are called in both."""
    if isinstance(value, dict):
        # A silence begins, and is ended, when that is asked for.
        times = ("startsAt", "endsAt") if "createdBy" in value else ()
        return {key: comparable(one, names) for key, one in value.items()
                if key not in OWN + SINCE_0_28 + times}
    if isinstance(value, list):
        return sorted((comparable(one, names) for one in value), key=lambda one: json.dumps(
            one, sort_keys=True))
    return names.get(value, value) if isinstance(value, str) else value


class GrafanasAlertmanager(unittest.TestCase):
    """One of each, with the same in them."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        port = programs.free_port()
        config = pathlib.Path(folder.name) / "alerter.yml"
        config.write_text(json.dumps({**CONFIG, "web": {"listen_address": f"127.0.0.1:{port}"}}))
        ours = programs.Program(
            [programs.alerter_path(), "run", f"--config.file={config}"], port=port)
        cls.enterClassContext(ours)
        theirs = cls.enterClassContext(alertmanager.running(CONFIG))
        cls.ports = {"ours": port, "theirs": theirs.port}
        alerts = [{"labels": labels, "annotations": {"summary": "It is so."},
                   "startsAt": moment(-60), "endsAt": moment(600),
                   "generatorURL": "http://prometheus.example/graph"} for labels in ALERTS]
        cls.names = {side: {} for side in cls.ports}
        cls.both("POST", "/api/v2/alerts", alerts)
        cls.add("quiet", silence("Quiet"))
        cls.add("later", silence("Later", startsAt=moment(3600)))
        for port in cls.ports.values():
            programs.wait_until(lambda port=port: cls.settled(port), "alerts in their states")

    @staticmethod
    def settled(port):
        found = json.loads(scraping.get(port, "/api/v2/alerts").text)
        quiet = [one for one in found if one["status"]["state"] == "suppressed"]
        groups = json.loads(scraping.get(port, "/api/v2/alerts/groups").text)
        return len(found) == len(ALERTS) and len(quiet) == 2 and len(groups) == 5

    @classmethod
    def both(cls, method, path, body=None):
        """{side: its answer}."""
        answers = {}
        for side, port in cls.ports.items():
            own = path(side) if callable(path) else path
            sent = json.dumps(body(side) if callable(body) else body).encode() if body else b""
            with scraping.Connection(port) as connection:
                answers[side] = connection.request(
                    own, {"Content-Type": "application/json"}, method, sent)
        return answers

    @classmethod
    def add(cls, name, made):
        """Posts a silence to both; from now on `name` stands for its id in either."""
        for side, answer in cls.both("POST", "/api/v2/silences", made).items():
            cls.names[side][json.loads(answer.text)["silenceID"]] = name

    def id_of(self, side, name):
        return next(key for key, value in self.names[side].items() if value == name)

    def assert_same(self, answers):
        """The same status and type, and the same in it."""
        ours, theirs = answers["ours"], answers["theirs"]
        self.assertEqual(ours.status, theirs.status, ours.text)
        if theirs.status != 200 or not theirs.text:
            return
        self.assertEqual(ours.headers.get("content-type", "").split(";")[0],
                         theirs.headers.get("content-type", "").split(";")[0])
        ours, theirs = (comparable(json.loads(answers[side].text), self.names[side])
                        for side in ("ours", "theirs"))
        self.assertEqual(ours, theirs)

    def test_every_question_has_the_same_answer(self):
        for path in ASKED:
            with self.subTest(path=path):
                self.assert_same(self.both("GET", path))

    def test_the_status_has_the_same_fields(self):
        ours, theirs = (json.loads(self.both("GET", "/api/v2/status")[side].text)
                        for side in ("ours", "theirs"))
        self.assertEqual(shape(ours), shape(theirs))
        self.assertIn("route:\n  receiver: ", ours["config"]["original"])
        self.assertNotIn("web:", ours["config"]["original"])

    def test_a_silence_is_made_changed_and_ended(self):
        self.add("made", silence("Made"))
        one = lambda side: "/api/v2/silence/" + self.id_of(side, "made")
        self.assert_same(self.both("GET", one))
        changed = silence("Made", comment="changed in Grafana", endsAt=moment(9000))
        before = {side: self.id_of(side, "made") for side in self.ports}
        # Its beginning is in the past by now, so that it is ended and another takes its place.
        self.add("changed", lambda side: {**changed, "id": before[side]})
        self.assert_same(self.both("GET", one))
        one = lambda side: "/api/v2/silence/" + self.id_of(side, "changed")
        self.assert_same(self.both("GET", one))
        self.assert_same(self.both("DELETE", one))
        found = {side: json.loads(answer.text) for side, answer in self.both("GET", one).items()}
        self.assertEqual([found[side]["status"] for side in found], [{"state": "expired"}] * 2)

    def test_what_is_wrong_is_refused_alike(self):
        for wrong in ({}, silence("x", matchers=[]), silence("x", endsAt=moment(-10)),
                      silence("x", startsAt="tomorrow"),
                      silence("x", id="00000000-0000-4000-8000-000000000000"),
                      silence("x", matchers=[{"name": "a", "value": "(", "isRegex": True}]),
                      silence("x", matchers=[{"name": "a", "value": "", "isRegex": False}])):
            with self.subTest(wrong=wrong):
                answers = self.both("POST", "/api/v2/silences", wrong or [])
                self.assertEqual([answers[side].status // 100 for side in answers], [4, 4],
                                 answers["ours"].text + answers["theirs"].text)


if __name__ == "__main__":
    unittest.main()
