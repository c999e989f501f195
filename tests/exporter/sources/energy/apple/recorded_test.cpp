// Channels of the Energy Model as real machines have them, beside the project: of all that they
// list, the rail `cpu` is the package's own channel, and no less than its cores together.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/sources/energy/apple/channels.hpp"
#include "tests/support/recorded_tables.hpp"

namespace silicon::energy {
namespace {

using Deltas = std::map<std::string, double>;  // millijoules by channel

bool ends_in_digit(std::string_view name) {
  return !name.empty() && name.back() >= '0' && name.back() <= '9';
}

// "PACC1_CPU5", "ECPU3"; not "EACC_CPU", "PCPU", "PCPM".
bool is_core(std::string_view name) {
  return name.find("CPU") != std::string_view::npos && ends_in_digit(name) &&
         name.find("DTL") == std::string_view::npos && name.find("SRAM") == std::string_view::npos;
}

double sum_of_cores(const Deltas& deltas) {
  double sum = 0;
  for (const auto& [name, millijoules] : deltas) sum += is_core(name) ? millijoules : 0;
  return sum;
}

std::vector<std::string> names_of(const Deltas& deltas) {
  std::vector<std::string> names;
  for (const auto& [name, millijoules] : deltas) names.push_back(name);
  return names;
}

double rail(const Deltas& deltas, std::string_view wanted) {
  double sum = 0;
  for (const RailChannels& each : rails_of(names_of(deltas))) {
    if (each.rail != wanted) continue;
    for (const std::string& channel : each.channels) sum += deltas.at(channel);
  }
  return sum;
}

// A hundredth of what the cores used: counters are whole millijoules and not read at one instant.
void expect_no_less_than_cores(const std::string& chip, const Deltas& deltas) {
  const double cores = sum_of_cores(deltas);
  ASSERT_GT(cores, 0) << chip;
  EXPECT_GE(rail(deltas, "cpu"), cores * 0.99) << chip;
  EXPECT_LE(rail(deltas, "cpu"), cores * 1.5) << chip;
}

TEST(CpuEnergy, IsNoLessThanItsCores) {
  expect_no_less_than_cores("ours", {{"PACC0_CPU0", 900},
                                     {"PACC0_CPU1", 80},
                                     {"EACC_CPU0", 12},
                                     {"PACC0_CPU", 985},
                                     {"PACC0_CPM", 11},
                                     {"EACC_CPU", 13},
                                     {"CPU Energy", 1010},
                                     {"DRAM", 60}});
}

TEST(CpuEnergy, IsNoLessThanItsCoresOnRealChips) {
  const auto file =
      testing::recorded_apple_data("ioreport/channels-m4-m4pro-m1max-m3pro-m5max-zeus.tsv");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no channels at " << file;
  std::map<std::string, Deltas> chips;
  for (const auto& row : testing::table_of(file)) {
    // Measured ones only; the others have figures that somebody made up.
    if (row.size() != 4 || row[0].find("synthetic") != std::string::npos) continue;
    chips[row[0]][row[1]] = core::parse_double(row[3]).value_or(0);
  }
  ASSERT_EQ(chips.size(), 4U);
  for (const auto& [chip, deltas] : chips) expect_no_less_than_cores(chip, deltas);
  EXPECT_EQ(rail(chips.at("M4 Pro"), "cpu"), 2118);
  EXPECT_EQ(rail(chips.at("M4 Pro"), "dram"), 78);
}

}  // namespace
}  // namespace silicon::energy
