"""Routed notifications by the real silicon-alerter: to every kind of receiver, killed again and
again meanwhile, and to receivers that do not behave."""

import json
import pathlib
import os
import random
import re
import resource
import socket
import tempfile
import time
import unittest

from harness import programs, scraping, sinks

KILLS = 200
KINDS = ["slack", "bot", "pagerduty", "webhook", "email"]
RULES = """
groups:
- name: g
  rules:
  - alert: TooMuch
    expr: load > 5
    annotations: {summary: "item-{{ $labels.item }}-is-high"}
"""


def config(http_port, port, receivers):
    return f"""
global: {{scrape_interval: 100ms, scrape_timeout: 100ms, evaluation_interval: 100ms}}
scrape_configs: [{{job_name: t, static_configs: [{{targets: ['127.0.0.1:{http_port}']}}]}}]
rule_files: [rules.yml]
web: {{listen_address: '127.0.0.1:{port}'}}
route: {{receiver: everybody, group_by: [item], group_wait: 0s, group_interval: 200ms,
        repeat_interval: 1h}}
{receivers}
"""


def items_in(told):
    """The numbers of the items that a message is about."""
    if told.kind == "email":
        text = told.body["message"].get_body(("plain",)).get_content()
    else:
        text = json.dumps(told.body)
    return {int(number) for number in re.findall(r"item-(\d+)-is-high", text)}


def is_resolved(told):
    if told.kind in ("slack", "bot", "bot update"):
        attachments = told.body.get("attachments", [])
        return bool(attachments) and attachments[0].get("color") == "good"
    if told.kind == "pagerduty":
        return told.body["event_action"] == "resolve"
    if told.kind == "webhook":
        return told.body["status"] == "resolved"
    return "RESOLVED" in told.body["message"]["Subject"].upper()


class Delivery(unittest.TestCase):
    """One alerter with a receiver of every kind."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.http = sinks.HttpSinks()
        self.addCleanup(self.http.close)
        self.mail = sinks.MailSink(self.folder)
        self.addCleanup(self.mail.close)
        self.port = programs.free_port()
        (self.folder / "rules.yml").write_text(RULES)
        self.config = self.folder / "alerter.yml"
        self.write(sinks.receivers(self.http.port, self.mail))
        self.high(0)

    def write(self, receivers):
        self.config.write_text(config(self.http.port, self.port, receivers))

    def start(self, **popen):
        return programs.Program(
            [programs.alerter_path(), "run", "--config.file", self.config], port=self.port,
            **popen)

    def high(self, items, first=0):
        """From now on so many items are high, the others below the threshold."""
        lines = [f'load{{item="{i}"}} {9 if i >= first else 1}' for i in range(items)]
        self.http.page = ("\n".join(lines) + "\n").encode()

    def told(self, kind):
        return list(self.mail.told) if kind == "email" else self.http.of(kind)

    def items_told(self, kind):
        return set().union(*(items_in(one) for one in self.told(kind)))

    def get(self, path):
        with scraping.Connection(self.port) as connection:
            return connection.request(path).text

    def waiting(self):
        """Messages that have not arrived, by /metrics."""
        found = re.findall(r"^silicon_alerter_outbox_messages\{.*\} (\d+)", self.get("/metrics"),
                           re.MULTILINE)
        self.assertEqual(len(found), len(KINDS))
        return sum(map(int, found))

    def assert_no_secret(self, text, where):
        for secret in sinks.SECRETS:
            self.assertNotIn(secret, text, where)

    def test_each_kind_is_told_of_the_beginning_and_of_the_end(self):
        with self.start() as alerter:
            self.high(1)
            for kind in KINDS:
                programs.wait_until(lambda kind=kind: self.items_told(kind), f"{kind} to be told")
            self.high(1, first=1)
            for kind in KINDS:
                last = "bot update" if kind == "bot" else kind
                programs.wait_until(
                    lambda last=last: [one for one in self.told(last) if is_resolved(one)],
                    f"{kind} to be told of the end")
            programs.wait_until(lambda: self.waiting() == 0, "all to arrive")
            for kind in ["slack", "pagerduty", "webhook", "email"]:
                self.assertEqual([is_resolved(one) for one in self.told(kind)], [False, True], kind)
            incident, end = [one.body for one in self.told("pagerduty")]
            self.assertEqual(incident["dedup_key"], end["dedup_key"])
            first, reply = [one.body for one in self.told("bot")]
            self.assertNotIn("thread_ts", first)
            self.assertEqual(reply["thread_ts"], self.told("bot update")[0].body["ts"])
            mails = [one.body for one in self.told("email")]
            self.assertTrue(all(mail["tls"] and mail["user"] == "alerts" for mail in mails))
            self.assertEqual(len({mail["message"]["References"] for mail in mails}), 1)
            metrics = self.get("/metrics")
            self.assertIn('alertmanager_notifications_total{integration="email",'
                          'receiver_name="everybody"} 2', metrics)
            for path in ["/metrics", "/api/v1/status/config", "/api/v2/status"]:
                self.assert_no_secret(self.get(path), path)
            self.assert_no_secret(alerter.output(), "the log")

    def test_two_hundred_kills_lose_nothing_and_repeat_what_was_under_way(self):
        seed = random.randrange(1 << 32)
        chance = random.Random(seed)
        kills = []
        for kill in range(KILLS):
            with self.subTest(kill=kill, seed=seed), self.start() as alerter:
                # Something new each time; the kill comes before, during or after its delivery.
                self.high(kill + 1)
                time.sleep(chance.random() * 0.5)
                alerter.kill()
                time.sleep(0.05)  # for the sinks' threads to note what they have got
                kills.append(time.monotonic())
                self.assert_no_secret(alerter.output(), "the log")
        with self.start():
            for kind in KINDS:
                programs.wait_until(
                    lambda kind=kind: self.items_told(kind) >= set(range(KILLS)),
                    f"{kind} to be told of all, seed {seed}", timeout=60)
            programs.wait_until(lambda: self.waiting() == 0, "all to arrive", timeout=30)
        for kind in KINDS:
            with self.subTest(kind=kind, seed=seed):
                self.assert_repeats_only_what_was_under_way(self.told(kind), kills)

    def assert_repeats_only_what_was_under_way(self, messages, kills):
        last_of = {}  # what was told last, in each life of the program
        told = {}
        for message in messages:
            self.assertFalse(is_resolved(message))
            items = items_in(message)
            self.assertEqual(len(items), 1)
            item = items.pop()
            life = sum(1 for kill in kills if kill < message.time)
            for before in told.get(item, []):
                self.assertLess(before, life, f"item {item} was repeated in one life")
                self.assertEqual(last_of[before], item, f"item {item} was not under way at a kill")
            told.setdefault(item, []).append(life)
            last_of[life] = item

    def test_receivers_that_misbehave_get_it_in_the_end(self):
        asked = {}

        def busy_at_first(handler):
            asked["webhook"] = asked.get("webhook", 0) + 1
            if asked["webhook"] <= 2:
                handler.answer(503, b"busy")
            return asked["webhook"] <= 2

        def wants_time(handler):
            asked.setdefault("slack", []).append(time.monotonic())
            if len(asked["slack"]) == 1:
                handler.answer(429, b"slow down", Retry_After="2")
                return True
            return False

        def breaks_off(handler):
            asked["pagerduty"] = asked.get("pagerduty", 0) + 1
            if asked["pagerduty"] > 2:
                return False
            handler.connection.shutdown(socket.SHUT_RDWR)
            return True

        self.http.answers = {"webhook": busy_at_first, "slack": wants_time,
                             "pagerduty": breaks_off}
        with self.start():
            self.high(1)
            for kind in KINDS:
                programs.wait_until(lambda kind=kind: self.items_told(kind), f"{kind} to be told",
                                    timeout=20)
            programs.wait_until(lambda: self.waiting() == 0, "all to arrive")
            self.assertGreaterEqual(asked["slack"][1] - asked["slack"][0], 1.9)
            for kind in ["slack", "webhook", "pagerduty", "email"]:
                self.assertEqual(len(self.told(kind)), 1, kind)

    def test_a_redirect_to_another_host_is_not_followed(self):
        elsewhere = sinks.HttpSinks()
        self.addCleanup(elsewhere.close)

        def redirects(handler):
            handler.answer(307, Location=f"http://127.0.0.1:{elsewhere.port}{sinks.HOOK_PATH}")
            return True

        self.http.answers = {"webhook": redirects}
        with self.start() as alerter:
            self.high(1)
            programs.wait_until(lambda: "another host is refused" in alerter.output(),
                                "the refusal to be said")
            self.assertEqual(elsewhere.told, [])

    def save_failures(self):
        found = re.search(r"^silicon_alerter_state_failures_total (\d+)", self.get("/metrics"),
                          re.MULTILINE)
        return int(found[1])

    def wait_for_items(self, wanted):
        for kind in KINDS:
            programs.wait_until(lambda kind=kind: self.items_told(kind) >= wanted,
                                f"{kind} to be told of {wanted}", timeout=30)

    def test_a_full_disk_keeps_nobody_from_being_told(self):
        # Python ignores SIGXFSZ, and the program inherits that: writing fails as on a full disk.
        with self.start(restore_signals=False) as alerter:
            limit = resource.prlimit(alerter.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(alerter.pid, resource.RLIMIT_FSIZE, (512, limit[1]))
            self.high(3)
            self.wait_for_items({0, 1, 2})
            self.assertGreater(self.save_failures(), 0)
            self.assertIn("the state cannot be saved", alerter.output())
            programs.wait_until(lambda: self.waiting() == 0, "all to arrive")
            resource.prlimit(alerter.pid, resource.RLIMIT_FSIZE, limit)
            # What could not be saved goes before what is new.
            failures = self.save_failures()
            self.high(4)
            self.wait_for_items({3})
            programs.wait_until(lambda: self.waiting() == 0, "all to arrive")
            self.assertEqual(self.save_failures(), failures)
            alerter.kill()
        with self.start():
            self.high(5)
            self.wait_for_items({4})
        for kind in KINDS:
            self.assertEqual(len(self.told(kind)), 5, f"{kind} was told once of each")

    def test_a_state_that_is_damaged_under_way_keeps_nobody_from_being_told(self):
        busy = {"webhook": lambda handler: handler.answer(503) or True}
        self.http.answers = busy
        state = self.folder / "data" / "state.db"
        with self.start() as alerter:
            self.high(2)
            programs.wait_until(lambda: self.items_told("email") == {0, 1}, "mails")
            for file in state.parent.glob("state.db*"):
                with open(file, "r+b") as content:
                    content.write(b"\xff" * os.stat(file).st_size)
            self.high(4)
            programs.wait_until(lambda: self.items_told("email") >= {2, 3}, "more mails")
            self.http.answers = {}
            self.wait_for_items({0, 1, 2, 3})
            self.assertTrue(alerter.running())
            alerter.kill()
        with self.start() as alerter:
            self.assertIn("saved state is not whole", alerter.output())
            self.high(5)
            self.wait_for_items({4})

    def test_a_state_that_cannot_be_written_is_said_at_the_start(self):
        with open(self.config, "a", encoding="utf-8") as file:
            file.write("state: {path: /proc/nothing}\n")  # not even root makes a folder there
        with self.assertRaisesRegex(RuntimeError, "silicon-alerter: /proc/nothing: "):
            self.start()


if __name__ == "__main__":
    unittest.main()
