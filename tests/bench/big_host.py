"""Writes the /proc and /sys of a machine that is larger than any we have, for --path.root.

Its counters move once a second as a real machine's do: a page whose numbers never change would be
measured too kindly.
"""

import os
import pathlib
import threading

CPUS = 128
DISKS = 48
INTERFACES = 48
ZONES = 24

_MODES_BUSY = (3, 0, 1, 90, 1, 0, 1, 0, 0, 0)


class BigHost:
    """The files below `root`; a context manager that keeps the counters moving."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self._tick = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._moving = {
            "proc/stat": self._stat, "proc/diskstats": self._diskstats,
            "proc/net/dev": self._net_dev, "proc/1/net/dev": self._net_dev}
        self._write_still_files()
        self._write_moving_files()

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stopped.set()
        self._thread.join()

    def _run(self):
        while not self._stopped.wait(1.0):
            self._tick += 1
            self._write_moving_files()

    # In place and at constant length, so that a reader never sees half a file.
    def _write_moving_files(self):
        for path, text in self._moving.items():
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(target, os.O_WRONLY | os.O_CREAT, 0o644)
            os.pwrite(handle, text().encode(), 0)
            os.close(handle)

    def _stat(self):
        lines = [self._cpu_line("cpu ", CPUS)]
        lines += [self._cpu_line(f"cpu{cpu}", 1) for cpu in range(CPUS)]
        lines += ["intr 1", "ctxt 1", "btime 1700000000", "processes 1", "procs_running 1",
                  "procs_blocked 0", "softirq 0 0 0 0 0 0 0 0 0 0 0"]
        return "\n".join(lines) + "\n"

    def _cpu_line(self, name, scale):
        ticks = " ".join(f"{scale * (100000 + self._tick * busy):010d}" for busy in _MODES_BUSY)
        return f"{name} {ticks}"

    def _diskstats(self):
        return "".join(
            f" {8 + disk // 16:3} {disk % 16 * 16:4} sd{_letters(disk)} "
            + " ".join(f"{self._tick * 7 + 1000 + field:010d}" for field in range(17)) + "\n"
            for disk in range(DISKS))

    def _net_dev(self):
        head = ("Inter-|   Receive                |  Transmit\n"
                " face |bytes    packets errs drop fifo frame compressed multicast"
                "|bytes    packets errs drop fifo colls carrier compressed\n")
        return head + "".join(
            f" eth{port:02}: "
            + " ".join(f"{self._tick * 11 + 5000:012d}" for _ in range(16)) + "\n"
            for port in range(INTERFACES))

    def _write(self, path, text):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def _write_still_files(self):
        real = pathlib.Path("/proc")
        for name in ("meminfo", "vmstat", "loadavg", "uptime", "version", "cpuinfo"):
            self._write(f"proc/{name}", (real / name).read_text())
        self._write("proc/sys/kernel/osrelease", "6.1.0\n")
        for resource in ("cpu", "memory", "io"):
            line = "avg10=0.00 avg60=0.00 avg300=0.00 total=123456\n"
            self._write(f"proc/pressure/{resource}", f"some {line}full {line}")
        self._write("proc/mounts", "")
        self._write("proc/1/mounts", "")
        self._write_cpus()
        self._write_sensors()
        for disk in range(DISKS):
            self._write(f"sys/block/sd{_letters(disk)}/size", "1000000\n")
        for port in range(INTERFACES):
            self._write(f"sys/class/net/eth{port:02}/operstate", "up\n")

    def _write_cpus(self):
        cpus = "sys/devices/system/cpu"
        for name in ("online", "present", "possible"):
            self._write(f"{cpus}/{name}", f"0-{CPUS - 1}\n")
        for cpu in range(CPUS):
            base = f"{cpus}/cpu{cpu}"
            self._write(f"{base}/cpu_capacity", "1024\n" if cpu % 2 else "512\n")
            self._write(f"{base}/topology/physical_package_id", f"{cpu // 64}\n")
            self._write(f"{base}/topology/core_id", f"{cpu // 2}\n")
            self._write(f"{base}/cpufreq/scaling_cur_freq", "2400000\n")
            self._write(f"{base}/cpufreq/cpuinfo_max_freq", "3600000\n")
            self._write(f"{base}/cpufreq/related_cpus", f"{cpu}\n")

    def _write_sensors(self):
        for zone in range(ZONES):
            base = f"sys/class/thermal/thermal_zone{zone}"
            self._write(f"{base}/type", f"zone-{zone}\n")
            self._write(f"{base}/temp", f"{40000 + zone * 500}\n")


def _letters(number):
    return chr(ord("a") + number // 26) + chr(ord("a") + number % 26)
