"""Probes of services that behave well, badly and worse, by the program itself."""

import http.server
import pathlib
import shutil
import socketserver
import tempfile
import threading
import unittest

from harness import exposition, programs, scraping

TOKEN = "pr0be-t0ken"


class Service(socketserver.ThreadingTCPServer):
    """Does to each connection what `behave` says, with the bytes of the request."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, behave):
        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                request = b""
                while b"\r\n\r\n" not in request:
                    piece = self.request.recv(4096)
                    if not piece:
                        return
                    request += piece
                try:
                    behave(self.request, request)
                except OSError:
                    pass  # whoever asked has given up
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def __exit__(self, *details):
        self.shutdown()
        self.server_close()


def page(status, body="", headers=""):
    text = http.server.BaseHTTPRequestHandler.responses[status][0]
    return (f"HTTP/1.1 {status} {text}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
            f"{body}").encode()


def answering(data):
    return lambda connection, _: connection.sendall(data)


def hanging(connection, _):
    connection.recv(1)  # until the other side hangs up


def endless(connection, _):
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def guarded(connection, request):
    known = f"Authorization: Bearer {TOKEN}\r\n".encode() in request
    connection.sendall(page(200, '{"status":"up"}') if known else page(401))


class Probes(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def service(self, behave):
        service = Service(behave)
        self.addCleanup(service.__exit__)
        return service.url

    def config(self, probes):
        path = self.folder / "exporter.yml"
        path.write_text("probes:\n" + "".join(f"  - {{ {probe} }}\n" for probe in probes))
        return path

    def exporter(self, probes, *flags, **popen):
        return programs.exporter("--config.file", self.config(probes), *flags, **popen)

    @staticmethod
    def tried(exporter, count):
        """The page once every probe has been tried."""
        def complete():
            series = exposition.parse(
                scraping.get(exporter.port, headers=scraping.TEXT_HEADERS).text)
            return series if len(series.get("silicon_probe_success", [])) == count else None
        return programs.wait_until(complete, f"{count} probes", timeout=20)

    def test_every_kind_of_service_is_shown_as_it_is(self):
        (self.folder / "token").write_text(f"Bearer {TOKEN}\n")
        cases = {  # name: (behaviour, further keys, success, status)
            "well": (answering(page(200, "all well")), "expect: { body_contains: well }", 1, 200),
            "guarded": (guarded, "headers: [{ name: Authorization, value_file: token }]", 1, 200),
            "ill": (answering(page(503)), "", 0, 503),
            "other": (answering(page(200, "error")), "expect: { body_contains: well }", 0, 200),
            "moved": (answering(page(301, "", "Location: https://127.0.0.1/\r\n")), "", 0, 301),
            "hangs": (hanging, "timeout: 200ms", 0, None),
            "cuts": (answering(page(200, "cut")[:-1]), "", 0, None),
            "lies": (answering(b"220 mail.example ESMTP\r\n"), "", 0, None),
            "endless": (endless, "body_limit: 100000", 1, 200),
        }
        probes = [f"name: {name}, url: \"{self.service(behave)}\", interval: 1s" +
                  (f", {keys}" if keys else "")
                  for name, (behave, keys, _, _) in cases.items()]
        with self.exporter(probes) as exporter:
            series = self.tried(exporter, len(cases))
            output = exporter.output()
        for name, (_, _, success, status) in cases.items():
            with self.subTest(name):
                self.assertEqual(exposition.value(series, "silicon_probe_success", probe=name),
                                 success)
                shown = [value for labels, value in series["silicon_probe_http_status_code"]
                         if labels["probe"] == name]
                self.assertEqual(shown, [] if status is None else [status])
        self.assertGreaterEqual(
            exposition.value(series, "silicon_probe_duration_seconds", probe="hangs"), 0.2)
        self.assertNotIn(TOKEN, output)
        self.assertIn("probe fails", output)

    def test_failures_are_counted_until_the_service_is_back(self):
        well = threading.Event()
        url = self.service(lambda connection, _: connection.sendall(
            page(200 if well.is_set() else 500)))
        with self.exporter([f"name: shop, url: \"{url}\", interval: 1s"]) as exporter:
            def shown(name):
                return dict((labels["probe"], value) for labels, value in exposition.parse(
                    scraping.get(exporter.port, headers=scraping.TEXT_HEADERS).text).get(name, []))
            programs.wait_until(
                lambda: shown("silicon_probe_consecutive_failures").get("shop", 0) >= 2, "failures")
            self.assertEqual(shown("silicon_probe_last_success_timestamp_seconds"), {})
            well.set()
            programs.wait_until(
                lambda: shown("silicon_probe_success").get("shop") == 1, "a success")
            self.assertEqual(shown("silicon_probe_consecutive_failures"), {"shop": 0})
            self.assertEqual(exporter.output().count("probe fails"), 1)
            self.assertEqual(exporter.output().count("probe succeeds again"), 1)

    def test_services_that_hang_delay_neither_pages_nor_the_end(self):
        url = self.service(hanging)
        probes = [f"name: h{number}, url: \"{url}?{number}\", interval: 60s, timeout: 60s"
                  for number in range(20)]
        with self.exporter(probes) as exporter:
            page_text = scraping.settled_page(exporter.port)
            self.assertEqual(
                exposition.value(exposition.parse(page_text), "silicon_source_up", source="probes"),
                1)
            self.assertEqual(exporter.stop(timeout=3), 0)

    def test_https_is_refused_with_a_pointer(self):
        path = self.config(["url: \"https://example.org/\""])
        result = programs.run_exporter("check", "config", path)
        self.assertEqual(result.returncode, 1)
        self.assertIn("exporter.yml:2:", result.stderr + result.stdout)
        self.assertIn("blackbox_exporter", result.stderr + result.stdout)


if __name__ == "__main__":
    unittest.main()
