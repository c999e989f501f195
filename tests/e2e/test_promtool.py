"""What the format's own tools say of the page."""

import pathlib
import re
import tempfile
import unittest

from harness import programs, scraping

OPENMETRICS = {"Accept": "application/openmetrics-text; version=1.0.0"}


class ThePage(unittest.TestCase):
    """Both formats of a running exporter's page."""

    def setUp(self):
        # cAdvisor's names are not all to promtool's taste: see containers/test_docker.py.
        self.exporter = programs.exporter("--without", "containers")
        self.addCleanup(self.exporter.__exit__)
        scraping.settled_page(self.exporter.port)

    def page(self, headers):
        return scraping.get(self.exporter.port, headers=headers)

    def test_promtool_finds_nothing_to_say(self):
        result = programs.promtool("check", "metrics", page=self.page(scraping.TEXT_HEADERS).text)
        self.assertEqual((result.stdout, result.stderr, result.returncode), ("", "", 0))

    def test_the_openmetrics_page_is_read_by_prometheus_own_parser(self):
        reply = self.page(OPENMETRICS)
        self.assertTrue(
            reply.headers["content-type"].startswith("application/openmetrics-text"), reply.headers)
        self.assertTrue(reply.text.endswith("\n# EOF\n"))
        # The one tool of Debian's that reads OpenMetrics makes blocks and wants timestamps.
        stamped = re.sub(r"^([^#\n].*)$", r"\1 1700000000", reply.text, flags=re.MULTILINE)
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder) / "page.om"
            source.write_text(stamped, encoding="utf-8")
            result = programs.promtool("tsdb", "create-blocks-from", "openmetrics", source,
                                       f"{folder}/data")
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_both_formats_hold_the_same_samples(self):
        def names(text):
            return {line.split("{")[0].split(" ")[0] for line in text.splitlines()
                    if line and not line.startswith("#")}
        plain = names(self.page(scraping.TEXT_HEADERS).text)
        openmetrics = names(self.page(OPENMETRICS).text)
        self.assertEqual({name for name in openmetrics if not name.endswith("_created")}, plain)

    def test_compressed_and_plain_pages_are_the_same(self):
        with tempfile.TemporaryDirectory() as folder:
            config = pathlib.Path(folder) / "exporter.yml"
            # By default a client on the same machine is spared the compression.
            config.write_text("web: { compression: always }\n", encoding="utf-8")
            with programs.exporter("--config.file", config) as exporter:
                scraping.settled_page(exporter.port)
                compressed = scraping.get(exporter.port, headers={
                    **scraping.TEXT_HEADERS, "Accept-Encoding": "gzip"})
                plain = scraping.get(exporter.port, headers=scraping.TEXT_HEADERS)
        self.assertEqual(compressed.headers.get("content-encoding"), "gzip")
        self.assertNotIn("content-encoding", plain.headers)
        self.assertLess(len(compressed.raw), len(plain.raw) / 3)
        self.assertEqual(
            [line for line in compressed.text.splitlines() if line.startswith("#")],
            [line for line in plain.text.splitlines() if line.startswith("#")])

    def test_a_reader_without_preferences_gets_the_text_format(self):
        self.assertTrue(
            self.page({}).headers["content-type"].startswith("text/plain; version=0.0.4"))


if __name__ == "__main__":
    unittest.main()
