"""Holds the same samples in our store and in a real Prometheus, and prints both beside each other,
and the budgets.

    series_beside_prometheus.py BUILD_DIR [--prometheus DIR] [--pages DIR] [--seconds N]

BUILD_DIR is a release build with bench.series, DIR the folder of prometheus and promtool, --pages a
folder of recorded pages called MILLISECONDS.prom, see record_pages.py (without it: 1,000 made
series for 2 h at 5 s). It measures and prints; it does not judge by its exit code.
"""

import argparse
import http.server
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
# pylint: disable=wrong-import-position
from harness import figures, programs
from prometheus_peer import load, prometheus, read_pages
from table import Table

FIGURE = re.compile(r"^ *(\S.*?)  +([\d.]+)( \w+)?$", re.MULTILINE)


def our_figures(bench, pages):
    """What bench.series prints: {name: number}."""
    output = subprocess.run([bench, "read", pages], check=True, capture_output=True,
                            text=True).stdout
    return {name: float(value) for name, value, _ in FIGURE.findall(output)}


def block_figures(promtool, samples, scratch):
    """Bytes per sample and samples per chunk of the blocks that promtool makes of the samples."""
    source = scratch / "samples.om"
    with source.open("w") as out:
        for series, points in samples.items():
            out.writelines(f"{series} {value} {ms / 1000:.3f}\n" for ms, value in points)
        out.write("# EOF\n")
    blocks = scratch / "blocks"
    subprocess.run([promtool, "tsdb", "create-blocks-from", "openmetrics", source, blocks],
                   check=True, stdout=subprocess.DEVNULL)
    size = count = chunks = 0
    for block in blocks.iterdir():
        if (block / "meta.json").exists():
            stats = json.loads((block / "meta.json").read_text())["stats"]
            count += stats["numSamples"]
            chunks += stats["numChunks"]
            segments = list((block / "chunks").iterdir())
            # A segment has a header of 8 bytes; a chunk a length (1 or 2 bytes), an encoding (1)
            # and a checksum (4) around what Prometheus would also keep in memory.
            size += sum(segment.stat().st_size - 8 for segment in segments)
    return (size - chunks * 7) / count, count / chunks


def settled_memory(program):
    time.sleep(8)
    return figures.memory_bytes(program.pid)["VmRSS"] / 1e6


def held_memory(folder, scratch, samples):
    """Megabytes resident of a Prometheus: empty, and holding the samples."""
    with prometheus(folder, scratch / "held", {}) as program:
        empty = settled_memory(program)
        load(program.port, samples)
        return empty, settled_memory(program)


class Pages(http.server.BaseHTTPRequestHandler):
    """Serves one page after the other at /metrics, and one with a single series at /one."""

    pages = []
    served = 0

    def do_GET(self):
        body = b"one 1\n"
        if self.path == "/metrics":
            body = Pages.pages[Pages.served % len(Pages.pages)]
            Pages.served += 1
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def scrape_cpu(folder, scratch, path, seconds):
    """CPU milliseconds per second of a Prometheus that scrapes `path` once a second."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config = {"global": {"scrape_interval": "1s", "scrape_timeout": "1s"},
              "scrape_configs": [{"job_name": "node", "metrics_path": path, "static_configs": [
                  {"targets": [f"127.0.0.1:{server.server_address[1]}"]}]}]}
    with prometheus(folder, scratch / ("scrape_" + path[1:]), config) as program:
        time.sleep(5)
        before = figures.cpu_seconds(program.pid)
        time.sleep(seconds)
        spent = figures.cpu_seconds(program.pid) - before
    server.shutdown()
    return spent / seconds * 1e3


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--prometheus", type=pathlib.Path, default=programs.PEERS)
    parser.add_argument("--pages", type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    bench = options.build / "tests" / "bench" / "bench.series"
    with tempfile.TemporaryDirectory() as temporary:
        scratch = pathlib.Path(temporary)
        pages = options.pages
        if pages is None:
            pages = scratch / "pages"
            pages.mkdir()
            subprocess.run([bench, "write", pages], check=True)
        ours = our_figures(bench, pages)
        samples = read_pages(pages)
        Pages.pages = [path.read_bytes() for path in sorted(pages.glob("*.prom"))]
        report(options, scratch, ours, samples)


def report(options, scratch, ours, samples):
    table = Table("silicon::series", "prometheus")
    table.say("series", str(len(samples)))
    table.say("samples", str(sum(map(len, samples.values()))))
    size, per_chunk = block_figures(options.prometheus / "promtool", samples, scratch)
    table.say("samples per chunk of Prometheus's", f"{per_chunk:.0f}")
    table.add("chunk bytes per sample", ours["chunk bytes per sample"], None, "B", size, 1.0)
    empty, full = held_memory(options.prometheus, scratch, samples)
    table.add("whole process, resident", ours["whole process, resident"], None, "MB", full, 0.25)
    table.say("Prometheus without a sample, resident", f"{empty:.3g} MB")
    cpu = scrape_cpu(options.prometheus, scratch, "/metrics", options.seconds)
    one = scrape_cpu(options.prometheus, scratch, "/one", options.seconds)
    table.add("CPU per scrape of known series (Prometheus: with HTTP)",
              ours["CPU, each further scrape"], 0.35, "ms", cpu - one)
    table.add("of it, reading the page", ours["of which reading the page"], None, "ms")
    table.print()


if __name__ == "__main__":
    main()
