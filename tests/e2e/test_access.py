"""Authentication, exposure and secrets, over a real socket."""

import base64
import pathlib
import shutil
import tempfile
import unittest

from harness import programs, scraping

PASSWORD = "correct horse battery staple"
TOKEN = "5ilicon-token"


def basic(user, password):
    text = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {"Authorization": f"Basic {text}"}


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


class Access(unittest.TestCase):
    """An exporter with users and a token."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "password").write_text(PASSWORD + "\n", encoding="utf-8")

    def config(self, text):
        path = self.folder / "exporter.yml"
        path.write_text(text, encoding="utf-8")
        return path

    def guarded(self):
        path = self.config(
            "web:\n"
            "  basic_auth_users:\n"
            "    - username: prometheus\n"
            "      password_file: password\n"
            "  bearer_tokens:\n"
            "    - token: ${SILICON_TEST_TOKEN}\n")
        return programs.exporter(
            "--config.file", path, "--log.level", "debug",
            env={"SILICON_TEST_TOKEN": TOKEN, "PATH": "/usr/bin:/bin"})

    def test_only_those_who_know_a_secret_get_in(self):
        with self.guarded() as exporter:
            def status(headers):
                return scraping.get(exporter.port, headers=headers).status
            self.assertEqual(status(basic("prometheus", PASSWORD)), 200)
            self.assertEqual(status(bearer(TOKEN)), 200)
            for headers in ({}, basic("prometheus", "wrong"), basic("nobody", PASSWORD),
                            bearer("wrong"), bearer(""), {"Authorization": "Basic !!!"},
                            {"Authorization": f"Basic {TOKEN}"}, {"Authorization": "Digest x"}):
                self.assertEqual(status(headers), 401, headers)

    def test_the_refusal_says_how_to_get_in(self):
        with self.guarded() as exporter:
            reply = scraping.get(exporter.port)
            self.assertIn("www-authenticate", reply.headers)

    def test_no_secret_is_ever_shown(self):
        with self.guarded() as exporter:
            for path in ("/", "/metrics", "/nowhere"):
                for headers in ({}, basic("prometheus", PASSWORD), bearer("wrong-guess")):
                    text = scraping.get(exporter.port, path, headers).text
                    self.assertNotIn(PASSWORD, text)
                    self.assertNotIn(TOKEN, text)
            exporter.stop()
            for secret in (PASSWORD, TOKEN, "wrong-guess"):
                self.assertNotIn(secret, exporter.output())

    def test_other_machines_get_in_only_with_authentication(self):
        result = programs.run_exporter(
            "run", "--web.listen-address", f"0.0.0.0:{programs.free_port()}")
        self.assertEqual(result.returncode, 1)
        self.assertIn("authentication", result.stderr)

    def test_a_secret_that_is_not_there_is_named_by_its_place(self):
        path = self.config("web:\n  basic_auth_users:\n    - username: a\n"
                           "      password_file: missing\n")
        result = programs.run_exporter("check", "config", "--config.file", path)
        self.assertEqual(result.returncode, 1)
        self.assertIn(f"{path}:4:", result.stderr)
        self.assertIn("missing", result.stderr)

    def test_tls_is_refused_where_it_would_crash(self):
        path = self.config("web:\n  tls:\n    pem_file: a.pem\n")
        result = programs.run_exporter("run", "--config.file", path)
        self.assertEqual(result.returncode, 1)
        self.assertIn("civetweb", result.stderr)
        self.assertIn("reverse proxy", result.stderr)


if __name__ == "__main__":
    unittest.main()
