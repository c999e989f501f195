"""The page's figures beside the kernel's own, read in the same moments."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest

from harness import exposition, figures, programs, scraping

# A process that keeps the CPU it is given busy until it is ended.
SPIN = "import os, sys\nos.sched_setaffinity(0, {int(sys.argv[1])})\nwhile True: pass\n"

CPU_MODES = ("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal")
TICK_SECONDS = 1 / os.sysconf("SC_CLK_TCK")


def kernel_cpu_seconds():
    """{"0": {"user": seconds, ...}, ...} from /proc/stat; guest time stays in user, as there."""
    result = {}
    for line in pathlib.Path("/proc/stat").read_text().splitlines():
        match = re.match(r"cpu(\d+) (.*)", line)
        if match:
            ticks = [int(field) for field in match[2].split()]
            result[match[1]] = {
                mode: ticks[index] * TICK_SECONDS for index, mode in enumerate(CPU_MODES)}
    return result


def kernel_memory_bytes():
    result = {}
    for line in pathlib.Path("/proc/meminfo").read_text().splitlines():
        name, _, value = line.partition(":")
        result[name] = int(value.split()[0]) * 1024
    return result


def kernel_disks():
    """{device: (read bytes, written bytes, reads, writes)}; a sector here is always 512 bytes."""
    result = {}
    for line in pathlib.Path("/proc/diskstats").read_text().splitlines():
        fields = line.split()
        result[fields[2]] = (int(fields[5]) * 512, int(fields[9]) * 512, int(fields[3]),
                             int(fields[7]))
    return result


def kernel_interfaces():
    """{interface: (received bytes, packets, sent bytes, packets)}"""
    result = {}
    for line in pathlib.Path("/proc/net/dev").read_text().splitlines()[2:]:
        name, _, rest = line.partition(":")
        fields = [int(field) for field in rest.split()]
        result[name.strip()] = (fields[0], fields[1], fields[8], fields[9])
    return result


class AgreesWithTheKernel(unittest.TestCase):
    """One exporter; each test reads the kernel before and after a sample that it then looks at."""

    @classmethod
    def setUpClass(cls):
        cls.exporter = programs.exporter()
        cls.addClassCleanup(cls.exporter.__exit__)

    def page(self):
        reply = scraping.get(self.exporter.port, headers=scraping.TEXT_HEADERS)
        return exposition.parse(reply.text)

    def page_sampled_after(self, moment, source):
        """The first page whose `source` was sampled later than `moment` (Unix time)."""
        def fresh():
            page = self.page()
            try:
                sampled = exposition.value(
                    page, "silicon_source_last_success_timestamp_seconds", source=source)
            except KeyError:
                return None
            return page if sampled > moment else None
        return programs.wait_until(fresh, f"a sample of {source}", timeout=15)

    def bracketed(self, source, read):
        """(read() before a sample, the page with that sample, read() after it)"""
        before = read()
        page = self.page_sampled_after(time.time(), source)
        return before, page, read()

    def assert_between(self, low, measured, high, what):
        self.assertLessEqual(low, measured, what)
        self.assertLessEqual(measured, high, what)

    def test_shares_of_cpu_time_under_a_known_load(self):
        busy = str(os.cpu_count() - 1)
        spinner = subprocess.Popen([sys.executable, "-c", SPIN, busy])
        try:
            first = self.page_sampled_after(time.time(), "cpu")
            kernel_first = kernel_cpu_seconds()
            time.sleep(6)
            last = self.page_sampled_after(time.time(), "cpu")
            kernel_last = kernel_cpu_seconds()
        finally:
            spinner.kill()
            spinner.wait()
        for cpu, modes in kernel_last.items():
            spent = {mode: modes[mode] - kernel_first[cpu][mode] for mode in modes}
            shown = {mode: exposition.value(last, "silicon_cpu_seconds_total", cpu=cpu, mode=mode)
                     - exposition.value(first, "silicon_cpu_seconds_total", cpu=cpu, mode=mode)
                     for mode in modes}
            for mode in modes:
                self.assertAlmostEqual(
                    shown[mode] / sum(shown.values()), spent[mode] / sum(spent.values()),
                    delta=0.02, msg=f"cpu {cpu}, {mode}")
        self.assertGreater(
            exposition.value(last, "silicon_cpu_core_utilization_ratio", cpu=busy), 0.9)

    def test_memory(self):
        before, page, after = self.bracketed("memory", kernel_memory_bytes)
        self.assertEqual(exposition.value(page, "silicon_memory_total_bytes"), before["MemTotal"])
        self.assertEqual(exposition.value(page, "silicon_swap_total_bytes"), before["SwapTotal"])
        available = exposition.value(page, "silicon_memory_available_bytes")
        # The machine does other things meanwhile: a twentieth of it is the most they may move.
        slack = before["MemTotal"] / 20
        self.assert_between(min(before["MemAvailable"], after["MemAvailable"]) - slack, available,
                            max(before["MemAvailable"], after["MemAvailable"]) + slack, "available")

    def test_totals_of_disks(self):
        with tempfile.NamedTemporaryFile(dir=programs.ROOT / "build") as file:
            file.write(os.urandom(4 << 20))
            file.flush()
            os.fsync(file.fileno())
        before, page, after = self.bracketed("disks", kernel_disks)
        names = ("silicon_disk_read_bytes_total", "silicon_disk_written_bytes_total",
                 "silicon_disk_reads_completed_total", "silicon_disk_writes_completed_total")
        shown = {labels["device"] for labels, _ in page[names[0]]}
        self.assertTrue(shown)
        for device in shown:
            for index, name in enumerate(names):
                self.assert_between(before[device][index],
                                    exposition.value(page, name, device=device),
                                    after[device][index], f"{device} {name}")

    def test_totals_of_network_interfaces(self):
        before, page, after = self.bracketed("network", kernel_interfaces)
        names = ("silicon_network_receive_bytes_total", "silicon_network_receive_packets_total",
                 "silicon_network_transmit_bytes_total", "silicon_network_transmit_packets_total")
        shown = {labels["interface"] for labels, _ in page[names[0]]}
        self.assertTrue(shown)
        for interface in shown:
            for index, name in enumerate(names):
                self.assert_between(before[interface][index],
                                    exposition.value(page, name, interface=interface),
                                    after[interface][index], f"{interface} {name}")

    def test_load_averages(self):
        def averages():
            return [float(field) for field in pathlib.Path("/proc/loadavg").read_text().split()[:3]]
        before, page, after = self.bracketed("load", averages)
        for index, window in enumerate(("1m", "5m", "15m")):
            shown = exposition.value(page, "silicon_load_average", window=window)
            self.assertIn(shown, (before[index], after[index]), window)

    def test_file_systems(self):
        before, page, after = self.bracketed("filesystems", lambda: os.statvfs("/"))
        self.assertEqual(
            exposition.value(page, "silicon_filesystem_size_bytes", mountpoint="/"),
            before.f_blocks * before.f_frsize)
        shown = exposition.value(page, "silicon_filesystem_available_bytes", mountpoint="/")
        free = (before.f_bavail * before.f_frsize, after.f_bavail * after.f_frsize)
        slack = 64 << 20  # what others write and delete meanwhile
        self.assert_between(min(free) - slack, shown, max(free) + slack, "available on /")

    def test_the_exporter_itself(self):
        before, page, after = self.bracketed(
            "process", lambda: figures.cpu_seconds_by_tick(self.exporter.pid))
        self.assert_between(before - 2 * TICK_SECONDS,
                            exposition.value(page, "process_cpu_seconds_total"),
                            after + 2 * TICK_SECONDS, "CPU time")
        resident = figures.memory_bytes(self.exporter.pid)["VmRSS"]
        self.assertAlmostEqual(exposition.value(page, "process_resident_memory_bytes") / resident,
                               1, delta=0.1)
        self.assertAlmostEqual(exposition.value(page, "process_open_fds"),
                               figures.open_files(self.exporter.pid), delta=4)


if __name__ == "__main__":
    unittest.main()
