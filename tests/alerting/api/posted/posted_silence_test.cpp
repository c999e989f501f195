#include "alerting/api/posted/posted_silence.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace silicon::api {
namespace {

using nlohmann::json;

constexpr core::Instant kNow{std::chrono::seconds(1'700'000'000)};  // 2023-11-14T22:13:20Z

// As amtool sends it.
json sound() {
  return json::parse(R"({
      "matchers": [{"isEqual": true, "isRegex": false, "name": "alertname", "value": "Down"},
                   {"isEqual": false, "isRegex": true, "name": "instance", "value": "a|b"}],
      "startsAt": "2023-11-14T22:13:20.000Z", "endsAt": "2023-11-15T00:13:20.000Z",
      "createdBy": "ann", "comment": "a new disk"})");
}

std::string problem(const json& body) {
  const auto silence = read_posted_silence(body.dump(), kNow);
  return silence ? "" : silence.error().message();
}

std::string problem_with(const std::string& name, const json& value) {
  json body = sound();
  body[name] = value;
  return problem(body);
}

TEST(PostedSilence, IsReadWhole) {
  const auto silence = read_posted_silence(sound().dump(), kNow);
  ASSERT_TRUE(silence.ok()) << silence.error().message();
  EXPECT_EQ(silence->id, "");
  EXPECT_EQ(routing::matchers_text(silence->matchers), R"({alertname="Down",instance!~"a|b"})");
  EXPECT_EQ(silence->starts_at, kNow);
  EXPECT_EQ(silence->ends_at, kNow + std::chrono::hours(2));
  EXPECT_EQ(silence->created_by, "ann");
  EXPECT_EQ(silence->comment, "a new disk");
  EXPECT_FALSE(silence->until_resolved);
  EXPECT_TRUE(silence->schedule.empty());
}

TEST(PostedSilence, MayHaveWhatIsOurs) {
  json body = sound();
  body["id"] = "one";
  body["untilResolved"] = true;
  body["schedule"] = json::parse(R"([{"weekdays": ["saturday", "sunday"]}])");
  const auto silence = read_posted_silence(body.dump(), kNow);
  ASSERT_TRUE(silence.ok()) << silence.error().message();
  EXPECT_EQ(silence->id, "one");
  EXPECT_TRUE(silence->until_resolved);
  ASSERT_EQ(silence->schedule.size(), 1U);
}

// Clients of before 0.22 know nothing of isEqual.
TEST(PostedSilence, MatchesWhatIsEqualUnlessItSaysOtherwise) {
  json body = sound();
  body["matchers"] = json::parse(R"([{"isRegex": false, "name": "a", "value": ""},
                                     {"isRegex": true, "name": "b", "value": "c"}])");
  EXPECT_EQ(routing::matchers_text(read_posted_silence(body.dump(), kNow).value().matchers),
            R"({a="",b=~"c"})");
}

TEST(PostedSilence, NeedsAllThatAlertmanagerNeeds) {
  for (const char* name : {"matchers", "startsAt", "endsAt", "createdBy", "comment"}) {
    json body = sound();
    body.erase(name);
    EXPECT_EQ(problem(body), std::string(name) + " in body is required");
    EXPECT_EQ(problem_with(name, nullptr), std::string(name) + " in body is required");
    EXPECT_NE(problem_with(name, 17), "") << name;
  }
  for (const char* name : {"name", "value", "isRegex"}) {
    json body = sound();
    body["matchers"][1].erase(name);
    EXPECT_EQ(problem(body), "matchers.1: " + std::string(name) + " in body is required");
    body["matchers"][1][name] = json::array();
    EXPECT_NE(problem(body), "") << name;
  }
  EXPECT_EQ(problem_with("matchers", json::array()),
            "matchers in body should have at least 1 items");
  EXPECT_EQ(problem_with("matchers", json::array({1})),
            "matchers.0: matchers in body must be of type object");
  EXPECT_EQ(problem(json::array()), "silence in body must be of type object");
}

TEST(PostedSilence, IsRefusedForItsTimes) {
  EXPECT_EQ(problem_with("endsAt", "2023-11-14T22:13:20Z"),
            "Failed to create silence: start time must be before end time");
  json body = sound();
  body["startsAt"] = "2023-11-14T20:00:00Z";
  body["endsAt"] = "2023-11-14T21:00:00Z";
  EXPECT_EQ(problem(body), "Failed to create silence: end time can't be in the past");
}

TEST(PostedSilence, IsRefusedForItsExpressions) {
  json body = sound();
  body["matchers"][1]["value"] = "(";
  EXPECT_EQ(problem(body).rfind("matchers.1: ", 0), 0U);
  EXPECT_EQ(problem_with("schedule", 1).rfind("schedule ", 0), 0U);
  EXPECT_EQ(problem_with("untilResolved", "yes"), "untilResolved in body must be of type boolean");
  EXPECT_EQ(problem_with("id", 1), "id in body must be of type string");
}

TEST(PostedSilence, IsLimited) {
  json body = sound();
  const json one = body["matchers"][0];
  while (body["matchers"].size() < kMostSilenceMatchers) body["matchers"].push_back(one);
  EXPECT_EQ(problem(body), "");
  body["matchers"].push_back(one);
  EXPECT_EQ(problem(body), "matchers in body should have at most 256 items");
  EXPECT_EQ(problem_with("comment", std::string(kMostSilenceBytes, 'x')), "the body is too large");
}

}  // namespace
}  // namespace silicon::api
