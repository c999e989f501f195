// What a Linux machine says, as its files have it: those that somebody read. Plain values; any
// thread. Tested by tests/exporter/platform/recording/schema_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exporter/sources/apple/sample.hpp"

namespace silicon::recording {

// The first line of a recording.
struct LinuxMachine {
  std::string model;
  std::string chip;
  std::string os;
  std::string root;                        // where its files were seen, "/host"; "" for "/"
  std::optional<std::uint32_t> page_size;  // bytes
};

// What changed since the sample before; the first has everything. Under the paths that were asked
// for. A path that no sample names was not there, or nobody asked.
struct LinuxSample {
  template <class Value>
  using ByPath = std::map<std::string, Value, std::less<>>;

  std::uint64_t mono_ns = 0;  // CLOCK_MONOTONIC: stands still in sleep
  std::int64_t unix_ms = 0;
  ByPath<std::string> files;                       // contents
  ByPath<apple::Bytes> binary_files;               // those that are no text
  ByPath<std::vector<std::string>> directories;    // names in their order
  ByPath<std::string> links;                       // targets
  ByPath<std::string> errors;                      // files and directories: "absent", "denied"...
  std::vector<apple::FilesystemRoom> filesystems;  // mountpoint and room only
};

}  // namespace silicon::recording
