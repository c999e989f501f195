// Tables of frequencies of real machines that lie beside the project: where a machine has a table
// of frequencies and one of periods, both say the same; and states last as long as their interval.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/sources/apple/channel_deltas.hpp"
#include "exporter/sources/apple/frequency_table.hpp"
#include "tests/support/apple/channels.hpp"
#include "tests/support/apple/machines.hpp"
#include "tests/support/recorded_tables.hpp"

namespace silicon::apple {
namespace {

using Numbers = std::vector<std::uint32_t>;

// nullopt where the row was not stored whole.
std::optional<Numbers> numbers_in(const std::string& cell) {
  Numbers numbers;
  for (const std::string_view word : core::fields(cell)) {
    const auto number = core::parse_unsigned(word);
    if (!number) return std::nullopt;
    numbers.push_back(static_cast<std::uint32_t>(*number));
  }
  return numbers;
}

void expect_same_frequencies(const Numbers& hertz, const Numbers& periods) {
  const auto one = frequencies_of(testing::pmgr_table(hertz));
  const auto other = frequencies_of_periods(testing::pmgr_table(periods));
  ASSERT_TRUE(one && other);
  ASSERT_EQ(one->size(), other->size());
  for (std::size_t i = 0; i < one->size(); ++i) {
    EXPECT_NEAR((*one)[i], (*other)[i], (*one)[i] / 1000);
  }
}

TEST(RecordedTables, SayTheSameByFrequencyAndByPeriodOnAnM4Pro) {
  const auto file = testing::recorded_apple_data(
      "ioreg/pmgr-voltage-states-m4pro-Mac16,8-macOS27.0-26A5368g.tsv");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no table at " << file;
  std::map<std::string, Numbers> tables;
  for (const auto& row : testing::table_of(file)) {
    if (row.size() != 3 || row[1] != "f") continue;
    if (auto numbers = numbers_in(row[2])) tables[row[0]] = *std::move(numbers);
  }
  expect_same_frequencies(tables.at("voltage-states1-sram"), tables.at("voltage-states1"));
}

TEST(RecordedTables, SayTheSameByFrequencyAndByPeriodOnAnM1Ultra) {
  const auto file = testing::recorded_apple_data("ioreg/pmgr-voltage-states-m1ultra.tsv");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no table at " << file;
  std::map<std::string, Numbers> tables;
  for (const auto& row : testing::table_of(file)) {
    if (row.size() != 3) continue;
    auto numbers = numbers_in(row[2]);
    if (!numbers) continue;
    // The transcript states MHz; the property holds Hz.
    for (std::uint32_t& number : *numbers) number *= row[1] == "f_MHz" ? 1'000'000U : 1U;
    tables[row[0]] = *std::move(numbers);
  }
  expect_same_frequencies(tables.at("voltage-states5-sram"), tables.at("voltage-states5"));
}

// "DOWN=0 IDLE=2331234 V0P18=7631 ... V18P0=0": what the excerpt left out was 0.
std::optional<testing::States> states_in(const std::string& cell) {
  testing::States states;
  for (const std::string_view word : core::fields(cell)) {
    const auto [name, ticks] = core::cut(word, '=');
    const auto number = core::parse_unsigned(ticks);
    if (number) states.emplace_back(std::string(name), static_cast<std::int64_t>(*number));
  }
  if (states.empty()) return std::nullopt;
  return states;
}

TEST(RecordedStates, LastAsLongAsTheirInterval) {
  const auto file =
      testing::recorded_apple_data("ioreport/ioreport-states-m4pro-Mac16,8-macOS27.0-26A5368g.tsv");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no states at " << file;
  int whole = 0;
  for (const auto& row : testing::table_of(file)) {
    if (row.size() != 5 || row[2] == "PCPM_IDLE") continue;
    const auto states = states_in(row[4]);
    ASSERT_TRUE(states) << row[2];
    const auto activity = activity_of(testing::state_channel(row[0], row[1], row[2], *states));
    ASSERT_TRUE(activity) << row[2];
    // 109 ms by the recording's own word.
    EXPECT_TRUE(lasts(*activity, 0.1095)) << row[2] << " " << activity->total_ticks();
    ++whole;
  }
  EXPECT_GE(whole, 6);
}

TEST(RecordedStates, DoNotLastLongerThanTheClock) {
  const Activity activity{.inactive = 20e6, .active = {4e6}};
  EXPECT_TRUE(lasts(activity, 1));
  EXPECT_FALSE(lasts(activity, 0.5));
}

}  // namespace
}  // namespace silicon::apple
