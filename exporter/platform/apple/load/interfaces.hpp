// Every table of functions that the readers of this platform need, each there or absent by itself.
// Values that point into loaded libraries; see abi/ for what they hold.
// Tested by tests/exporter/platform/apple/load/interfaces_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "exporter/platform/apple/abi/core_foundation.hpp"
#include "exporter/platform/apple/abi/io_kit.hpp"
#include "exporter/platform/apple/abi/io_report.hpp"
#include "exporter/platform/apple/abi/system.hpp"
#include "exporter/platform/apple/load/library.hpp"

namespace silicon::apple_platform {

// Where the symbols of each library are found.
struct Symbols {
  FindSymbol core_foundation;
  FindSymbol io_kit;
  FindSymbol io_report;
  FindSymbol system;
};

struct Interfaces {
  core::Result<CoreFoundationApi> core_foundation;
  core::Result<IoKitApi> io_kit;
  core::Result<ConnectionApi> connection;
  core::Result<HidApi> hid;
  core::Result<IoReportApi> io_report;
  core::Result<MachApi> mach;
  core::Result<ClockApi> clock;
  core::Result<SysctlApi> sysctl;
  core::Result<LoadApi> load;
  core::Result<NotifyApi> notify;
  core::Result<FilesystemApi> filesystems;
  core::Result<ProcessApi> process;
};

Interfaces bind(const Symbols& symbols);

struct LibraryPaths {
  std::string core_foundation =
      "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation";
  std::string io_kit = "/System/Library/Frameworks/IOKit.framework/IOKit";
  std::string io_report = "/usr/lib/libIOReport.dylib";
  std::string system = "/usr/lib/libSystem.B.dylib";
};

// The libraries of this machine. A library that is not there has no symbols, and nothing more is
// wrong. The tables are good for as long as this lives.
class LoadedInterfaces {
 public:
  explicit LoadedInterfaces(const LibraryPaths& paths);

  const Interfaces& get() const { return interfaces_; }

 private:
  FindSymbol symbols_of(const std::string& path);

  std::vector<Library> libraries_;
  Interfaces interfaces_;
};

}  // namespace silicon::apple_platform
