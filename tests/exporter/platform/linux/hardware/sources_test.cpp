#include "exporter/platform/linux/hardware/sources.hpp"

#include <gtest/gtest.h>

#include <set>

#include "exporter/platform/linux/disk_files.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/manual_clock.hpp"

namespace silicon::linux_platform {
namespace {

using Names = std::vector<std::string>;

TEST(HardwareSources, AreAllOfThemOnceAndDescribed) {
  testing::FakeHostFiles machine;
  testing::ManualClock clock;
  Names names;
  for (const sources::SourceSpec& spec : hardware_sources(machine.open_files(), clock, {})) {
    names.push_back(spec.name);
    EXPECT_FALSE(spec.description.empty()) << spec.name;
    EXPECT_GT(spec.interval.count(), 0) << spec.name;
    EXPECT_GT(spec.budget.count(), 0) << spec.name;
  }
  EXPECT_EQ(names,
            (Names{"thermal", "throttle", "energy", "bandwidth", "gpu", "drm_clients", "ane"}));
}

TEST(HardwareSources, OnABareMachineAreAllAbsentWithAReason) {
  testing::FakeHostFiles machine;
  testing::ManualClock clock;
  for (const sources::SourceSpec& spec : hardware_sources(machine.open_files(), clock, {})) {
    const auto source = spec.open();
    ASSERT_FALSE(source.ok()) << spec.name;
    EXPECT_EQ(source.error().kind(), core::ErrorKind::absent) << spec.name;
    EXPECT_GT(source.error().message().size(), 20) << spec.name;
    EXPECT_EQ(source.error().message().find('\n'), std::string::npos) << spec.name;
  }
}

// Whatever this machine has: what opens must be sampled twice without harm.
TEST(HardwareSources, OfThisMachineCanBeSampled) {
  testing::ManualClock clock;
  const OpenFiles open_files = [] { return std::make_unique<DiskFiles>(); };
  for (const sources::SourceSpec& spec : hardware_sources(open_files, clock, this_machine())) {
    const auto source = spec.open();
    if (!source) continue;
    for (int i = 0; i < 2; ++i) {
      const auto families = source.value()->sample({clock.steady(), clock.now()});
      if (families) {
        std::set<std::string> names;
        for (const core::Family& family : *families) {
          EXPECT_TRUE(names.insert(family.name).second) << spec.name << " " << family.name;
          EXPECT_FALSE(family.samples.empty()) << spec.name << " " << family.name;
        }
      }
      clock.advance(spec.interval);
    }
  }
}

}  // namespace
}  // namespace silicon::linux_platform
