"""The command line: what each command prints, and how each mistake is answered."""

import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import unittest

from harness import exposition, programs


class Commands(unittest.TestCase):
    """Commands that print and end."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def config(self, text):
        path = self.folder / "exporter.yml"
        path.write_text(text, encoding="utf-8")
        return path

    def assert_one_clear_line(self, result, code, *words):
        """The mistake is told in one line on standard error, with these words in it."""
        self.assertEqual(result.returncode, code, result)
        self.assertEqual(result.stdout, "")
        self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
        for word in words:
            self.assertIn(str(word), result.stderr)
        for word in ("terminate called", "what():", "exception", "Assertion"):
            self.assertNotIn(word, result.stderr)

    def test_once_prints_a_page_that_promtool_likes(self):
        # cAdvisor's names are not all to promtool's taste: see containers/test_docker.py.
        result = programs.run_exporter("once", "--without", "containers")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        page = exposition.parse(result.stdout)
        for name in ("silicon_cpu_seconds_total", "silicon_cpu_utilization_ratio",
                     "silicon_memory_total_bytes", "silicon_load_average",
                     "silicon_machine_info", "silicon_build_info", "silicon_source_up"):
            self.assertIn(name, page)
        checked = programs.promtool("check", "metrics", page=result.stdout)
        self.assertEqual((checked.returncode, checked.stdout + checked.stderr), (0, ""))

    def test_sources_says_what_is_there_and_why_the_rest_is_not(self):
        result = programs.run_exporter("sources")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        for name in ("cpu", "memory", "disks", "network", "energy", "gpu"):
            self.assertRegex(result.stdout, rf"(?m)^\s*{name}\b")
        self.assertRegex(result.stdout, r"(?i)absent|not available|denied|unavailable")

    def test_help_and_version(self):
        for flag in ("--help", "-h"):
            result = programs.run_exporter(flag)
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            for word in ("run", "once", "sources", "check config", "--config.file",
                         "--web.listen-address", "127.0.0.1:9924", "Examples"):
                self.assertIn(word, result.stdout)
        result = programs.run_exporter("--version")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertRegex(result.stdout, r"^silicon-exporter \d+\.\d+\.\d+")

    def test_check_config_accepts_a_good_file(self):
        path = self.config("web:\n  listen_address: 127.0.0.1:9924\n")
        result = programs.run_exporter("check", "config", path)
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_an_unknown_key_is_told_with_its_place(self):
        path = self.config("web:\n  listen_adress: 127.0.0.1:9924\n")
        for arguments in (("check", "config", path), ("check", "config", "--config.file", path),
                          ("run", "--config.file", path), ("once", "--config.file", path)):
            result = programs.run_exporter(*arguments)
            self.assert_one_clear_line(result, 1, f"{path}:2:3", "listen_adress", "listen_address")

    def test_broken_yaml_is_told_with_its_place(self):
        path = self.config("web:\n  listen_address: [\n")
        result = programs.run_exporter("check", "config", path)
        self.assert_one_clear_line(result, 1, f"{path}:")

    def test_every_mistake_of_a_file_is_told_at_once(self):
        path = self.config("wbe: 1\nlgo: 2\n")
        result = programs.run_exporter("check", "config", path)
        self.assertEqual(result.returncode, 1)
        self.assertIn(f"{path}:1:1", result.stderr)
        self.assertIn(f"{path}:2:1", result.stderr)

    def test_a_missing_or_unreadable_file_is_named(self):
        missing = self.folder / "missing.yml"
        self.assert_one_clear_line(
            programs.run_exporter("run", "--config.file", missing), 1, missing)
        self.assert_one_clear_line(
            programs.run_exporter("run", "--config.file", self.folder), 1, self.folder)
        path = self.config("web:\n")
        path.chmod(0)
        identity = {}
        if os.geteuid() == 0:
            self.folder.chmod(0o755)
            identity = {"user": 65534, "group": 65534, "extra_groups": []}
        program = shutil.copy(programs.exporter_path(), self.folder)
        result = subprocess.run(
            [program, "run", "--config.file", path], capture_output=True, text=True, check=False,
            timeout=20, cwd="/", **identity)
        self.assert_one_clear_line(result, 1, path, "ermission denied")

    def test_wrong_arguments_are_usage_errors(self):
        for arguments, word in (
                (("--no.such-flag",), "no.such-flag"),
                (("run", "--web.listen-addres", "127.0.0.1:1"), "web.listen-addres"),
                (("run", "--web.listen-address"), "web.listen-address"),
                (("fly",), "fly"),
                (("check",), "check"),
                (("check", "config"), "check config"),
                (("run", "once"), "once")):
            with self.subTest(arguments=arguments):
                self.assert_one_clear_line(programs.run_exporter(*arguments), 2, word, "--help")

    def test_wrong_values_are_told_with_what_would_be_right(self):
        for arguments, words in (
                (("--web.listen-address", "nowhere"), ("nowhere",)),
                (("--web.listen-address", "127.0.0.1:99999"), ("99999",)),
                (("--log.level", "loud"), ("loud", "debug", "info", "warning", "error")),
                (("--log.format", "xml"), ("xml", "text", "json")),
                (("--only", "memroy"), ("memroy", "memory")),
                (("--without", "cpus"), ("cpus", "sources"))):
            with self.subTest(arguments=arguments):
                self.assert_one_clear_line(
                    programs.run_exporter("run", *arguments), 2, arguments[0], *words)

    def test_a_taken_port_is_told_in_one_line(self):
        with socket.socket() as holder:
            holder.bind(("127.0.0.1", 0))
            holder.listen()
            port = holder.getsockname()[1]
            result = programs.run_exporter("run", "--web.listen-address", f"127.0.0.1:{port}")
        self.assertEqual(result.returncode, 1)
        last = (result.stdout + result.stderr).splitlines()[-1]
        self.assertIn(str(port), last)
        self.assertIn("in use", last)

    def test_a_root_that_is_not_there_is_named(self):
        missing = self.folder / "missing"
        self.assert_one_clear_line(
            programs.run_exporter("once", "--path.root", missing), 1, missing)

    def test_an_empty_machine_has_a_page_without_invented_figures(self):
        result = programs.run_exporter("once", "--path.root", self.folder)
        self.assertEqual(result.returncode, 0, result.stderr)
        page = exposition.parse(result.stdout)
        self.assertIn("silicon_build_info", page)
        for name in page:
            self.assertFalse(name.startswith(("silicon_cpu_", "silicon_memory_", "silicon_disk_")))


if __name__ == "__main__":
    unittest.main()
