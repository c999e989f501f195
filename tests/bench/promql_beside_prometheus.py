"""Evaluates five hundred typical rules, and range queries of an hour, with ours and with a real
Prometheus over the same samples, and prints both beside each other.

    promql_beside_prometheus.py BUILD_DIR [--prometheus DIR] [--hosts N ...] [--seconds N]

BUILD_DIR is a release build with bench.promql, DIR the folder of prometheus; a host has a hundred
series. Measures and prints; does not judge.
"""

import argparse
import json
import pathlib
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


def measure(options, hosts):
    with tempfile.TemporaryDirectory() as temporary:
        scratch = pathlib.Path(temporary)
        promql_workload.write(scratch, hosts, 80, 15)
        rules = (scratch / "rules.txt").read_text().splitlines()
        samples = read_pages(scratch / "pages")
        print(f"{len(samples)} series, {len(rules)} rules")
        bench = options.build / "tests" / "bench" / "bench.promql"
        if bench.exists():
            subprocess.run([bench, scratch], check=True)
        cpu, engine, ranges = measure_rules(options.prometheus, scratch, rules, samples,
                                            options.seconds)
        print(f"prometheus: all rules once             {cpu:9.2f} ms CPU, {engine:.2f} ms engine")
        print(f"prometheus: a range query of an hour   {ranges[0]:9.2f} ms CPU, "
              f"{ranges[1]:.2f} ms engine")
        print(flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--prometheus", type=pathlib.Path, default=programs.PEERS)
    parser.add_argument("--hosts", type=int, nargs="*", default=[10, 100])
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    for hosts in options.hosts:
        measure(options, hosts)


if __name__ == "__main__":
    main()
