#include "alerting/api/monitoring/hands.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "alerting/notify/message/notification.hpp"
#include "tests/support/routing/routed_alerter.hpp"

namespace silicon::api {
namespace {

using nlohmann::json;

const core::Labels kDownA{{"alertname", "Down"}, {"instance", "a"}};
const core::Labels kDownB{{"alertname", "Down"}, {"instance", "b"}};

class Hands : public ::testing::Test {
 protected:
  Hands() {
    alerter_.post(kDownA);
    alerter_.post(kDownB);
  }

  Answer take(const std::string& body) {
    work_ = {};
    return acknowledge(body, alerter_.now, alerter_.engine->notifier(), work_);
  }
  Answer give(const std::string& body) {
    work_ = {};
    return withdraw(body, alerter_.engine->notifier(), work_);
  }
  const auto& all() const {
    return alerter_.engine->notifier().dispatcher()->acknowledgements().all();
  }

  testing::RoutedAlerter alerter_;
  engine::Notifier::Work work_;
};

TEST_F(Hands, TakeOneByItsFingerprint) {
  const std::string fingerprint = notify::fingerprint(kDownA);
  const Answer answer = take(R"({"by": "ann", "comment": "on it", "fingerprint": ")" + fingerprint +
                             R"(", "until": "2023-11-14T23:00:00Z"})");
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(json::parse(answer.body)["data"]["alerts"],
            json::array({{{"fingerprint", fingerprint},
                          {"labels", {{"alertname", "Down"}, {"instance", "a"}}}}}));
  ASSERT_EQ(all().size(), 1U);
  EXPECT_EQ(all().at(kDownA).by, "ann");
  EXPECT_EQ(all().at(kDownA).comment, "on it");
  EXPECT_EQ(all().at(kDownA).until, core::Instant(std::chrono::seconds(1'700'002'800)));
  EXPECT_EQ(work_.changes.acknowledgements.size(), 1U);
}

TEST_F(Hands, TakeAllThatMatchAndGiveThemBack) {
  EXPECT_EQ(take(R"({"by": "ann", "filter": ["alertname=Down"]})").status, 200);
  EXPECT_EQ(all().size(), 2U);
  EXPECT_FALSE(all().at(kDownA).until);
  const Answer answer = give(R"({"filter": ["instance=a"]})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json::parse(answer.body)["data"]["alerts"].size(), 1U);
  EXPECT_EQ(work_.changes.withdrawn, std::vector<core::Labels>{kDownA});
  EXPECT_EQ(give(R"({"filter": ["alertname=Down"]})").status, 200);
  EXPECT_TRUE(all().empty());
  const Answer again = give(R"({"filter": ["instance=a"]})");
  EXPECT_EQ(again.status, 404);
  EXPECT_NE(again.body.find("nobody has acknowledged"), std::string::npos) << again.body;
}

TEST_F(Hands, TakeOnlyWhatFires) {
  const Answer answer = take(R"({"by": "ann", "filter": ["alertname=Full"]})");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(json::parse(answer.body)["error"], "no alert fires with {alertname=\"Full\"}");
  EXPECT_EQ(give(R"({"filter": ["alertname=Full"]})").status, 404);
}

TEST_F(Hands, WantToKnowWhoAndWhich) {
  for (const char* body :
       {"", "[]", "{}", R"({"by": "ann"})", R"({"filter": ["alertname=Down"]})",
        R"({"by": 1, "filter": ["alertname=Down"]})", R"({"by": "ann", "filter": ["=="]})",
        R"({"by": "ann", "filter": ["alertname=Down"], "until": "soon"})",
        R"({"by": "ann", "filter": ["alertname=Down"], "until": "2020-01-01T00:00:00Z"})",
        R"({"by": "ann", "filter": ["alertname=Down"], "comment": 1})"}) {
    const Answer answer = take(body);
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_EQ(json::parse(answer.body)["status"], "error") << body;
  }
  EXPECT_TRUE(all().empty());
  EXPECT_EQ(give("{}").status, 400);
  EXPECT_EQ(take("\"" + std::string(1 << 17, 'x') + "\"").status, 400);
}

}  // namespace
}  // namespace silicon::api
