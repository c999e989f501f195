"""What it costs to hold ten thousand active alerts in a hundred groups: memory and CPU of
silicon-alerter, beside a Prometheus and an Alertmanager with the same alerts at the same time.

    alerts_held.py BUILD_DIR [--prometheus DIR] [--seconds N]

They come in two ways. Scraped: from one rule over ten thousand series, scraped and evaluated every
five seconds (beside: Prometheus and Alertmanager together). Posted: to the API, by somebody else's
Prometheus, in its batches and again each minute (beside: Alertmanager alone). A third time each
posted alert is a group of its own and nobody answers where they are to be told: ten thousand
messages wait, until the receiver is there again. BUILD_DIR is a release build; DIR has prometheus;
where Debian's Alertmanager cannot run, silicon-alerter is measured alone. Measured is what is
resident at the end of the seconds, what was so at most, and the CPU time in them. It prints,
budgets included; it does not judge by its exit code.
"""

import argparse
import contextlib
import json
import pathlib
import tempfile
import threading
import time

import alert_world
from harness import figures, programs, scraping
from table import Table

ALERTS = 10_000
GROUPS = 100
BATCH = 64  # of Prometheus 2
RESEND = 60  # seconds
SUMMARY = "{case} of {group} is beyond what it can bear"
DESCRIPTION = "The load of {case} has been above 5 since the last evaluation; it is now {value}."
RULES = {"groups": [{"name": "held", "rules": [{
    "alert": "Crossed", "expr": "load > 5", "labels": {"severity": "warning"},
    "annotations": {
        "summary": SUMMARY.format(case="{{ $labels.case }}", group="{{ $labels.group }}"),
        "description": DESCRIPTION.format(case="{{ $labels.case }}", value="{{ $value }}"),
        "runbook_url": "https://runbooks.example/Crossed"}}]}]}


def cases():
    return [(f"m{number}", f"g{number % GROUPS}") for number in range(ALERTS)]


def posted(begun):
    """The same alerts as Prometheus posts them: bodies of a batch each."""
    stamp = "%Y-%m-%dT%H:%M:%S.000Z"
    alerts = [{
        "labels": {"alertname": "Crossed", "severity": "warning", "case": case, "group": group,
                   "instance": "127.0.0.1:9100", "job": "t"},
        "annotations": {"summary": SUMMARY.format(case=case, group=group),
                        "description": DESCRIPTION.format(case=case, value=9),
                        "runbook_url": "https://runbooks.example/Crossed"},
        "startsAt": time.strftime(stamp, time.gmtime(begun)),
        "endsAt": time.strftime(stamp, time.gmtime(time.time() + 4 * RESEND)),
        "generatorURL": "http://prometheus.example:9090/graph?g0.expr=load+%3E+5&g0.tab=1",
    } for case, group in cases()]
    return [json.dumps(alerts[start:start + BATCH]).encode()
            for start in range(0, ALERTS, BATCH)]


class Poster(threading.Thread):
    """Posts all alerts to the ports, and again each minute, until it is told to end."""

    def __init__(self, ports):
        super().__init__(daemon=True)
        self.ports = ports
        self.over = threading.Event()

    def run(self):
        begun = time.time()
        while True:
            bodies = posted(begun)
            for port in self.ports:
                connection = scraping.Connection(port)
                for body in bodies:
                    reply = connection.request("/api/v2/alerts", {
                        "Content-Type": "application/json"}, "POST", body)
                    assert reply.status == 200, reply.text
            if self.over.wait(RESEND):
                return


def watch(groups, seconds):
    """(bytes at the end, bytes at most, CPU milliseconds a second) of each group of programs."""
    def resident(group, name):
        return sum(figures.memory_bytes(one.pid)[name] for one in group)

    def cpu(group):
        return sum(figures.cpu_seconds(one.pid) for one in group)

    before = [cpu(group) for group in groups]
    begun = time.monotonic()
    time.sleep(seconds)
    passed = time.monotonic() - begun
    return [(resident(group, "VmRSS"), resident(group, "VmHWM"),
             (cpu(group) - start) / passed * 1e3) for group, start in zip(groups, before)]


def told_of_all(world, paths):
    for path in paths:
        programs.wait_until(lambda path=path: world.count(path) >= ALERTS,
                            f"all alerts at {path}", timeout=120, step=0.2)


def add(table, way, measured, budget):
    ours, theirs = [*measured, (None, None, None)][:2]
    for row, (what, budget, unit, scale) in enumerate((
            ("resident", budget, "MB", 1e-6), ("resident at most", None, "MB", 1e-6),
            ("CPU a second", None, "ms", 1))):
        beside = theirs[row] * scale if theirs[row] is not None else None
        table.add(f"{way}: {what}", ours[row] * scale, budget, unit, beside)


def scraped(options, scratch, table):
    rules = scratch / "rules.json"
    rules.write_text(json.dumps(RULES))
    with contextlib.ExitStack() as stack:
        world = stack.enter_context(alert_world.World())
        world.set(cases(), 9)
        scrapes = alert_world.scrapes(world, rules, "5s")
        groups, paths = [], ["/ours"]
        groups.append([stack.enter_context(alert_world.silicon_alerter(
            options.build, scratch, {**scrapes, **alert_world.routes(world.port, "/ours", "1s")}))])
        manager = alert_world.alertmanager_in(
            stack, alert_world.routes(world.port, "/theirs", "1s"))
        if manager is not None:
            groups.append([manager, stack.enter_context(alert_world.prometheus_telling(
                manager, options.prometheus, scratch / "prometheus", scrapes))])
            paths.append("/theirs")
        told_of_all(world, paths)
        add(table, "scraped", watch(groups, options.seconds), 64)


@contextlib.contextmanager
def holders_of_posted(options, scratch, port, group_by):
    """Ours, and an Alertmanager if it can run, to which the alerts are posted meanwhile."""
    with contextlib.ExitStack() as stack:
        holders = [stack.enter_context(alert_world.silicon_alerter(
            options.build, scratch, alert_world.routes(port, "/ours", "1s", group_by)))]
        manager = alert_world.alertmanager_in(
            stack, alert_world.routes(port, "/theirs", "1s", group_by))
        if manager is not None:
            holders.append(manager)
        poster = Poster([holder.port for holder in holders])
        poster.start()
        yield holders
        poster.over.set()
        poster.join()


def posted_by_others(options, scratch, table):
    with alert_world.World() as world, \
            holders_of_posted(options, scratch, world.port, "group") as holders:
        told_of_all(world, ["/ours", "/theirs"][:len(holders)])
        add(table, "posted", watch([[holder] for holder in holders], options.seconds), 64)


def waiting(program):
    """How many messages wait to be sent."""
    page = scraping.get(program.port, "/metrics").text
    return sum(float(line.rsplit(" ", 1)[1]) for line in page.splitlines()
               if line.startswith("silicon_alerter_outbox_messages{"))


def nobody_answers(options, scratch, table):
    port = programs.free_port()
    with holders_of_posted(options, scratch, port, "case") as holders:
        programs.wait_until(lambda: waiting(holders[0]) >= ALERTS, "messages to wait", timeout=120)
        add(table, f"{ALERTS} messages wait", watch([[holder] for holder in holders],
                                                    options.seconds), None)
        with alert_world.World(port) as world:
            paths = ["/ours", "/theirs"][:len(holders)]
            begun = time.monotonic()
            took = {}
            while len(took) < len(paths) and time.monotonic() < begun + 600:
                time.sleep(0.2)
                for path in paths:
                    if path not in took and world.count(path) >= ALERTS:
                        took[path] = time.monotonic() - begun
            what = "  receiver back until all are told"
            if "/ours" in took:
                table.add(what, took["/ours"], None, "s", took.get("/theirs"))
            else:
                table.say(what, f"only {world.count('/ours')} in ten minutes", "over")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--prometheus", type=pathlib.Path, default=programs.PEERS)
    parser.add_argument("--seconds", type=int, default=75)
    options = parser.parse_args()
    table = Table("silicon-alerter", "prometheus, alertmanager")
    table.say("active alerts", f"{ALERTS} in {GROUPS} groups")
    for way in (scraped, posted_by_others, nobody_answers):
        with tempfile.TemporaryDirectory() as folder:
            way(options, pathlib.Path(folder), table)
    table.print()


if __name__ == "__main__":
    main()
