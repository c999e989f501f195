#include "alerting/api/alertmanager/filter.hpp"

#include <gtest/gtest.h>

namespace silicon::api {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

AlertFilter filter_of(Pairs pairs) {
  auto filter = read_alert_filter(Parameters(std::move(pairs)));
  EXPECT_TRUE(filter.ok()) << filter.error().message();
  return filter ? *std::move(filter) : AlertFilter();
}

std::string problem(Pairs pairs) {
  const auto filter = read_alert_filter(Parameters(std::move(pairs)));
  return filter ? "" : filter.error().message();
}

const core::Labels kDown{{"alertname", "Down"}, {"instance", "a"}};

routing::Quiet silenced() {
  routing::Quiet quiet;
  quiet.silenced_by = {"one"};
  return quiet;
}

routing::Quiet inhibited() {
  routing::Quiet quiet;
  quiet.inhibited_by = core::Labels{{"alertname", "Power"}};
  return quiet;
}

TEST(AlertFilter, WantsEverythingUnlessTold) {
  const AlertFilter all = filter_of({});
  EXPECT_TRUE(all.wants(kDown, {}));
  EXPECT_TRUE(all.wants(kDown, silenced()));
  EXPECT_TRUE(all.wants(kDown, inhibited()));
  EXPECT_TRUE(all.wants_receiver("anybody"));
  EXPECT_TRUE(all.muted);
}

TEST(AlertFilter, LeavesOutOneKindAtATime) {
  const AlertFilter not_silenced = filter_of({{"silenced", "false"}});
  EXPECT_TRUE(not_silenced.wants(kDown, {}));
  EXPECT_FALSE(not_silenced.wants(kDown, silenced()));
  EXPECT_TRUE(not_silenced.wants(kDown, inhibited()));
  const AlertFilter not_inhibited = filter_of({{"inhibited", "false"}});
  EXPECT_TRUE(not_inhibited.wants(kDown, silenced()));
  EXPECT_FALSE(not_inhibited.wants(kDown, inhibited()));
  const AlertFilter not_active = filter_of({{"active", "false"}});
  EXPECT_FALSE(not_active.wants(kDown, {}));
  EXPECT_TRUE(not_active.wants(kDown, silenced()));
  EXPECT_FALSE(filter_of({{"muted", "no"}}).muted);
  EXPECT_TRUE(filter_of({{"muted", "1"}}).muted);
}

TEST(AlertFilter, WantsWhatEveryMatcherMatches) {
  EXPECT_TRUE(
      filter_of({{"filter", "alertname=\"Down\""}, {"filter", "instance=~a|b"}}).wants(kDown, {}));
  EXPECT_FALSE(
      filter_of({{"filter", "alertname=\"Down\""}, {"filter", "instance=b"}}).wants(kDown, {}));
  EXPECT_TRUE(filter_of({{"filter", "nothing="}}).wants(kDown, {}));
  EXPECT_EQ(problem({{"filter", "=="}}), "bad matcher format: ==");
  EXPECT_EQ(problem({{"filter", "{a=b}"}}), "unexpected open or close brace: {a=b}");
  EXPECT_EQ(problem(Pairs(101, {"filter", "a=b"})), "too many filters");
}

TEST(AlertFilter, KnowsReceiversByAWholeExpression) {
  const AlertFilter filter = filter_of({{"receiver", "team|boss"}});
  EXPECT_TRUE(filter.wants_receiver("team"));
  EXPECT_FALSE(filter.wants_receiver("team-x"));
  EXPECT_FALSE(filter.wants_receiver("the boss"));
  EXPECT_EQ(problem({{"receiver", "("}}).rfind("failed to parse receiver param: ", 0), 0U);
  EXPECT_NE(problem({{"receiver", std::string(5000, 'a')}}), "");
}

}  // namespace
}  // namespace silicon::api
