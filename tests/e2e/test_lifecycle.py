"""Start, signals, end: what an operator and systemd see of the running program."""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from harness import exposition, figures, programs, scraping

# An end that takes longer is a hang to whoever waits for it.
STOP_SECONDS = 2.0


class Ending(unittest.TestCase):
    """The end of a running exporter."""

    def assert_ends_cleanly(self, exporter, number):
        before = time.monotonic()
        exporter.send(number)
        self.assertEqual(exporter.process.wait(10), 0, exporter.output())
        self.assertLess(time.monotonic() - before, STOP_SECONDS)

    def test_sigterm_and_sigint_end_it_cleanly(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(signal=number.name), programs.exporter() as exporter:
                scraping.get(exporter.port)
                self.assert_ends_cleanly(exporter, number)

    def test_sigterm_at_once_ends_it_cleanly(self):
        for delay in (0.0, 0.02, 0.1):
            with self.subTest(delay=delay), programs.exporter() as exporter:
                time.sleep(delay)
                self.assert_ends_cleanly(exporter, signal.SIGTERM)

    def test_sigterm_during_scrapes_ends_it_with_whole_pages_only(self):
        with programs.exporter() as exporter:
            cut = []
            pages = []

            def scrape():
                try:
                    with scraping.Connection(exporter.port) as connection:
                        while True:
                            pages.append(connection.request(headers=scraping.TEXT_HEADERS).text)
                except (OSError, ValueError) as problem:
                    cut.append(problem)
            scrapers = [threading.Thread(target=scrape) for _ in range(4)]
            for scraper in scrapers:
                scraper.start()
            programs.wait_until(lambda: len(pages) > 100, "scrapes under way")
            self.assert_ends_cleanly(exporter, signal.SIGTERM)
            for scraper in scrapers:
                scraper.join(5)
                self.assertFalse(scraper.is_alive())
        self.assertEqual(len(cut), len(scrapers))
        exposition.parse(pages[-1])

    def test_sigterm_with_idle_and_half_open_connections_ends_it(self):
        with programs.exporter() as exporter:
            idle = scraping.Connection(exporter.port)
            idle.request()
            half_open = socket.create_connection(("127.0.0.1", exporter.port))
            half_open.sendall(b"GET /metrics HT")
            self.assert_ends_cleanly(exporter, signal.SIGTERM)
            idle.close()
            half_open.close()

    def test_the_port_is_free_again_at_once(self):
        port = programs.free_port()
        for _ in range(3):
            with programs.exporter(port=port) as exporter:
                self.assertEqual(scraping.get(port).status, 200)
                exporter.kill()

    def test_sighup_does_not_disturb_it(self):
        with programs.exporter() as exporter:
            for _ in range(5):
                exporter.send(signal.SIGHUP)
                self.assertEqual(scraping.get(exporter.port).status, 200)
            self.assertTrue(exporter.running(), exporter.output())

    def test_a_closed_output_does_not_end_it(self):
        read_end, write_end = os.pipe()
        port = programs.free_port()
        argv = [programs.exporter_path(), "run", "--web.listen-address", f"127.0.0.1:{port}"]
        process = subprocess.Popen(argv, stdout=write_end, stderr=write_end)
        os.close(write_end)
        os.close(read_end)
        try:
            programs.wait_until(lambda: programs.accepts(port), "the exporter to listen")
            process.send_signal(signal.SIGHUP)
            self.assertEqual(scraping.get(port).status, 200)
        finally:
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(10), 0)


class Running(unittest.TestCase):
    """An exporter at work."""

    def test_it_listens_on_loopback_by_default(self):
        address = ("127.0.0.1", 9924)
        with socket.socket() as probe:
            if probe.connect_ex(address) == 0:
                self.fail("port 9924 is taken on this machine")
        with programs.Program([programs.exporter_path(), "run"], port=address[1]):
            self.assertEqual(scraping.get(address[1]).status, 200)
            sockets = pathlib.Path("/proc/net/tcp").read_text().splitlines()
            listening = [line.split()[1] for line in sockets if line.split()[3] == "0A"]
            self.assertIn("0100007F:26C4", listening)
            self.assertNotIn("00000000:26C4", listening)

    def test_it_says_where_it_listens(self):
        with programs.exporter() as exporter:
            programs.wait_until(
                lambda: f"http://127.0.0.1:{exporter.port}/metrics" in exporter.output(),
                "the address in the output")

    def test_it_says_when_there_are_figures(self):
        with programs.exporter() as exporter:
            self.assertEqual(scraping.get(exporter.port, "/-/healthy").status, 200)
            programs.wait_until(
                lambda: scraping.get(exporter.port, "/-/ready").status == 200, "readiness")
            self.assertIn("silicon_cpu_seconds_total{",
                          scraping.get(exporter.port, headers=scraping.TEXT_HEADERS).text)

    def test_its_log_can_be_json(self):
        with programs.exporter("--log.format", "json") as exporter:
            exporter.stop()
            lines = exporter.output().splitlines()
        self.assertTrue(lines)
        for line in lines:
            self.assertIn("message", json.loads(line))

    def test_memory_and_files_do_not_grow_while_it_samples(self):
        with programs.exporter() as exporter, scraping.Connection(exporter.port) as connection:
            scraping.settled_page(exporter.port)
            for _ in range(20):
                connection.request(headers=scraping.TEXT_HEADERS)
            files = figures.open_files(exporter.pid)
            resident = figures.memory_bytes(exporter.pid)["RssAnon"]
            for _ in range(200):
                connection.request(headers=scraping.TEXT_HEADERS)
                time.sleep(0.02)
            self.assertLessEqual(figures.open_files(exporter.pid), files + 1)
            self.assertLess(figures.memory_bytes(exporter.pid)["RssAnon"] - resident, 300_000)


class Unprivileged(unittest.TestCase):
    """The same program for a user who may read little."""

    def setUp(self):
        if os.geteuid() != 0:
            self.identity = []  # we are such a user ourselves
        else:
            self.identity = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
            # The build folder may lie where nobody but its owner may look.
            folder = tempfile.mkdtemp()
            self.addCleanup(shutil.rmtree, folder)
            os.chmod(folder, 0o755)
            self.program = shutil.copy(programs.exporter_path(), folder)
        if not self.identity:
            self.program = programs.exporter_path()

    def test_it_serves_what_it_may_read(self):
        port = programs.free_port()
        argv = [*self.identity, self.program, "run", "--web.listen-address", f"127.0.0.1:{port}"]
        with programs.Program(argv, port=port, cwd="/") as exporter:
            page = exposition.parse(scraping.settled_page(port))
            self.assertGreater(exposition.total(page, "silicon_cpu_cores"), 0)
            self.assertGreater(exposition.value(page, "silicon_memory_total_bytes"), 0)
            self.assertEqual(figures_of_user(exporter.pid), str(os.geteuid() or 65534))
            self.assertEqual(exporter.stop(), 0)

    def test_it_says_what_it_may_not_read(self):
        result = subprocess.run(
            [*self.identity, self.program, "sources"], capture_output=True, text=True, check=False,
            timeout=20, cwd="/")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("cpu", result.stdout)


def figures_of_user(pid):
    """The effective user id of a process, as text."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("Uid:"):
            return line.split()[2]
    raise ValueError("no Uid line")


if __name__ == "__main__":
    unittest.main()
