#include "exporter/core/exposition/format.hpp"

#include <gtest/gtest.h>

#include <string>

namespace silicon::core {
namespace {

constexpr auto kText = ExpositionFormat::text;
constexpr auto kOpenMetrics = ExpositionFormat::openmetrics;

TEST(AcceptedFormat, IsOpenMetricsForPrometheus) {
  for (const char* header : {
           // 2.42, as Debian 12 has it
           "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;"
           "q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
           // 2.49
           "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;"
           "version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
           // 2.50 with native histograms: protobuf first, which we do not speak
           "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding="
           "delimited;q=0.5,application/openmetrics-text;version=1.0.0;q=0.4,application/"
           "openmetrics-text;version=0.0.1;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
           // 3.x
           "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/"
           "openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;"
           "q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
       }) {
    EXPECT_EQ(accepted_format(header), kOpenMetrics) << header;
  }
}

TEST(AcceptedFormat, IsTextForEverybodyWhoDoesNotAskForOpenMetrics) {
  for (const char* header :
       {"", "*/*", "text/plain", "text/*",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8",
        // Prometheus with scrape_protocols: [PrometheusText0.0.4]
        "text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
        // Prometheus 2.5 to 2.28 knew a draft of OpenMetrics only
        "application/openmetrics-text; version=0.0.1,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        "application/*", "application/json"}) {
    EXPECT_EQ(accepted_format(header), kText) << header;
  }
}

TEST(AcceptedFormat, FollowsTheQualityAndThenTheOrder) {
  EXPECT_EQ(accepted_format("text/plain;q=0.4,application/openmetrics-text;q=0.5"), kOpenMetrics);
  EXPECT_EQ(accepted_format("text/plain;q=0.5,application/openmetrics-text;q=0.4"), kText);
  EXPECT_EQ(accepted_format("application/openmetrics-text,text/plain"), kOpenMetrics);
  EXPECT_EQ(accepted_format("text/plain,application/openmetrics-text"), kText);
  EXPECT_EQ(accepted_format("application/openmetrics-text;q=0"), kText);
  EXPECT_EQ(accepted_format("application/openmetrics-text;q=0,*/*"), kText);
}

TEST(AcceptedFormat, TakesAnyCaseAndBlanksAndQuotes) {
  EXPECT_EQ(
      accepted_format(" Application/OpenMetrics-Text ; Version = \"1.0.0\" ; Q = 0.9 , */*;q=0.1"),
      kOpenMetrics);
}

TEST(AcceptedFormat, IsTextForGarbage) {
  for (const char* header :
       {",,,;;;===", "application/openmetrics-text;q=abc", "application/openmetrics-text;q=NaN",
        "application/openmetrics-text;q=-1", "application/openmetrics-text;q=2",
        "application/openmetrics-text;version=9", "openmetrics", "\x01\xFF/\xFE;q=1"}) {
    EXPECT_EQ(accepted_format(header), kText) << header;
  }
  EXPECT_EQ(accepted_format(std::string(1'000'000, ',') + "application/openmetrics-text"), kText);
}

TEST(ContentType, NamesFormatAndVersion) {
  EXPECT_EQ(content_type(kText), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_EQ(content_type(kOpenMetrics),
            "application/openmetrics-text; version=1.0.0; charset=utf-8");
}

TEST(FormatOfContentType, ReadsWhatTargetsReallySend) {
  EXPECT_EQ(format_of_content_type(content_type(kText)), kText);
  EXPECT_EQ(format_of_content_type(content_type(kOpenMetrics)), kOpenMetrics);
  // prometheus-cpp states no version
  EXPECT_EQ(format_of_content_type("text/plain; charset=utf-8"), kText);
  EXPECT_EQ(format_of_content_type("Text/Plain"), kText);
  EXPECT_EQ(format_of_content_type("application/openmetrics-text; version=0.0.1; charset=utf-8"),
            kOpenMetrics);
}

TEST(FormatOfContentType, DoesNotGuess) {
  for (const char* header : {"", "text/html", "application/json", "text/plainer", "garbage"}) {
    EXPECT_EQ(format_of_content_type(header), std::nullopt) << header;
  }
}

}  // namespace
}  // namespace silicon::core
