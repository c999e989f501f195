"""Compiles for macOS, on any system, all that is pure and all that reads a Mac; links a program.

    build.py ZIG FOLDER     the program is then FOLDER/silicon-record

Files are compiled a handful at a time, never two of one namespace together, whose unnamed parts
might name the same things. With -Werror and the warnings of CMakeLists.txt.
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
TARGET = "aarch64-macos.14.0"
FOLDERS = ["exporter/core", "exporter/sources", "exporter/platform/apple",
           "exporter/platform/apple_sources", "exporter/platform/recording",
           "exporter/command/record"]
FILES = ["exporter/runtime/shutdown.cpp", "exporter/runtime/system_clock.cpp",
         "tests/exporter/platform/apple/abi/darwin_headers_test.cpp"]
# What the exporter has on a Mac beyond that. Compiled, but not linked: below it stand libraries
# that are not here for macOS.
UNLINKED_FOLDERS = ["exporter/platform/engine", "exporter/platform/probing"]
UNLINKED_FILES = ["exporter/command/known_sources_apple.cpp",
                  "exporter/command/this_machine/subject_apple.cpp"]
# Libraries of headers alone, which the system's package brings.
HEADER_LIBRARIES = ["nlohmann"]


def warnings():
    """The warning flags of the whole build, from where they are written down."""
    text = (ROOT / "CMakeLists.txt").read_text()
    options = text[text.index("target_compile_options("):text.index("if(SILICON_SANITIZE)")]
    return re.findall(r"(?<=\s)-W[\w-]+", options)


def sources(folders, files):
    found = [str(path.relative_to(ROOT)) for folder in folders
             for path in sorted((ROOT / folder).rglob("*.cpp"))]
    return found + files


def namespace(path):
    match = re.search(r"^namespace ([\w:]+) \{", (ROOT / path).read_text(), re.MULTILINE)
    return match.group(1) if match else path


def unities(paths):
    """Lists of files such that no two files of a list share a namespace."""
    lists, seen = [], {}
    for path in paths:
        name = namespace(path)
        seen[name] = seen.get(name, -1) + 1
        while len(lists) <= seen[name]:
            lists.append([])
        lists[seen[name]].append(path)
    return lists


def include_folder(folder):
    """A folder that shows the header libraries and nothing else of the system."""
    include = folder / "include"
    include.mkdir(parents=True, exist_ok=True)
    for name in HEADER_LIBRARIES:
        link = include / name
        for system in ("/usr/include", "/opt/homebrew/include"):
            if not link.is_symlink() and pathlib.Path(system, name).is_dir():
                link.symlink_to(pathlib.Path(system, name))
    return include


class Builder:
    def __init__(self, zig, folder):
        self.folder = folder
        cache = str(pathlib.Path(zig).parents[2] / "cache")  # beside node_modules
        self.environment = {**os.environ, "ZIG_GLOBAL_CACHE_DIR": cache,
                            "ZIG_LOCAL_CACHE_DIR": cache}
        self.command = [zig, "c++", "-target", TARGET, "-std=c++20", "-O1"]

    def run(self, *arguments):
        """What the compiler has to say; an empty text when all is well."""
        result = subprocess.run([*self.command, *arguments], cwd=ROOT, text=True,
                                env=self.environment, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, check=False)
        return result.stdout if result.returncode or "warning" in result.stdout else ""

    def warm_up(self):
        """Makes zig build its C++ library, over whose own warnings there is nothing to say."""
        main = self.folder / "empty.cpp"
        main.write_text("#include <string>\nint main() { return int(std::string().size()); }\n")
        self.run(str(main), "-o", str(self.folder / "empty"))

    def compile(self, number, paths):
        unity = self.folder / f"unity_{number}.cpp"
        unity.write_text("".join(f'#include "{path}"\n' for path in paths))
        return self.run("-I.", "-isystem", str(include_folder(self.folder)), *warnings(), "-Werror",
                        "-c", str(unity), "-o", str(unity.with_suffix(".o")))

    def link(self, count):
        objects = [str(self.folder / f"unity_{i}.o") for i in range(count)]
        return self.run(*objects, "-o", str(self.folder / "silicon-record"))


def main():
    zig, folder = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    include_folder(folder)
    builder = Builder(os.path.abspath(zig), folder)
    builder.warm_up()
    linked = unities(sources(FOLDERS, FILES))
    lists = linked + unities(sources(UNLINKED_FOLDERS, UNLINKED_FILES))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        complaints = list(pool.map(builder.compile, range(len(lists)), lists))
    if not any(complaints):
        complaints = [builder.link(len(linked))]
    sys.stderr.write("".join(complaints))
    return 1 if any(complaints) else 0


if __name__ == "__main__":
    sys.exit(main())
