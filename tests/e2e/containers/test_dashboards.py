"""Queries of dashboards and rules made for cAdvisor, by a real Prometheus over real containers.

Facts about each: what it asks for, by which labels, and that it finds something. Left out is what
cAdvisor gets by walking the containers' file systems (container_fs_usage_bytes, inodes), which this
exporter does not do.
"""

import json
import pathlib
import unittest
import urllib.parse

import engines
from harness import programs, scraping
from watching import Watching

CONFIG = """
global: {{ scrape_interval: 1s, scrape_timeout: 1s }}
scrape_configs:
  - job_name: cadvisor
    static_configs: [{{ targets: ["127.0.0.1:{port}"] }}]
"""

# Where it is from: the queries, each with the labels that its panel or rule shows.
GRAFANA_193 = {
    'count(container_last_seen{image!=""})': [],
    'sum(container_memory_usage_bytes{image!=""})': [],
    'sum(rate(container_cpu_user_seconds_total{image!=""}[10s]) * 100)': [],
    'container_memory_usage_bytes{image!=""}': ["name", "image", "id"],
    'sum by (name) (rate(container_cpu_usage_seconds_total{image!=""}[10s]))': ["name"],
    'sum by (name) (rate(container_network_receive_bytes_total{image!=""}[10s]))': ["name"],
    'sum by (name) (rate(container_network_transmit_bytes_total{image!=""}[10s]))': ["name"],
}
GRAFANA_14282 = {
    'sum(rate(container_cpu_usage_seconds_total{name=~".+"}[10s])) by (name) * 100': ["name"],
    'sum(container_memory_rss{name=~".+"}) by (name)': ["name"],
    'sum(container_memory_cache{name=~".+"}) by (name)': ["name"],
    'sum(rate(container_network_receive_bytes_total{name=~".+"}[10s])) by (name)': ["name"],
    'sum(rate(container_network_transmit_bytes_total{name=~".+"}[10s])) by (name)': ["name"],
    '(time() - container_start_time_seconds{name=~".+"}) / 86400': ["name", "image", "instance"],
    'container_start_time_seconds{container_label_com_docker_compose_project!=""}':
        ["container_label_com_docker_compose_project",
         "container_label_com_docker_compose_service"],
}
KUBERNETES_MIXIN = {
    f"sum by (name) (rate(container_{metric}_total[10s]))": ["name"] for metric in (
        "cpu_usage_seconds", "network_receive_bytes", "network_transmit_bytes",
        "network_receive_packets", "network_transmit_packets",
        "network_receive_packets_dropped", "network_transmit_packets_dropped",
        "fs_reads", "fs_writes", "fs_reads_bytes", "fs_writes_bytes")
} | {
    f"sum by (name) (container_memory_{metric})": ["name"]
    for metric in ("working_set_bytes", "rss", "cache", "swap")
} | {
    # CPUThrottlingHigh
    "sum by (name) (increase(container_cpu_cfs_throttled_periods_total[10s])) /"
    " sum by (name) (increase(container_cpu_cfs_periods_total[10s])) > (25 / 100)": ["name"],
}
AWESOME_PROMETHEUS_ALERTS = {
    'time() - container_last_seen{name="quota"} < 60': ["name"],
    'sum(rate(container_cpu_usage_seconds_total{container!="POD"}[10s])) by (name) /'
    ' sum(container_spec_cpu_quota / container_spec_cpu_period) by (name) * 100 > 10': ["name"],
    'sum(container_memory_working_set_bytes{name!=""}) by (name) /'
    ' sum(container_spec_memory_limit_bytes > 0) by (name) * 100': ["name"],
    'container_health_state == 0': ["name"],
}
ORIGINS = {"Grafana 193": GRAFANA_193, "Grafana 14282": GRAFANA_14282,
           "kubernetes-mixin": KUBERNETES_MIXIN,
           "awesome-prometheus-alerts": AWESOME_PROMETHEUS_ALERTS}


class DropIn(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        docker = cls.entered(engines.Docker())
        docker("network", "create", "--internal", "inner")
        docker("run", "-d", "--name", "quota", "--cpus", "0.1", "--memory", "64m", "--network",
               "inner", "--label", "com.docker.compose.project=shop", "--label",
               "com.docker.compose.service=web", "bb:1", "sh", "-c", "while :; do :; done")
        # On cgroup v1, kernels since 6.10 count the traffic only of devices that have a limit.
        disk = engines.disk_below(docker.folder)
        limits = [] if disk is None else ["--device-read-bps", f"{disk}:1gb",
                                          "--device-write-bps", f"{disk}:1gb"]
        docker("run", "-d", "--name", "io", "--network", "none", *limits, "bb:1", "sh", "-c",
               "while :; do dd if=/dev/zero of=/f bs=64k count=1 oflag=direct; "
               "dd if=/f of=/dev/null bs=64k iflag=direct; sleep 0.1; done 2>/dev/null")
        docker("run", "-d", "--name", "ill", "--network", "none", "--health-cmd", "false",
               "--health-interval", "1s", "--health-retries", "1", "bb:1", "sleep", "1000")
        cls.exporter = cls.entered(Watching(docker.folder, [docker.socket]))
        config = pathlib.Path(docker.folder) / "prometheus.yml"
        config.write_text(CONFIG.format(port=cls.exporter.port))
        port = programs.free_port()
        cls.prometheus = cls.entered(programs.Program([
            programs.PEERS / "prometheus", f"--config.file={config}",
            f"--storage.tsdb.path={docker.folder}/tsdb", f"--web.listen-address=127.0.0.1:{port}",
        ], port=port))
        cls.exporter.wait("container_health_state", lambda value: value == 0, name="ill")

    @classmethod
    def entered(cls, context):
        value = context.__enter__()
        cls.addClassCleanup(context.__exit__, None, None, None)
        return value

    def query(self, expression):
        """The label sets of an instant query's result."""
        path = "/api/v1/query?" + urllib.parse.urlencode({"query": expression})
        answer = json.loads(scraping.get(self.prometheus.port, path).body)
        self.assertEqual(answer["status"], "success", answer)
        return [sample["metric"] for sample in answer["data"]["result"]]

    def test_every_query_finds_what_it_found_with_cadvisor(self):
        for origin, queries in ORIGINS.items():
            for expression, labels in queries.items():
                with self.subTest(origin=origin, query=expression):
                    found = programs.wait_until(lambda: self.query(expression), expression, 30)
                    for label in labels:
                        self.assertTrue(any(label in sample for sample in found), (label, found))

    def test_a_container_that_ends_leaves_no_ghost(self):
        expression = 'container_last_seen{name="ill"}'
        programs.wait_until(lambda: self.query(expression), "the container")
        self.assertEqual(self.query('absent(container_last_seen{name="ill"})'), [])


if __name__ == "__main__":
    unittest.main()
