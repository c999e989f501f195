"""Evaluates five hundred typical rules, and range queries of an hour, with ours and with a real
Prometheus over the same samples, and prints both beside each other.

    promql_beside_prometheus.py BUILD_DIR [--prometheus DIR] [--hosts N ...] [--seconds N]

BUILD_DIR is a release build with bench.promql, DIR the folder of prometheus; a host has a hundred
series. It measures and prints, budgets included; it does not judge by its exit code.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
# pylint: disable=wrong-import-position
import promql_workload
from harness import exposition, figures, programs, scraping
from prometheus_peer import load, prometheus, read_pages
from table import Table

INTERVAL = 10
RANGE_ROUNDS = 3


def rule_file(path, rules):
    group = {"name": "all", "interval": f"{INTERVAL}s", "rules": [
        {"alert": f"rule{number}", "expr": rule, "for": "1h"} for number, rule in enumerate(rules)]}
    path.write_text(json.dumps({"groups": [group]}))


def own_metrics(port):
    return exposition.parse(scraping.get(port).text)


def engine_seconds(series):
    """What the engine spent inside evaluation, over all queries so far."""
    return sum(exposition.value(series, "prometheus_engine_query_duration_seconds_sum", slice=part)
               for part in ("prepare_time", "inner_eval"))


def rounds(series):
    return exposition.total(series, "prometheus_rule_group_duration_seconds_count")


def idle_cpu(program, seconds=10):
    before = figures.cpu_seconds(program.pid)
    time.sleep(seconds)
    return (figures.cpu_seconds(program.pid) - before) / seconds


def measure_rules(folder, scratch, rules, samples, seconds):
    """Milliseconds for all rules once (CPU; the engine's own account) and for a range query."""
    rule_file(scratch / "rules.json", rules)
    with prometheus(folder, scratch / "idle", {}) as program:
        load(program.port, samples, ahead=seconds + 60)
        time.sleep(5)
        idle = idle_cpu(program)
        ranges = measure_ranges(program, rules, idle)
    config = {"rule_files": [str(scratch / "rules.json")]}
    with prometheus(folder, scratch / "rules", config) as program:
        load(program.port, samples, ahead=seconds + 60)
        time.sleep(INTERVAL)
        before, start = own_metrics(program.port), time.monotonic()
        cpu = figures.cpu_seconds(program.pid)
        time.sleep(seconds)
        cpu = figures.cpu_seconds(program.pid) - cpu - idle * (time.monotonic() - start)
        after = own_metrics(program.port)
    count = rounds(after) - rounds(before)
    engine = engine_seconds(after) - engine_seconds(before)
    return cpu / count * 1e3, engine / count * 1e3, ranges


def measure_ranges(program, rules, idle):
    """Milliseconds per range query of an hour at 15 s, one of each kind: CPU (HTTP and JSON
    included), and the engine's own account (by the clock on the wall)."""
    end, start = int(time.time()), time.monotonic()
    before, cpu = engine_seconds(own_metrics(program.port)), figures.cpu_seconds(program.pid)
    chosen = rules[:len(promql_workload.TEMPLATES)]
    for _ in range(RANGE_ROUNDS):
        for rule in chosen:
            query = urllib.parse.urlencode(
                {"query": rule, "start": end - 3600, "end": end, "step": 15})
            assert scraping.get(program.port, "/api/v1/query_range?" + query).status == 200
    cpu = figures.cpu_seconds(program.pid) - cpu - idle * (time.monotonic() - start)
    engine = engine_seconds(own_metrics(program.port)) - before
    return [spent / RANGE_ROUNDS / len(chosen) * 1e3 for spent in (cpu, engine)]


def our_figures(options, folder):
    """What bench.promql prints of itself: {name: number}."""
    bench = options.build / "tests" / "bench" / "bench.promql"
    output = subprocess.run([bench, folder], check=True, capture_output=True, text=True).stdout
    if options.kinds:
        print(output)
    return {name: float(value)
            for name, value in re.findall(r"^ours: (.*?)  +([\d.]+)", output, re.MULTILINE)}


def measure(options, table, hosts):
    with tempfile.TemporaryDirectory() as temporary:
        scratch = pathlib.Path(temporary)
        promql_workload.write(scratch, hosts, 80, 15)
        rules = (scratch / "rules.txt").read_text().splitlines()
        samples = read_pages(scratch / "pages")
        ours = our_figures(options, scratch)
        cpu, engine, ranges = measure_rules(options.prometheus, scratch, rules, samples,
                                            max(options.seconds, 3 * INTERVAL))
    what = f"{len(samples)} series: {len(rules)} rules once, CPU"
    table.add(what, ours["all rules once"], None, "ms", cpu, 1 / 3)
    table.add(what + " (its engine alone, wall)", ours["all rules once"], None, "ms", engine)
    what = f"{len(samples)} series: 1 h at 15 s, CPU"
    table.add(what, ours["a range query of an hour"], None, "ms", ranges[0], 0.5)
    table.add(what + " (its engine alone, wall)", ours["a range query of an hour"], None, "ms",
              ranges[1], 0.5)


def measure_memory(options, table):
    with tempfile.TemporaryDirectory() as temporary:
        scratch = pathlib.Path(temporary)
        promql_workload.write(scratch, 10, 120, 5)
        ours = our_figures(options, scratch)
    table.add("1000 series, 2 h at 5 s, rules evaluated: store and engine, resident",
              ours["whole process, resident"], 12.0, "MB")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--prometheus", type=pathlib.Path, default=programs.PEERS)
    parser.add_argument("--hosts", type=int, nargs="*", default=[10, 100])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--kinds", action="store_true", help="print our figures rule by rule")
    options = parser.parse_args()
    table = Table("silicon::promql", "prometheus")
    measure_memory(options, table)
    for hosts in options.hosts:
        measure(options, table, hosts)
    table.print()


if __name__ == "__main__":
    main()
