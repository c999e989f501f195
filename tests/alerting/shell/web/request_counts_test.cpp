#include "alerting/shell/web/request_counts.hpp"

#include <gtest/gtest.h>

#include "exporter/core/exposition/write.hpp"

namespace silicon::shell {
namespace {

TEST(RequestCounts, AreByHandlerAndStatus) {
  RequestCounts counts;
  counts.count("/metrics", 200);
  counts.count("/metrics", 200);
  counts.count("/api/v1/query", 422);
  std::string page;
  core::append_exposition(page, counts.metrics(), core::ExpositionFormat::text);
  EXPECT_NE(page.find("prometheus_http_requests_total{code=\"200\",handler=\"/metrics\"} 2\n"),
            std::string::npos)
      << page;
  EXPECT_NE(page.find("prometheus_http_requests_total{code=\"422\",handler=\"/api/v1/query\"} 1\n"),
            std::string::npos);
  EXPECT_NE(page.find("promhttp_metric_handler_requests_total{code=\"200\"} 2\n"),
            std::string::npos);
}

TEST(RequestCounts, AreOfKnownHandlersOnly) {
  EXPECT_EQ(handler_of("/api/v1/label/job/values", 200), "/api/v1/label/:name/values");
  EXPECT_EQ(handler_of("/api/v1/label/job/values", 404), "/api/v1/label/:name/values");
  EXPECT_EQ(handler_of("/api/v1/nonsense", 404), "/api/v1/*");
  EXPECT_EQ(handler_of("/api/v1/rules", 405), "/api/v1/*");
  EXPECT_EQ(handler_of("/api/v1/query", 400), "/api/v1/query");
  EXPECT_EQ(handler_of("/api/v2/silence/17", 404), "/api/v2/silence/:id");
  EXPECT_EQ(handler_of("/api/v1/monitoring/outbox/17/resend", 200),
            "/api/v1/monitoring/outbox/:id/resend");
  EXPECT_EQ(handler_of("/api/v2/nonsense", 404), "/api/v2/*");
  EXPECT_EQ(handler_of("/api/v2/alerts", 400), "/api/v2/alerts");
}

}  // namespace
}  // namespace silicon::shell
