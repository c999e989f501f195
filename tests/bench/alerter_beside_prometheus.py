"""The whole silicon-alerter beside a Prometheus and an Alertmanager that do the same work in the
same minutes: a target of a thousand series scraped each second, the rules that come with the
project evaluated every five, alerts handed on.

    alerter_beside_prometheus.py BUILD_DIR [--prometheus DIR] [--seconds N] [--minutes N]

BUILD_DIR is a release build; DIR has prometheus; Alertmanager is Debian's, see tests/e2e/peers;
where it cannot run, Prometheus is alone, which makes the comparison harder for us. Nobody waits two
hours for a full store: both are given the past (120 minutes of it, or --minutes) before they are
measured. Ours scrapes it from pages with timestamps of their own, ten seconds to a page;
Prometheus, which takes nothing that old from a page, gets it by remote write. It measures and
prints, budgets included; it does not judge by its exit code.
"""

import argparse
import contextlib
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
# pylint: disable=wrong-import-position
import alerter_workload
from harness import alertmanager, figures, programs, scraping
from prometheus_peer import prometheus, write
from table import Table

ROOT = pathlib.Path(__file__).resolve().parents[2]
RULES = 10_000
STARTS = 5


def config(port, manager=None, interval="1s", rules=None):
    """Of either program."""
    files = rules or [str(path) for path in sorted((ROOT / "rules").glob("*.yml"))
                      if not path.stem.endswith("_test")]
    result = {
        "global": {"scrape_interval": interval, "scrape_timeout": interval,
                   "evaluation_interval": "5s"},
        "scrape_configs": [{"job_name": "silicon", "static_configs": [
            {"targets": [f"127.0.0.1:{port}"]}]}],
        "rule_files": files}
    if manager:
        result["alerting"] = {"alertmanagers": [{"static_configs": [
            {"targets": [f"127.0.0.1:{manager}"]}]}]}
    return result


def start_ours(options, scratch, settings):
    port = programs.free_port()
    file = scratch / "alerter.yml"
    file.write_text(json.dumps({
        **settings, "web": {"listen_address": f"127.0.0.1:{port}"},
        "state": {"path": str(scratch / "state")}, "log": {"level": "error"},
        "storage": {"retention": "2h"}}))
    return programs.Program([options.build / "alerting" / "silicon-alerter", "run",
                             "--config.file", file], port=port)


def alertmanagers(stack):
    """One, or none where it cannot run: it needs a root of its own."""
    try:
        return [stack.enter_context(alertmanager.running(
            {"route": {"receiver": "nobody"}, "receivers": [{"name": "nobody"}]}))]
    except (OSError, RuntimeError):
        return []


def fill_ours(program, scratch, target, settings):
    """Lets it scrape the past ten times a second, then the present once."""
    programs.wait_until(lambda: target.caught_up, "the past to be scraped", timeout=1800, step=0.2)
    file = scratch / "alerter.yml"
    file.write_text(json.dumps({**json.loads(file.read_text()), **settings}))
    assert scraping.get(program.port, "/-/reload", method="POST").status == 200


def first_evaluation(options, target, manager):
    """Milliseconds from the start to readiness, which is the first evaluation of every group."""
    times = []
    for _ in range(STARTS):
        with tempfile.TemporaryDirectory() as folder:
            begun = time.monotonic()
            settings = config(target, manager)
            with start_ours(options, pathlib.Path(folder), settings) as program:
                programs.wait_until(
                    lambda port=program.port: scraping.get(port, "/-/ready").status == 200,
                    "the first evaluation", step=0.002)
                times.append((time.monotonic() - begun) * 1e3)
    return sorted(times)[len(times) // 2]


def many_rules(options, scratch):
    """Seconds to read and check ten thousand rules."""
    rules = [{"alert": f"Rule{number}", "for": "5m",
              "expr": f'sum by (instance) (rate(metric_{number}{{job="j"}}[5m])) / 3 > {number}',
              "labels": {"severity": "page"}, "annotations": {
                  "summary": "{{ $labels.instance }} is at {{ $value | humanize }}"}}
             for number in range(RULES)]
    groups = [{"name": f"g{start}", "rules": rules[start:start + 100]}
              for start in range(0, RULES, 100)]
    file = scratch / "many.json"
    file.write_text(json.dumps({"groups": groups}))
    begun = time.monotonic()
    subprocess.run([options.build / "alerting" / "silicon-alerter", "check", "rules", file],
                   check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - begun


def watch(groups, seconds):
    """(CPU milliseconds a second, resident bytes) of each group of programs, over the same time."""
    before = [sum(figures.cpu_seconds(one.pid) for one in group) for group in groups]
    begun = time.monotonic()
    time.sleep(seconds)
    passed = time.monotonic() - begun
    return [((sum(figures.cpu_seconds(one.pid) for one in group) - start) / passed * 1e3,
             sum(figures.memory_bytes(one.pid)["VmRSS"] for one in group))
            for group, start in zip(groups, before)]


def past_of(target, now, minutes):
    """{series: [(milliseconds, value)]} of the minutes before `now`, named as by a scrape."""
    samples = {}
    own = f'instance="127.0.0.1:{target}",job="silicon"'
    for second in range(now - minutes * 60, now):
        for line in alerter_workload.page(second).splitlines():
            series, value = line.rsplit(" ", 1)
            name, _, labels = series.rstrip("}").partition("{")
            key = f"{name}{{{own}{',' if labels else ''}{labels}}}"
            samples.setdefault(key, []).append((second * 1000, value))
    return samples


def side_by_side(options, scratch, table):
    with contextlib.ExitStack() as stack:
        now = int(time.time())
        past = stack.enter_context(alerter_workload.Target(now - options.minutes * 60))
        live = stack.enter_context(alerter_workload.Target())
        peers = alertmanagers(stack)
        table.say("Alertmanager", "runs beside" if peers else "cannot run here")
        port = peers[0].port if peers else None
        ours = stack.enter_context(start_ours(
            options, scratch, config(past.port, port, interval="100ms")))
        theirs = stack.enter_context(prometheus(options.prometheus, scratch / "theirs", {}))
        # Behind the present it would take no past: it scrapes only now.
        write(theirs.port, past_of(live.port, now - 1, options.minutes))
        (scratch / "theirs" / "prometheus.yml").write_text(json.dumps(config(live.port, port)))
        theirs.send(signal.SIGHUP)
        fill_ours(ours, scratch, past, config(past.port, port))
        time.sleep(10)
        (our_cpu, our_bytes), (their_cpu, their_bytes) = watch(
            [[ours], [theirs, *peers]], options.seconds)
        table.add("CPU a second", our_cpu, None, "ms", their_cpu, 0.5)
        table.add("resident", our_bytes / 1e6, 32, "MB", their_bytes / 1e6, 1 / 3)
        start = first_evaluation(options, past.port, port)
        table.add("start to first evaluation", start, 200, "ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--prometheus", type=pathlib.Path, default=programs.PEERS)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--minutes", type=int, default=120)
    options = parser.parse_args()
    table = Table("silicon-alerter", "prometheus + alertmanager")
    table.say("series on the page", str(alerter_workload.page(0).count("\n")))
    table.say("minutes in the stores before", str(options.minutes))
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        table.add(f"check {RULES} rules", many_rules(options, scratch), 1, "s")
        side_by_side(options, scratch, table)
    table.print()


if __name__ == "__main__":
    main()
