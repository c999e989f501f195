"""A real Prometheus scrapes silicon-exporter every second, for a while, also under load."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest
import urllib.parse

from harness import exposition, programs, scraping

SCRAPES = 25
LOAD_SECONDS = 6

CONFIG = """
global:
  scrape_interval: 1s
  scrape_timeout: 1s
scrape_configs:
  - job_name: silicon
    static_configs:
      - targets: ["127.0.0.1:{target}"]
"""

# Whatever Prometheus counts when it does not take a sample as it was offered.
REFUSALS = (
    "prometheus_target_scrapes_sample_duplicate_timestamp_total",
    "prometheus_target_scrapes_sample_out_of_bounds_total",
    "prometheus_target_scrapes_sample_out_of_order_total",
    "prometheus_target_scrapes_exceeded_sample_limit_total",
    "prometheus_target_scrapes_exceeded_body_size_limit_total",
    "prometheus_target_scrapes_exemplar_out_of_order_total",
    "prometheus_target_scrapes_cache_flush_forced_total",
    "prometheus_tsdb_out_of_bound_samples_total",
    "prometheus_tsdb_out_of_order_samples_total",
)


def write_config(folder, target):
    path = pathlib.Path(folder) / "prometheus.yml"
    path.write_text(CONFIG.format(target=target), encoding="utf-8")
    return path


class ScrapedByPrometheus(unittest.TestCase):
    """One run of Prometheus, many questions to it afterwards."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        # Containers that run here come and go.
        cls.exporter = cls.entered(programs.exporter("--without", "containers"))
        port = programs.free_port()
        cls.prometheus = cls.entered(programs.Program([
            programs.PEERS / "prometheus",
            f"--config.file={write_config(cls.folder, cls.exporter.port)}",
            f"--storage.tsdb.path={cls.folder}/data", f"--web.listen-address=127.0.0.1:{port}",
        ], port=port))
        programs.wait_until(lambda: scraping.get(port, "/-/ready").status == 200, "Prometheus")
        programs.wait_until(lambda: cls.scrapes() >= SCRAPES - LOAD_SECONDS, "scrapes", timeout=60)
        cls.load = cls.press(LOAD_SECONDS)
        programs.wait_until(lambda: cls.scrapes() >= SCRAPES, "scrapes under load", timeout=60)

    @classmethod
    def entered(cls, context):
        """The value of a context that lasts as long as the class."""
        value = context.__enter__()
        cls.addClassCleanup(context.__exit__, None, None, None)
        return value

    @classmethod
    def query(cls, expression):
        """An instant query's result, as [(labels, value), ...]."""
        path = "/api/v1/query?" + urllib.parse.urlencode({"query": expression})
        answer = json.loads(scraping.get(cls.prometheus.port, path).body)
        if answer["status"] != "success":
            raise AssertionError(answer)
        return [(one["metric"], float(one["value"][1])) for one in answer["data"]["result"]]

    @classmethod
    def scrapes(cls):
        found = cls.query('count_over_time(up{job="silicon"}[5m])')
        return found[0][1] if found else 0

    @classmethod
    def press(cls, seconds):
        """Eight connections that ask for the page as fast as it comes."""
        return subprocess.run(
            [programs.PEERS / "wrk", "-t1", "-c8", f"-d{seconds}s", "--latency",
             f"http://127.0.0.1:{cls.exporter.port}/metrics"],
            capture_output=True, text=True, timeout=seconds + 20, check=True).stdout

    def one(self, expression):
        found = self.query(expression)
        self.assertEqual(len(found), 1, f"{expression} has {len(found)} results")
        return found[0][1]

    def test_every_scrape_succeeded(self):
        self.assertEqual(self.one('min_over_time(up{job="silicon"}[5m])'), 1)
        answer = json.loads(scraping.get(self.prometheus.port, "/api/v1/targets").body)
        (target,) = answer["data"]["activeTargets"]
        self.assertEqual((target["health"], target["lastError"]), ("up", ""))

    def test_every_sample_was_accepted(self):
        self.assertEqual(self.query(
            "max_over_time((scrape_samples_scraped - scrape_samples_post_metric_relabeling)[5m:1s])"
            " != 0"), [])
        own = exposition.parse(scraping.get(self.prometheus.port).text)
        for name in REFUSALS:
            self.assertEqual(exposition.total(own, name), 0, name)
        log = self.prometheus.output()
        for word in ("level=warn", "level=error", "Error on ingesting", "append failed"):
            self.assertNotIn(word, log)

    def test_no_sample_of_the_page_is_missing(self):
        page = exposition.parse(
            scraping.get(self.exporter.port, headers=scraping.TEXT_HEADERS).text)
        self.assertEqual(self.one("scrape_samples_scraped"), exposition.count(page))
        self.assertGreater(exposition.count(page), 50)

    def test_the_series_stay_the_same(self):
        self.assertEqual(self.query("max_over_time(scrape_series_added[10s]) != 0"), [])

    def test_counters_never_go_backwards(self):
        counters = '{__name__=~"silicon_.*_total|silicon_.*_(bucket|count|sum)"}'
        self.assertGreater(self.one(f"count({counters})"), 20)
        page = exposition.parse(
            scraping.get(self.exporter.port, headers=scraping.TEXT_HEADERS).text)
        for name in sorted(page):
            if name.endswith(("_total", "_bucket", "_count", "_sum")):
                self.assertEqual(self.query(f"resets({name}[5m]) != 0"), [], name)

    def test_rates_are_what_a_machine_can_have(self):
        per_cpu = self.query("sum by (cpu) (rate(silicon_cpu_seconds_total[15s]))")
        self.assertEqual(len(per_cpu), os.cpu_count())
        for labels, rate in per_cpu:
            self.assertAlmostEqual(rate, 1, delta=0.1, msg=labels)

    def test_types_and_help_arrive(self):
        answer = json.loads(scraping.get(
            self.prometheus.port, "/api/v1/targets/metadata?match_target=%7Bjob%3D%22silicon%22%7D"
        ).body)
        by_name = {one["metric"]: one for one in answer["data"]}
        cpu = by_name.get("silicon_cpu_seconds") or by_name["silicon_cpu_seconds_total"]
        self.assertEqual(cpu["type"], "counter")
        for one in by_name.values():
            self.assertTrue(one["help"], one)
            self.assertNotEqual(one["type"], "unknown", one)

    def test_scrapes_are_quick_even_under_load(self):
        self.assertLess(self.one("max_over_time(scrape_duration_seconds[5m])"), 0.5)
        self.assertLess(self.one("quantile_over_time(0.5, scrape_duration_seconds[5m])"), 0.05)

    def test_the_load_was_served_without_errors(self):
        self.assertNotIn("Socket errors", self.load)
        self.assertNotIn("Non-2xx", self.load)
        served = int(self.load.split(" requests in ")[0].split()[-1])
        self.assertGreater(served, 100 * LOAD_SECONDS, self.load)

    def test_sampling_went_on_under_load(self):
        last = self.query("time() - silicon_source_last_success_timestamp_seconds")
        self.assertTrue(last)
        for labels, age in last:
            # What a machine is called is looked up once a minute.
            self.assertLess(age, 75 if labels["source"] == "machine" else 15, labels)
        self.assertEqual(self.query("silicon_source_up == 0"), [])


class RestartedUnderPrometheus(unittest.TestCase):
    """What Prometheus sees of an exporter that is away for a moment."""

    def test_the_page_is_back_at_once(self):
        port = programs.free_port()
        with programs.exporter(port=port):
            scraping.get(port)
        before = time.monotonic()
        with programs.exporter(port=port):
            self.assertEqual(scraping.get(port).status, 200)
        self.assertLess(time.monotonic() - before, 5)


if __name__ == "__main__":
    unittest.main()
