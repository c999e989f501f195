#include "exporter/command/machine.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "exporter/platform/recording/write.hpp"
#include "tests/support/apple/channels.hpp"
#include "tests/support/apple/machines.hpp"

#include <set>

#include "tests/support/manual_clock.hpp"

namespace silicon::command {
namespace {

using namespace std::chrono_literals;

class NoFigures : public sources::Source {
 public:
  core::Result<core::Families> sample(const sources::Tick&) override { return core::Families{}; }
};

sources::SourceSpec present(std::string name) {
  return {.name = std::move(name),
          .description = "",
          .interval = 1s,
          .budget = 50ms,
          .may_block = false,
          .open = []() -> core::Result<std::unique_ptr<sources::Source>> {
            return {std::make_unique<NoFigures>()};
          }};
}

sources::SourceSpec missing(std::string name) {
  sources::SourceSpec spec = present(std::move(name));
  spec.open = []() -> core::Result<std::unique_ptr<sources::Source>> {
    return core::Error("no such hardware", core::ErrorKind::absent);
  };
  return spec;
}

TEST(OpenMachine, TellsPresentFromAbsentSources) {
  const Machine machine = open_machine({present("cpu"), missing("gpu")}, default_config());
  ASSERT_EQ(machine.open.size(), 1U);
  EXPECT_EQ(machine.open[0].name, "cpu");
  EXPECT_EQ(machine.open[0].interval, 1s);
  ASSERT_EQ(machine.absent.size(), 1U);
  EXPECT_EQ(machine.absent[0].name, "gpu");
  EXPECT_EQ(machine.absent[0].reason.message(), "no such hardware");
}

TEST(OpenMachine, NeverTouchesWhatIsSwitchedOff) {
  Config config = default_config();
  config.sources["cpu"].enabled = false;
  sources::SourceSpec spec = present("cpu");
  bool opened = false;
  spec.open = [&]() -> core::Result<std::unique_ptr<sources::Source>> {
    opened = true;
    return core::Error("");
  };
  const Machine machine = open_machine({spec}, config);
  EXPECT_TRUE(machine.open.empty());
  EXPECT_EQ(machine.absent.size(), 1U);
  EXPECT_FALSE(opened);
}

TEST(OpenMachine, PrefersTheUsersIntervalAndBudget) {
  Config config = default_config();
  config.sources["cpu"] = {true, 5s, 20ms};
  const Machine machine = open_machine({present("cpu")}, config);
  EXPECT_EQ(machine.open[0].interval, 5s);
  EXPECT_EQ(machine.open[0].budget, 20ms);
}

TEST(KnownSources, HaveNamesIntervalsAndBudgetsOfTheirOwn) {
  const testing::ManualClock clock;
  std::set<std::string> names;
  for (const sources::SourceSpec& spec : known_sources(default_config(), clock)) {
    EXPECT_TRUE(names.insert(spec.name).second) << spec.name;
    EXPECT_FALSE(spec.description.empty()) << spec.name;
    EXPECT_GT(spec.interval, 0ms) << spec.name;
    EXPECT_GT(spec.budget, 0ms) << spec.name;
  }
  EXPECT_FALSE(names.empty());
}

TEST(ChosenSources, AreThisMachinesUnlessARecordingIsAskedFor) {
  const testing::ManualClock clock;
  const auto specs = chosen_sources(default_config(), clock);
  ASSERT_TRUE(specs);
  EXPECT_EQ(names_of(*specs), names_of(known_sources(default_config(), clock)));
}

TEST(ChosenSources, OfARecordingHaveNamesThatTheConfigurationKnows) {
  const std::string path = ::testing::TempDir() + "silicon_chosen_sources.ndjson";
  std::ofstream(path) << recording::machine_line(testing::m4_max(40)) << '\n'
                      << recording::sample_line(testing::sample_at(1)) << '\n';
  const testing::ManualClock clock;
  Config config = default_config();
  config.recording = path + ",loop";
  const auto specs = chosen_sources(config, clock);
  ASSERT_TRUE(specs) << specs.error().message();
  const std::vector<std::string> known = names_of(known_sources(config, clock));
  for (const std::string& name : names_of(*specs)) {
    EXPECT_EQ(std::count(known.begin(), known.end(), name), 1) << name;
  }
  EXPECT_EQ(open_machine(*specs, config).open.size(), specs->size());
}

TEST(ChosenSources, SayWhatIsWrongWithARecording) {
  const testing::ManualClock clock;
  Config config = default_config();
  config.recording = "/nowhere/mac.ndjson";
  const auto specs = chosen_sources(config, clock);
  ASSERT_FALSE(specs);
  EXPECT_EQ(specs.error().message(), "/nowhere/mac.ndjson: No such file or directory");
}

}  // namespace
}  // namespace silicon::command
