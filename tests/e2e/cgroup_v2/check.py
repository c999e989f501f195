"""Reads what the emulated machine printed, and says whether the exporter saw what its kernel did.

    check.py CONSOLE_LOG

One line per statement that does not hold; the last line is "N passed, N failed".
"""

import re
import sys

BUSY, KILLED, SCOPE = "a" * 64, "b" * 64, "c" * 64


def sections(text):
    """What stands between "=== NAME" and "=== end", as lines, by name."""
    result, current = {}, None
    for line in text.replace("\r", "").split("\n"):
        if line.startswith("=== "):
            current = None if line == "=== end" else result.setdefault(line[4:], [])
        elif current is not None:
            current.append(line)
    return result


class Page:
    """The series of a page; each figure is asked for by a name and a part of its labels."""

    def __init__(self, lines):
        self.series = re.findall(r"^(\w+)(?:{(.*)})? (\S+)$", "\n".join(lines), re.M)

    def value(self, name, *parts):
        for series, labels, value in self.series:
            if series == name and all(part in labels for part in parts):
                return float(value)
        return None

    def names(self, part):
        return {series for series, labels, _ in self.series if part in labels}


def of_running(page, kernel):
    value = page.value
    usage = value("container_cpu_usage_seconds_total", BUSY) or 0
    stated = float(kernel.get("a usage_usec", 0)) / 1e6
    yield "the source is up", value("silicon_source_up", 'source="containers"') == 1
    yield "CPU time agrees with the kernel", usage and 0 <= stated - usage < 2
    yield "a quota of a fifth shows", value("container_spec_cpu_quota", BUSY) == 20000
    throttled = value("container_cpu_cfs_throttled_periods_total", BUSY) or 0
    yield "throttling counts", throttled > 5
    throttled = value("container_cpu_cfs_throttled_seconds_total", BUSY) or 0
    yield "throttled time counts", throttled > 0
    waited = value("container_pressure_cpu_waiting_seconds_total", BUSY) or 0
    yield "pressure counts", waited > 0
    yield "memory is limited", value("container_spec_memory_limit_bytes", BUSY) == 67108864
    yield "memory is used", (value("container_memory_working_set_bytes", BUSY) or 0) > 0
    yield "threads are limited", value("container_threads_max", BUSY) == 50
    cores = "silicon_container_cpuset_cores"
    yield "one CPU may be used", value(cores, 'name="aaaaaaaaaaaa"') == 1
    yield "two CPUs may be used", value(cores, 'name="bbbbbbbbbbbb"') == 2
    kills = value("silicon_container_oom_kills_total", 'name="bbbbbbbbbbbb"')
    yield "a kill for want of memory counts", kills == float(kernel.get("b oom_kill", -1)) > 0
    limit = value("container_spec_memory_limit_bytes", SCOPE)
    yield "the child's limit holds for the scope", limit == 33554432
    yield "the child's processes are the scope's", value("container_processes", SCOPE) == 1
    yield "the child is no container of its own", not page.names('.scope/container"')


def statements(found):
    """Each is (what should hold, whether it does)."""
    names = "running", "removed", "again"
    running, removed, again = (Page(found.get(name, [])) for name in names)
    figures = re.sub("(cpu.stat|memory.events):", "", "\n".join(found.get("kernel", [])))
    yield from of_running(running, dict(re.findall(r"^(\S+ \S+) (\d+)$", figures, re.M)))
    gone = not removed.names(BUSY) and not removed.names("aaaaaaaaaaaa")
    yield "nothing of the removed container is left", gone
    others = removed.names(KILLED) and removed.names(SCOPE)
    yield "the others are still there", others
    yield "one that came and went was never there", others and not removed.names("d" * 64)
    yield "one made again is there", again.value("container_processes", BUSY) == 1
    usage = again.value("container_cpu_usage_seconds_total", BUSY)
    yield "and counts from its beginning", usage is not None and usage < 1


def main():
    with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
        found = sections(log.read())
    passed = failed = 0
    for statement, holds in statements(found):
        if holds:
            passed += 1
        else:
            failed += 1
            print(f"FAIL {statement}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
