"""Runs test_*.py of this folder, or of the one given.

    run_tests.py [--jobs N] [REGEX] [FOLDER]

One line per test, failures in full, totals on the last line. With several jobs, classes run beside
each other, the tests of one class never.
"""

import argparse
import concurrent.futures
import contextlib
import io
import os
import pathlib
import re
import sys
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent


class Report(unittest.TestResult):
    """Prints each outcome when it is known."""

    def __init__(self):
        super().__init__()
        self.passed = 0
        self.failed = 0
        self._started = 0.0

    def startTest(self, test):
        super().startTest(test)
        self._started = time.monotonic()

    def addSuccess(self, test):
        self.passed += 1
        self._print("ok  ", test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._fail(test, self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self._fail(test, self.errors[-1][1])

    def addSkip(self, test, reason):
        if os.environ.get("CI") == "true":
            self._fail(test, f"skipped, which CI does not allow: {reason}")
        else:
            self._print("skip", test, f": {reason}")

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._fail(subtest, self._exc_info_to_string(err, test))

    def _fail(self, test, details):
        self.failed += 1
        self._print("FAIL", test)
        print("     " + details.strip().replace("\n", "\n     "), flush=True)

    def _print(self, outcome, test, more=""):
        seconds = time.monotonic() - self._started
        print(f"{outcome} {test.id()} ({seconds:.1f} s){more}", flush=True)


def all_tests(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from all_tests(test)
        else:
            yield test


def classes(folder, pattern):
    """{name of a class: its tests that are wanted}, in the order of the files."""
    found = {}
    for test in all_tests(unittest.defaultTestLoader.discover(folder, "test_*.py", folder)):
        if pattern.search(test.id()):
            found.setdefault(test.id().rsplit(".", 1)[0], []).append(test)
    return found


def run_class(folder, pattern, name):
    """(what it printed, passed, failed)"""
    report = Report()
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        unittest.TestSuite(classes(folder, pattern)[name]).run(report)
    return output.getvalue(), report.passed, report.failed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("regex", nargs="?", default="")
    parser.add_argument("folder", nargs="?", default=str(HERE))
    options = parser.parse_args()
    pattern = re.compile(options.regex)
    passed = failed = 0
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        runs = [pool.submit(run_class, options.folder, pattern, name)
                for name in classes(options.folder, pattern)]
        for run in concurrent.futures.as_completed(runs):
            output, well, badly = run.result()
            print(output, end="", flush=True)
            passed, failed = passed + well, failed + badly
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
