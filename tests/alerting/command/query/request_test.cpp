#include "alerting/command/query/request.hpp"

#include <gtest/gtest.h>

namespace silicon::command {
namespace {

constexpr core::Instant kNow{core::Duration(1'700'000'000'500)};

core::Result<QueryRequest> request(const std::vector<std::string>& arguments) {
  return query_request(parse_command_line(arguments).value(), kNow);
}

std::string error_of(const std::vector<std::string>& arguments) {
  const auto made = request(arguments);
  EXPECT_FALSE(made);
  return made ? "" : made.error().message();
}

TEST(QueryRequest, AsksForNow) {
  const auto made = request({"query", "instant", "up == 0"});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->path, "query");
  EXPECT_EQ(made->form, (Form{{"query", "up == 0"}}));
  EXPECT_FALSE(made->json);
}

TEST(QueryRequest, AsksForThen) {
  EXPECT_EQ(request({"query", "instant", "up", "--time", "2023-11-14T22:13:20Z"})->form,
            (Form{{"query", "up"}, {"time", "1700000000"}}));
  EXPECT_TRUE(request({"query", "instant", "up", "--format=json"})->json);
}

TEST(QueryRequest, AsksForTheLastFiveMinutes) {
  EXPECT_EQ(
      request({"query", "range", "up"})->form,
      (Form{{"query", "up"}, {"start", "1699999700.5"}, {"end", "1700000000.5"}, {"step", "1"}}));
}

TEST(QueryRequest, AsksForAnyRange) {
  EXPECT_EQ(request({"query", "range", "up", "--start", "1000", "--end", "11000"})->form.back(),
            (Form::value_type{"step", "40"}));
  EXPECT_EQ(request({"query", "range", "up", "--step", "1m"})->form.back(),
            (Form::value_type{"step", "60"}));
  EXPECT_EQ(request({"query", "range", "up", "--step", "0.5"})->form.back(),
            (Form::value_type{"step", "0.5"}));
}

TEST(QueryRequest, RefusesWhatItCannotAsk) {
  EXPECT_EQ(error_of({"query", "instant"}), "query instant: which expression?");
  EXPECT_EQ(error_of({"query", "range", "a", "b", "c"}),
            "query range: one expression, in quotes; an URL may stand before it");
  EXPECT_EQ(error_of({"query", "instant", "up", "--time", "x"}),
            "--time x: seconds of Unix time, or RFC 3339");
  EXPECT_EQ(error_of({"query", "instant", "up", "--format", "xml"}),
            "--format xml: promql or json");
  EXPECT_EQ(error_of({"query", "range", "up", "--start", "5", "--end", "3"}),
            "--start is not before --end");
  EXPECT_EQ(error_of({"query", "range", "up", "--start", "x"}),
            "--start x: seconds of Unix time, or RFC 3339");
  EXPECT_EQ(error_of({"query", "range", "up", "--step", "0"}),
            "--step 0: a duration as 30s, or seconds");
}

TEST(ServerOf, StandsBeforeTheExpressionAsPromtoolHasIt) {
  const auto server = [](const std::vector<std::string>& arguments) {
    return server_of(parse_command_line(arguments).value());
  };
  EXPECT_EQ(server({"query", "instant", "http://p:9090", "up"}), "http://p:9090");
  EXPECT_EQ(server({"query", "instant", "up", "--url", "http://q"}), "http://q");
  EXPECT_EQ(server({"query", "instant", "up"}), "");
}

}  // namespace
}  // namespace silicon::command
