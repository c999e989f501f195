"""How long it takes from a sample that crosses a threshold until somebody is told: silicon-alerter
beside a Prometheus with an Alertmanager on the same target, at the same time.

    alert_latency.py BUILD_DIR [--prometheus DIR] [--seconds N]

BUILD_DIR is a release build; DIR has prometheus; where Debian's Alertmanager cannot run,
silicon-alerter is measured alone. Both scrape and evaluate each second, `for` is 0 and so is
group_wait; each case is a series of its own that crosses its threshold at a random moment, and an
alert and a group of its own. Then a thousand cross at once, in ten groups. It measures and prints,
budgets included; it does not judge by its exit code.
"""

import argparse
import contextlib
import json
import pathlib
import random
import tempfile
import time

import alert_world
from harness import programs
from table import Table

INTERVAL = 1.0  # seconds, of scrapes and of evaluations
BUDGET = 2 * INTERVAL * 1e3 + 50  # milliseconds
BURST = 1000
PAUSE = 0.2  # seconds, between two that cross
RULES = {"groups": [{"name": "latency", "rules": [
    {"alert": "Crossed", "expr": "load > 5"}]}]}


def start(options, scratch, world, rules, stack):
    """Starts whoever can run; their paths."""
    stack.enter_context(alert_world.silicon_alerter(options.build, scratch, {
        **alert_world.scrapes(world, rules), **alert_world.routes(world.port, "/ours")}))
    manager = alert_world.alertmanager_in(stack, alert_world.routes(world.port, "/theirs"))
    if manager is None:
        return ["/ours"]
    stack.enter_context(alert_world.prometheus_telling(
        manager, options.prometheus, scratch / "prometheus", alert_world.scrapes(world, rules)))
    return ["/ours", "/theirs"]


def quantile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def cross_one_by_one(world, cases, paths):
    """{path: [milliseconds from crossing to being told]}."""
    keys = [(f"c{number}", f"g{number}") for number in range(cases)]
    world.set(keys, 1)
    time.sleep(3 * INTERVAL)
    crossed = {}
    for key in keys:
        time.sleep(random.uniform(0.25 * PAUSE, 1.75 * PAUSE))
        crossed[key[0]] = world.set([key], 9)
    for path in paths:
        programs.wait_until(lambda path=path: world.count(path) >= cases, f"all of {path}",
                            timeout=30)
    return {path: [(world.heard[path][case] - at) * 1e3 for case, at in crossed.items()]
            for path in paths}


def cross_at_once(world, paths, before):
    """{path: milliseconds from the first of a thousand that is told to the last, and from the
    crossing to that}."""
    keys = [(f"b{number}", f"burst{number % 10}") for number in range(BURST)]
    at = world.set(keys, 9)
    result = {}
    for path in paths:
        programs.wait_until(lambda path=path: world.count(path) >= before + BURST, "a thousand",
                            timeout=30)
        times = [world.heard[path][case] for case, _ in keys]
        result[path] = ((max(times) - min(times)) * 1e3, (max(times) - at) * 1e3)
    return result


def report(table, told, burst):
    for share, name in ((0.5, "median"), (0.99, "p99")):
        theirs = quantile(told["/theirs"], share) if "/theirs" in told else None
        table.add(f"crossing to being told, {name}", quantile(told["/ours"], share),
                  BUDGET if share > 0.9 else None, "ms", theirs)
    spread, whole = burst["/ours"]
    their_spread, their_whole = burst.get("/theirs", (None, None))
    table.add(f"{BURST} at once, first told to last", spread, 1000, "ms", their_spread)
    table.add(f"{BURST} at once, crossing to last", whole, None, "ms", their_whole)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--prometheus", type=pathlib.Path, default=programs.PEERS)
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    cases = int(options.seconds / PAUSE)
    table = Table("silicon-alerter", "prometheus + alertmanager")
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        scratch = pathlib.Path(folder)
        rules = scratch / "rules.json"
        rules.write_text(json.dumps(RULES))
        world = stack.enter_context(alert_world.World())
        paths = start(options, scratch, world, rules, stack)
        told = cross_one_by_one(world, cases, paths)
        report(table, told, cross_at_once(world, paths, cases))
    table.print()


if __name__ == "__main__":
    main()
