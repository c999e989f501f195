#include "alerting/notify/alertmanager/render.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

#include "exporter/core/calendar/timestamp.hpp"
#include "tests/support/alerting/notices.hpp"

namespace silicon::alertmanager {
namespace {

using Json = nlohmann::json;

TEST(Render, IsAListOfAlertsAsPrometheusSendsThem) {
  EXPECT_EQ(render(std::vector{testing::firing_notice("a")}, Extras::annotations),
            R"([{"annotations":{"summary":"it is \"down\""},"endsAt":"2023-11-14T22:17:20Z",)"
            R"("startsAt":"2023-11-14T22:13:20Z",)"
            R"("generatorURL":"http://h/graph?g0.expr=up&g0.tab=1",)"
            R"("labels":{"alertname":"Down","instance":"a"}}])");
  EXPECT_EQ(render({}, Extras::none), "[]");
}

TEST(Render, SaysWhatAlertmanagerHasNoFieldFor) {
  alert::Notice held = testing::firing_notice("a");
  held.no_data = true;
  alert::Notice resolved = testing::resolved_notice("b");
  resolved.resolved_value = 0.25;
  resolved.annotations = {{"resolved_value", "the user's own"}};
  alert::Notice plain = testing::resolved_notice("c");
  plain.resolved_value = 7;
  const std::vector<alert::Notice> notices = {held, resolved, plain};
  const Json with = Json::parse(render(notices, Extras::annotations));
  EXPECT_EQ(with[0]["annotations"]["no_data"], "true");
  EXPECT_EQ(with[1]["annotations"]["resolved_value"], "the user's own");
  EXPECT_EQ(with[2]["annotations"]["resolved_value"], "7");
  const Json without = Json::parse(render(notices, Extras::none));
  EXPECT_FALSE(without[0]["annotations"].contains("no_data"));
  EXPECT_FALSE(without[2]["annotations"].contains("resolved_value"));
}

TEST(Render, BearsBytesThatAreNoText) {
  alert::Notice notice = testing::firing_notice("a");
  notice.annotations = {{"bad", "a\xff"}};
  EXPECT_TRUE(Json::accept(render(std::vector{notice}, Extras::none)));
}

// A real Prometheus's POST, field by field, where it is at hand.
TEST(Render, IsWhatARealPrometheusPosted) {
  const std::filesystem::path file = std::filesystem::path(SILICON_SOURCE_DIR) /
                                     "../shared/data/golden/prometheus-3.5.3/post_1.json";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no POST of a real Prometheus here";
  std::ifstream stream(file);
  const Json posted = Json::parse(stream);
  alert::Notice notice;
  for (const auto& [name, value] : posted[0]["labels"].items()) {
    notice.labels = notice.labels.with(name, value.get<std::string>());
  }
  std::vector<core::Label> annotations;
  for (const auto& [name, value] : posted[0]["annotations"].items()) {
    annotations.push_back({name, value.get<std::string>()});
  }
  notice.annotations = alert::Annotations(annotations);
  notice.starts_at = *core::parse_timestamp(posted[0]["startsAt"].get<std::string>());
  notice.ends_at = *core::parse_timestamp(posted[0]["endsAt"].get<std::string>());
  notice.origin = alert::make_origin({}, posted[0]["generatorURL"].get<std::string>());
  EXPECT_EQ(Json::parse(render(std::vector{notice}, Extras::annotations)), posted);
}

}  // namespace
}  // namespace silicon::alertmanager
