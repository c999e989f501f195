#include "alerting/promql/syntax/print.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "alerting/promql/parse/parser.hpp"

namespace silicon::promql {
namespace {

std::string printed(const std::string& text) {
  const auto parsed = parse(text);
  return parsed ? print(**parsed) : "error: " + parsed.error().message();
}

TEST(Print, WritesAsPrometheusDoes) {
  EXPECT_EQ(printed("sum(rate(foo{a='b',c=~\"d\"}[5m]))by(x,y)"),
            "sum by (x, y) (rate(foo{a=\"b\",c=~\"d\"}[5m]))");
  EXPECT_EQ(printed("a+on(x)group_left(y)b"), "a + on (x) group_left (y) b");
  EXPECT_EQ(printed("a > bool ignoring(x) b"), "a > bool ignoring (x) b");
  EXPECT_EQ(printed("{__name__=\"up\"}"), "{__name__=\"up\"}");
  EXPECT_EQ(printed("{\"disk.free\", \"a.b\"='c'}"), "{\"disk.free\",\"a.b\"=\"c\"}");
  EXPECT_EQ(printed("up offset 90m @ 1.5"), "up @ 1.500 offset 1h30m");
  EXPECT_EQ(printed("up @ -0.25"), "up @ -0.250");
  EXPECT_EQ(printed("foo[300]"), "foo[5m]");
  EXPECT_EQ(printed("foo[1h:]"), "foo[1h:]");
  EXPECT_EQ(printed("foo[26m+4m*2]"), "foo[26m + 4m * 2]");
  EXPECT_EQ(printed("- 1 ^ 2"), "-1 ^ 2");
  EXPECT_EQ(printed("1e3 + .5 + 0x10 + inf + 5m"), "1000 + 0.5 + 16 + +Inf + 5m");
  EXPECT_EQ(printed("{\"on\"} + {\"Inf\"} + {\"offset\"}"), "{\"on\"} + {\"Inf\"} + offset");
  EXPECT_EQ(printed("sum by (\"nan\", on) (a)"), "sum by (\"nan\", on) (a)");
  EXPECT_EQ(printed("1 + Inf ^ 2"), "1 + Inf ^ 2");
  EXPECT_EQ(printed("sum without() (a)"), "sum without () (a)");
  EXPECT_EQ(printed("count_values('x', a)"), "count_values(\"x\", a)");
  EXPECT_EQ(printed("a + fill(0) b"), "a + fill (0) b");
  EXPECT_EQ(printed("a + on(x) fill_left(1) fill_right(-2) b"),
            "a + on (x) fill_left (1) fill_right (-2) b");
}

TEST(Print, IsAFixedPoint) {
  for (const char* text : {
           "a or b and c unless d == e + f * g ^ h",
           "(((a)))",
           "---a",
           "-(-1)",
           "rate(a[5m] @ end() offset -1h)[30m:step() + 1m]",
           "a offset -(step() * 2)",
           "a[max_of(range(), 5m)]",
           "sum by (\"odd.label\", by) (offset{in=\"x\"})",
           "\"a\\nb\\xff\"",
           "a == bool NaN",
           "quantile(scalar(a), b)",
           "time()",
           "a / on () group_right b",
       }) {
    const std::string once = printed(text);
    EXPECT_FALSE(once.starts_with("error")) << text << " " << once;
    EXPECT_EQ(printed(once), once) << text;
  }
}

// The 539 queries of the PromQL compliance tester.
TEST(Print, KeepsTheComplianceQueries) {
  const std::filesystem::path path = std::filesystem::path(SILICON_SOURCE_DIR) /
                                     "../shared/data/compliance/promql/expanded-queries.json";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  std::ifstream file(path);
  std::string line;
  int count = 0;
  while (std::getline(file, line)) {
    const std::string prefix = "\"query\": \"";
    if (!line.starts_with(prefix)) continue;
    std::string query = line.substr(prefix.size(), line.rfind('"') - prefix.size());
    for (std::size_t at = 0; (at = query.find("\\\"", at)) != std::string::npos; ++at) {
      query.erase(at, 1);
    }
    if (query == "{__name__=~\".*\"}") continue;  // which is to fail
    const std::string once = printed(query);
    EXPECT_FALSE(once.starts_with("error")) << query << " " << once;
    EXPECT_EQ(printed(once), once);
    ++count;
  }
  EXPECT_GT(count, 500);
}

}  // namespace
}  // namespace silicon::promql
