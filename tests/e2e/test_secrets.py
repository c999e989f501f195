"""No secret comes out of the real silicon-alerter but to whom it is for: with one in each place
where a secret may stand, and with peers that repeat whatever they are sent."""

import base64
import os
import pathlib
import re
import subprocess
import tempfile
import time
import unittest
import urllib.parse

from harness import programs, repeaters, scraping, sinks
from harness.repeaters import MARK

ODD = '/+"<& %='  # in some of them: what servers escape


def secret(name, odd=""):
    return f"{MARK}-{name}-{odd}secret"


RULES = "groups: [{name: g, rules: [{alert: Always, expr: vector(1)}]}]\n"
HOOKS = {  # of a webhook: its URL with a secret in each part
    "delivered": "{web}/200/",
    "failed": "{web}/500/",
    "refused": "{web}/400/",
    "led-away": "{web}/307/",
    "mistrusted": "{tls}/200/",
    "unreachable": "{nobody}/200/",
}


class Setup:
    """One alerter's surroundings, its files, and all that it has said."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.mail = sinks.MailSink(self.folder)
        self.stranger = repeaters.repeater()
        self.web = repeaters.repeater(f"localhost:{self.stranger.server_port}")
        self.tls = repeaters.repeater(folder=self.folder)
        self.post = repeaters.repeating_mail()
        self.port = programs.free_port()
        self.nobody = programs.free_port()
        self.said = {}  # {where: text}
        self.password = self.file("password", secret("web-password-file"))
        self.config = self.folder / "alerter.yml"
        (self.folder / "rules.yml").write_text(RULES)

    def close(self):
        for server in (self.stranger, self.web, self.tls, self.post):
            server.shutdown()
            server.server_close()
        self.mail.close()

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path

    def hooks(self):
        """Webhooks of every fate, with secrets in their URLs, headers, proxies."""
        bases = {"web": self.web.server_port, "nobody": self.nobody}
        for fate, url in HOOKS.items():
            for base, port in bases.items():
                url = url.replace(f"{{{base}}}", f"http://ann:{secret(fate + '-url-password')}"
                                                 f"@127.0.0.1:{port}")
            url = url.replace("{tls}", f"https://127.0.0.1:{self.tls.server_port}")
            url += f"{secret(fate + '-path')}?key={secret(fate + '-query')}"
            yield from self.identified(fate, url)
        for how in ("plain", "json", "html", "percent", "decoded"):
            yield from self.identified(how, f"{self.base()}/400/auth.{how}/")
            if how != "decoded":
                yield from self.identified(how, f"{self.base()}/400/token.{how}/")
                yield f"- {{url: '{self.base()}/400/path.{how}/{secret(how)}?key={secret(how)}'}}"
        key = secret("tls-key")
        yield (f"- {{url: 'https://127.0.0.1:{self.tls.server_port}/200/', http_config: "
               f"{{tls_config: {{cert: 'none', key: '{key}'}}}}}}")
        yield f"- {{url_file: '{self.file('url', self.base() + '/500/' + secret('url-file'))}'}}"
        yield ("- {url: '" + self.base() + "/500/auth.plain/', http_config: {authorization: "
               "{credentials: '${TOKEN}'}}}")
        yield from self.led_by_proxies()

    @staticmethod
    def identified(name, url):
        """Webhooks there with a secret in each place of http_config where one may stand."""
        for more in (f"http_headers: {{X-Token: {{secrets: ['{secret(name + '-header', ODD)}']}}}}",
                     f"authorization: {{credentials: '{secret(name + '-bearer', ODD)}'}}",
                     f"basic_auth: {{username: ann, password: '{secret(name + '-basic', ODD)}'}}"):
            yield f"- {{url: '{url}', http_config: {{{more}}}}}"

    def led_by_proxies(self):
        far = "far.example/400/proxy"
        proxy = f"http://ann:{secret('proxy-password')}@127.0.0.1:"
        for how in ("plain", "decoded"):
            yield (f"- {{url: 'http://{far}.{how}/{secret('far-path')}', http_config: {{proxy_url: "
                   f"'{proxy}{self.web.server_port}'}}}}")
        yield (f"- {{url: 'http://{far}/', http_config: {{proxy_url: '{proxy}{self.nobody}'}}}}")
        yield (f"- {{url: 'https://{far}/', http_config: {{proxy_url: "
               f"'{proxy}{self.web.server_port}', proxy_connect_header: "
               f"{{X-Proxy: ['{secret('connect-header')}']}}}}}}")

    def base(self):
        return f"http://127.0.0.1:{self.web.server_port}"

    def receivers(self):
        base, smtp = self.base(), self.post.server_address[1]
        file = self.file("routing", secret("routing-key-file"))
        token = f"{{app_url: '{base}/500/api/chat.postMessage', channel: '#x', "
        hooks = "\n  ".join(self.hooks())
        return f"""
receivers:
- name: hooks
  webhook_configs:
  {hooks}
- name: services
  slack_configs:
  - {{api_url: '{base}/500/services/{secret("slack-path")}'}}
  - {{api_url: '{base}/400/services/{secret("slack-path-refused")}'}}
  - {{api_url_file: '{self.file("slack", base + "/400/" + secret("slack-file"))}'}}
  - {token} app_token: '{secret("bot")}', http_config: {{}}}}
  pagerduty_configs:
  - {{url: '{base}/500/', routing_key: '{secret("routing-key", ODD)}'}}
  - {{url: '{base}/400/body.json/', routing_key: '{secret("routing-key-refused", ODD)}'}}
  - {{url: '{base}/500/', routing_key_file: '{file}'}}
  email_configs:
  - {{to: ann@example.org, smarthost: '127.0.0.1:{smtp}', require_tls: false, auth_username: ann,
     auth_password: '{secret("mail")}'}}
  - {{to: ann@example.org, smarthost: '127.0.0.1:{self.mail.port}', auth_username: ann,
     auth_password: '{secret("mail-mistrusted")}'}}
  - {{to: ann@example.org, smarthost: '127.0.0.1:{self.mail.port}', auth_username: ann,
     auth_password: '{secret("mail-wrong")}',
     tls_config: {{ca_file: '{self.folder}/server.pem', server_name: mail.example}}}}
  - {{to: ann@example.org, smarthost: '127.0.0.1:{self.nobody}', auth_username: ann,
     auth_secret: '{secret("mail-cram")}'}}
"""

    def targets(self):
        here = f"static_configs: [{{targets: ['127.0.0.1:{self.web.server_port}']}}]"
        bearer = self.file("bearer", secret("bearer-file"))
        proxy = f"http://ann:{secret('scrape-proxy')}@127.0.0.1:{self.web.server_port}"
        return f"""
scrape_configs:
- {{job_name: basic, metrics_path: /200/auth.decoded/, basic_auth: {{username: ann,
   password: '{secret("scrape-basic")}'}}, {here}}}
- {{job_name: page, metrics_path: /200/auth.plain/, {here},
   authorization: {{credentials: '{secret("scrape-page")}'}}}}
- {{job_name: file, metrics_path: /500/auth.plain/, bearer_token_file: '{bearer}', {here}}}
- {{job_name: header, metrics_path: /200/token.plain/, {here},
   http_headers: {{X-Token: {{secrets: ['{secret("scrape-header")}']}}}}}}
- {{job_name: proxy, metrics_path: /200/proxy.decoded/, proxy_url: '{proxy}',
   static_configs: [{{targets: ['far.example:80']}}]}}
- {{job_name: away, metrics_path: /307/, {here},
   authorization: {{credentials: '{secret("scrape-away")}'}}}}
- job_name: found
  http_sd_configs:
  - {{url: 'http://ann:{secret("sd-url")}@127.0.0.1:{self.web.server_port}/200/auth.decoded/',
     refresh_interval: 1s}}
  - {{url: '{self.base()}/200/auth.plain/', refresh_interval: 1s,
     authorization: {{credentials: '{secret("sd-bearer")}'}}}}
alerting:
  alertmanagers:
  - {{basic_auth: {{username: ann, password: '{secret("alertmanager")}'}}, {here},
     path_prefix: /500/auth.decoded}}
"""

    def write(self, log):
        self.config.write_text(f"""
global: {{scrape_interval: 500ms, scrape_timeout: 400ms, evaluation_interval: 500ms,
  smtp_from: alerts@example.org, slack_api_url: '{self.base()}/500/{secret("slack-global")}',
  http_config: {{authorization: {{credentials: '{secret("global-bearer")}'}}}}}}
rule_files: [rules.yml]
log: {log}
web: {{listen_address: '127.0.0.1:{self.port}',
  basic_auth_users: [{{username: ann, password_file: '{self.password}'}}],
  bearer_tokens: [{{token: '{secret("web-token")}'}}]}}
heartbeat:
  send: {{url: '{self.base()}/500/{secret("heartbeat")}', interval: 1s,
    http_config: {{authorization: {{credentials: '{secret("heartbeat-bearer")}'}}}}}}
notify: {{webhooks: [{{name: own, url: '{self.base()}/500/{secret("own-hook")}'}}],
  failure_receiver: hooks}}
route: {{receiver: hooks, group_wait: 0s, group_interval: 1s, routes: [
  {{receiver: hooks, continue: true}}, {{receiver: services}}]}}
{self.targets()}{self.receivers()}""")

    def environment(self):
        return {**os.environ, "TOKEN": secret("environment")}

    def start(self):
        return programs.Program(
            [programs.alerter_path(), "run", "--config.file", self.config], port=self.port,
            env=self.environment())

    def ask(self, path, method="GET", token=None, body=b""):
        token = token or secret("web-token")
        with scraping.Connection(self.port) as connection:
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            reply = connection.request(path, headers, method, body)
        self.said[f"{method} {path} {reply.status}"] = str(reply.headers) + reply.text
        return reply

    def command(self, *arguments):
        result = subprocess.run(
            [programs.alerter_path(), *arguments], capture_output=True, check=False, timeout=60,
            env=self.environment(), stdin=subprocess.DEVNULL)
        text = (result.stdout + result.stderr).decode(errors="replace")
        self.said["silicon-alerter " + " ".join(map(str, arguments))] = text
        return result.returncode, text

    def heard(self):
        """All that peers were sent."""
        return "\n".join(self.web.heard + self.tls.heard + self.post.heard)


PAGES = """/ /metrics /nothing /-/healthy /-/ready /api/v1/alerts /api/v1/rules /api/v1/targets
/api/v1/targets/metadata /api/v1/status/config /api/v1/status/flags /api/v1/status/runtimeinfo
/api/v1/status/buildinfo /api/v1/status/tsdb /api/v1/labels /api/v1/label/instance/values
/api/v1/series?match[]={__name__=~".%2B"} /api/v1/query?query={__name__=~".%2B"} /api/v1/metadata
/api/v1/alertmanagers /api/v1/monitoring/outbox /api/v1/monitoring/explain?name=Always
/api/v1/monitoring/explain?alertname=Always /api/v1/heartbeat/none /api/v2/status /api/v2/alerts
/api/v2/alerts/groups /api/v2/receivers /api/v2/silences /api/v2/silence/x""".split()


def readings(text):
    """The text, and what stands in it in other spellings."""
    yield text
    yield urllib.parse.unquote(text)
    yield text.replace("\\", "")
    for token in re.findall(r"[A-Za-z0-9+/]{16,}={0,2}", text):
        for begin in range(4):
            part = token[begin:].rstrip("=")
            part = part[:-1] if len(part) % 4 == 1 else part
            yield base64.b64decode(part + "=" * (-len(part) % 4)).decode("latin-1")


def leaks(text):
    """The secrets that stand in a text, with what is around them."""
    found = []
    for reading in readings(text):
        found += [reading[max(0, match.start() - 60):match.end() + 60]
                  for match in re.finditer(re.escape(MARK) + "-", reading)]
    return found


# Of addresses that lead nowhere, what a client keeps to itself, a heartbeat of one that is not
# well, and what is only overridden, or ours.
UNSENT = tuple(f"{MARK}-{name}" for name in (
    "unreachable", "mistrusted", "tls-key", "mail-", "heartbeat", "slack-global", "web-token"))

MISTAKES = [
    "receivers: [{{name: a, webhook_configs: [{{url: '{0}'}}]}}]",
    "receivers: [{{name: a, webhook_configs: [{{url: 'http://{0} x/'}}]}}]",
    "receivers: [{{name: a, webhook_configs: [{{url: ['{0}']}}]}}]",
    "receivers: [{{name: a, slack_configs: [{{api_url: 'ftp://{0}'}}]}}]",
    "receivers: [{{name: a, slack_configs: [{{api_url: 'http://x/{{{{ {0} }}}}'}}]}}]",
    "receivers: [{{name: a, slack_configs: [{{app_token: {{x: '{0}'}}, channel: c}}]}}]",
    "receivers: [{{name: a, pagerduty_configs: [{{routing_key: ['{0}']}}]}}]",
    "receivers: [{{name: a, pagerduty_configs: [{{service_key: '{0}'}}]}}]",
    "receivers: [{{name: a, opsgenie_configs: [{{api_key: '{0}'}}]}}]",
    "scrape_configs: [{{job_name: a, basic_auth: {{username: x, pasword: '{0}'}}}}]",
    "scrape_configs: [{{job_name: a, basic_auth: '{0}'}}]",
    "scrape_configs: [{{job_name: a, authorization: {{type: basic, credentials: '{0}'}}}}]",
    "scrape_configs: [{{job_name: a, bearer_token: '{0}', bearer_token_file: x}}]",
    "scrape_configs: [{{job_name: a, proxy_url: 'x://ann:{0}@y'}}]",
    "scrape_configs: [{{job_name: a, http_headers: {{'a b': {{secrets: ['{0}']}}}}}}]",
    "web: {{bearer_tokens: ['{0}']}}",
    "web: {{basic_auth_users: [{{username: a, password: {{x: '{0}'}}}}]}}",
    "heartbeat: {{send: {{url: '{0}'}}}}",
    "global: {{smtp_auth_password: '{0}', smtp_auth_password_file: x}}",
    "global: {{slack_api_url: '{0}'}}",
    "scrape_configs:\n- job_name: a\n  bearer_token: '{0}\n",
    "scrape_configs:\n- bearer_token: {0}: x\n",
    "scrape_configs:\n- bearer_token: &{0} *{0}\n\t- {0}\n",
    "scrape_configs: [{{job_name: a, bearer_token: *{0}}}]",
]


class Secrets(unittest.TestCase):
    """One marked secret in each place."""

    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.setup = Setup(folder.name)
        self.addCleanup(self.setup.close)

    def assert_nothing_leaked(self):
        found = {where: leaks(text)[:3] for where, text in self.setup.said.items()}
        self.assertEqual({where: each for where, each in found.items() if each}, {})

    def wait_for_attempts(self):
        def enough():
            _, text = self.setup.command("history", "--deliveries", "--config.file",
                                         self.setup.config)
            tried = {tuple(line.split("\t")[2:4]) for line in text.splitlines() if "\t" in line}
            return tried if len(tried) >= len(list(self.setup.hooks())) + 11 else None
        return programs.wait_until(enough, "all receivers to be tried", 30, 0.3)

    def run_all(self, log):
        setup = self.setup
        setup.write(log)
        with setup.start() as alerter:
            self.wait_for_attempts()
            for path in PAGES:
                setup.ask(path)
                setup.ask(path, token=secret("wrong-token"))
            setup.ask("/-/reload", "POST")
            good = setup.config.read_text()
            setup.config.write_text(good.replace("job_name: page", "jub_name: page"))
            self.assertEqual(setup.ask("/-/reload", "POST").status, 500)
            setup.config.write_text(good)
            self.run_commands()
            time.sleep(0.5)
            alerter.stop(timeout=60)
            setup.said["the log"] = alerter.output()
        setup.said["another host"] = "\n".join(setup.stranger.heard)
        self.assertTrue(setup.stranger.heard)
        self.assertIn("level" if "json" in log else "a notification was not taken",
                      setup.said["the log"])
        for file in setup.folder.glob("data/*"):
            setup.said[f"the file {file.name}"] = file.read_bytes().decode("latin-1")

    def run_commands(self):
        command, config = self.setup.command, self.setup.config
        run = ["--config.file", config]
        token = self.setup.file("token", secret("web-token"))
        asked = [*run, "--token-file", token]
        command("check", "config", config)
        code, _ = command("check", "config", "--print", config)
        self.assertEqual(code, 0)
        command("routes", "show", *run)
        command("routes", "test", *run, "alertname=Always")
        code, explained = command("explain", "Always", *asked)
        self.assertEqual(code, 0, explained)
        self.assertIn("last tries", explained)
        code, listed = command("outbox", "list", *asked)
        self.assertEqual(code, 0, listed)
        identity = next(line for line in listed.splitlines() if "given up" in line).split("\t")[0]
        self.assertEqual(command("outbox", "resend", identity, *asked)[0], 0)
        command("silence", "add", "alertname=x", *asked)
        command("silence", "list", *asked)
        command("ack", "Always", *asked)
        command("query", "instant", "up", *asked)
        command("query", "instant", "up", *run)
        for receiver in ("hooks", "services"):
            code, text = command("notify", "test", *run, "--receiver", receiver)
            self.assertIn("failed", text)
        command("history", *run)
        command("history", "--deliveries", *run)
        command("doctor", *asked)
        command("doctor", "--offline", *run)

    def test_in_no_log_page_answer_or_command(self):
        self.run_all("{level: info, format: text}")
        self.assert_nothing_leaked()

    def test_in_no_log_that_says_everything(self):
        self.run_all("{level: debug, format: json}")
        self.assert_nothing_leaked()
        heard = "\n".join(readings(self.setup.heard()))
        stated = set(re.findall(re.escape(MARK) + r"-[a-z-]+", self.setup.config.read_text()))
        unsent = {name for name in stated if name not in heard and not name.startswith(UNSENT)}
        self.assertEqual(unsent, set())

    def test_in_no_mistake(self):
        for mistake in MISTAKES:
            path = self.setup.file("mistake.yml", mistake.format(secret("mistake")))
            with self.subTest(mistake=mistake):
                code, text = self.setup.command("check", "config", path)
                self.assertEqual(code, 1, text)
                self.assertEqual(leaks(text), [])


if __name__ == "__main__":
    unittest.main()
