"""What the kernel says of a process: CPU time to the nanosecond, memory, open files."""

import os
import pathlib


def cpu_seconds(pid):
    """CPU time of a process that lives on, all threads, from the scheduler's own nanoseconds.

    Threads that ended are lost from it; the programs measured here keep theirs. Where the kernel
    keeps no schedstat, the 10 ms ticks of /proc/PID/stat stand in.
    """
    total = 0
    try:
        for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
    except FileNotFoundError:
        total = 0
    return total / 1e9 if total else cpu_seconds_by_tick(pid)


def cpu_seconds_by_tick(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_bytes(pid):
    """{"VmRSS": ..., "RssAnon": ..., ...} in bytes."""
    result = {}
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        name, _, value = line.partition(":")
        if value.endswith(" kB"):
            result[name] = int(value.split()[0]) * 1024
    return result


def open_files(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def threads(pid):
    return len(os.listdir(f"/proc/{pid}/task"))
