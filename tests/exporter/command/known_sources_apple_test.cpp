#include <gtest/gtest.h>

#include <algorithm>

#include "exporter/command/machine.hpp"
#include "exporter/runtime/system_clock.hpp"

namespace silicon::command {
namespace {

TEST(KnownAppleSources, CoverTheSubjectsOfTheCatalogue) {
  const runtime::SystemClock clock;
  const std::vector<std::string> names = names_of(known_sources(default_config(), clock));
  for (const char* name : {"cpu", "cpu_frequency", "load", "memory", "disks", "filesystems",
                           "network", "thermal", "energy", "bandwidth", "gpu", "ane", "process"}) {
    EXPECT_NE(std::find(names.begin(), names.end(), name), names.end()) << name;
  }
}

// Mach and sysctl answer on every Mac, virtual ones among them.
TEST(KnownAppleSources, OpenOnThisMac) {
  const runtime::SystemClock clock;
  const Config config = default_config();
  const Machine machine = open_machine(known_sources(config, clock), config);
  std::vector<std::string> open;
  for (const serve::OpenSource& source : machine.open) open.push_back(source.name);
  for (const char* name :
       {"cpu", "load", "memory", "filesystems", "network", "machine", "process"}) {
    EXPECT_NE(std::find(open.begin(), open.end(), name), open.end()) << name;
  }
}

}  // namespace
}  // namespace silicon::command
