"""Measures what it costs to know containers by name: an exporter beside a real dockerd.

Containers run whose health flips at every check, which is the dearest that an engine can do to who
listens to it. Of two exporters at once one asks the engine and the other does not: the difference
is what the asking costs. Needs root. Prints; does not judge.

    tests/bench/beside_dockerd.py [--seconds N] [--containers N]     with SILICON_BUILD set
"""

import argparse
import pathlib
import subprocess
import sys
import time

E2E = pathlib.Path(__file__).resolve().parents[1] / "e2e"
sys.path[:0] = [str(E2E), str(E2E / "containers")]
# pylint: disable=wrong-import-position
import engines
from harness import figures
from watching import Watching

BUDGET = 0.5  # percent of a core
FLIP = "if [ -e /flipped ]; then rm /flipped; false; else echo >/flipped; fi"


def flips(docker, seconds):
    """How often the health of a container changes in that time, by dockerd's own word."""
    events = subprocess.Popen(docker.command("events", "--filter", "event=health_status"),
                              env=docker.environment(), stdout=subprocess.PIPE, text=True)
    time.sleep(seconds)
    events.terminate()
    return len(events.communicate()[0].splitlines())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--containers", type=int, default=8)
    arguments = parser.parse_args()
    subprocess.run([E2E / "peers"], check=True)
    subprocess.run([E2E / "containers" / "engines"], check=True)
    with engines.Docker() as docker:
        for number in range(arguments.containers):
            docker.start_container(f"c{number}", "--health-cmd", FLIP, "--health-interval", "1s",
                                   "--health-retries", "1")
        nobody = docker.folder / "nobody"
        with Watching(docker.folder, [docker.socket]) as asking, \
             Watching(docker.folder, [nobody]) as silent:
            asking.wait("container_health_state", name="c0")
            before = [figures.cpu_seconds(exporter.pid) for exporter in (asking, silent)]
            changes = flips(docker, arguments.seconds)
            spent = [figures.cpu_seconds(exporter.pid) - cpu
                     for exporter, cpu in zip((asking, silent), before)]
    share = 100 * (spent[0] - spent[1]) / arguments.seconds
    print(f"{arguments.containers} containers of a real dockerd, "
          f"{changes / arguments.seconds:.1f} changes of health a second")
    print(f"metadata: {share:.3f} % of a core (budget {BUDGET} %); the exporter takes "
          f"{100 * spent[0] / arguments.seconds:.3f} % with it")


if __name__ == "__main__":
    main()
