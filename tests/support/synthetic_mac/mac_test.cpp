#include "tests/support/synthetic_mac/mac.hpp"

#include <gtest/gtest.h>

#include "exporter/core/text.hpp"
#include "exporter/platform/recording/read.hpp"
#include "exporter/platform/recording/write.hpp"
#include "exporter/sources/apple/chip.hpp"
#include "tests/support/synthetic_mac/scenarios.hpp"

namespace silicon::testing::synthetic {
namespace {

Script script_of(std::string_view name) {
  return scenario(name).value_or(Script{});
}

TEST(SyntheticMacs, CallThemselvesSynthetic) {
  for (const Model model : {Model::fourteen_cores, Model::sixteen_cores}) {
    const SyntheticMac mac(model, script_of("idle"), 1);
    EXPECT_TRUE(mac.machine().model.ends_with(" (synthetic)")) << mac.machine().model;
    EXPECT_EQ(mac.machine().chip, "Apple M4 Max");
  }
}

TEST(SyntheticMacs, AreTheTwoThatAppleSells) {
  const SyntheticMac small(Model::fourteen_cores, script_of("idle"), 1);
  const SyntheticMac large(Model::sixteen_cores, script_of("idle"), 1);
  EXPECT_EQ(small.machine().cpus.size(), 14U);
  EXPECT_EQ(large.machine().cpus.size(), 16U);
  EXPECT_EQ(small.hardware().peak_bytes_per_second, apple::peak_bandwidth(small.machine()));
  EXPECT_EQ(large.hardware().peak_bytes_per_second, apple::peak_bandwidth(large.machine()));
}

TEST(SyntheticMacs, GiveTheSameRecordingForTheSameSeed) {
  SyntheticMac first(Model::fourteen_cores, script_of("order_burst"), 7);
  SyntheticMac second(Model::fourteen_cores, script_of("order_burst"), 7);
  SyntheticMac other(Model::fourteen_cores, script_of("order_burst"), 8);
  const std::string recording = recording_of(first);
  EXPECT_EQ(recording, recording_of(second));
  EXPECT_NE(recording, recording_of(other));
}

TEST(SyntheticMacs, SampleOnceASecondAndOnceBefore) {
  SyntheticMac mac(Model::sixteen_cores, script_of("idle"), 1);
  std::uint64_t last = 0;
  int samples = 0;
  while (const auto sample = mac.next()) {
    if (last != 0) {
      EXPECT_EQ(sample->mono_ns, last + 1'000'000'000);
    }
    last = sample->mono_ns;
    ++samples;
  }
  EXPECT_EQ(samples, 31);
  EXPECT_FALSE(mac.next());
}

TEST(SyntheticMacs, StandStillInSleepWhileTheWallClockGoesOn) {
  SyntheticMac mac(Model::sixteen_cores, script_of("sleep_wake"), 1);
  apple::Sample before;
  std::int64_t longest = 0;
  while (const auto sample = mac.next()) {
    if (before.mono_ns != 0) {
      EXPECT_EQ(sample->mono_ns - before.mono_ns, 1'000'000'000U);
      longest = std::max(longest, sample->unix_ms - before.unix_ms);
    }
    before = *sample;
  }
  EXPECT_EQ(longest, 3'601'000);
}

TEST(Recordings, AreReadBackToTheByte) {
  SyntheticMac mac(Model::fourteen_cores, script_of("gpu_training"), 1);
  const std::string recording = recording_of(mac);
  auto [machine, rest] = core::cut(recording, '\n');
  const auto read = recording::parse_machine(machine);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(recording::machine_line(*read), machine);
  recording::SampleParser parser;
  recording::SampleWriter writer;
  while (!rest.empty()) {
    std::string_view line;
    std::tie(line, rest) = core::cut(rest, '\n');
    const auto sample = parser.parse(line);
    ASSERT_TRUE(sample.ok()) << sample.error().message();
    ASSERT_EQ(writer.line(**sample), line);
  }
}

}  // namespace
}  // namespace silicon::testing::synthetic
