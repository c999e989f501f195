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

TEST_F(Show, CountsRequestsAndWhatTheProcessTakes) {
  auto alerter = start();
  ASSERT_TRUE(alerter) << alerter.error().message();
  page(**alerter, "/api/v1/query?query=load");
  page(**alerter, "/metrics");
  const std::string metrics = page(**alerter, "/metrics");
  for (const char* line :
       {"prometheus_http_requests_total{code=\"200\",handler=\"/api/v1/query\"} 1\n",
        "promhttp_metric_handler_requests_total{code=\"200\"} 1\n", "\nprocess_cpu_seconds_total ",
        "\nprocess_start_time_seconds "}) {
    EXPECT_NE(metrics.find(line), std::string::npos) << line << metrics;
  }
}

}  // namespace
}  // namespace silicon::shell
