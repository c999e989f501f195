"""Labels and annotations that want to do harm, by the real silicon-alerter to every kind of
receiver: all that arrives is sound, says what was meant, and does nothing else."""

import email
import email.policy
import html.parser
import json
import pathlib
import subprocess
import tempfile
import unittest
import urllib.parse

from harness import programs, scraping, sinks

# What each channel must not take for its own.
EVIL = ("\r\nBcc: eve@evil.example\r\n\r\n.\r\n<script>alert(1)</script>\"}],\"x\":[{\"\\u0022' OR "
        "<!channel> <@U1> *bold* `code` \x1b]0;title\x07 \u0001\u007f\u0085\u009b31m\u2028 "
        "${HOME} {{ .Evil }} %s%n \u202egnp.exe &amp; =?utf-8?q?forged?= ü😀")
DOTS = "first\n.\n..\n.x\nlast"
MEGABYTE = 1 << 20
LONG = ("long " + "\"\\\x01<é" * MEGABYTE)[:MEGABYTE]

RULES = r"""
groups:
- name: g
  rules:
  - alert: Scraped
    expr: load > 5
    annotations:
      summary: "item-{{ $labels.item }}-is-high {{ $labels.evil }}"
      half: "{{ slice $labels.umlaut 0 1 }}"
"""


def receivers(http_port, mail):
    """Every kind, with what is written into it by templates of the user's as well."""
    evil = "{{ .CommonAnnotations.summary }}{{ .CommonLabels.evil }}"
    base = f"http://127.0.0.1:{http_port}"
    return f"""
receivers:
- name: everybody
  slack_configs:
  - api_url: "{base}{sinks.SLACK_PATH}"
    username: '{evil}'
    pretext: '{evil}'
    title_link: '{evil}'
    fields: [{{title: '{evil}', value: '{evil}'}}]
    actions: [{{type: button, text: '{evil}', url: '{evil}'}}]
  - {{app_token: "{sinks.BOT_TOKEN}", app_url: "{base}/api/chat.postMessage", channel: "#ops"}}
  pagerduty_configs:
  - routing_key: "{sinks.ROUTING_KEY}"
    url: "{base}/v2/enqueue"
    class: '{evil}'
    severity: '{evil}'
    details: {{evil: '{evil}'}}
    links: [{{href: '{evil}', text: '{evil}'}}]
  webhook_configs:
  - {{url: "{base}{sinks.HOOK_PATH}"}}
  email_configs:
  - smarthost: "127.0.0.1:{mail.port}"
    from: alerts@example.org
    to: ann@example.org
    headers: {{X-Evil: '{evil}', Reply-To: '{evil}', To: '{evil}'}}
    auth_username: alerts
    auth_password: "{sinks.MAIL_PASSWORD}"
    tls_config: {{ca_file: "{mail.folder}/server.pem", server_name: mail.example}}
"""


def config(http_port, port, mail):
    return f"""
global: {{scrape_interval: 100ms, scrape_timeout: 100ms, evaluation_interval: 100ms}}
scrape_configs: [{{job_name: t, static_configs: [{{targets: ['127.0.0.1:{http_port}']}}]}}]
rule_files: [rules.yml]
web: {{listen_address: '127.0.0.1:{port}'}}
route: {{receiver: everybody, group_by: ['...'], group_wait: 0s, group_interval: 200ms,
        repeat_interval: 1h}}
{receivers(http_port, mail)}
"""


def texts_in(value):
    """All strings of a JSON value, names too."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)
    elif isinstance(value, str):
        yield value


def in_page(text):
    """As a value of a label in the text format."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')


class Tags(html.parser.HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


class Hostile(unittest.TestCase):
    """One alerter; each test has an item of its own."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.http = sinks.HttpSinks()
        cls.addClassCleanup(cls.http.close)
        cls.mail = sinks.MailSink(cls.folder)
        cls.addClassCleanup(cls.mail.close)
        cls.port = programs.free_port()
        (cls.folder / "rules.yml").write_text(RULES)
        cls.config = cls.folder / "alerter.yml"
        cls.config.write_text(config(cls.http.port, cls.port, cls.mail))
        cls.alerter = programs.Program(
            [programs.alerter_path(), "run", "--config.file", cls.config], port=cls.port)
        cls.alerter.__enter__()
        cls.addClassCleanup(cls.alerter.__exit__)

    def post(self, body):
        with scraping.Connection(self.port) as connection:
            return connection.request("/api/v2/alerts", method="POST", body=body,
                                      headers={"Content-Type": "application/json"})

    def ask(self, path):
        reply = scraping.get(self.port, path)
        self.assertEqual(reply.status, 200, reply.text[:500])
        return json.loads(reply.text)

    def command(self, *arguments):
        result = subprocess.run(
            [programs.alerter_path(), *arguments, f"--config.file={self.config}"],
            capture_output=True, check=False, timeout=30)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout.decode()  # UTF-8 or nothing

    def arrived(self, item):
        """{kind: the one message about this item}."""
        def of(kind):
            told = self.mail.told if kind == "email" else self.http.of(kind)
            return [one for one in list(told) if f"item-{item}-is-high" in self.text_of(one)]
        found = {}
        for kind in ("slack", "bot", "pagerduty", "webhook", "email"):
            programs.wait_until(lambda kind=kind: of(kind), f"{kind} to be told of {item}")
            self.assertEqual(len(of(kind)), 1, kind)
            found[kind] = of(kind)[0]
        return found

    @staticmethod
    def text_of(told):
        if told.kind != "email":
            return told.raw.decode()
        return told.body["message"].get_body(("plain",)).get_content()

    def assert_sound(self, found):
        """What holds of every message, whatever is in it."""
        for kind in ("slack", "bot"):
            self.assert_sound_slack(found[kind])
        self.assert_sound_incident(found["pagerduty"])
        self.assert_sound_mail(found["email"])

    def assert_printable(self, text, more=""):
        wild = [c for c in text
                if (ord(c) < 32 and c not in "\n\t") or ord(c) == 127 or c in more]
        self.assertEqual(wild, [], text[:500])

    def assert_sound_slack(self, told):
        attachment, = told.body["attachments"]
        self.assertLessEqual(len(attachment["title"]), 1024)
        self.assertLessEqual(len(attachment["text"]), 8000)
        self.assertNotIn("x", told.body)
        for text in texts_in(told.body):
            self.assert_printable(text)
            self.assertLessEqual(len(text), 8000)
        for text in (attachment["title"], attachment["text"], attachment.get("pretext", "")):
            self.assertNotIn("<!", text)
            self.assertNotIn("<@", text)
        for field in attachment.get("fields", []):
            self.assertNotIn("<!", field["title"] + field["value"])

    def assert_sound_incident(self, told):
        self.assertLessEqual(len(told.raw), 512_000)
        payload = told.body["payload"]
        self.assertLessEqual(len(payload["summary"]), 1024)
        self.assertIn(payload["severity"], ("critical", "error", "warning", "info"))
        for text in texts_in(told.body):
            self.assert_printable(text)
        self.assertNotIn("\n", payload["summary"])

    def assert_sound_mail(self, told):
        mail = told.body
        self.assertEqual((mail["from"], mail["to"]), ("alerts@example.org", ["ann@example.org"]))
        raw = mail["content"]
        self.assertTrue(raw.isascii())
        self.assertLessEqual(max(map(len, raw.split("\r\n"))), 998)
        self.assertNotIn("\n", raw.replace("\r\n", ""))
        message = email.message_from_string(raw, policy=email.policy.strict)
        names = [name.lower() for name in message.keys()]
        self.assertEqual(
            sorted(names),
            sorted(["subject", "to", "from", "x-evil", "reply-to", "message-id", "references",
                    "in-reply-to", "date", "auto-submitted", "mime-version", "content-type"]))
        self.assertEqual(message["To"], "ann@example.org")
        for name in message.keys():
            self.assert_printable(str(message[name]))
        kinds = [part.get_content_type() for part in message.walk()]
        self.assertEqual(kinds, ["multipart/alternative", "text/plain", "text/html"])
        page = message.get_body(("html",)).get_content()
        for text in (message.get_body(("plain",)).get_content(), page):
            self.assert_printable(text.replace("\r\n", "\n"))
        for tag, attributes in Tags(page).found:
            self.assertIn(tag, ("html", "head", "meta", "title", "body", "p", "b", "a", "h3",
                                "table", "tr", "td", "code"))
            self.assertEqual([name for name in attributes if name.startswith("on")], [])
            if "href" in attributes:
                self.assertRegex(attributes["href"], r"^https?://")

    def alert(self, item, **annotations):
        return {"labels": {"alertname": "Posted", "item": item, "evil": EVIL},
                "annotations": {"summary": f"item-{item}-is-high", **annotations},
                "generatorURL": "javascript:alert(1)//\"><script>"}

    def post_one(self, alert):
        reply = self.post(json.dumps([alert]).encode())
        self.assertEqual(reply.status, 200, reply.text)

    def test_labels_that_were_scraped(self):
        label = EVIL.replace("\x00", "")
        labels = f'item="scraped",umlaut="ü",evil="{in_page(label)}"'
        self.http.page = f"load{{{labels}}} 9\n".encode()
        found = self.arrived("scraped")
        self.assert_sound(found)
        one, = found["webhook"].body["alerts"]
        self.assertEqual(one["labels"]["evil"], label)
        self.assertEqual(one["annotations"]["half"], "\ufffd")

    def test_a_page_that_is_no_utf_8(self):
        self.http.page = b'load{item="\xff\xfe"} 9\nload{item="half' + b'\xc3"} 9\n'
        programs.wait_until(
            lambda: self.ask("/api/v1/targets")["data"]["activeTargets"][0]["lastError"],
            "the page to be refused")
        self.http.page = b'load{item="again",umlaut="\xc3\xbc"} 9\n'
        self.assert_sound(self.arrived("again"))

    def test_labels_and_annotations_that_were_posted(self):
        alert = self.alert("posted", description=EVIL, dashboard="javascript:alert(1)",
                           runbook_url='javascript:alert("1")//' + EVIL)
        alert["annotations"]["summary"] += " " + EVIL + "\x00 " + DOTS
        alert["labels"]["name\r\nBcc: eve@evil.example\"<script>"] = "a name"
        alert["labels"]["instance"] = EVIL
        self.post_one(alert)
        found = self.arrived("posted")
        self.assert_sound(found)
        one, = found["webhook"].body["alerts"]
        self.assertEqual(one["labels"], alert["labels"])
        self.assertEqual(one["annotations"], alert["annotations"])
        # A dot alone on a line ends a mail that is sent carelessly.
        lines = self.text_of(found["email"]).replace("\r\n", "\n").split("\n")
        at = lines.index(".", lines.index(next(x for x in lines if x.endswith("first"))))
        self.assertEqual(lines[at:at + 4], [".", "..", ".x", "last"])

    def test_an_annotation_of_a_megabyte(self):
        alert = self.alert("long", description=LONG)
        alert["annotations"]["summary"] += " " + LONG
        self.post_one(alert)
        found = self.arrived("long")
        self.assert_sound(found)
        one, = found["webhook"].body["alerts"]
        self.assertEqual(one["annotations"], alert["annotations"])
        self.assertTrue(found["slack"].body["attachments"][0]["pretext"].endswith("…"))
        self.assertIn("bytes more)", found["slack"].body["attachments"][0]["text"])
        self.assertIn("bytes more)", found["pagerduty"].body["payload"]["custom_details"]["evil"])
        self.assertIn("bytes more)", self.text_of(found["email"]))

    def test_bodies_that_are_no_utf_8_are_refused(self):
        for body in (b'[{"labels":{"alertname":"\xff"}}]', b'[{"labels":{"alertname":"\\ud800"}}]',
                     b'[{"labels":{"alertname":"a\x01b"}}]'):
            reply = self.post(body)
            self.assertEqual(reply.status, 400)
            json.loads(reply.text)

    def test_answers_of_receivers(self):
        """Of no channel is what it answers more than a text, cut and without control characters."""
        answer = EVIL.encode() + b"\xff\xfe" + b"x" * MEGABYTE
        statuses = {"slack": 400, "bot": 200, "pagerduty": 400, "webhook": 404}
        before = self.http.answers
        self.addCleanup(lambda: setattr(self.http, "answers", before))
        self.http.answers = {
            kind: lambda handler, status=status: handler.answer(status, answer) or True
            for kind, status in statuses.items()}
        self.post_one(self.alert("refused"))
        told = programs.wait_until(lambda: self.given_up("refused"), "four to give up")
        self.assertEqual({len(line) > 600 for line in told}, {False})
        self.assertIn("<script>", "".join(told))
        for command in (("explain", "Posted", 'item="refused"'), ("outbox", "list"),
                        ("history", "--deliveries")):
            with self.subTest(command=command):
                self.assert_printable(self.command(*command), "\x85\x9b")

    def given_up(self, item):
        """The answers to messages about the item, once nobody is asked any more."""
        found = [message for message in
                 self.ask("/api/v1/monitoring/outbox")["data"]["messages"]
                 if item in message["groupKey"]]
        done = [message["answer"] for message in found if message["state"] == "given up"]
        return done if len(done) == 4 else None

    def test_all_that_shows_them_shows_sound_text(self):
        self.post_one(self.alert("shown", description=EVIL))
        self.arrived("shown")
        for path in ("/api/v1/alerts", "/api/v1/rules", "/api/v1/targets", "/api/v2/alerts",
                     "/api/v2/alerts/groups", "/api/v1/monitoring/outbox",
                     "/api/v1/monitoring/explain?" + urllib.parse.urlencode(
                         {"filter": 'item="shown"'})):
            self.ask(path)
        for command in (("explain", "Posted", 'item="shown"'), ("outbox", "list")):
            with self.subTest(command=command):
                self.assert_printable(self.command(*command), "\x85\x9b")
        self.assert_printable(self.alerter.output())


if __name__ == "__main__":
    unittest.main()
