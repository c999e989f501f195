"""What recordings cost: bytes of each sample, and the exporter's memory while it plays one.

    recordings.py [--seconds N]     N: how long this host is recorded, and each recording played

Budgets: 12 KB a sample once compressed by gzip, 8 MB of resident memory. The synthetic M4 Max is
the shipped demonstration. The busy one is tests/bench/busy_mac.hpp: all channels and sensors that
a real one is known to have, every figure of them moving every second, as the fake frameworks give
it to silicon-record; no real one costs more.
"""

import argparse
import gzip
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
# pylint: disable=wrong-import-position
from harness import figures, programs, scraping
from table import Table

MEGABYTE = 1e6
DEMO = pathlib.Path(__file__).resolve().parents[2] / "docker/demo/synthetic-m4-max-day.ndjson.gz"


def packed_bytes_a_sample(path):
    text = path.read_bytes()
    return len(gzip.compress(text, 6)) / (text.count(b"\n") - 1)


def memory_while_playing(path, seconds):
    """Resident bytes of the exporter that played the recording ten times as fast, in a loop."""
    with programs.exporter("--source", f"recording:{path},loop,speed=10") as player:
        scraping.settled_page(player.port)
        most = 0
        for _ in range(seconds):
            time.sleep(1)
            most = max(most, figures.memory_bytes(player.pid)["VmRSS"])
        return most, figures.cpu_seconds(player.pid)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=int, default=20)
    seconds = options.parse_args().seconds
    folder = pathlib.Path(tempfile.mkdtemp())
    host, demo, busy = (folder / f"{name}.ndjson" for name in ("host", "demo", "busy"))
    demo.write_bytes(gzip.decompress(DEMO.read_bytes()))
    build = programs.exporter_path().parents[1]
    subprocess.run([build / "tests" / "bench" / "bench.apple_sample", busy], check=True)
    programs.run_exporter("record", "--seconds", seconds, "--out", host, timeout=seconds + 30)
    report = Table("silicon-exporter", "")
    for name, path in (("this host", host), ("synthetic M4 Max", demo), ("busy M4 Max", busy)):
        report.add(f"{name}: a sample, by gzip", packed_bytes_a_sample(path) / 1e3, 12.0, "kB")
        memory, cpu = memory_while_playing(path, seconds)
        report.add(f"{name}: resident memory while playing", memory / MEGABYTE, 8.0, "MB")
        report.say(f"{name}: CPU for {seconds} s, ten times as fast", f"{cpu:.2f} s")
    report.print()
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


if __name__ == "__main__":
    main()
