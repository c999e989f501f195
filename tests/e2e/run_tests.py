"""Runs test_*.py of this folder, or of the one given.

One line per test, failures in full, totals on the last line.
"""

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


def main():
    pattern = re.compile(sys.argv[1] if len(sys.argv) > 1 else "")
    folder = sys.argv[2] if len(sys.argv) > 2 else str(HERE)
    found = unittest.defaultTestLoader.discover(folder, "test_*.py", folder)
    chosen = unittest.TestSuite(test for test in all_tests(found) if pattern.search(test.id()))
    report = Report()
    chosen.run(report)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed or not report.passed else 0


if __name__ == "__main__":
    sys.exit(main())
