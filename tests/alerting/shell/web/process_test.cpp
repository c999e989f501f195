#include "alerting/shell/web/process.hpp"

#include <gtest/gtest.h>

#include <map>

namespace silicon::shell {
namespace {

TEST(ProcessMetrics, AreThoseOfEveryClientLibrary) {
  std::map<std::string, double> values;
  for (const core::Family& family : process_metrics(core::Instant(std::chrono::seconds(7)))) {
    ASSERT_EQ(family.samples.size(), 1U) << family.name;
    values[family.name] = family.samples[0].value;
  }
  EXPECT_EQ(values.at("process_start_time_seconds"), 7);
  EXPECT_GT(values.at("process_cpu_seconds_total"), 0);
  EXPECT_GE(values.at("process_open_fds"), 3);
  EXPECT_GE(values.at("process_max_fds"), values["process_open_fds"]);
  if (values.contains("process_resident_memory_bytes")) {  // where the system says it
    EXPECT_GT(values["process_resident_memory_bytes"], 1e6);
    EXPECT_GT(values["process_virtual_memory_bytes"], values["process_resident_memory_bytes"]);
  }
}

}  // namespace
}  // namespace silicon::shell
