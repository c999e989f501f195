#include "alerting/api/client/status.hpp"

#include <gtest/gtest.h>

namespace silicon::api {
namespace {

std::string data(const std::string& json) {
  return R"({"status":"success","data":)" + json + "}";
}

TEST(StatusReplies, NameTargetsAndTheirErrors) {
  const auto targets = read_targets(200, data(R"({"activeTargets":[{"scrapePool":"node",
      "scrapeUrl":"http://a/metrics","health":"down","lastError":"refused"}, 7]})"));
  ASSERT_TRUE(targets);
  ASSERT_EQ(targets->size(), 2U);
  EXPECT_EQ((*targets)[0].job, "node");
  EXPECT_EQ((*targets)[0].url, "http://a/metrics");
  EXPECT_EQ((*targets)[0].health, "down");
  EXPECT_EQ((*targets)[0].error, "refused");
  EXPECT_EQ((*targets)[1].job, "");
}

TEST(StatusReplies, NameRulesWithTheirGroups) {
  const auto rules = read_rules(200, data(R"({"groups":[{"file":"r.yml","name":"g","rules":[
      {"name":"A","query":"x > 1","type":"alerting","health":"err","lastError":"no"}]}]})"));
  ASSERT_TRUE(rules);
  ASSERT_EQ(rules->size(), 1U);
  EXPECT_EQ((*rules)[0].file, "r.yml");
  EXPECT_EQ((*rules)[0].group, "g");
  EXPECT_EQ((*rules)[0].name, "A");
  EXPECT_EQ((*rules)[0].query, "x > 1");
  EXPECT_EQ((*rules)[0].type, "alerting");
  EXPECT_EQ((*rules)[0].health, "err");
  EXPECT_EQ((*rules)[0].error, "no");
}

TEST(StatusReplies, ListJobsTextsSeriesAndReceivers) {
  EXPECT_EQ(read_jobs(200, data(R"({"scrapePools":["a","b"]})")).value(),
            (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(read_texts(200, data(R"(["x",1,"y"])")).value(), (std::vector<std::string>{"x", "y"}));
  EXPECT_TRUE(read_texts(200, data("{}")).value().empty());
  EXPECT_EQ(read_count(200, data("[{},{}]")).value(), 2U);
  EXPECT_EQ(read_count(200, data("7")).value(), 0U);
  EXPECT_EQ(
      read_alertmanagers(200, data(R"({"activeAlertmanagers":[{"url":"http://m"}]})")).value(),
      std::vector<std::string>{"http://m"});
}

TEST(StatusReplies, SayWhetherTheLastReloadWentWell) {
  EXPECT_TRUE(read_reload_success(200, data(R"({"reloadConfigSuccess":true})")).value());
  EXPECT_FALSE(read_reload_success(200, data(R"({"reloadConfigSuccess":false})")).value());
  EXPECT_TRUE(read_reload_success(200, data("{}")).value());  // older servers do not say
}

TEST(StatusReplies, AreErrorsWhereTheServerRefuses) {
  EXPECT_FALSE(read_targets(401, ""));
  EXPECT_FALSE(read_rules(200, "junk"));
  EXPECT_FALSE(read_jobs(404, ""));
  EXPECT_FALSE(read_count(500, ""));
  EXPECT_FALSE(read_alertmanagers(500, ""));
  EXPECT_FALSE(read_reload_success(500, ""));
}

}  // namespace
}  // namespace silicon::api
