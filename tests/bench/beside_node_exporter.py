"""Measures silicon-exporter against its budgets, beside node_exporter with comparable collectors.

Both run at once, are scraped in the same seconds as Prometheus would scrape them, and are measured
by the kernel's own accounts of their CPU time and memory; of what the machine is doing besides,
both get the same. It measures and prints; it does not judge by its exit code.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
# pylint: disable=wrong-import-position
from big_host import BigHost
from harness import exposition, figures, programs, scraping
from table import Table

MEGABYTE = 1e6
MILLISECOND = 1e-3

# What compares with ours. Its own process_* and go_* figures stay off, in its favour.
NODE_COLLECTORS = (
    "cpu", "cpufreq", "diskstats", "drm", "filesystem", "hwmon", "loadavg", "meminfo", "netdev",
    "pressure", "rapl", "thermal_zone", "uname", "vmstat")


PAGES = {"plain text": scraping.TEXT_HEADERS, "OpenMetrics, gzip": scraping.PROMETHEUS_HEADERS}
ROUND_PART = 5  # seconds


def node_exporter(port):
    flags = [f"--collector.{name}" for name in NODE_COLLECTORS]
    argv = [programs.PEERS / "prometheus-node-exporter", "--collector.disable-defaults", *flags,
            "--web.disable-exporter-metrics", f"--web.listen-address=127.0.0.1:{port}"]
    return programs.Program(argv, port=port)


def cpu_per_second(pid, seconds):
    """CPU seconds per second while nothing is asked of the process."""
    before, start = figures.cpu_seconds(pid), time.monotonic()
    time.sleep(seconds)
    return (figures.cpu_seconds(pid) - before) / (time.monotonic() - start)


def series_count(port):
    page = scraping.get(port, headers=scraping.TEXT_HEADERS).text
    return exposition.count(exposition.parse(page))


def measure_idle(table, seconds):
    with programs.exporter() as ours:
        scraping.get(ours.port)
        time.sleep(2)
        table.add("CPU per 1 s tick, nobody scrapes",
                  cpu_per_second(ours.pid, seconds) / MILLISECOND, 1.0, "ms")


def measure_side_by_side(table, seconds):
    """Resident memory and CPU of the two, both scraped every second."""
    with programs.exporter() as ours, node_exporter(programs.free_port()) as theirs:
        both = (ours, theirs)
        ports = [program.port for program in both]
        scraping.scrape_regularly(ports, 5)  # warm up: caches, lazily bound symbols, Go's heap
        before = [figures.cpu_seconds(program.pid) for program in both]
        latencies = scraping.scrape_regularly(ports, seconds)
        cpu = [(figures.cpu_seconds(program.pid) - start) / seconds
               for program, start in zip(both, before)]
        memory = [figures.memory_bytes(program.pid) for program in both]
        table.say("series", " / ".join(str(series_count(port)) for port in ports))
    table.add("resident memory", memory[0]["VmRSS"] / MEGABYTE, 8.0, "MB",
              memory[1]["VmRSS"] / MEGABYTE, 0.4)
    table.add("of it, not backed by files", memory[0]["RssAnon"] / MEGABYTE, None, "MB",
              memory[1]["RssAnon"] / MEGABYTE)
    table.add("CPU per second, 1 s scrapes", cpu[0] / MILLISECOND, None, "ms",
              cpu[1] / MILLISECOND, 0.25)
    table.add("scrape latency, median", scraping.percentile(latencies[0], 0.5) / MILLISECOND, None,
              "ms", scraping.percentile(latencies[1], 0.5) / MILLISECOND)
    table.add("scrape latency, p99", scraping.percentile(latencies[0], 0.99) / MILLISECOND, None,
              "ms", scraping.percentile(latencies[1], 0.99) / MILLISECOND)


def costs_of_scrapes(exporter, seconds):
    """CPU seconds per tick, and per scrape beyond it by kind: of each the median round.

    What else the machine does disturbs a round and not the median. The parts of a round last as
    long as the slowest sampling interval, so that each has the same ticks in it.
    """
    rounds = []
    while len(rounds) < 3 or len(rounds) * (1 + len(PAGES)) * ROUND_PART < seconds:
        idle = cpu_per_second(exporter.pid, ROUND_PART)
        costs = [idle]
        for headers in PAGES.values():
            before = figures.cpu_seconds(exporter.pid)
            scraping.scrape_regularly([exporter.port], ROUND_PART, headers=headers)
            costs.append((figures.cpu_seconds(exporter.pid) - before) / ROUND_PART - idle)
        rounds.append(costs)
    idle, *scrapes = (statistics.median(part) for part in zip(*rounds))
    return idle, dict(zip(PAGES, scrapes))


def measure_big_page(table, seconds, folder):
    """A machine with many cores, disks and interfaces: what a scrape costs beyond the sampling."""
    with BigHost(folder) as host, programs.exporter("--path.root", host.root) as ours:
        time.sleep(3)
        table.say("a large machine: series", str(series_count(ours.port)))
        idle, scrapes = costs_of_scrapes(ours, seconds)
        table.add("a large machine: CPU per 1 s tick", idle / MILLISECOND, None, "ms")
        for name, headers in PAGES.items():
            table.add(f"a large machine: CPU per scrape, {name}", scrapes[name] / MILLISECOND, 0.5,
                      "ms")
            (latencies,) = scraping.scrape_regularly(
                [ours.port], seconds / 6, interval=0.05, headers=headers)
            table.add(f"a large machine: scrape latency, p99, {name}",
                      scraping.percentile(latencies, 0.99) / MILLISECOND, 2.0, "ms")
        table.add("a large machine: resident memory",
                  figures.memory_bytes(ours.pid)["VmRSS"] / MEGABYTE, None, "MB")


def check_libraries(table):
    linked = subprocess.run(["ldd", programs.exporter_path()], capture_output=True, text=True,
                            check=False).stdout
    found = "libcurl" in linked
    table.say("libcurl", "linked" if found else "not linked", "over" if found else "ok")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("--seconds", type=float, default=60, help="of each part (default 60)")
    seconds = arguments.parse_args().seconds
    table = Table("silicon-exporter", "node_exporter")
    check_libraries(table)
    measure_idle(table, seconds / 2)
    measure_side_by_side(table, seconds)
    measure_big_page(table, seconds, programs.ROOT / "build" / "bench" / "big_host")
    table.print()


if __name__ == "__main__":
    main()
