#include "alerting/api/alertmanager/silences.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/routing/routing_world.hpp"

namespace silicon::api {
namespace {

using nlohmann::json;
using testing::routing_second;

class Silences : public ::testing::Test {
 protected:
  void add(const std::string& id, std::string_view matchers, int from, int to) {
    routing::Silence silence;
    silence.id = id;
    silence.matchers = testing::matchers_of(matchers);
    silence.starts_at = routing_second(from);
    silence.ends_at = routing_second(to);
    silence.updated_at = routing_second(1);
    silence.created_by = "ann";
    silence.comment = "a \"new\" disk";
    set_.restore({std::move(silence)});
  }

  std::vector<std::string> ids(std::vector<std::pair<std::string, std::string>> pairs = {}) {
    const Answer answer = list_silences(Parameters(std::move(pairs)), set_, routing_second(100));
    EXPECT_EQ(answer.status, 200) << answer.body;
    std::vector<std::string> out;
    for (const json& silence : json::parse(answer.body)) out.push_back(silence["id"]);
    return out;
  }

  routing::SilenceSet set_;
};

TEST_F(Silences, AreWrittenAsAlertmanagerWritesThem) {
  add("one", "alertname=\"Down\",instance!~\"a|b\"", 0, 200);
  const std::string text =
      R"({"id":"one","status":{"state":"active"},"updatedAt":"2023-11-14T22:13:21.000Z",)"
      R"("comment":"a \"new\" disk","createdBy":"ann","endsAt":"2023-11-14T22:16:40.000Z",)"
      R"("matchers":[{"isEqual":true,"isRegex":false,"name":"alertname","value":"Down"},)"
      R"({"isEqual":false,"isRegex":true,"name":"instance","value":"a|b"}],)"
      R"("startsAt":"2023-11-14T22:13:20.000Z"})";
  EXPECT_EQ(show_silence("one", set_, routing_second(100)).body, text);
  EXPECT_EQ(list_silences({}, set_, routing_second(100)).body, "[" + text + "]");
}

TEST_F(Silences, ShowWhatIsOurs) {
  routing::Silence silence;
  silence.id = "one";
  silence.matchers = testing::matchers_of("a=b");
  silence.until_resolved = true;
  silence.schedule = {routing::TimeInterval()};
  silence.schedule[0].weekdays = {{6, 6}};
  set_.restore({silence});
  const json shown = json::parse(show_silence("one", set_, routing_second(100)).body);
  EXPECT_EQ(shown["untilResolved"], true);
  EXPECT_EQ(shown["schedule"], json::parse(R"([{"weekdays": ["saturday"], "location": "UTC"}])"));
}

TEST_F(Silences, AreInAlertmanagersOrder) {
  add("expired first", "a=b", 0, 50);
  add("expired last", "a=b", 0, 90);
  add("pending late", "a=b", 300, 400);
  add("pending soon", "a=b", 200, 500);
  add("active long", "a=b", 0, 900);
  add("active short", "a=b", 0, 110);
  EXPECT_EQ(ids(), (std::vector<std::string>{"active short", "active long", "pending soon",
                                             "pending late", "expired last", "expired first"}));
}

TEST_F(Silences, AreFilteredByTheirMatchersAsIfTheyWereLabels) {
  add("down", "alertname=\"Down\"", 0, 200);
  add("full", "alertname=\"Full\",instance=\"a\"", 0, 200);
  EXPECT_EQ(ids({{"filter", "alertname=\"Down\""}}), std::vector<std::string>{"down"});
  EXPECT_EQ(ids({{"filter", "instance!=\"\""}}), std::vector<std::string>{"full"});
  EXPECT_EQ(ids({{"filter", "alertname=~\"D.*|F.*\""}}).size(), 2U);
  const Parameters wrong(std::vector<std::pair<std::string, std::string>>{{"filter", "=="}});
  EXPECT_EQ(list_silences(wrong, set_, routing_second(100)).status, 400);
}

TEST_F(Silences, ThatAreNotThereAre404) {
  EXPECT_EQ(show_silence("one", set_, routing_second(100)).status, 404);
}

}  // namespace
}  // namespace silicon::api
