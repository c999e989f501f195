"""Clients of every kind: many, slow, silent, broken. A scrape succeeds meanwhile."""

import socket
import struct
import subprocess
import threading
import time
import unittest

from harness import exposition, figures, programs, scraping

RESTARTS = 1000

GARBAGE = (
    b"\x00\xff\xfe\x16\x03\x01\x02\x00\x01",
    b"GET\r\n\r\n",
    b"GET /metrics\r\n\r\n",
    b"GET /metrics HTTP/9.9\r\n\r\n",
    b"G" * 100_000,
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
    b"GET /metrics HTTP/1.1\r\nHost\r\n: x\r\n\r\n",
    b"GET /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
    b"GET /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
    b"POST /metrics HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    b"GET /%00%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    b"GET /metrics HTTP/1.1\r\n" + b"".join(b"X-%d: y\r\n" % i for i in range(2000)) + b"\r\n",
)


def connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def reset(connection):
    """Closes with a TCP reset instead of a farewell."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


class Clients(unittest.TestCase):
    """One exporter per test."""

    def setUp(self):
        self.exporter = programs.exporter()
        self.addCleanup(self.exporter.__exit__)
        self.port = self.exporter.port

    def assert_scrape_succeeds(self, within):
        before = time.monotonic()
        reply = scraping.get(self.port, headers=scraping.PROMETHEUS_HEADERS, timeout=within)
        self.assertEqual(reply.status, 200)
        self.assertTrue(reply.text.endswith("# EOF\n"))
        self.assertLess(time.monotonic() - before, within)

    def assert_back_to(self, files, threads):
        programs.wait_until(
            lambda: figures.open_files(self.exporter.pid) <= files
            and figures.threads(self.exporter.pid) <= threads,
            f"{files} open files and {threads} threads", timeout=30)

    def test_silent_connections_keep_nobody_out(self):
        silent = [connect(self.port) for _ in range(20)]
        for _ in range(3):
            self.assert_scrape_succeeds(within=5)
        for connection in silent:
            connection.close()

    def test_slow_connections_keep_nobody_out(self):
        stopped = threading.Event()

        def dribble():
            with connect(self.port) as connection:
                for byte in b"GET /metrics HTTP/1.1\r\nHost: slow\r\nX-Slow: " + b"y" * 1000:
                    if stopped.wait(0.1):
                        return
                    try:
                        connection.sendall(bytes([byte]))
                    except OSError:
                        return
        clients = [threading.Thread(target=dribble) for _ in range(10)]
        for client in clients:
            client.start()
        try:
            for _ in range(3):
                self.assert_scrape_succeeds(within=5)
        finally:
            stopped.set()
            for client in clients:
                client.join()

    def test_clients_that_do_not_read_keep_nobody_out(self):
        lazy = []
        for _ in range(6):
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.connect(("127.0.0.1", self.port))
            connection.sendall(b"GET /metrics HTTP/1.1\r\nHost: lazy\r\n\r\n" * 50)
            lazy.append(connection)
        for _ in range(3):
            self.assert_scrape_succeeds(within=10)
        for connection in lazy:
            connection.close()

    def test_garbage_is_refused_and_changes_nothing(self):
        for bytes_sent in GARBAGE:
            with self.subTest(sent=bytes_sent[:40]), connect(self.port) as connection:
                try:
                    connection.sendall(bytes_sent)
                    connection.shutdown(socket.SHUT_WR)
                    answer = connection.recv(65536)
                except OSError:
                    answer = b""
                self.assertNotIn(b" 200 ", answer.split(b"\r\n")[0])
            self.assert_scrape_succeeds(within=5)

    def test_a_thousand_restarted_connections_leave_nothing_behind(self):
        scraping.settled_page(self.port)
        for _ in range(50):
            self.assert_scrape_succeeds(within=5)
        files = figures.open_files(self.exporter.pid)
        threads = figures.threads(self.exporter.pid)
        resident = figures.memory_bytes(self.exporter.pid)["VmRSS"]
        for number in range(RESTARTS):
            connection = connect(self.port)
            connection.sendall(b"GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n")
            if number % 3 == 0:
                connection.recv(1024)
            if number % 2 == 0:
                reset(connection)
            else:
                connection.close()
        self.assert_scrape_succeeds(within=5)
        self.assert_back_to(files, threads)
        grown = figures.memory_bytes(self.exporter.pid)["VmRSS"] - resident
        self.assertLess(grown, 1_000_000)

    def test_many_scrapers_see_whole_pages(self):
        problems = []

        def scrape():
            try:
                with scraping.Connection(self.port) as connection:
                    for _ in range(50):
                        page = connection.request(headers=scraping.TEXT_HEADERS).text
                        exposition.parse(page)
            except Exception as problem:  # pylint: disable=broad-except
                problems.append(problem)
        scrapers = [threading.Thread(target=scrape) for _ in range(4)]
        for scraper in scrapers:
            scraper.start()
        for scraper in scrapers:
            scraper.join()
        self.assertEqual(problems, [])

    def test_a_flood_ends_with_the_exporter_as_it_was(self):
        scraping.settled_page(self.port)
        files = figures.open_files(self.exporter.pid)
        subprocess.run([programs.PEERS / "wrk", "-t2", "-c200", "-d3s",
                        f"http://127.0.0.1:{self.port}/metrics"],
                       capture_output=True, timeout=30, check=True)
        self.assert_scrape_succeeds(within=5)
        programs.wait_until(lambda: figures.open_files(self.exporter.pid) <= files + 1,
                            "the flood's connections to be closed", timeout=30)

    def test_head_has_the_headers_of_get_and_no_body(self):
        with scraping.Connection(self.port) as connection:
            reply = connection.request(method="HEAD", headers=scraping.TEXT_HEADERS)
            self.assertEqual(reply.status, 200)
            self.assertTrue(reply.headers["content-type"].startswith("text/plain; version=0.0.4"))
            # Had a body followed, the next answer on the connection would not be readable.
            self.assertEqual(connection.request(headers=scraping.TEXT_HEADERS).status, 200)

    def test_wrong_paths_and_methods_are_told_what_is_right(self):
        with scraping.Connection(self.port) as connection:
            missing = connection.request("/metric")
            self.assertEqual(missing.status, 404)
            self.assertIn("/metrics", missing.text)
        with scraping.Connection(self.port) as connection:
            wrong = connection.request(method="DELETE")
            self.assertEqual(wrong.status, 405)
            self.assertIn("GET", wrong.headers["allow"])

    def test_the_front_page_leads_to_the_metrics(self):
        reply = scraping.get(self.port, "/")
        self.assertEqual(reply.status, 200)
        self.assertIn("/metrics", reply.text)


if __name__ == "__main__":
    unittest.main()
