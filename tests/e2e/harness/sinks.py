"""Those who are told: Slack, PagerDuty and webhooks on one HTTP port, a mail server on another."""

import email
import email.policy
import http.server
import json
import pathlib
import subprocess
import threading
import time

from harness import programs

SLACK_PATH = "/services/T000/B000/slack-s3cr3t-path"
BOT_TOKEN = "xoxb-s3cr3t-b0t-token"
ROUTING_KEY = "s3cr3t0r0uting0key0of0pagerduty0"
HOOK_PATH = "/hook/webh00k-s3cr3t-path"
MAIL_PASSWORD = "pass word 4711"  # the mail server's, see tests/support/mail/smtp_server.py
SECRETS = ["slack-s3cr3t-path", BOT_TOKEN, ROUTING_KEY, "webh00k-s3cr3t-path", MAIL_PASSWORD]


class Told:
    """One message as its receiver got it; `raw` are its bytes."""

    def __init__(self, kind, body, raw=b""):
        self.kind = kind
        self.body = body
        self.raw = raw
        self.time = time.monotonic()


class HttpSinks:
    """Takes what is posted, answers as each service does, and shows a page of metrics to scrape.

    `answers` may hold functions by kind that answer instead: called with the handler, they return
    whether they did.
    """

    def __init__(self):
        self.told = []
        self.page = b""
        self.answers = {}
        self.lock = threading.Lock()
        self._posted = 0
        sinks = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                self.answer(200, sinks.page, "text/plain; version=0.0.4")

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                sinks.take(self, body)

            def answer(self, status, body=b"", content_type="text/plain", **headers):
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(body)))
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *_: None  # a killed client is no news
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    KINDS = {SLACK_PATH: "slack", "/api/chat.postMessage": "bot", "/api/chat.update": "bot update",
             "/v2/enqueue": "pagerduty", HOOK_PATH: "webhook"}

    def take(self, handler, body):
        kind = self.KINDS.get(handler.path, "unknown " + handler.path)
        instead = self.answers.get(kind)
        if instead is not None and instead(handler):
            return
        with self.lock:
            self.told.append(Told(kind, json.loads(body), body))
            self._posted += 1
            number = self._posted
        if kind == "slack":
            handler.answer(200, b"ok")
        elif kind.startswith("bot"):
            if handler.headers.get("Authorization") != "Bearer " + BOT_TOKEN:
                handler.answer(200, b'{"ok":false,"error":"invalid_auth"}')
                return
            stands = json.loads(body).get("ts", f"{number}.5")
            handler.answer(200, json.dumps({"ok": True, "channel": "C1", "ts": stands}).encode())
        else:
            handler.answer(202 if kind == "pagerduty" else 200)

    def of(self, kind):
        with self.lock:
            return [one for one in self.told if one.kind == kind]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class MailSink:
    """aiosmtpd with STARTTLS and AUTH, and a certificate for "mail.example"."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=mail.example",
             "-addext", "subjectAltName=DNS:mail.example", "-keyout", "server.key", "-out",
             "server.pem"], cwd=self.folder, check=True, capture_output=True)
        self.process = subprocess.Popen(
            ["/usr/bin/python3", "-W", "ignore",
             programs.ROOT / "tests" / "support" / "mail" / "smtp_server.py", self.folder,
             "starttls", "auth"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        self.port = int(self.process.stdout.readline())
        self.told = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            mail = json.loads(line)
            mail["message"] = email.message_from_string(mail["content"],
                                                        policy=email.policy.default)
            self.told.append(Told("email", mail))

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


def receivers(http_port, mail, name="everybody"):
    """A receiver with every kind of integration that there is."""
    return f"""
receivers:
- name: {name}
  slack_configs:
  - {{api_url: "http://127.0.0.1:{http_port}{SLACK_PATH}", send_resolved: true}}
  - {{app_token: "{BOT_TOKEN}", app_url: "http://127.0.0.1:{http_port}/api/chat.postMessage",
     channel: "#ops", update_message: true, send_resolved: true}}
  pagerduty_configs:
  - {{routing_key: "{ROUTING_KEY}", url: "http://127.0.0.1:{http_port}/v2/enqueue"}}
  webhook_configs:
  - {{url: "http://127.0.0.1:{http_port}{HOOK_PATH}"}}
  email_configs:
  - {{smarthost: "127.0.0.1:{mail.port}", from: alerts@example.org, to: ann@example.org,
     auth_username: alerts, auth_password: "{MAIL_PASSWORD}", send_resolved: true,
     tls_config: {{ca_file: "{mail.folder}/server.pem", server_name: mail.example}}}}
"""
