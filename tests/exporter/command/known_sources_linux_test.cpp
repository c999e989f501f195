#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "exporter/command/machine.hpp"
#include "tests/support/manual_clock.hpp"

namespace silicon::command {
namespace {

// A folder that shows one machine with two CPUs and nothing else.
Config small_machine(const std::string& name) {
  const std::filesystem::path root = ::testing::TempDir() + "silicon_known_sources_" + name;
  std::filesystem::create_directories(root / "proc");
  std::ofstream(root / "proc/stat") << "cpu  2 0 2 4 0 0 0 0 0 0\n"
                                       "cpu0 1 0 1 2 0 0 0 0 0 0\n"
                                       "cpu1 1 0 1 2 0 0 0 0 0 0\n";
  std::ofstream(root / "proc/loadavg") << "0.50 0.40 0.30 1/100 4242\n";
  Config config = default_config();
  config.root = root.string();
  return config;
}

TEST(KnownLinuxSources, CoverTheSubjectsOfTheCatalogue) {
  const testing::ManualClock clock;
  const std::vector<std::string> names = names_of(known_sources(default_config(), clock));
  for (const char* name : {"cpu", "load", "memory", "pressure", "disks", "filesystems", "network",
                           "thermal", "throttle", "energy", "bandwidth", "gpu", "ane"}) {
    EXPECT_NE(std::find(names.begin(), names.end(), name), names.end()) << name;
  }
}

TEST(KnownLinuxSources, OpenWhatAFolderShowsAndExplainTheRest) {
  const testing::ManualClock clock;
  const Config config = small_machine("two_cpus");
  const Machine machine = open_machine(known_sources(config, clock), config);
  std::vector<std::string> open;
  for (const serve::OpenSource& source : machine.open) open.push_back(source.name);
  for (const char* name : {"cpu", "load"}) {
    EXPECT_NE(std::find(open.begin(), open.end(), name), open.end()) << name;
  }
  for (const AbsentSource& source : machine.absent) {
    EXPECT_FALSE(source.reason.message().empty()) << source.name;
  }
}

TEST(KnownLinuxSources, LeaveThisMachinesOwnHardwareOutOfAnothersFigures) {
  const testing::ManualClock clock;
  const Config config = small_machine("other");
  const Machine machine = open_machine(known_sources(config, clock), config);
  const auto gpu = std::find_if(machine.absent.begin(), machine.absent.end(),
                                [](const AbsentSource& source) { return source.name == "gpu"; });
  ASSERT_NE(gpu, machine.absent.end());
  EXPECT_EQ(gpu->reason.message().find("libnvidia-ml"), std::string::npos) << gpu->reason.message();
}

}  // namespace
}  // namespace silicon::command
