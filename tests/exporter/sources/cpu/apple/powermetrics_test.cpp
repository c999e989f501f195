// Apple's own powermetrics and we, of the same clusters: its text states the shares of time by
// frequency, from which follow the channels that it read; our figures of those must be its own.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/sources/cpu/apple/clusters.hpp"
#include "tests/support/apple/channels.hpp"
#include "tests/support/apple/machines.hpp"
#include "tests/support/recorded_tables.hpp"

namespace silicon::cpu {
namespace {

constexpr double kSeconds = 5.02196;

// What the text says of a cluster; shares in percent of the time.
struct Said {
  double megahertz = 0;
  double active = 0;
  double idle = 0;
  double down = 0;
  std::vector<double> by_frequency;
};

testing::States states_of(const Said& said, const std::vector<double>& shares) {
  const auto ticks = [](double percent) {
    return static_cast<std::int64_t>(percent / 100 * kSeconds * 24e6);
  };
  testing::States states{{"DOWN", 1 + ticks(said.down)}, {"IDLE", 1 + ticks(said.idle)}};
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const std::size_t below = shares.size() - 1 - i;
    states.emplace_back("V" + std::to_string(i) + "P" + std::to_string(below), ticks(shares[i]));
  }
  return states;
}

// The cluster's channels, as an M4 Max has them: the manager's, which powermetrics calls HW, and
// the one of what its cores asked for, which was the fastest state all the time.
std::vector<apple::Channel> channels_of(const std::string& type, const std::string& number,
                                        const Said& said) {
  std::vector<double> requested(said.by_frequency.size(), 0);
  requested.back() = said.active;
  const auto channel = [&](const char* kind, const std::vector<double>& shares) {
    return testing::state_channel("CPU Stats", "CPU Complex Performance States",
                                  type + kind + number, states_of(said, shares));
  };
  return {channel("CPU", requested), channel("CPM", said.by_frequency)};
}

// Our figures of a 14-core M4 Max whose three clusters powermetrics described.
std::vector<ClusterSpeed> our_figures(const std::map<std::string, Said>& text) {
  std::vector<apple::Channel> channels;
  for (const auto& [name, said] : text) {
    const std::string type = name.substr(0, 1);
    const std::string number = name == "P1" ? "1" : "";
    for (apple::Channel& channel : channels_of(type, number, said)) {
      channels.push_back(std::move(channel));
    }
  }
  // Before: every state once, for a manager that was never idle is not believed.
  std::vector<apple::Channel> before = testing::zeroed(channels);
  for (apple::Channel& channel : before) channel.residencies[0] = channel.residencies[1] = 1;
  ClusterMeter meter(testing::m4_max(32));
  meter.update(testing::sample_at(100, before), std::nullopt);
  return meter.update(testing::sample_at(100 + kSeconds, channels), kSeconds);
}

// To within what rounding to two digits leaves open.
void expect_agreement(const std::map<std::string, Said>& text) {
  for (const ClusterSpeed& speed : our_figures(text)) {
    const Said& said = text.at(speed.cluster);
    ASSERT_TRUE(speed.hertz && speed.active_ratio) << speed.cluster;
    EXPECT_NEAR(*speed.hertz / 1e6, said.megahertz, said.megahertz * 0.01) << speed.cluster;
    EXPECT_NEAR(*speed.active_ratio * 100, said.active, 0.5) << speed.cluster;
  }
}

TEST(Powermetrics, AndWeAgreeOnABusyAndASleepingCluster) {
  const std::vector<double> slow{75, 3.5, 5, 5, 5, 2.5, 4};
  std::vector<double> mixed(20, 0);
  mixed[0] = 2.6;
  mixed[19] = 1.4;
  expect_agreement({{"E0", {1296.6, 100, 0, 0, slow}},
                    {"P0", {(2.6 * 1260 + 1.4 * 4512) / 4, 4, 8, 88, mixed}},
                    {"P1", {(2.6 * 1260 + 1.4 * 4512) / 4, 4, 90, 6, mixed}}});
}

double percent_in(std::string_view text) {
  const std::string_view word = core::trimmed(text);
  return core::parse_double(core::trimmed(word.substr(0, word.find('%')))).value_or(-1);
}

// "P0-Cluster HW active residency:   5.88% (1260 MHz: 2.6% 1512 MHz: .29% ...)"
void read_residency(std::string_view line, Said& said) {
  const auto [all, list] = core::cut(line, '(');
  said.active = percent_in(core::cut(all, ':').second);
  std::string_view rest = list;
  while (rest.find(':') != std::string_view::npos) {
    rest = core::cut(rest, ':').second;
    said.by_frequency.push_back(percent_in(rest));
  }
}

std::map<std::string, Said> read_text(const std::filesystem::path& file) {
  std::map<std::string, Said> text;
  for (const std::string& line : testing::lines_of(file)) {
    const auto [cluster, what] = core::cut(line, ' ');
    if (!cluster.ends_with("-Cluster")) continue;
    std::string name(cluster.substr(0, cluster.find('-')));
    if (name == "E") name = "E0";
    Said& said = text[name];
    const std::string_view value = core::cut(what, ':').second;
    if (what.starts_with("HW active frequency")) {
      said.megahertz = core::parse_double(core::fields(value).front()).value_or(-1);
    } else if (what.starts_with("HW active residency")) {
      read_residency(what, said);
    } else if (what.starts_with("idle residency")) {
      said.idle = percent_in(value);
    } else if (what.starts_with("down residency")) {
      said.down = percent_in(value);
    }
  }
  return text;
}

// CPUs 4 to 8 asked for 4512 MHz in that second, and P0 ran at 2507.
TEST(Powermetrics, AndWeAgreeOnARealM4Max) {
  const auto file = testing::recorded_apple_data(
      "powermetrics/powermetrics-text-m4max-Mac16,6-macOS15.5-24F74.txt");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no recording at " << file;
  const std::map<std::string, Said> text = read_text(file);
  ASSERT_EQ(text.size(), 3U);
  ASSERT_EQ(text.at("P0").by_frequency.size(), 20U);
  for (const auto& [name, said] : text) {
    EXPECT_NEAR(said.active + said.idle + said.down, 100, 0.1) << name;
  }
  expect_agreement(text);
  EXPECT_NEAR(our_figures(text).at(1).hertz.value_or(0), 2507e6, 25e6);
}

}  // namespace
}  // namespace silicon::cpu
