"""A real Prometheus to measure beside: starts it, and gives it the samples of exposition pages by
its remote-write protocol, whatever their age."""

import json
import pathlib
import re
import struct
import sys
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
# pylint: disable=wrong-import-position
from harness import programs, scraping

STALE = struct.pack("<Q", 0x7ff0000000000002)
SERIES = re.compile(r'([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$')
LABEL = re.compile(r'([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"')


def read_pages(folder):
    """{series text: [(milliseconds, value text), ...]} of all pages."""
    samples = {}
    for path in sorted(folder.glob("*.prom")):
        for line in path.read_text().splitlines():
            if line and not line.startswith("#"):
                series, value = line.rsplit(" ", 1)
                samples.setdefault(series, []).append((int(path.stem), value))
    return samples


def varint(number):
    out = bytearray()
    while number > 0x7f:
        out.append(number & 0x7f | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def field(number, data):
    return varint(number << 3 | 2) + varint(len(data)) + data


def write_request(series, points):
    """One prometheus.TimeSeries in protobuf."""
    name, labels, _ = SERIES.match(series + " 0").groups()
    pairs = [("__name__", name), *LABEL.findall(labels or "")]
    message = b"".join(field(1, field(1, key.encode()) + field(2, value.encode()))
                       for key, value in sorted(pairs))
    for ms, value in points:
        bits = STALE if value == "stale" else struct.pack("<d", float(value))
        message += field(2, b"\x09" + bits + b"\x10" + varint(ms))
    return field(1, message)


def snappy(data):
    """Snappy's format, with nothing compressed."""
    out = bytearray(varint(len(data)))
    for start in range(0, len(data), 65536):
        part = data[start:start + 65536]
        out += b"\xf4" + struct.pack("<H", len(part) - 1) + part
    return bytes(out)


def remote_write(port, body):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/write", snappy(body),
        {"Content-Encoding": "snappy", "Content-Type": "application/x-protobuf",
         "X-Prometheus-Remote-Write-Version": "0.1.0"})
    urllib.request.urlopen(request, timeout=60).close()


def write(port, samples, shift=0, step=60):
    """All samples, moved by `shift` milliseconds, those of `step` scrapes at a time."""
    programs.wait_until(lambda: scraping.get(port, "/-/ready").status == 200, "Prometheus")
    times = sorted({ms for points in samples.values() for ms, _ in points})
    done = dict.fromkeys(samples, 0)
    # In order of time over all series: Prometheus refuses what is much older than the newest.
    for end in [*times[step::step], times[-1] + 1]:
        parts = []
        for series, points in samples.items():
            first = done[series]
            while done[series] < len(points) and points[done[series]][0] < end:
                done[series] += 1
            if done[series] > first:
                parts.append(write_request(
                    series, [(ms + shift, value) for ms, value in points[first:done[series]]]))
        remote_write(port, b"".join(parts))


def load(port, samples, ahead=0, step=60):
    """All samples, moved so that the last is `ahead` seconds from now, `step` scrapes at a time."""
    newest = max(points[-1][0] for points in samples.values())
    write(port, samples, int((time.time() + ahead) * 1000) - newest, step)


def prometheus(folder, scratch, config, flags=()):
    """A Prometheus of `folder` that works in the new folder `scratch`."""
    scratch.mkdir()
    (scratch / "prometheus.yml").write_text(json.dumps(config))
    port = programs.free_port()
    return programs.Program(
        [folder / "prometheus", f"--config.file={scratch}/prometheus.yml",
         f"--storage.tsdb.path={scratch}/data", f"--web.listen-address=127.0.0.1:{port}",
         "--web.enable-remote-write-receiver", "--log.level=error", *flags], port=port)
