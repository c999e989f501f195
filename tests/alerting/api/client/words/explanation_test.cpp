#include "alerting/api/client/words/explanation.hpp"

#include <gtest/gtest.h>

namespace silicon::api {
namespace {

std::string success(const std::string& data) {
  return R"({"status":"success","data":)" + data + "}";
}

const std::string kAlert = R"({
    "labels": {"alertname": "Down", "instance": "a"}, "fingerprint": "0123456789abcdef",
    "rule": {"file": "rules.yml", "group": "g", "name": "Down", "for": "5m"},
    "state": "firing", "value": "9", "activeAt": "T1", "firedAt": "T2",
    "routes": [
      {"key": "{}", "matchers": "{}", "receiver": "team", "depth": 0, "matched": true,
       "chosen": false},
      {"matchers": "{team=\"db\"}", "receiver": "db", "depth": 1, "matched": false,
       "chosen": false, "failedMatcher": "team=\"db\""},
      {"matchers": "{instance=\"a\"}", "receiver": "boss", "depth": 1, "matched": true,
       "chosen": true}],
    "groups": [{"receiver": "boss", "groupKey": "{}:{}", "nextFlush": "T3", "escalateAt": "T4",
      "quiet": {"kind": "silenced", "by": ["one", "two"]},
      "channels": [{"receiver": "boss", "integration": "slack[0]", "toldAt": "T5", "knows": true,
                    "waiting": [17]},
                   {"receiver": "boss", "integration": "email[0]", "waiting": []}],
      "attempts": [{"time": "T6", "integration": "slack[0]", "receiver": "boss",
                    "reason": "first notification", "outcome": "again",
                    "answer": "429 Too Many Requests"}]}],
    "silencedBy": ["one"],
    "acknowledgement": {"by": "ann", "at": "T7", "until": "T8", "comment": "on it"}})";

TEST(ExplanationText, TellsTheWholeStory) {
  const auto text = explanation_text(
      200, success(R"({"routes": true, "leftOut": 3, "alerts": [)" + kAlert + "]}"));
  ASSERT_TRUE(text.ok()) << text.error().message();
  EXPECT_EQ(*text, R"({alertname="Down", instance="a"}  (fingerprint 0123456789abcdef)
  rule Down of group g in rules.yml, fires after 5m
  firing, value 9
  first seen T1
  firing since T2
  routes:
       {} receiver team
         {team="db"} receiver db: no, team="db" does not match
      -> {instance="a"} receiver boss
  group {}:{} of receiver boss
    looked at next T3
    escalates T4
    kept quiet: silenced by one, two
    slack[0] of boss was last told at T5, and of this alert; message 17 waits
    email[0] of boss has not been told of the group
    last tries:
      T6  slack[0] of boss, first notification: again, 429 Too Many Requests
  silenced by one
  in the hands of ann since T7, until T8: on it

and 3 more: name them more closely
)");
}

TEST(ExplanationText, TellsOfAnAlertThatThereIsNot) {
  const auto text = explanation_text(200, success(R"({"alerts": [
      {"labels": {"a": "b"}, "fingerprint": "f", "state": "unknown", "routes": []}]})"));
  EXPECT_EQ(*text,
            "{a=\"b\"}  (fingerprint f)\n"
            "  no such alert is known; an alert with these labels would go so\n"
            "  this alerter has no `route`: it tells nobody by routes\n");
}

TEST(ExplanationText, BreaksOverNothing) {
  EXPECT_EQ(explanation_text(200, success("[]")).value(), "");
  const auto odd = explanation_text(
      200, success(R"({"alerts": [1, {"routes": [1, {"depth": 1e9}, {"depth": -5}], "groups": [2],
                                      "acknowledgement": {"by": 1}, "rule": {"name": "\u0007"},
                                      "silencedBy": [{}]}], "leftOut": "x"})"));
  EXPECT_TRUE(odd.ok());
  EXPECT_EQ(odd->find('\a'), std::string::npos);
}

TEST(ExplanationText, HasTheServersWordsWhereItRefuses) {
  EXPECT_EQ(explanation_text(404, R"({"status":"error","errorType":"not_found","error":"no such"})")
                .error()
                .message(),
            "not_found: no such");
  EXPECT_EQ(explanation_text(404, "no such page").error().message(),
            "client_error: client error: 404 (detail: no such page)");
}

TEST(HandsText, NamesEachAlert) {
  EXPECT_EQ(hands_text("acknowledged", 200,
                       success(R"({"alerts": [{"fingerprint": "f", "labels": {"a": "b"}}]})"))
                .value(),
            "acknowledged f {a=\"b\"}\n");
  EXPECT_FALSE(hands_text("acknowledged", 503, "{}").ok());
}

}  // namespace
}  // namespace silicon::api
