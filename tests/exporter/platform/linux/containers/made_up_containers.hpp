// What the tests of reading containers have in common: ids, the files of a container under v2, and
// a reader of a made-up machine that lives through seconds.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "exporter/platform/linux/containers/sources.hpp"
#include "exporter/platform/linux/disk_files.hpp"
#include "tests/support/cgroup_machine.hpp"

namespace silicon::linux_platform {

inline std::string id(char digit) {
  return std::string(64, digit);
}

inline const testing::CgroupMachine::Files kV2Files{
    {"cgroup.procs", "42\n43\n"},
    {"cpu.stat", "usage_usec 3000000\nuser_usec 2000000\nsystem_usec 1000000\nnr_periods 5\n"},
    {"cpu.max", "50000 100000\n"},
    {"cpu.weight", "100\n"},
    {"cpuset.cpus.effective", "0-1\n"},
    {"memory.current", "1000\n"},
    {"memory.peak", "2000\n"},
    {"memory.max", "67108864\n"},
    {"memory.low", "0\n"},
    {"memory.swap.current", "10\n"},
    {"memory.swap.max", "max\n"},
    {"memory.stat", "anon 300\nfile 600\ninactive_file 100\npgfault 5\npgmajfault 1\n"},
    {"memory.events", "high 0\nmax 3\noom_kill 1\n"},
    {"io.stat", "8:0 rbytes=1 wbytes=2 rios=3 wios=4\n9:9 rbytes=5 wbytes=6 rios=7 wios=8\n"},
    {"pids.current", "7\n"},
    {"pids.max", "100\n"},
    {"cpu.pressure", "some avg10=0 avg60=0 avg300=0 total=11\nfull avg10=0 total=12\n"},
    {"memory.pressure", "some avg10=0 total=13\nfull avg10=0 total=14\n"},
    {"io.pressure", "some avg10=0 total=15\nfull avg10=0 total=16\n"},
};

class CgroupReaderTest : public ::testing::Test {
 protected:
  void open(const testing::CgroupMachine& machine) {
    const auto files = [root = machine.root()] { return std::make_unique<DiskFiles>(root); };
    auto reader = open_cgroup_reader(files, machine.root());
    ASSERT_TRUE(reader.ok()) << reader.error().message();
    reader_ = *std::move(reader);
  }

  std::vector<containers::ContainerReading> read(int seconds = 1) {
    std::vector<containers::ContainerReading> result;
    for (int i = 0; i < seconds; ++i) {
      now_ += std::chrono::seconds(1);
      const auto readings = reader_->read({core::SteadyInstant(now_), core::Instant(now_)});
      EXPECT_TRUE(readings.ok());
      if (!readings) continue;
      result.clear();
      for (const containers::ContainerReading* reading : *readings) result.push_back(*reading);
    }
    return result;
  }

  std::unique_ptr<containers::ContainerReader> reader_;
  std::chrono::seconds now_{100};
};

}  // namespace silicon::linux_platform
