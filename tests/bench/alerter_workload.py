"""What the alerter is measured on: an exporter's page of a thousand series whose figures move, and
the rules that come with the project. The same from run to run but for the clock."""

import http.server
import math
import threading
import time

CORES = 16
MODES = ("user", "system", "idle", "nice")
BOUNDS = ("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "0.95", "0.99", "1.0",
          "+Inf")
CONTAINERS = 16
SECONDS_PER_PAGE = 10
DEVICES = 12
INTERFACES = 12


def wave(number, second, period=300):
    """From 0 to 1, differently for each number."""
    return 0.5 + 0.5 * math.sin(2 * math.pi * (second / period + number * 0.137))


def page(second):
    """About a thousand series as silicon-exporter exposes them, at that second."""
    lines = ["silicon_machine_info{model=\"Mac16,5\",chip=\"Apple M4 Max\",os=\"15.1\"} 1"]
    gauge = lines.append
    for core in range(CORES):
        tier = "efficiency" if core < 4 else "performance"
        labels = f'cpu="{core}",cluster="{core // 4}",tier="{tier}"'
        gauge(f"silicon_cpu_core_utilization_ratio{{{labels}}} {wave(core, second) * 0.6:.4f}")
        for number, mode in enumerate(MODES):
            gauge(f'silicon_cpu_seconds_total{{{labels},mode="{mode}"}} '
                  f"{second * (number + 1) / 10 + core:.2f}")
    for kind in range(16):
        gauge(f'silicon_memory_bytes{{kind="k{kind}"}} {int(wave(kind, second) * 1e9)}')
    gauge(f"silicon_memory_total_bytes {128 << 30}")
    gauge(f"silicon_memory_used_bytes {int((40 + 10 * wave(3, second)) * (1 << 30))}")
    for rail in ("cpu", "gpu", "ane", "dram"):
        gauge(f'silicon_energy_joules_total{{rail="{rail}"}} {second * 3.7:.3f}')
        gauge(f'silicon_power_watts{{rail="{rail}",source="smc"}} {wave(1, second) * 30:.2f}')
        for number, bound in enumerate(BOUNDS):
            gauge(f'silicon_power_sample_watts_bucket{{rail="{rail}",le="{bound}"}} '
                  f"{int(second * (number + 1))}")
    for sensor in range(90):
        gauge(f'silicon_temperature_celsius{{sensor="s{sensor}",component="c{sensor % 5}"}} '
              f"{45 + wave(sensor, second) * 20:.1f}")
    for name, count in (("disk", DEVICES), ("network", INTERFACES)):
        for number in range(count):
            for what in range(8):
                gauge(f'silicon_{name}_figure{what}_total{{device="d{number}"}} '
                      f"{int(second * 1000 * (what + 1))}")
    for number in range(CONTAINERS):
        labels = (f'id="/docker/{number:064x}",name="service-{number}",'
                  f'image="registry/service:{number}"')
        for what in range(32):
            gauge(f"container_figure{what}_total{{{labels}}} {second * (what + 1) * 0.01:.4f}")
    for source in range(12):
        gauge(f'silicon_source_up{{source="s{source}"}} 1')
        gauge(f'silicon_source_sample_duration_seconds{{source="s{source}"}} 0.00{source:02d}')
    return "\n".join(lines) + "\n"


class Target:
    """Serves the page of the second it is asked at, and before that, from `since` on, the past: ten
    seconds to a page, with their own timestamps. A context manager."""

    def __init__(self, since=None):
        target = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                body = target.body()
                self.send_response(200)
                self.send_header("Content-Type", "text/plain; version=0.0.4")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._next = since  # the second of the past that is to be served next
        self._second, self._body = None, b""
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *_: None
        self.port = self.server.server_port

    @property
    def caught_up(self):
        return self._next is None

    def body(self):
        second = int(time.time())
        if self._next is not None:
            first = self._next
            self._next = first + SECONDS_PER_PAGE
            if self._next < second:
                return stamped(range(first, self._next))
            self._next = None
        # Rendered once for all who ask within a second.
        if second != self._second:
            self._second, self._body = second, page(second).encode()
        return self._body

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def stamped(seconds):
    """One page with the samples of several seconds."""
    return "".join(f"{line} {second}000\n" for second in seconds
                   for line in page(second).splitlines()).encode()
