#include "alerting/api/posted/json_body.hpp"

#include <gtest/gtest.h>

namespace silicon::api {
namespace {

std::string problem(const std::string& text) {
  const auto json = parse_body(text);
  return json ? "" : json.error().message();
}

TEST(ParseBody, TakesJson) {
  EXPECT_EQ(problem(R"([{"a": "\"[[[[[[[[[[[[[[[[[[[[["}])"), "");
  EXPECT_EQ(problem("null"), "");
}

TEST(ParseBody, SaysWhereItIsNoJson) {
  EXPECT_EQ(problem("[1,"), "the body is not JSON, from byte 4 on");
  EXPECT_EQ(problem(""), "the body is not JSON, from byte 1 on");
  EXPECT_EQ(problem("{\"a\": \"\xff\"}").substr(0, 20), "the body is not JSON");
  EXPECT_EQ(problem("[1e999]"), "a number in the body is too large");
}

TEST(ParseBody, HasItsLimits) {
  EXPECT_EQ(problem(std::string(kDeepestBody, '[') + std::string(kDeepestBody, ']')), "");
  EXPECT_EQ(problem(std::string(kDeepestBody + 1, '[') + std::string(kDeepestBody + 1, ']')),
            "the body's lists and maps go too deep");
  EXPECT_EQ(problem("\"" + std::string(kMostBodyBytes, 'a') + "\""), "the body is too large");
}

TEST(Members, AreOfOneKindOrAbsent) {
  const auto map = parse_body(R"({"text": "a", "flag": true, "null": null, "number": 1})").value();
  EXPECT_EQ(text_member(map, "text").value(), "a");
  EXPECT_EQ(text_member(map, "null").value(), std::nullopt);
  EXPECT_EQ(text_member(map, "nothing").value(), std::nullopt);
  EXPECT_EQ(text_member(map, "number").error().message(), "number in body must be of type string");
  EXPECT_EQ(flag_member(map, "flag").value(), true);
  EXPECT_EQ(flag_member(map, "text").error().message(), "text in body must be of type boolean");
}

TEST(TimeMember, IsATimeOrNone) {
  const auto map = parse_body(R"({"time": "2023-11-14T22:13:20.5Z", "zero": "0001-01-01T00:00:00Z",
                                  "empty": "", "wrong": "yesterday", "number": 1})")
                       .value();
  EXPECT_EQ(time_member(map, "time").value(),
            core::Instant(std::chrono::milliseconds(1'700'000'000'500)));
  EXPECT_EQ(time_member(map, "zero").value(), std::nullopt);
  EXPECT_EQ(time_member(map, "empty").value(), std::nullopt);
  EXPECT_EQ(time_member(map, "nothing").value(), std::nullopt);
  EXPECT_EQ(time_member(map, "wrong").error().message(),
            "wrong in body must be of type date-time: \"yesterday\"");
  EXPECT_EQ(time_member(map, "number").error().message(), "number in body must be of type string");
}

TEST(PairsMember, IsSortedTexts) {
  const auto map = parse_body(R"({"a": {"y": "1", "x": ""}, "b": {"x": 1}, "c": []})").value();
  EXPECT_EQ(pairs_member(map, "a").value(), (std::vector<core::Label>{{"x", ""}, {"y", "1"}}));
  EXPECT_EQ(pairs_member(map, "b").error().message(), "b.\"x\" in body must be of type string");
  EXPECT_EQ(pairs_member(map, "c").error().message(), "c in body must be of type object");
  EXPECT_TRUE(pairs_member(map, "nothing").value().empty());
}

}  // namespace
}  // namespace silicon::api
