"""The shipped demonstration, a day of a synthetic M4 Max, through the real programs."""

import gzip
import json
import pathlib
import re
import tempfile
import time
import unittest

from harness import exposition, programs, recordings, scraping

DEMO = programs.ROOT / "docker" / "demo" / "synthetic-m4-max-day.ndjson.gz"

# What the catalogue has for Linux, containers and services, and no Mac says.
NOT_OF_A_MAC = re.compile(
    r"silicon_pressure_|silicon_thermal_throttle_|silicon_disk_io_seconds|silicon_container_"
    r"|silicon_probe_|silicon_cgroup_")


def demo_lines():
    return gzip.decompress(DEMO.read_bytes()).decode().splitlines()


def thermal_pressure(line):
    return json.loads(line).get("thermal_pressure", 0)


def catalogue():
    """The names of the README's catalogue that a Mac must give."""
    text = (programs.ROOT / "README.md").read_text(encoding="utf-8")
    names = set(re.findall(r"^\| `(silicon_[a-z_]+)`", text, re.MULTILINE))
    return {name for name in names if not NOT_OF_A_MAC.match(name)}


def play(folder, lines, options, config="{}"):
    """An exporter that plays these lines."""
    own = pathlib.Path(tempfile.mkdtemp(dir=folder))
    recording = own / "synthetic.ndjson"
    recording.write_text("\n".join(lines) + "\n", encoding="utf-8")
    settings = own / "exporter.yml"
    settings.write_text(config, encoding="utf-8")
    return programs.exporter("--config.file", settings, "--source",
                             f"recording:{recording}{options}")


class TheDemo(unittest.TestCase):
    """Ten times as fast as it was recorded, every source sampled each second."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        slow = ("memory", "thermal", "disks", "filesystems", "network", "load", "machine")
        config = "sources: {" + ", ".join(f"{name}: {{interval: 1s}}" for name in slow) + "}"
        cls.exporter = play(folder.name, demo_lines(), ",loop,speed=10", config)
        cls.addClassCleanup(cls.exporter.__exit__)
        scraping.settled_page(cls.exporter.port)

    def page(self):
        return scraping.get(self.exporter.port, headers=scraping.TEXT_HEADERS).text

    def test_every_metric_of_a_mac_in_the_catalogue_is_on_the_page(self):
        wanted = catalogue()
        self.assertGreater(len(wanted), 50)
        seen = set()

        def complete():
            seen.update(re.findall(r"^# TYPE (\S+)", self.page(), re.MULTILINE))
            return wanted <= seen
        try:
            programs.wait_until(complete, "every metric", timeout=45, step=0.5)
        except TimeoutError:
            self.fail(f"never on the page: {sorted(wanted - seen)}")

    def test_promtool_finds_nothing_to_say(self):
        result = programs.promtool("check", "metrics", page=self.page())
        self.assertEqual((result.stdout, result.stderr, result.returncode), ("", "", 0))

    def test_it_is_called_synthetic(self):
        info = exposition.parse(self.page())["silicon_machine_info"][0][0]
        self.assertIn("(synthetic)", info["model"])
        self.assertEqual((info["chip"], info["platform"]), ("Apple M4 Max", "macos"))
        self.assertIn("playing a recording", self.exporter.output())

    def test_no_source_is_down(self):
        up = exposition.parse(self.page())["silicon_source_up"]
        self.assertEqual([labels["source"] for labels, value in up if value != 1], [])


class TheHardwareRules(unittest.TestCase):
    """The shipped rules over two machines: one at rest, one whose vents are covered."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        machine, *samples = recordings.whole_samples(demo_lines())
        hot = next(i for i, line in enumerate(samples) if thermal_pressure(line) >= 3)
        thermal = "sources: {thermal: {interval: 1s}}"
        self.resting = play(self.folder, [machine, *samples[:20]], ",loop", thermal)
        self.addCleanup(self.resting.__exit__)
        self.running_away = play(self.folder, [machine, *samples[hot - 3:hot + 60]], "", thermal)
        self.addCleanup(self.running_away.__exit__)

    def start_alerter(self):
        port = programs.free_port()
        targets = [f"127.0.0.1:{one.port}" for one in (self.resting, self.running_away)]
        config = self.folder / "alerter.yml"
        config.write_text(f"""
global: {{scrape_interval: 1s, evaluation_interval: 5s}}
scrape_configs: [{{job_name: silicon, static_configs: [{{targets: {json.dumps(targets)}}}]}}]
rule_files: ["{programs.ROOT}/rules/hardware.yml"]
state: {{path: "{self.folder}/state"}}
web: {{listen_address: "127.0.0.1:{port}"}}
""", encoding="utf-8")
        alerter = programs.Program(
            [programs.alerter_path(), "run", "--config.file", config], port=port)
        self.addCleanup(alerter.__exit__)
        return port

    def firing(self, port):
        """{(alert, port of the machine)} that fire now."""
        answer = json.loads(scraping.get(port, "/api/v1/alerts").text)
        return {(one["labels"]["alertname"], int(one["labels"]["instance"].rsplit(":")[-1]))
                for one in answer["data"]["alerts"] if one["state"] == "firing"}

    def test_a_thermal_run_away_fires_and_a_machine_at_rest_does_not(self):
        port = self.start_alerter()
        fired = set()
        wanted = {(f"SiliconThermal{level}", self.running_away.port)
                  for level in ("Serious", "Critical", "Emergency")}

        def all_fired():
            fired.update(self.firing(port))
            return wanted <= fired
        started = time.monotonic()
        try:
            programs.wait_until(all_fired, "the alerts of heat", timeout=60, step=0.5)
        except TimeoutError:
            self.fail(f"fired: {fired}; now {scraping.get(port, '/api/v1/alerts').text}")
        self.assertGreater(time.monotonic() - started, 10)
        # All performance cores are busy as well, for they are slow now; nothing else is wrong.
        others = {alert for alert, _ in fired if not alert.startswith("SiliconThermal")}
        self.assertLessEqual(
            others, {"SiliconPerformanceCoresSaturated", "SiliconPerformanceCoresHigh"})
        self.assertEqual([alert for alert, machine in fired if machine == self.resting.port], [])


if __name__ == "__main__":
    unittest.main()
