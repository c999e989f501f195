"""What the language is measured on: hosts with a hundred series each, and five hundred rules of the
kinds that people write about them. The same from run to run.

    promql_workload.py FOLDER [--hosts N] [--minutes N] [--step SECONDS]

writes FOLDER/pages/MILLISECONDS.prom (scrapes, `instance` and `job` included) and
FOLDER/rules.txt (one expression a line).
"""

import argparse
import pathlib
import random

START = 1_700_000_000
MODES = ("user", "system", "idle", "nice", "iowait", "irq", "softirq", "steal")
BOUNDS = ("0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "5.0", "+Inf")
GIGABYTE = 1 << 30


class Host:
    """One machine: its counters go on from page to page."""

    def __init__(self, number):
        self.random = random.Random(number)
        self.labels = f'instance="host-{number}:9100",job="node"'
        self.number = number
        self.counters = {}

    def count(self, series, by):
        self.counters[series] = self.counters.get(series, self.random.randrange(1_000_000)) + by
        return self.counters[series]

    def line(self, name, labels, value):
        return f"{name}{{{self.labels}{',' if labels else ''}{labels}}} {value}\n"

    def hundredths(self, name, labels, most):
        value = self.count(name + labels, self.random.randrange(most))
        return self.line(name, labels, f"{value / 100:g}" if value < 10**8 else value // 100)

    def counter(self, name, labels, most):
        return self.line(name, labels, self.count(name + labels, self.random.randrange(most)))

    def page(self, step):
        lines = [self.line("up", "", 1),
                 self.line("node_uname_info", f'release="6.{self.number % 3}"', 1)]
        for cpu in range(4):
            lines += [self.hundredths("node_cpu_seconds_total", f'cpu="{cpu}",mode="{mode}"',
                                      step * 100 // len(MODES)) for mode in MODES]
        for window in (1, 5, 15):
            lines.append(self.line(f"node_load{window}", "", self.random.randrange(800) / 100))
        lines += [self.counter(f"node_{what}_total", "", step * 2000)
                  for what in ("context_switches", "intr", "forks")]
        lines.append(self.line("node_boot_time_seconds", "", START - 86400))
        lines.append(self.line("node_procs_running", "", self.random.randrange(8)))
        lines += self.memory() + self.disks() + self.network(step) + self.requests(step)
        return "".join(lines)

    def memory(self):
        total = 16 * GIGABYTE
        parts = {"MemTotal": total, "MemAvailable": self.random.randrange(total),
                 "MemFree": self.random.randrange(total // 2), "Cached": total // 4,
                 "SwapTotal": 0, "SwapFree": 0}
        return [self.line(f"node_memory_{name}_bytes", "", value // 4096 * 4096)
                for name, value in parts.items()]

    def disks(self):
        lines = []
        for mount in ("/", "/var", "/data"):
            labels = f'device="{mount}",mountpoint="{mount}"'
            lines.append(self.line("node_filesystem_size_bytes", labels, 200 * GIGABYTE))
            lines.append(self.line("node_filesystem_avail_bytes", labels,
                                   self.random.randrange(200) * GIGABYTE))
        for device in ("nvme0n1", "nvme1n1"):
            labels = f'device="{device}"'
            lines.append(self.hundredths("node_disk_io_time_seconds_total", labels, 500))
            lines += [self.counter(f"node_disk_{what}_total", labels, 2000)
                      for what in ("reads_completed", "writes_completed", "read_bytes")]
        return lines

    def network(self, step):
        return [self.counter(f"node_network_{way}_total", f'device="{device}"', step * most)
                for device in ("eth0", "eth1")
                for way, most in (("receive_bytes", 10**6), ("transmit_bytes", 10**5),
                                  ("receive_errs", 1))]

    def requests(self, step):
        lines = []
        for handler in ("/api", "/login"):
            labels = f'handler="{handler}"'
            total = 0
            for bound in BOUNDS:
                total += self.random.randrange(step * 4)
                lines.append(self.line("http_request_duration_seconds_bucket",
                                       f'{labels},le="{bound}"',
                                       self.count("bucket" + labels + bound, total)))
            lines.append(self.line("http_request_duration_seconds_count", labels,
                                   self.counters["bucket" + labels + BOUNDS[-1]]))
            lines.append(self.hundredths("http_request_duration_seconds_sum", labels, step * 100))
            lines += [self.counter("http_requests_total", f'{labels},code="{code}"', step * most)
                      for code, most in (("200", 50), ("404", 3), ("500", 2))]
        return lines


# {w} a window, {p} a share of one, {h} a handler, {m} a mode, {q} a quantile: filled in turn.
TEMPLATES = (
    # rates and ratios
    'sum by (instance) (rate(node_cpu_seconds_total{{mode="{m}"}}[{w}])) > {p}',
    '1 - avg by (instance) (rate(node_cpu_seconds_total{{mode="idle"}}[{w}])) > {p}',
    'rate(node_network_receive_bytes_total{{device="eth0"}}[{w}]) > 1e6 * {p}',
    'increase(node_network_receive_errs_total[{w}]) > 10 * {p}',
    'irate(node_disk_io_time_seconds_total[{w}]) > {p}',
    'node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes < {p}',
    'node_filesystem_avail_bytes{{mountpoint!="/data"}} / node_filesystem_size_bytes < {p}',
    'sum by (job, handler) (rate(http_requests_total{{code=~"5.."}}[{w}]))'
    ' / sum by (job, handler) (rate(http_requests_total[{w}])) > {p}',
    'sum by (instance) (rate(http_requests_total{{handler="{h}",code!~"2.."}}[{w}])) > {p}',
    # quantiles
    'histogram_quantile({q}, sum by (le) (rate(http_request_duration_seconds_bucket[{w}]))) > {p}',
    'histogram_quantile({q}, sum by (instance, le)'
    ' (rate(http_request_duration_seconds_bucket{{handler="{h}"}}[{w}]))) > {p}',
    'rate(http_request_duration_seconds_sum[{w}])'
    ' / rate(http_request_duration_seconds_count[{w}]) > {p}',
    # joins
    'node_load1 / on (instance) count by (instance) (node_cpu_seconds_total{{mode="{m}"}}) > {p}',
    'node_load5 * on (instance) group_left (release) node_uname_info > 5 * {p}',
    'rate(node_disk_reads_completed_total[{w}]) and on (instance) node_load5 > 4 * {p}',
    'up == 0 unless on (instance) node_load1 < {p}',
    # over time
    'avg_over_time(node_load1[{w}]) > 5 * {p}',
    'max_over_time(node_memory_MemFree_bytes[{w}]) < 1e9 * {p}',
    'quantile_over_time({q}, node_load1[{w}]) > 8 * {p}',
    'predict_linear(node_filesystem_avail_bytes{{mountpoint="/"}}[{w}], 4 * 3600) < 0',
    'changes(up[{w}]) > 10 * {p}',
    'min_over_time(up[{w}]) == 0',
    # the rest
    'topk(5, sum by (instance) (rate(http_requests_total[{w}])))',
    'absent(up{{job="node"}})',
    'count by (job) (up == 1) < 10 * {p}',
)


def rules(count):
    chosen = random.Random(1)
    while count > 0:
        for template in TEMPLATES[:count]:
            count -= 1
            yield template.format(
                w=chosen.choice(("1m", "2m", "5m", "5m", "10m", "15m")), m=chosen.choice(MODES),
                p=chosen.choice(("0.05", "0.1", "0.2", "0.5", "0.8", "0.9")),
                h=chosen.choice(("/api", "/login")), q=chosen.choice(("0.5", "0.9", "0.99")))


def write(folder, hosts, minutes, step):
    pages = folder / "pages"
    pages.mkdir(parents=True)
    fleet = [Host(number) for number in range(hosts)]
    for second in range(0, minutes * 60 + 1, step):
        page = "".join(host.page(step) for host in fleet)
        (pages / f"{(START + second) * 1000}.prom").write_text(page)
    (folder / "rules.txt").write_text("".join(rule + "\n" for rule in rules(500)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--hosts", type=int, default=10)
    parser.add_argument("--minutes", type=int, default=80)
    parser.add_argument("--step", type=int, default=15)
    options = parser.parse_args()
    write(options.folder, options.hosts, options.minutes, options.step)


if __name__ == "__main__":
    main()
