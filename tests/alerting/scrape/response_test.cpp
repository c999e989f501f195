#include "alerting/scrape/response.hpp"

#include <gtest/gtest.h>

namespace silicon::scrape {
namespace {

using core::ExpositionFormat;

Response answer(int status, std::string content_type) {
  Response response;
  response.status = status;
  response.content_type = std::move(content_type);
  return response;
}

std::string problem(const Response& response, const Job& job = {}) {
  const auto format = judge(response, job);
  return format ? "" : format.error().message();
}

TEST(Judge, TakesPagesOfBothFormats) {
  EXPECT_EQ(*judge(answer(200, "text/plain; version=0.0.4; charset=utf-8"), {}),
            ExpositionFormat::text);
  EXPECT_EQ(*judge(answer(200, "application/openmetrics-text; version=1.0.0"), {}),
            ExpositionFormat::openmetrics);
}

TEST(Judge, RefusesEveryOtherStatus) {
  for (const int status : {204, 301, 404, 503}) {
    EXPECT_EQ(problem(answer(status, "text/plain")),
              "server returned HTTP status " + std::to_string(status));
  }
}

TEST(Judge, RefusesOtherTypesByName) {
  EXPECT_EQ(problem(answer(200, "text/html")),
            "received unsupported Content-Type \"text/html\" and no fallback_scrape_protocol "
            "specified for target");
  EXPECT_EQ(problem(answer(200, "")),
            "non-compliant scrape target sending blank Content-Type and no "
            "fallback_scrape_protocol specified for target");
}

TEST(Judge, FallsBackWhereTheJobSaysTo) {
  Job job;
  job.fallback_format = ExpositionFormat::text;
  EXPECT_EQ(*judge(answer(200, "text/html"), job), ExpositionFormat::text);
  EXPECT_EQ(*judge(answer(200, ""), job), ExpositionFormat::text);
  EXPECT_EQ(*judge(answer(200, "application/openmetrics-text"), job),
            ExpositionFormat::openmetrics);
}

TEST(Judge, RepeatsWhatWentWrong) {
  Response response;
  response.failure = "connection refused";
  EXPECT_EQ(problem(response), "connection refused");
}

TEST(AcceptHeader, IsPrometheuses) {
  EXPECT_EQ(accept_header(Job().protocols),
            "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            "application/openmetrics-text;version=0.0.1;q=0.5,"
            "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
            "text/plain;version=0.0.4;q=0.3,*/*;q=0.2");
  EXPECT_EQ(accept_header({Protocol::text_0_0_4}), "text/plain;version=0.0.4;q=0.3,*/*;q=0.2");
}

TEST(AcceptHeader, GetsWhatTheJobPrefersFromAnExporter) {
  EXPECT_EQ(core::accepted_format(accept_header(Job().protocols)), ExpositionFormat::openmetrics);
  EXPECT_EQ(core::accepted_format(accept_header({Protocol::text_0_0_4})), ExpositionFormat::text);
}

TEST(ParseProtocol, KnowsPrometheusesWords) {
  EXPECT_EQ(parse_protocol("OpenMetricsText1.0.0"), Protocol::openmetrics_1_0_0);
  EXPECT_EQ(parse_protocol("PrometheusText0.0.4"), Protocol::text_0_0_4);
  EXPECT_EQ(parse_protocol("PrometheusProto"), std::nullopt);
  EXPECT_EQ(format_of(Protocol::openmetrics_0_0_1), ExpositionFormat::openmetrics);
  EXPECT_EQ(format_of(Protocol::text_1_0_0), ExpositionFormat::text);
}

}  // namespace
}  // namespace silicon::scrape
