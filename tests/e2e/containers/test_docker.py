"""Containers of a real dockerd: by their cgroups, and by the engine's statistics as on a Mac."""

import concurrent.futures
import json
import re
import time
import unittest

import engines
from harness import programs
from watching import Watching

BUSY = ("sh", "-c", "while :; do :; done")
MIB = 1024 * 1024


def kernel(container_id, controller, name):
    """A file of a container's cgroup, as the kernel has it (v1, or the unified hierarchy)."""
    found = [path for path in engines.CGROUPS.glob(f"{controller}/*/{container_id}/{name}")]
    if not found:
        found = list(engines.CGROUPS.glob(f"**/*{container_id}*/{name}"))
    return found[0].read_text()


class Scene(unittest.TestCase):
    """One dockerd with one container of each kind, and two exporters that watch it."""

    @classmethod
    def setUpClass(cls):
        cls.docker = cls.entered(engines.Docker())
        start = cls.docker.start_container
        cls.ids = {
            "quota": start("quota", "--cpus", "0.2", command=BUSY),
            "memory": start("memory", "--memory", "64m"),
            "oom": start("oom", "--memory", "16m", command=(
                "sh", "-c", "dd if=/dev/zero of=/dev/null bs=64M count=1; sleep 1000")),
            "ill": start("ill", "--health-cmd", "false", "--health-interval", "1s",
                         "--health-retries", "1"),
            "well": start("well", "--health-cmd", "true", "--health-interval", "1s"),
            "cpuset": start("cpuset", "--cpuset-cpus", "0"),
            "threads": start("threads", "--pids-limit", "50", command=(
                "sh", "-c", "sleep 1000 & sleep 1000 & wait")),
            "compose": start("compose", "--label", "com.docker.compose.project=shop",
                             "--label", "com.docker.compose.service=web",
                             "--label", "unchosen=" + "x" * 10_000),
            "paused": start("paused"),
            "loop": start("loop", "--restart", "always", command=("sh", "-c", "exit 3")),
            "ended": start("ended", command=("sh", "-c", "exit 7")),
        }
        cls.docker("create", "--name", "made", "bb:1", "true")
        cls.docker("pause", "paused")
        cls.docker("network", "create", "--internal", "inner")
        cls.ids["net"] = cls.docker("run", "-d", "--name", "net", "--network", "inner", "bb:1",
                                    "sleep", "1000")
        cls.ids["guest"] = cls.docker("run", "-d", "--name", "guest", "--network",
                                      "container:net", "bb:1", "sleep", "1000")
        cls.api = cls.entered(Watching(cls.docker.folder, [cls.docker.socket], "off"))
        cls.cgroups = cls.entered(Watching(cls.docker.folder, [cls.docker.socket]))
        cls.both = {"api": cls.api, "cgroups": cls.cgroups}

    @classmethod
    def entered(cls, context):
        """The value of a context that lasts as long as the class."""
        value = context.__enter__()
        cls.addClassCleanup(context.__exit__, None, None, None)
        return value

    def each(self):
        for path, exporter in self.both.items():
            with self.subTest(path):
                yield exporter

    def test_which_path_is_in_use_is_shown(self):
        self.api.wait("silicon_source_up", source="containers_api")
        self.assertEqual(self.api.values("silicon_source_up", source="containers"), [])
        self.cgroups.wait("silicon_source_up", source="containers")
        self.assertEqual(self.cgroups.values("silicon_source_up", source="containers_api"), [])

    def test_every_container_that_runs_is_there_by_name(self):
        running = set(self.ids) - {"loop", "ended"}
        for exporter in self.each():
            programs.wait_until(lambda: running <= exporter.names(), "all names", timeout=30)
            self.assertEqual(exporter.names() & {"ended", "made"}, set())

    def test_names_images_and_chosen_labels_are_the_engines(self):
        for exporter in self.each():
            exporter.wait("container_memory_usage_bytes", name="compose", image="bb:1",
                          container_label_com_docker_compose_project="shop",
                          container_label_com_docker_compose_service="web")
            self.assertNotIn("unchosen", str(exporter.page()))

    def test_a_quota_throttles(self):
        for exporter in self.each():
            labels = {"name": "quota"}
            before = exporter.wait("container_cpu_usage_seconds_total", cpu="total", **labels)
            begin = time.monotonic()
            after = exporter.wait("container_cpu_usage_seconds_total",
                                  lambda value: value > before + 0.6, cpu="total", **labels)
            self.assertLess((after - before) / (time.monotonic() - begin), 0.5)
            self.assertGreater(exporter.wait("container_cpu_cfs_throttled_periods_total", **labels),
                               0)
            quota = exporter.wait("container_spec_cpu_quota", **labels)
            period = exporter.wait("container_spec_cpu_period", **labels)
            self.assertAlmostEqual(quota / period, 0.2)

    def test_limits_are_those_of_the_inspection(self):
        for exporter in self.each():
            self.assertEqual(exporter.wait("container_spec_memory_limit_bytes", name="memory"),
                             64 * MIB)
            self.assertEqual(exporter.wait("container_spec_memory_limit_bytes", name="net"), 0)

    def test_limits_that_docker_update_sets_are_shown_within_seconds(self):
        self.docker("update", "--memory", "96m", "--memory-swap", "192m", "compose")
        for exporter in self.each():
            exporter.wait("container_spec_memory_limit_bytes", lambda limit: limit == 96 * MIB,
                          name="compose", timeout=10)

    def test_memory_is_what_the_kernel_and_docker_stats_say(self):
        container = self.ids["memory"]
        for exporter in self.each():
            usage = exporter.wait("container_memory_usage_bytes", name="memory")
            told = int(kernel(container, "memory", "memory.usage_in_bytes"))
            self.assertAlmostEqual(usage, told, delta=MIB)
            stats = json.loads(self.docker("stats", "--no-stream", "--format", "{{json .}}",
                                           "memory"))
            number, unit = re.match(r"([\d.]+)(KiB|MiB|B)", stats["MemUsage"]).groups()
            working_set = float(number) * {"B": 1, "KiB": 1024, "MiB": MIB}[unit]
            self.assertAlmostEqual(
                exporter.wait("container_memory_working_set_bytes", name="memory"), working_set,
                delta=MIB)

    def test_an_oom_kill_of_a_child_is_counted_by_the_kernels_word(self):
        self.assertFalse(self.docker.inspect("oom")["State"]["Dead"])
        self.assertIn("oom_kill 1", kernel(self.ids["oom"], "memory", "memory.oom_control"))
        self.assertEqual(
            self.cgroups.wait("silicon_container_oom_kills_total", lambda n: n > 0, name="oom"), 1)

    def test_health_is_shown(self):
        for exporter in self.each():
            exporter.wait("container_health_state", lambda value: value == 0, name="ill")
            exporter.wait("container_health_state", lambda value: value == 1, name="well")

    def test_a_cpuset_and_a_limit_of_threads_are_shown(self):
        self.assertEqual(self.cgroups.wait("silicon_container_cpuset_cores", name="cpuset"), 1)
        for exporter in self.each():
            self.assertEqual(exporter.wait("container_threads", name="threads"), 3)

    def test_states_of_all_are_shown_running_or_not(self):
        for exporter in self.each():
            for name, state in {"quota": "running", "paused": "paused", "ended": "exited",
                                "made": "created"}.items():
                exporter.wait_for_state(name, state)
            self.assertEqual(exporter.wait("silicon_container_exit_code", name="ended"), 7)

    def test_restarts_of_a_loop_are_counted(self):
        for exporter in self.each():
            exporter.wait("silicon_container_restarts_total", lambda count: count >= 2,
                          name="loop")
            told = self.docker.inspect("loop")["RestartCount"]
            exporter.wait("silicon_container_restarts_total", lambda count: count >= told,
                          name="loop", timeout=70)

    def network_bytes(self, exporter):
        """What came over the network that two containers share, as its owner's."""
        return exporter.wait("container_network_receive_bytes_total", name="net", interface="eth0")

    def test_a_shared_network_is_counted_once_as_its_owners(self):
        for exporter in self.each():
            self.network_bytes(exporter)
            self.assertEqual(
                exporter.values("container_network_receive_bytes_total", name="guest"), [])

    def test_promtool_dislikes_nothing_of_the_page_but_a_name_of_cadvisors(self):
        for exporter in self.each():
            programs.wait_until(lambda: set(self.ids) - {"loop", "ended"} <= exporter.names(),
                                "all names", timeout=30)
            result = programs.promtool("check", "metrics", page=exporter.text())
            said = set(result.stderr.splitlines()) | set(result.stdout.splitlines())
            self.assertLessEqual(said, {
                'container_memory_failcnt counter metrics should have "_total" suffix'})

    def test_both_paths_agree(self):
        def close(name, tolerance, metric, **labels):
            values = [exporter.wait(metric, name=name, **labels)
                      for exporter in (self.api, self.cgroups)]
            self.assertAlmostEqual(values[0], values[1], delta=tolerance, msg=f"{metric} {name}")
        for name in ("memory", "compose", "cpuset"):
            close(name, 0.1, "container_cpu_usage_seconds_total", cpu="total")
            for metric in ("usage_bytes", "working_set_bytes", "rss", "cache"):
                close(name, MIB, f"container_memory_{metric}")
        close("quota", 1.0, "container_cpu_usage_seconds_total", cpu="total")
        self.assertAlmostEqual(self.network_bytes(self.api), self.network_bytes(self.cgroups),
                               delta=2000)
        close("threads", 0, "container_threads")
        for metric in ("quota", "period"):
            close("quota", 0, f"container_spec_cpu_{metric}")


class Changes(unittest.TestCase):
    """What comes and goes while an exporter watches."""

    def setUp(self):
        self.docker = engines.Docker()
        self.enterContext(self.docker)
        self.exporter = Watching(self.docker.folder, [self.docker.socket])
        self.enterContext(self.exporter)

    def enterContext(self, context):  # Python 3.11 has it
        value = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return value

    def test_a_container_is_there_and_gone_within_seconds(self):
        self.docker.start_container("guest", "--health-cmd", "true")
        self.exporter.wait("container_last_seen", name="guest", timeout=10)
        self.docker("rename", "guest", "renamed")
        self.exporter.wait("container_last_seen", name="renamed", timeout=10)
        self.docker("rm", "-f", "renamed")
        self.exporter.wait_for_none("container_last_seen", name="renamed", timeout=10)
        self.exporter.wait_for_none("silicon_container_state", name="renamed", timeout=10)

    def test_names_survive_a_dockerd_that_is_killed_and_started_again(self):
        self.docker.start_container("before")
        self.exporter.wait("container_last_seen", name="before")
        self.docker.crash()
        programs.wait_until(lambda: "does not answer" in self.exporter.output(), "the log", 20)
        self.exporter.wait("container_last_seen", name="before")
        self.docker.restart()
        self.docker.start_container("after")
        self.exporter.wait("container_last_seen", name="after", timeout=40)
        self.exporter.wait("container_last_seen", name="before")
        # That its events ended, and where dockerd needs longer to start, that nobody is there.
        problems = re.findall("container engine does not answer.*", self.exporter.output())
        self.assertTrue(problems)
        self.assertEqual(len(problems), len(set(problems)), problems)

    def test_a_hundred_containers_come_and_go(self):
        def live(number):
            self.docker("run", "--rm", "--name", f"c{number}", "--network", "none", "bb:1", "true",
                        timeout=300)
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            list(pool.map(live, range(100)))
        self.docker.start_container("last")
        self.exporter.wait("container_last_seen", name="last")
        programs.wait_until(
            lambda: not any(re.fullmatch(r"c\d+", name or "") for name in
                            self.exporter.names("silicon_container_state")), "all to be gone", 40)
        self.assertEqual(self.exporter.values("silicon_source_up", source="containers"), [1])


if __name__ == "__main__":
    unittest.main()
