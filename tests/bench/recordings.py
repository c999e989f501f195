"""What recordings cost: bytes of each sample, and the exporter's memory while it plays one.

    recordings.py [--seconds N]     N: how long this host is recorded, and each recording played

The Mac is the fake one of bench.apple_sample, as large as an M4 Max. Budgets: 12 KB a sample once
compressed by gzip, 8 MB of resident memory.
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
    host, mac = folder / "host.ndjson", folder / "mac.ndjson"
    build = programs.exporter_path().parents[1]
    subprocess.run([build / "tests" / "bench" / "bench.apple_sample", mac], check=True)
    programs.run_exporter("record", "--seconds", seconds, "--out", host, timeout=seconds + 30)
    report = Table("silicon-exporter", "")
    for name, path in (("this host", host), ("a large Mac", mac)):
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
