// Whether two samples say the same, field by field, so that a test names what differs. Pure.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <tuple>

#include "exporter/sources/apple/sample.hpp"

namespace silicon::testing::apple {

namespace raw = silicon::apple;

inline auto figures(const raw::DiskCounters& disk) {
  return std::tuple(disk.read_bytes, disk.written_bytes, disk.reads, disk.writes, disk.read_ns,
                    disk.write_ns);
}

inline auto figures(const raw::InterfaceCounters& c) {
  return std::tuple(c.received_bytes, c.received_packets, c.received_errors, c.received_drops,
                    c.sent_bytes, c.sent_packets, c.sent_errors, c.sent_drops);
}

inline auto figures(const raw::SmcValue& value) {
  return std::tuple(value.type, value.bytes);
}

// Maps with the same keys and the same figures under each.
template <class Map>
void expect_same_figures(const Map& got, const Map& wanted, const char* what) {
  EXPECT_EQ(got.size(), wanted.size()) << what;
  for (const auto& [key, value] : wanted) {
    const auto found = got.find(key);
    if (found == got.end()) {
      ADD_FAILURE() << what << " lacks " << key;
      continue;
    }
    EXPECT_TRUE(figures(found->second) == figures(value)) << what << " of " << key;
  }
}

inline void expect_same_channels(const raw::Sample& got, const raw::Sample& wanted) {
  ASSERT_EQ(got.ioreport.size(), wanted.ioreport.size());
  for (std::size_t i = 0; i < wanted.ioreport.size(); ++i) {
    const raw::Channel& channel = wanted.ioreport[i];
    const std::string& name = channel.identity->channel;
    EXPECT_TRUE(*got.ioreport[i].identity == *channel.identity) << name;
    EXPECT_EQ(got.ioreport[i].value, channel.value) << name;
    EXPECT_EQ(got.ioreport[i].residencies, channel.residencies) << name;
    EXPECT_EQ(got.ioreport[i].published_ns, channel.published_ns) << name;
  }
}

inline void expect_same_sensors(const raw::Sample& got, const raw::Sample& wanted) {
  ASSERT_EQ(got.hid.size(), wanted.hid.size());
  for (std::size_t i = 0; i < wanted.hid.size(); ++i) {
    EXPECT_EQ(got.hid[i].name, wanted.hid[i].name);
    EXPECT_EQ(got.hid[i].celsius, wanted.hid[i].celsius);
  }
}

inline void expect_same_filesystems(const raw::Sample& got, const raw::Sample& wanted) {
  ASSERT_EQ(got.filesystems.size(), wanted.filesystems.size());
  for (std::size_t i = 0; i < wanted.filesystems.size(); ++i) {
    EXPECT_EQ(got.filesystems[i].mountpoint, wanted.filesystems[i].mountpoint);
    EXPECT_EQ(got.filesystems[i].device, wanted.filesystems[i].device);
    EXPECT_EQ(got.filesystems[i].fstype, wanted.filesystems[i].fstype);
    EXPECT_EQ(got.filesystems[i].size_bytes, wanted.filesystems[i].size_bytes);
    EXPECT_EQ(got.filesystems[i].available_bytes, wanted.filesystems[i].available_bytes);
  }
}

// All but unix_ms, which is the reader's own clock. Counts of memory that `wanted` lacks may be 0:
// the kernel's structure has no gaps.
inline void expect_same(const raw::Sample& got, const raw::Sample& wanted) {
  EXPECT_EQ(got.mono_ns, wanted.mono_ns);
  EXPECT_EQ(got.cpu_ticks, wanted.cpu_ticks);
  EXPECT_EQ(got.load, wanted.load);
  for (const auto& [name, count] : got.vm) {
    const auto found = wanted.vm.find(name);
    EXPECT_EQ(count, found == wanted.vm.end() ? 0 : found->second) << name;
  }
  for (const auto& [name, count] : wanted.vm) EXPECT_EQ(got.vm.count(name), 1U) << name;
  ASSERT_EQ(got.swap.has_value(), wanted.swap.has_value());
  if (wanted.swap) {
    EXPECT_EQ(std::tuple(got.swap->total, got.swap->available, got.swap->used),
              std::tuple(wanted.swap->total, wanted.swap->available, wanted.swap->used));
  }
  EXPECT_EQ(got.pressure_level, wanted.pressure_level);
  expect_same_channels(got, wanted);
  expect_same_figures(got.smc, wanted.smc, "smc");
  expect_same_sensors(got, wanted);
  EXPECT_EQ(got.ioaccelerator, wanted.ioaccelerator);
  EXPECT_EQ(got.thermal_pressure, wanted.thermal_pressure);
  expect_same_figures(got.disks, wanted.disks, "disks");
  expect_same_figures(got.interfaces, wanted.interfaces, "interfaces");
  expect_same_filesystems(got, wanted);
}

}  // namespace silicon::testing::apple
