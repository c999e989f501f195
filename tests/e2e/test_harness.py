"""The tools of these tests: what they read they read right, what is wrong they refuse."""

import json
import os
import socket
import threading
import unittest

from harness import exposition, figures, programs, recordings, scraping


class TheExpositionReader(unittest.TestCase):
    """harness.exposition"""

    PAGE = ('# HELP a b\na 1\nb{x="1",y="a\\"}b"} 2.5\nb{x="2"} +Inf 1700000000000\n')

    def test_reads_names_labels_and_values(self):
        page = exposition.parse(self.PAGE)
        self.assertEqual(exposition.value(page, "a"), 1)
        self.assertEqual(exposition.value(page, "b", y='a\\"}b'), 2.5)
        self.assertEqual(exposition.total(page, "b", x="1"), 2.5)
        self.assertEqual(exposition.count(page), 3)

    def test_refuses_what_is_no_sample(self):
        for line in ("a", "a b", "1a 2", "a{x=1 2", "a  2", "a 1 2 3"):
            with self.subTest(line=line), self.assertRaises(ValueError):
                exposition.parse(line)

    def test_takes_no_answer_for_an_absent_or_ambiguous_series(self):
        page = exposition.parse(self.PAGE)
        for name in ("b", "c"):
            with self.assertRaises(KeyError):
                exposition.value(page, name)
        with self.assertRaises(KeyError):
            exposition.total(page, "c")


class TheReaderOfRecordings(unittest.TestCase):
    """harness.recordings"""

    def test_makes_every_sample_whole(self):
        channel = {"channel": "ECPU", "states": [["IDLE", 1], ["V0P1", 2]]}
        lines = [{"type": "machine"},
                 {"type": "sample", "vm": {"faults": 1, "hits": 2}, "ioreport": [channel]},
                 {"type": "changes", "vm": {"hits": 3}, "ioreport": {"0": {"ticks": [4, 5]}}},
                 {"type": "changes", "load": [1, 2, 3]}]
        whole = [json.loads(line) for line in recordings.whole_samples(map(json.dumps, lines))]
        self.assertEqual(whole[:2], lines[:2])
        after = {"type": "sample", "vm": {"faults": 1, "hits": 3},
                 "ioreport": [{"channel": "ECPU", "states": [["IDLE", 4], ["V0P1", 5]]}]}
        self.assertEqual(whole[2:], [after, {**after, "load": [1, 2, 3]}])


class TheHttpClient(unittest.TestCase):
    """harness.scraping, against a server of canned answers."""

    def answered(self, canned):
        """A client connection to somebody who answers anything with `canned`, then closes."""
        server = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(server.close)

        def serve():
            connection, _ = server.accept()
            connection.recv(4096)
            connection.sendall(canned)
            connection.close()
        thread = threading.Thread(target=serve)
        thread.start()
        self.addCleanup(thread.join)
        connection = scraping.Connection(server.getsockname()[1])
        self.addCleanup(connection.close)
        return connection

    def test_reads_a_body_of_known_length_and_one_in_chunks(self):
        for canned in (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                       b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                       b"2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
                       b"HTTP/1.1 200 OK\r\n\r\nhello"):
            reply = self.answered(canned).request()
            self.assertEqual((reply.status, reply.text), (200, "hello"))

    def test_does_not_take_half_an_answer_for_a_whole_one(self):
        for canned in (b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello",
                       b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n",
                       b"HTTP/1.1 20"):
            with self.assertRaises(ConnectionError):
                self.answered(canned).request()


class TheFigures(unittest.TestCase):
    """harness.figures, of this very process."""

    def test_cpu_time_grows_with_work_and_agrees_with_the_ticks(self):
        # Differences: threads that ended before this test are in the ticks alone.
        pid = os.getpid()
        time_before, ticks_before = figures.cpu_seconds(pid), figures.cpu_seconds_by_tick(pid)
        while figures.cpu_seconds_by_tick(pid) - ticks_before < 0.2:
            sum(range(10000))
        self.assertAlmostEqual(figures.cpu_seconds(pid) - time_before,
                               figures.cpu_seconds_by_tick(pid) - ticks_before, delta=0.1)

    def test_percentiles_are_values_that_occurred(self):
        values = list(range(1, 101))
        self.assertEqual(scraping.percentile(values, 0.5), 51)
        self.assertEqual(scraping.percentile(values, 0.99), 100)

    def test_waiting_ends(self):
        with self.assertRaisesRegex(TimeoutError, "nothing"):
            programs.wait_until(lambda: False, "nothing", timeout=0.05)


if __name__ == "__main__":
    unittest.main()
