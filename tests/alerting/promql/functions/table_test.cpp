#include "alerting/promql/functions/table.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace silicon::promql {
namespace {

TEST(FunctionTable, IsSortedAndWithoutDoubles) {
  const auto table = all_functions();
  EXPECT_TRUE(std::is_sorted(table.begin(), table.end(),
                             [](const Function& a, const Function& b) { return a.name < b.name; }));
  EXPECT_EQ(
      std::adjacent_find(table.begin(), table.end(),
                         [](const Function& a, const Function& b) { return a.name == b.name; }),
      table.end());
  EXPECT_EQ(table.size(), 89U) << "Prometheus 3.14 has 90; start_timestamp() is not here";
}

TEST(FunctionTable, FindsByName) {
  ASSERT_NE(find_function("rate"), nullptr);
  EXPECT_TRUE(find_function("rate")->expects_counter);
  EXPECT_TRUE(find_function("last_over_time")->keeps_name);
  EXPECT_TRUE(find_function("limit") == nullptr);
  EXPECT_TRUE(find_function("") == nullptr);
  EXPECT_TRUE(find_function("zzz") == nullptr);
}

TEST(FunctionTable, MarksWhatPrometheusCallsExperimental) {
  for (const char* name : {"double_exponential_smoothing", "end", "histogram_quantiles", "info",
                           "mad_over_time", "max_of", "min_of", "range", "sort_by_label",
                           "sort_by_label_desc", "start", "step", "ts_of_first_over_time",
                           "ts_of_last_over_time", "ts_of_max_over_time", "ts_of_min_over_time"}) {
    ASSERT_NE(find_function(name), nullptr) << name;
    EXPECT_TRUE(find_function(name)->experimental) << name;
  }
  EXPECT_EQ(std::count_if(all_functions().begin(), all_functions().end(),
                          [](const Function& function) { return function.experimental; }),
            16);
}

}  // namespace
}  // namespace silicon::promql
