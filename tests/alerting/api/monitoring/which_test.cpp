#include "alerting/api/monitoring/which.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "alerting/notify/message/notification.hpp"
#include "tests/support/routing/routing_world.hpp"

namespace silicon::api {
namespace {

using nlohmann::json;
using Pairs = std::vector<std::pair<std::string, std::string>>;

const core::Labels kDown{{"alertname", "Down"}, {"instance", "a"}};

std::string problem(Pairs pairs) {
  const auto which = which_of(Parameters(std::move(pairs)));
  return which ? "" : which.error().message();
}

std::string problem(const json& body) {
  const auto which = which_of(body);
  return which ? "" : which.error().message();
}

TEST(Which, IsOneByItsFingerprint) {
  const std::string fingerprint = notify::fingerprint(kDown);
  const Which which = which_of(Parameters(Pairs{{"fingerprint", fingerprint}})).value();
  EXPECT_TRUE(which.means(kDown));
  EXPECT_FALSE(which.means({{"alertname", "Down"}}));
  EXPECT_EQ(which.text(), "the fingerprint " + fingerprint);
}

TEST(Which, IsAllThatEveryMatcherMatches) {
  const Which which =
      which_of(Parameters(Pairs{{"filter", "alertname=Down"}, {"filter", "instance=~a|b"}}))
          .value();
  EXPECT_TRUE(which.means(kDown));
  EXPECT_FALSE(which.means({{"alertname", "Down"}}));
  EXPECT_EQ(which.text(), R"({alertname="Down",instance=~"a|b"})");
}

TEST(Which, IsReadFromABody) {
  EXPECT_EQ(which_of(json::parse(R"({"filter": ["alertname=Down", "instance=a"]})")).value().text(),
            R"({alertname="Down",instance="a"})");
  EXPECT_EQ(which_of(json::parse(R"({"fingerprint": "0123"})")).value().text(),
            "the fingerprint 0123");
}

TEST(Which, MustBeSaidInOneWay) {
  const std::string which = "which alert? Say its fingerprint, or filter with matchers";
  EXPECT_EQ(problem(Pairs{}), which);
  EXPECT_EQ(problem(Pairs{{"fingerprint", "a"}, {"filter", "a=b"}}), which);
  EXPECT_EQ(problem(json::parse("{}")), which);
  EXPECT_EQ(problem(json::parse(R"({"filter": []})")), which);
  EXPECT_EQ(problem(json::parse(R"({"filter": "a=b"})")), "filter in body must be of type array");
  EXPECT_EQ(problem(json::parse(R"({"filter": [1]})")), "filter in body must be texts");
  EXPECT_EQ(problem(json::parse(R"({"fingerprint": 1})")),
            "fingerprint in body must be of type string");
  EXPECT_EQ(problem(Pairs{{"filter", "=="}}).rfind("bad matcher format: ", 0), 0U);
}

TEST(Firing, IsWhatHasNotResolvedInOrder) {
  testing::RoutingWorld world;
  world.fire({{"alertname", "Down"}, {"instance", "b"}});
  world.fire(kDown);
  world.fire({{"alertname", "Full"}});
  world.fire({{"alertname", "Down"}, {"instance", "c"}});
  world.until(20);
  world.end({{"alertname", "Down"}, {"instance", "c"}});
  world.until(21);
  const Which down = which_of(Parameters(Pairs{{"filter", "alertname=Down"}})).value();
  EXPECT_EQ(firing(world.dispatcher, down),
            (std::vector<core::Labels>{kDown, {{"alertname", "Down"}, {"instance", "b"}}}));
}

}  // namespace
}  // namespace silicon::api
