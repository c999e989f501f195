#include "alerting/api/client/envelope.hpp"

#include <gtest/gtest.h>

namespace silicon::api {
namespace {

std::string error_of(int status, std::string_view body) {
  const auto envelope = read_envelope(status, body);
  EXPECT_FALSE(envelope);
  return envelope ? "" : envelope.error().message();
}

TEST(Envelope, HoldsDataAndRemarks) {
  const auto envelope = read_envelope(
      200, R"({"status":"success","data":[1],"warnings":["careful"],"infos":["so", 1]})");
  ASSERT_TRUE(envelope);
  EXPECT_EQ(envelope->data.size(), 1U);
  EXPECT_EQ(envelope->remarks.warnings, std::vector<std::string>{"careful"});
  EXPECT_EQ(envelope->remarks.infos, std::vector<std::string>{"so"});
}

TEST(Envelope, TellsTheServersError) {
  EXPECT_EQ(error_of(400, R"({"status":"error","errorType":"bad_data","error":"no"})"),
            "bad_data: no");
  EXPECT_EQ(error_of(503, R"({"status":"error","errorType":"timeout","error":"slow"})"),
            "timeout: slow");
  EXPECT_EQ(error_of(200, R"({"status":"error","errorType":"execution","error":"x"})"),
            "execution: x");
}

TEST(Envelope, TellsWhoDoesNotSpeakTheApi) {
  EXPECT_EQ(error_of(404, "no such page\n"),
            "client_error: client error: 404 (detail: no such page)");
  EXPECT_EQ(error_of(502, "<html>bad</html>"),
            "server_error: server error: 502 (detail: <html>bad</html>)");
  EXPECT_EQ(error_of(302, ""), "bad_response: bad response code 302");
  EXPECT_EQ(error_of(400, "<html>"), "client_error: client error: 400 (detail: <html>)");
  EXPECT_EQ(error_of(500, std::string(10'000, 'x')).size(), 242U);
}

TEST(Envelope, TellsWhatCannotBeRead) {
  EXPECT_EQ(error_of(200, "junk"), "bad_response: not JSON, from byte 1 on");
  EXPECT_EQ(error_of(200, "1e999"), "bad_response: a number is too large");
  EXPECT_EQ(error_of(200, "[]"), "bad_response: an answer without a status");
  EXPECT_EQ(error_of(200, R"({"status":7})"), "bad_response: an answer without a status");
}

TEST(Envelope, FindsTextsAndListsWhereTheyAre) {
  const auto json = nlohmann::json::parse(R"({"a":"x","n":1,"l":[1],"m":{"k":"v","i":2}})");
  EXPECT_EQ(text_of(json, "a"), "x");
  EXPECT_EQ(text_of(json, "n"), "");
  EXPECT_EQ(text_of(json["l"], "a"), "");
  EXPECT_EQ(list_of(json, "l").size(), 1U);
  EXPECT_TRUE(list_of(json, "a").empty());
  EXPECT_EQ(labels_of(json["m"]), (core::Labels{{"k", "v"}}));
  EXPECT_TRUE(labels_of(json["l"]).empty());
}

}  // namespace
}  // namespace silicon::api
