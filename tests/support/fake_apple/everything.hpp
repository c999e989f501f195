// A wish for all that platform/apple can read, as a recorder has it. Pure.
#pragma once

#include "exporter/sources/apple/reader.hpp"

namespace silicon::testing::apple {

inline silicon::apple::Wanted everything() {
  silicon::apple::Wanted wanted;
  wanted.cpu_ticks = true;
  wanted.load = true;
  wanted.memory = true;
  wanted.ioreport = {{.group = "Energy Model", .subgroup = ""},
                     {.group = "CPU Stats", .subgroup = "CPU Complex Performance States"},
                     {.group = "PMP", .subgroup = "DCS BW"}};
  wanted.smc = [](std::string_view key) { return key != "#KEY"; };
  wanted.hid = true;
  wanted.ioaccelerator = true;
  wanted.thermal_pressure = true;
  wanted.disks = true;
  wanted.interfaces = true;
  wanted.filesystems = true;
  return wanted;
}

}  // namespace silicon::testing::apple
