"""Samples like those of the demo service that the PromQL compliance queries are written for: three
instances, counters that start anew, gauges that wander, a histogram, a metric that comes and goes.
The same from run to run."""

import math
import random

INSTANCES = ("demo.promlabs.com:10000", "demo.promlabs.com:10001", "demo.promlabs.com:10002")
BOUNDS = [0.0001 * 1.5 ** exponent for exponent in range(0, 27, 3)]
GIGABYTE = 1 << 30
STALE = "stale"


class Instance:
    """One of them; its counters go on from sample to sample."""

    def __init__(self, name, number):
        self.random = random.Random(number)
        self.base = f'instance="{name}",job="demo"'
        self.number = number
        self.counters = {}

    def series(self, name, labels=""):
        return f"{name}{{{self.base}{',' if labels else ''}{labels}}}"

    def count(self, series, by):
        self.counters[series] = self.counters.get(series, 0) + by
        return self.counters[series]

    def page(self, second):
        """{series: value} at that time."""
        if self.random.random() < 0.004:
            self.counters.clear()  # it was started anew
        samples = {self.series("up"): 1, self.series("demo_num_cpus"): 2 + self.number * 2,
                   self.series("demo_disk_total_bytes"): 200 * GIGABYTE}
        samples[self.series("demo_disk_usage_bytes")] = (
            (20 + self.number + second / 900) * GIGABYTE // 1)
        samples[self.series("demo_batch_last_success_timestamp_seconds")] = (
            second // 300 * 300 + self.number)
        if second % 600 < 360 + self.number * 60:
            samples[self.series("demo_intermittent_metric")] = second % 7
        self.memory(samples, second)
        self.cpu(samples)
        self.requests(samples)
        return samples

    def memory(self, samples, second):
        for number, kind in enumerate(("buffers", "cached", "free", "used")):
            wave = math.sin(second / 200 + number + self.number) + self.random.random() / 5
            samples[self.series("demo_memory_usage_bytes", f'type="{kind}"')] = (
                int((2 + wave) * GIGABYTE))

    def cpu(self, samples):
        for mode, share in (("idle", 0.6), ("system", 0.1), ("user", 0.3)):
            series = self.series("demo_cpu_usage_seconds_total", f'mode="{mode}"')
            samples[series] = self.count(series, round(self.random.random() * share * 10, 2))

    def requests(self, samples):
        for method, path in (("GET", "/api/bar"), ("POST", "/api/foo")):
            for status in ("200", "500"):
                labels = f'method="{method}",path="{path}",status="{status}"'
                total = 0
                for bound in [f"{bound:.6g}" for bound in BOUNDS] + ["+Inf"]:
                    total += self.random.randrange(4)
                    series = self.series("demo_api_request_duration_seconds_bucket",
                                         f'{labels},le="{bound}"')
                    samples[series] = self.count(series, total)
                series = self.series("demo_api_request_duration_seconds_sum", labels)
                samples[series] = self.count(series, round(total * self.random.random(), 3))
                series = self.series("demo_api_request_duration_seconds_count", labels)
                samples[series] = self.count(series, total)


def samples(start, end, step):
    """Per time the samples of all instances: [(second, {series: value}), ...]."""
    instances = [Instance(name, number) for number, name in enumerate(INSTANCES)]
    pages = []
    for second in range(start, end + 1, step):
        page = {}
        for instance in instances:
            page.update(instance.page(second))
        pages.append((second, page))
    return pages


def points(pages):
    """Per series its points, a stale marker where it vanishes: {series: [(ms, value), ...]}."""
    found, before = {}, {}
    for second, page in pages:
        for series in before.keys() - page.keys():
            found[series].append((second * 1000, STALE))
        for series, value in page.items():
            found.setdefault(series, []).append((second * 1000, repr(value)))
        before = page
    return found
