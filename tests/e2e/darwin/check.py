"""Tests of the cross-built silicon-record: what kind of file it is, and that it needs macOS alone.

    check.py ZIG_FOLDER PROGRAM     the last line is "N passed, N failed"
"""

import pathlib
import re
import struct
import sys
import unittest

import mach_o

ROOT = pathlib.Path(__file__).resolve().parents[3]
SYSTEM = "/usr/lib/libSystem.B.dylib"


def exported_symbols(zig_folder):
    """What libSystem exports, by the list that zig links against."""
    [stub] = pathlib.Path(zig_folder).rglob("darwin/libSystem.tbd")
    return set(re.findall(r"[A-Za-z_][\w$.]*", stub.read_text()))


class MachOReader(unittest.TestCase):
    def test_refuses_other_files(self):
        for data in (b"", b"\x7fELF" + bytes(100), bytes(100)):
            with self.assertRaises(mach_o.NotMachO):
                mach_o.read(data)

    def test_refuses_a_program_that_is_cut(self):
        data = PROGRAM.read_bytes()
        for size in (10, 31, 100, 1000):
            with self.assertRaises(mach_o.NotMachO):
                mach_o.read(data[:size])

    def test_refuses_commands_without_size(self):
        header = struct.pack("<8I", mach_o.MAGIC_64, mach_o.CPU_ARM64, 0, mach_o.EXECUTE,
                             5, 0, 0, 0)
        with self.assertRaises(mach_o.NotMachO):
            mach_o.read(header + bytes(64))


class SiliconRecord(unittest.TestCase):
    def setUp(self):
        self.program = mach_o.read(PROGRAM.read_bytes())

    def test_is_a_program_for_apple_silicon(self):
        self.assertEqual(self.program.cpu, mach_o.CPU_ARM64)
        self.assertEqual(self.program.kind, mach_o.EXECUTE)
        self.assertEqual(self.program.platform, mach_o.PLATFORM_MACOS)
        self.assertEqual(self.program.lowest_os, "14.0")

    def test_is_signed_without_which_macos_kills_it(self):
        self.assertTrue(self.program.is_signed)

    def test_loads_nothing_but_libsystem(self):
        self.assertEqual(self.program.libraries, [SYSTEM])

    def test_wants_only_what_libsystem_exports(self):
        wanted = {name for name, _ in self.program.undefined}
        self.assertIn("_dlopen", wanted)
        self.assertEqual(wanted - EXPORTED, set())
        self.assertEqual({library for _, library in self.program.undefined}, {1})


class Tables(unittest.TestCase):
    def test_name_functions_that_libsystem_has(self):
        text = (ROOT / "exporter/platform/apple/abi/system.cpp").read_text()
        names = re.findall(r'^  bind\("(\w+)"', text, re.MULTILINE)
        self.assertGreater(len(names), 10)
        self.assertEqual([name for name in names if "_" + name not in EXPORTED], [])


if __name__ == "__main__":
    EXPORTED = exported_symbols(sys.argv[1])
    PROGRAM = pathlib.Path(sys.argv[2])
    outcome = unittest.main(argv=sys.argv[:1], exit=False, verbosity=2).result
    failed = len(outcome.failures) + len(outcome.errors)
    print(f"{outcome.testsRun - failed} passed, {failed} failed")
    sys.exit(failed > 0)
