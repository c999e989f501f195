#include <gtest/gtest.h>

#include "tests/alerting/shell/run/running_alerter.hpp"

namespace silicon::shell {
namespace {

using AlerterTest = RunningAlerter;

TEST_F(AlerterTest, ReloadsOnlyWhatIsRight) {
  auto alerter = start();
  ASSERT_TRUE(alerter);
  directory_.write("r.yml", "groups:\n- name: g\n  rules:\n  - alert: Other\n    expr: load > 3\n");
  EXPECT_EQ(page(**alerter, "/-/reload", "POST"), "");
  EXPECT_NE(page(**alerter, "/api/v1/rules").find("\"Other\""), std::string::npos);
  directory_.write("r.yml", "groups:\n- name: g\n  rules:\n  - alert: Bad\n    expr: load >\n");
  EXPECT_EQ(page(**alerter, "/-/reload", "POST").find("failed to reload config: "), 0U);
  EXPECT_NE(page(**alerter, "/api/v1/rules").find("\"Other\""), std::string::npos);
  EXPECT_NE(page(**alerter, "/metrics").find("prometheus_config_last_reload_successful 0"),
            std::string::npos);
}

TEST_F(AlerterTest, SaysWhyItCannotStart) {
  auto first = start();
  ASSERT_TRUE(first);
  const auto second = start();  // the state directory is taken
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().message().find("another silicon-alerter"), std::string::npos);
}

}  // namespace
}  // namespace silicon::shell
