"""Reads a Mach-O executable of 64 bits: what it is, what it loads, what it wants from others.

Layouts: <mach-o/loader.h> and <mach-o/nlist.h> of the macOS SDK. Little-endian only, as Apple
silicon is.
"""

import struct
from dataclasses import dataclass, field

MAGIC_64 = 0xFEEDFACF
CPU_ARM64 = 0x0100000C
EXECUTE = 2
PLATFORM_MACOS = 1

LC_SYMTAB = 0x2
LC_LOAD_DYLIB = 0xC
LC_LOAD_WEAK_DYLIB = 0x80000018
LC_REEXPORT_DYLIB = 0x8000001F
LC_CODE_SIGNATURE = 0x1D
LC_BUILD_VERSION = 0x32

SYMBOL_IS_DEBUG = 0xE0
SYMBOL_TYPE = 0x0E
UNDEFINED = 0x0


class NotMachO(ValueError):
    """The bytes are not such a file, or end in the middle."""


@dataclass
class MachO:
    cpu: int
    kind: int
    platform: int = 0
    lowest_os: str = ""
    is_signed: bool = False
    libraries: list = field(default_factory=list)
    undefined: list = field(default_factory=list)  # (symbol, number of its library from 1)


def _unpack(form, data, at):
    try:
        return struct.unpack_from(form, data, at)
    except struct.error as error:
        raise NotMachO(f"ends at {at}") from error


def _text(data, at):
    end = data.find(b"\0", at)
    if at < 0 or end < 0:
        raise NotMachO(f"no text at {at}")
    return data[at:end].decode("utf-8", "replace")


def _undefined_symbols(data, at):
    symbols, count, names = _unpack("<III", data, at + 8)[:3]
    for i in range(count):
        name, kind, _, description, _ = _unpack("<IBBHQ", data, symbols + 16 * i)
        if kind & SYMBOL_IS_DEBUG == 0 and kind & SYMBOL_TYPE == UNDEFINED:
            yield _text(data, names + name), description >> 8


def read(data):
    """The MachO in these bytes; NotMachO where there is none."""
    magic, cpu, _, kind, commands = _unpack("<IIIII", data, 0)
    if magic != MAGIC_64:
        raise NotMachO(f"begins with {magic:08x}")
    result = MachO(cpu=cpu, kind=kind)
    at = 32
    for _ in range(commands):
        command, size = _unpack("<II", data, at)
        if size < 8:
            raise NotMachO(f"a command of {size} bytes at {at}")
        if command in (LC_LOAD_DYLIB, LC_LOAD_WEAK_DYLIB, LC_REEXPORT_DYLIB):
            result.libraries.append(_text(data, at + _unpack("<I", data, at + 8)[0]))
        elif command == LC_SYMTAB:
            result.undefined = list(_undefined_symbols(data, at))
        elif command == LC_CODE_SIGNATURE:
            result.is_signed = True
        elif command == LC_BUILD_VERSION:
            result.platform, version = _unpack("<II", data, at + 8)
            result.lowest_os = f"{version >> 16}.{version >> 8 & 0xFF}"
        at += size
    return result
