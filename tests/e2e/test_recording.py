"""Recordings: this host is written down and played back, and the figures are the same."""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from harness import exposition, figures, programs, scraping

MEGABYTE = 1e6

# Of the exporter itself, of the moment, or of hardware that is no file.
NOT_OF_THE_MACHINE = re.compile(r"process_|silicon_(source|build|page|http|scrape)_")


def counters(series):
    """{(name, labels): value} of the counters that tell about the machine."""
    return {(name, tuple(sorted(labels.items()))): value
            for name, samples in series.items() for labels, value in samples
            if name.endswith("_total") and not NOT_OF_THE_MACHINE.match(name)}


def names(series):
    return {name for name in series if not NOT_OF_THE_MACHINE.match(name)}


def secrets():
    """What tells whose this machine is, as far as this user may read it."""
    found = {os.uname().nodename}
    for path in ("/etc/machine-id", "/sys/class/dmi/id/product_serial",
                 "/sys/class/dmi/id/product_uuid", "/sys/class/dmi/id/board_serial",
                 "/proc/sys/kernel/random/boot_id"):
        try:
            found.add(pathlib.Path(path).read_text().strip())
        except OSError:
            pass
    for path in pathlib.Path("/sys/class/net").glob("*/address"):
        address = path.read_text().strip()
        if address.strip("0:"):
            found |= {address, address.replace(":", "")}
    for line in pathlib.Path("/etc/passwd").read_text().splitlines():
        fields = line.split(":")
        if 1000 <= int(fields[2]) < 60000:
            found |= {fields[0], fields[5]}
    return {text for text in found if len(text) > 3}


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.path = self.folder / "host.ndjson"


class RecordsThisHost(Folder):
    """One recording of ten seconds, looked at from all sides."""

    def record(self, seconds, *flags):
        return programs.Program([programs.exporter_path(), "record", "--seconds", seconds, "--out",
                                 self.path, *flags])

    def test_plays_back_the_figures_that_were_scraped_meanwhile(self):
        with programs.exporter() as live, self.record(10) as recorder:
            before = exposition.parse(scraping.settled_page(live.port))
            self.assertEqual(recorder.process.wait(30), 0, recorder.output())
            time.sleep(5)  # until the slowest source of counters was sampled again
            after = exposition.parse(scraping.get(live.port, headers=scraping.TEXT_HEADERS).text)
        with programs.exporter("--source", f"recording:{self.path}") as player:
            scraping.settled_page(player.port)
            time.sleep(6)
            played = exposition.parse(
                scraping.get(player.port, headers=scraping.TEXT_HEADERS).text)
        self.assertEqual(names(played), names(after))
        first, now, last = counters(before), counters(played), counters(after)
        self.assertGreater(len(now), 20)
        self.assertEqual(set(now), set(last))
        for key, value in now.items():
            self.assertLessEqual(value, last[key], key)
            self.assertGreaterEqual(value, first.get(key, 0) * 0.999 - 5, key)

    def test_holds_nothing_that_tells_whose_the_machine_is(self):
        with self.record(1) as recorder:
            self.assertEqual(recorder.process.wait(30), 0, recorder.output())
        text = self.path.read_text(encoding="utf-8")
        for secret in secrets():
            self.assertNotRegex(text, rf"(?<![A-Za-z0-9]){re.escape(secret)}(?![A-Za-z0-9])")

    def test_has_a_size_that_can_be_sent(self):
        with self.record(5) as recorder:
            self.assertEqual(recorder.process.wait(30), 0, recorder.output())
        packed = subprocess.run(["gzip", "-c", self.path], capture_output=True, check=True).stdout
        samples = len(self.path.read_text(encoding="utf-8").splitlines()) - 1
        self.assertEqual(samples, 5)
        self.assertLessEqual(len(packed) / samples, 12_000)

    def test_ends_with_a_valid_file_when_interrupted(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.record(600, "--interval", "200ms", "--force") as recorder:
                def has_samples(recorder=recorder):
                    part = self.folder / f"host.ndjson.{recorder.pid}.part"
                    return part.exists() and part.read_bytes().count(b"\n") > 3
                programs.wait_until(has_samples, "some samples")
                recorder.send(number)
                self.assertEqual(recorder.process.wait(10), 0, recorder.output())
                self.assertRegex(recorder.output(), r"host\.ndjson: \d+ samples, \d+ kB")
            lines = self.path.read_text(encoding="utf-8").splitlines()
            self.assertEqual([json.loads(line)["type"] for line in lines],
                             ["machine"] + ["sample"] * (len(lines) - 1))
            self.assertEqual(os.listdir(self.folder), ["host.ndjson"])

    def test_replaces_nothing_unasked(self):
        self.path.write_text("precious\n", encoding="utf-8")
        result = programs.run_exporter("record", "--seconds", "1", "--out", self.path)
        self.assertEqual(result.returncode, 1)
        self.assertIn(f"{self.path} exists", result.stderr)
        self.assertIn("--force", result.stderr)
        self.assertEqual(self.path.read_text(encoding="utf-8"), "precious\n")

    def test_writes_to_a_pipe(self):
        result = programs.run_exporter("record", "--seconds", "1", "--out", "-")
        self.assertEqual(result.returncode, 0, result.stderr)
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual([line["type"] for line in lines], ["machine", "sample"])
        self.assertIn("/proc/stat", lines[1]["files"])

    def test_teaches(self):
        result = programs.run_exporter("record", "--help")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        for word in ("--seconds", "--interval", "--out", "--force", "Ctrl-C", "Examples"):
            self.assertIn(word, result.stdout)
        for arguments in (["--second", "1"], ["--seconds", "0"], ["--interval", "9h"], ["file"]):
            result = programs.run_exporter("record", *arguments)
            self.assertEqual((result.returncode, result.stdout), (2, ""))
            self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)


MACHINE = {"type": "machine", "format": 2, "platform": "apple", "model": "Mac16,9",
           "chip": "Apple M4 Max", "os": "macOS 15.5", "page_size": 16384,
           "sysctl": {"hw.memsize": 1 << 37}, "gpu_core_count": 40,
           "cpus": [{"name": "cpu0", "cluster_type": "E", "logical_cluster_id": 0,
                     "logical_cpu_id": 0}]}


def sample(second, **parts):
    return {"type": "sample", "mono_ns": second * 10**9, "unix_ms": 1_700_000_000_000 + second,
            "cpu_ticks": [[100 * second, 0, 100 * second, 0]], "load": [1, 2, 3], **parts}


def changes(second, **parts):
    return {**sample(second), "type": "changes", **parts}


def simple(channel, value, unit="mJ", group="Energy Model"):
    return {"group": group, "channel": channel, "unit": unit, "format": "simple", "value": value}


class BadRecordings(Folder):
    """What is wrong with a file is told with its line; what is wrong with a value is left out."""

    def write(self, *lines):
        with open(self.path, "w", encoding="utf-8") as file:
            for line in lines:
                file.write((line if isinstance(line, str) else json.dumps(line)) + "\n")
        return f"recording:{self.path}"

    def test_a_file_that_is_no_recording_is_refused(self):
        cases = [
            (["hello"], ":1: no JSON object"),
            ([], ":1: no JSON object"),
            (['{"type":"machine"'], ":1: no JSON object"),
            ([sample(1)], ':1: expected a line of type "machine"'),
            ([{**MACHINE, "format": 3}], ':1: format "3" is not known: this program reads '),
            ([{**MACHINE, "format": "1"}], ":1: format"),
            ([{**MACHINE, "platform": "amiga"}], ':1: platform "amiga" is neither'),
            ([{**MACHINE, "cpus": 7}], ":1: cpus: expected a list"),
            (["[" * 100_000], ":1: no JSON object"),
            (["x" * 100_000_000], ":1: the line is longer than 4 MiB"),
        ]
        for lines, words in cases:
            with self.subTest(words):
                result = programs.run_exporter("once", "--source", self.write(*lines))
                self.assertEqual((result.returncode, result.stdout), (1, ""))
                self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr[:500])
                self.assertIn(f"{self.path}{words}", result.stderr)
        result = programs.run_exporter("once", "--source", "recording:/nowhere/x")
        self.assertEqual(result.returncode, 1)
        self.assertIn("/nowhere/x: No such file or directory", result.stderr)

    def test_a_bad_line_ends_the_recording_and_is_named(self):
        cases = [
            ('{"type":"sample","mono_ns":tr', ":4: no JSON object"),
            (sample(1), ":4: mono_ns goes back"),
            ({**sample(4), "mono_ns": -1}, ":4: mono_ns: expected a number of 0 or more that fits"),
            ({**sample(4), "mono_ns": "4"}, ":4: mono_ns: expected"),
            ({**sample(4), "vm": {"free_count": 1.5}}, ":4: vm.free_count: expected"),
            ({**sample(4), "cpu_ticks": [[1, 2, 3]]}, ":4: cpu_ticks[0]: expected a list of 4"),
            ({**sample(4), "hid": [["PMU tdie1", "hot"]]}, ":4: hid[0][1]: expected a number"),
            ("y" * 100_000_000, ":4: the line is longer than 4 MiB"),
            (changes(4, ioreport={"7": {"value": 1}}),
             ":4: ioreport.7: expected the position of a channel"),
            (changes(4, vm={"free_count": "1"}), ":4: vm.free_count: expected"),
        ]
        for line, words in cases:
            with self.subTest(words):
                source = self.write(MACHINE, sample(2), sample(3), line, sample(9))
                with programs.exporter("--source", source) as player:
                    programs.wait_until(lambda p=player, w=words: f"{self.path}{w}" in p.output(),
                                        words)
                    page = exposition.parse(
                        scraping.get(player.port, headers=scraping.TEXT_HEADERS).text)
                    self.assertEqual(exposition.value(page, "silicon_source_up", source="cpu"), 0)
                    self.assertEqual(player.stop(), 0)

    def test_a_recording_that_was_cut_plays_up_to_there(self):
        whole = json.dumps(sample(3))
        self.write(MACHINE, sample(2))
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(whole[:len(whole) // 2])
        with programs.exporter("--source", f"recording:{self.path},loop") as player:
            def up():
                text = scraping.get(player.port, headers=scraping.TEXT_HEADERS).text
                page = exposition.parse(text)
                return exposition.value(page, "silicon_source_up", source="cpu") == 1
            programs.wait_until(up, "the one sample there is")

    def test_figures_that_cannot_be_are_left_out(self):
        residencies = [["OFF", 5], ["P1", -(2**63)], ["P2", -7]]
        odd = {
            "ioreport": [
                simple("CPU Energy", -(2**63)), simple("GPU Energy", 5, unit="furlongs"),
                simple("Nobody Knows", 1), simple("ANE", -3),
                {"group": "GPU Stats", "subgroup": "GPU Performance States", "channel": "GPUPH",
                 "unit": "24Mticks", "format": "state", "states": residencies},
                {"group": "GPU Stats", "channel": "Later", "format": "histogram", "bins": [1]}],
            "hid": [["PMU tdie1", 45.5]] * 3 + [["PMU tdie2", -9200], ["PMU tdie3", 1e300]],
            "smc": {"TCMb": {"type": "flt ", "bytes": "0000807f"},
                    "PSTR": {"type": "flt ", "bytes": "ff"},
                    "F0Ac": {"type": "what", "bytes": ""}},
            "thermal_pressure": 99, "pressure_level": -4,
            "ioaccelerator": {"Device Utilization %": 4000, "In use system memory": -1},
            "a_later_version": {"has": ["more"]}}
        samples = [sample(second, **odd) for second in range(2, 8)]
        with programs.exporter("--source", self.write(MACHINE, *samples) + ",loop") as player:
            page = exposition.parse(scraping.settled_page(player.port))
        for name, found in page.items():
            seen = [tuple(sorted(labels.items())) for labels, _ in found]
            self.assertEqual(len(seen), len(set(seen)), name)
            for labels, value in found:
                self.assertTrue(abs(value) < 1e300, (name, labels, value))
                self.assertGreaterEqual(value, 0, (name, labels))
        for name in ("silicon_energy_joules_total", "silicon_gpu_active_seconds_total",
                     "silicon_power_watts"):
            self.assertNotIn(name, page)
        hot = [value for _, value in page.get("silicon_temperature_celsius", [])]
        self.assertEqual(hot, [45.5] * 3)
        self.assertEqual(exposition.value(page, "silicon_load_average", window="1m"), 1)


class PlaysForLong(Folder):
    """A Mac as large as they come; what it costs is measured in tests/bench."""

    def test_memory_stays_flat(self):
        states = [[f"{32 * i:4}GB/s", i] for i in range(1, 33)]
        channels = [{"group": "PMP", "subgroup": "DCS BW", "channel": f"AGENT{i} RD+WR",
                     "unit": "events", "format": "state", "states": states} for i in range(35)]
        channels += [simple(f"PACC0_CPU{i}", i) for i in range(120)]
        smc = {f"T{i:03}": {"type": "flt ", "bytes": "00002042"} for i in range(400)}
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(json.dumps(MACHINE) + "\n")
            for second in range(300):
                file.write(json.dumps(sample(second, ioreport=channels, smc=smc)) + "\n")
        source = f"recording:{self.path},loop,speed=20"
        with programs.exporter("--source", source) as player:
            scraping.settled_page(player.port)
            time.sleep(5)
            early = figures.memory_bytes(player.pid)["VmRSS"]
            time.sleep(15)  # 300 s of the recording: it began again meanwhile
            late = figures.memory_bytes(player.pid)["VmRSS"]
        self.assertLessEqual(late, early + 0.5 * MEGABYTE)


if __name__ == "__main__":
    unittest.main()
