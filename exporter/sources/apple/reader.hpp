// How the sources of an Apple silicon machine get raw samples, whoever gives them: the live system
// (platform/apple) or a recording (platform/recording). Each source opens a reader of its own for
// what it needs and nothing else, and uses it from one thread at a time.
// Tested by tests/exporter/sources/apple/sample_test.cpp.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/sources/apple/machine.hpp"
#include "exporter/sources/apple/sample.hpp"

namespace silicon::apple {

// Channels of one group and subgroup of IOReport. A group that the system refuses is left out of
// samples; the others come all the same.
struct ChannelChoice {
  std::string group;
  std::string subgroup;  // "" takes all subgroups, and those channels that have none
  bool (*accepts)(std::string_view channel) = nullptr;  // by name, unpadded; null takes all
};

// The parts of a Sample that somebody needs. mono_ns and unix_ms are always there.
struct Wanted {
  bool cpu_ticks = false;
  bool load = false;
  bool memory = false;  // vm, swap, pressure_level
  std::vector<ChannelChoice> ioreport;
  bool (*smc)(std::string_view key) = nullptr;  // which SMC keys; null: none
  bool hid = false;
  bool ioaccelerator = false;
  bool thermal_pressure = false;
  bool disks = false;
  bool interfaces = false;
  bool filesystems = false;
};

class Reader {
 public:
  Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  virtual ~Reader() = default;

  // The machine as it is at `now`: what was wanted, and perhaps more. Valid until the next call.
  // What cannot be read is absent; an Error means that nothing can.
  virtual core::Result<const Sample*> read(core::SteadyInstant now) = 0;
};

// ErrorKind::absent where the system has nothing at all of what is wanted.
using OpenReader = std::function<core::Result<std::unique_ptr<Reader>>(const Wanted&)>;

// A machine that can be sampled.
struct Access {
  Machine machine;
  OpenReader open;
};

}  // namespace silicon::apple
