"""Containers of a real Podman with runc, its API over a socket as Docker's."""

import unittest

import engines
from harness import programs
from watching import Watching

MIB = 1024 * 1024


class PodmansContainers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.podman = cls.entered(engines.Podman())
        cls.podman.start_container("web", "--memory", "64m", "--label",
                                   "com.docker.compose.project=shop")
        cls.podman.start_container("ended", command=("sh", "-c", "exit 7"))
        cls.api = cls.entered(Watching(cls.podman.folder, [cls.podman.socket], "off"))
        cls.cgroups = cls.entered(Watching(cls.podman.folder, [cls.podman.socket]))

    @classmethod
    def entered(cls, context):
        value = context.__enter__()
        cls.addClassCleanup(context.__exit__, None, None, None)
        return value

    def test_names_images_and_labels_are_the_engines(self):
        for exporter in (self.api, self.cgroups):
            exporter.wait("container_memory_usage_bytes", name="web", image="localhost/bb:1",
                          container_label_com_docker_compose_project="shop")

    def test_limits_are_those_of_the_command(self):
        for exporter in (self.api, self.cgroups):
            self.assertEqual(exporter.wait("container_spec_memory_limit_bytes", name="web"),
                             64 * MIB)

    def test_states_are_shown(self):
        for exporter in (self.api, self.cgroups):
            exporter.wait_for_state("web", "running")
            exporter.wait_for_state("ended", "exited")
            self.assertEqual(exporter.wait("silicon_container_exit_code", name="ended"), 7)

    def test_both_paths_agree(self):
        for metric, tolerance in {"container_cpu_usage_seconds_total": 0.2,
                                  "container_memory_usage_bytes": MIB}.items():
            values = [exporter.wait(metric, name="web") for exporter in (self.api, self.cgroups)]
            self.assertAlmostEqual(values[0], values[1], delta=tolerance, msg=metric)

    def test_a_container_is_there_and_gone_within_seconds(self):
        self.podman.start_container("guest")
        self.cgroups.wait("container_last_seen", name="guest", timeout=10)
        self.podman("rm", "-f", "-t", "0", "guest")
        programs.wait_until(lambda: "guest" not in self.cgroups.names(), "it to be gone", 10)


if __name__ == "__main__":
    unittest.main()
