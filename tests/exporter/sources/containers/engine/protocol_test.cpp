#include "exporter/sources/containers/engine/protocol.hpp"

#include <gtest/gtest.h>

namespace silicon::engine {
namespace {

std::string prefix(std::string_view version) {
  const auto result = version_prefix(version);
  return result ? *result : result.error().message();
}

TEST(Versions, AreTheEnginesOwn) {
  EXPECT_EQ(prefix("1.41"), "/v1.41");
  EXPECT_EQ(prefix(" 1.52 "), "/v1.52");
  EXPECT_EQ(prefix("2.0"), "/v2.0");
  EXPECT_EQ(prefix("1.24"), "/v1.24");
  EXPECT_EQ(prefix(""), "");
}

TEST(Versions, ThatAreTooOldAreRefused) {
  EXPECT_EQ(prefix("1.23"), "its API 1.23 is too old: 1.24 is needed");
  EXPECT_EQ(prefix("0.99"), "its API 0.99 is too old: 1.24 is needed");
}

TEST(Versions, ThatAreNoneAreRefusedWithoutBeingUsed) {
  for (const char* version : {"one", "1", "1.", ".41", "1.41.0", "1.41/../x", "-1.41", "1.99999"}) {
    EXPECT_TRUE(prefix(version).starts_with("names \"")) << version;
  }
}

TEST(Targets, AreThoseOfTheEngineApi) {
  EXPECT_EQ(list_target("/v1.41"), "/v1.41/containers/json?all=1");
  EXPECT_EQ(inspect_target("", "abc"), "/containers/abc/json");
  EXPECT_EQ(stats_target("/v1.41", "abc"), "/v1.41/containers/abc/stats?stream=true");
}

TEST(Targets, OfEventsAskForContainersOnly) {
  const std::string target = events_target("/v1.41");
  EXPECT_TRUE(target.starts_with("/v1.41/events?filters=%7B%22type%22%3A%5B%22container%22%5D"));
  EXPECT_NE(target.find("%22health_status%22"), std::string::npos);
  EXPECT_EQ(target.find("exec"), std::string::npos);
  EXPECT_EQ(target.find_first_of(" \"{}"), std::string::npos);
}

TEST(Refusals, RepeatTheEnginesWords) {
  EXPECT_EQ(refusal(400, R"({"message":"client version 1.99 is too new"})").message(),
            "status 400: client version 1.99 is too new");
  EXPECT_EQ(refusal(404, R"({"message":"No such container"})").kind(), core::ErrorKind::absent);
  EXPECT_EQ(refusal(403, "").kind(), core::ErrorKind::denied);
}

TEST(Refusals, RepeatNothingElse) {
  EXPECT_EQ(refusal(500, "<html>").message(), "status 500");
  EXPECT_EQ(refusal(500, "{\"message\":\"a\\nb\\u001b[31m\"}").message(), "status 500: a?b?[31m");
  EXPECT_LT(refusal(500, "{\"message\":\"" + std::string(9999, 'x') + "\"}").message().size(),
            250U);
}

}  // namespace
}  // namespace silicon::engine
