// Who may include whom: the one table of the code base. A row is a folder (or a file) and what it
// may include besides itself; the longest row that fits a file is its row. The second table says
// where each library, and each way to touch the machine, may appear. Constants only; any thread.
// "F" is a folder with all that is in it, "F/." its own files only, "F/*" each folder in it for
// itself: those may not include one another.
// Tested by tests/tidy/includes_test.cpp.
#pragma once

#include <string_view>
#include <vector>

namespace silicon::tidy {

using Folders = std::vector<std::string_view>;

struct FolderRow {
  std::string_view folder;
  Folders may_include;
};

// clang-format off
inline const std::vector<FolderRow> kFolderRows = {
    // The exporter.
    {"exporter/core", {}},
    {"exporter/runtime", {"exporter/core"}},
    {"exporter/sources", {"exporter/core"}},
    // A container has of everything a little, in the formats of the host's files.
    // Of two rows for one folder the first holds.
    {"exporter/sources/containers",
     {"exporter/sources/.", "exporter/sources/cpu", "exporter/sources/disks",
      "exporter/sources/network", "exporter/sources/pressure", "exporter/core"}},
    {"exporter/sources/*", {"exporter/sources/.", "exporter/sources/apple", "exporter/core"}},
    {"exporter/platform/linux", {"exporter/sources", "exporter/runtime", "exporter/core"}},
    {"exporter/platform/linux/host",
     {"exporter/platform/linux/.", "exporter/sources", "exporter/runtime", "exporter/core"}},
    {"exporter/platform/linux/storage",
     {"exporter/platform/linux/.", "exporter/sources", "exporter/runtime", "exporter/core"}},
    {"exporter/platform/linux/containers",
     {"exporter/platform/linux/.", "exporter/sources", "exporter/runtime", "exporter/core"}},
    {"exporter/platform/linux/hardware",
     {"exporter/platform/linux/.", "exporter/sources", "exporter/runtime", "exporter/core"}},
    {"exporter/platform/linux/recorded",
     {"exporter/platform/linux/.", "exporter/platform/recording", "exporter/sources",
      "exporter/runtime", "exporter/core"}},
    // The sources of an Apple machine, over whoever reads it: the live system or a recording.
    {"exporter/platform/apple_sources", {"exporter/sources", "exporter/core"}},
    {"exporter/platform/apple", {"exporter/sources", "exporter/runtime", "exporter/core"}},
    {"exporter/platform/apple_sources", {"exporter/sources", "exporter/core"}},
    {"exporter/platform/recording", {"exporter/sources", "exporter/runtime", "exporter/core"}},
    // Container engines over their sockets, the same on every system.
    {"exporter/platform/engine", {"exporter/sources", "exporter/runtime", "exporter/core"}},
    // HTTP probes of services, the same on every system.
    {"exporter/platform/probing", {"exporter/sources", "exporter/runtime", "exporter/core"}},
    {"exporter/serve", {"exporter/sources", "exporter/runtime", "exporter/core"}},
    // Where the program is put together: options, configuration, commands.
    {"exporter/command", {"exporter"}},
    {"exporter/main.cpp", {"exporter"}},

    // The alerter. Of the exporter it knows core and runtime, nothing else.
    {"alerting/series", {"exporter/core"}},
    {"alerting/promql", {"alerting/series", "exporter/core"}},
    {"alerting/scrape", {"alerting/series", "exporter/core"}},
    {"alerting/template", {"alerting/promql", "alerting/series/match", "exporter/core"}},
    {"alerting/alert", {"exporter/core"}},
    {"alerting/rules",
     {"alerting/promql", "alerting/template", "alerting/alert", "alerting/series",
      "exporter/core"}},
    {"alerting/routing",
     {"alerting/promql", "alerting/alert", "alerting/series/match", "exporter/core"}},
    {"alerting/notify",
     {"alerting/alert", "alerting/template", "alerting/scrape", "exporter/core"}},
    {"alerting/state",
     {"alerting/alert", "alerting/routing", "alerting/notify/message", "alerting/series/chunks",
      "exporter/core"}},
    {"alerting/config",
     {"alerting/rules", "alerting/routing", "alerting/notify", "alerting/promql",
      "alerting/template", "alerting/alert", "alerting/scrape", "alerting/series", "exporter/core",
      "exporter/runtime"}},
    {"alerting/engine",
     {"alerting/config", "alerting/scrape", "alerting/state", "alerting/rules", "alerting/routing",
      "alerting/notify", "alerting/promql", "alerting/template", "alerting/alert",
      "alerting/series", "exporter/core"}},
    {"alerting/api",
     {"alerting/engine", "alerting/config", "alerting/scrape", "alerting/rules", "alerting/state",
      "alerting/notify", "alerting/routing", "alerting/promql", "alerting/alert", "alerting/series",
      "exporter/core"}},
    {"alerting/ui", {"alerting/api", "exporter/core"}},
    {"alerting/metrics",
     {"alerting/engine", "alerting/routing", "alerting/rules", "alerting/alert", "alerting/scrape",
      "alerting/series", "exporter/core"}},
    {"alerting/shell", {"alerting", "exporter/core", "exporter/runtime"}},
    {"alerting/command", {"alerting", "exporter/core", "exporter/runtime"}},
    {"alerting/main.cpp", {"alerting", "exporter/core", "exporter/runtime"}},

    // Tests reach into everything of ours. What else they may touch is what the folder they mirror
    // may touch, and what the next table says of "tests".
    {"tests", {"exporter", "alerting"}},
};

// A header is named as it stands between <>; an entry that ends in '/' or '*' names all that begin
// like it.
struct LibraryRow {
  std::string_view name;
  std::vector<std::string_view> headers;
  Folders allowed;
};

inline const std::vector<LibraryRow> kLibraryRows = {
    {"civetweb", {"civetweb.h", "CivetServer.h"}, {"exporter/runtime"}},
    {"Boost.Beast", {"boost/beast*", "boost/asio*", "boost/system*"}, {"exporter/runtime"}},
    {"Boost.Program_options", {"boost/program_options*"},
     {"exporter/command", "exporter/main.cpp", "alerting/command", "alerting/main.cpp"}},
    {"prometheus-cpp", {"prometheus/"}, {"exporter/serve", "alerting/metrics", "tests/bench"}},
    {"yaml-cpp", {"yaml-cpp/"}, {"exporter/runtime", "alerting/config"}},
    {"spdlog", {"spdlog/"}, {"exporter/runtime"}},
    {"zlib", {"zlib.h"}, {"exporter/runtime", "alerting/shell", "tests/support"}},
    {"libcurl", {"curl/"}, {"alerting/shell"}},
    {"SQLite", {"sqlite3.h"}, {"alerting/state"}},
    {"RE2", {"re2/"}, {"alerting/series/match"}},
    {"nlohmann-json", {"nlohmann/"},
     {"alerting/api", "alerting/notify", "alerting/scrape", "exporter/sources/containers",
      "exporter/platform/recording", "tests"}},
    {"date", {"date/"}, {"alerting/routing"}},
    {"GoogleTest", {"gtest/", "gmock/"}, {"tests"}},

    // Not libraries, but the same question: who touches files, threads and the operating system.
    // Whoever is not named here is pure: values in, values out.
    {"files and streams", {"fstream", "filesystem", "iostream"},
     {"exporter/runtime", "exporter/platform", "exporter/command", "exporter/main.cpp",
      "alerting/state", "alerting/shell", "alerting/command", "alerting/main.cpp", "tests"}},
    {"locks", {"mutex", "shared_mutex"},
     {"exporter/runtime", "exporter/platform", "exporter/serve", "exporter/command",
      "alerting/series", "alerting/shell", "alerting/command", "tests"}},
    {"threads",
     {"thread", "condition_variable", "future", "stop_token", "semaphore", "latch", "barrier"},
     {"exporter/runtime", "exporter/platform", "exporter/serve", "exporter/command",
      "alerting/shell", "alerting/command", "tests"}},
    {"the operating system",
     {"arpa/", "asm/", "libkern/", "linux/", "mach/", "net/", "netinet/", "sys/", "dirent.h",
      "dlfcn.h", "fcntl.h", "glob.h", "grp.h", "libproc.h", "malloc.h", "mntent.h", "netdb.h",
      "poll.h", "pthread.h", "pwd.h", "sched.h", "signal.h", "spawn.h", "syslog.h", "termios.h",
      "time.h", "unistd.h"},
     {"exporter/runtime", "exporter/platform", "exporter/command", "alerting/shell",
      "alerting/command", "tests"}},
};
// clang-format on

}  // namespace silicon::tidy
