#include <gtest/gtest.h>

#include "tests/alerting/shell/run/running_alerter.hpp"

namespace silicon::shell {
namespace {

using Show = RunningAlerter;

TEST_F(Show, ScrapesEvaluatesAndTellsAlertmanager) {
  auto alerter = start();
  ASSERT_TRUE(alerter) << alerter.error().message();
  load_ = 9;
  EXPECT_TRUE(turn_until(**alerter, [&] { return posted("\"alertname\":\"High\""); }));
  EXPECT_NE(page(**alerter, "/api/v1/alerts").find("\"state\":\"firing\""), std::string::npos);
  EXPECT_NE(page(**alerter, "/api/v1/query?query=load").find("\"9\"]"), std::string::npos);
  EXPECT_NE(page(**alerter, "/metrics").find("silicon_alerter_alerts{state=\"firing\"} 1"),
            std::string::npos);
  EXPECT_NE(page(**alerter, "/-/ready").find("Ready"), std::string::npos);
}

}  // namespace
}  // namespace silicon::shell
