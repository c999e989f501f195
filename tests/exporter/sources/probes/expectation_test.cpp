#include "exporter/sources/probes/expectation.hpp"

#include <gtest/gtest.h>

namespace silicon::probes {
namespace {

std::string problem(const Expectation& expectation, const Answer& answer) {
  const core::Status status = judge(expectation, answer);
  return status ? "" : status.error().message();
}

TEST(StatusRanges, AreOneStatusAHundredOrFromTo) {
  EXPECT_EQ(*parse_status_range("204"), (StatusRange{204, 204}));
  EXPECT_EQ(*parse_status_range("2xx"), (StatusRange{200, 299}));
  EXPECT_EQ(*parse_status_range("5xx"), (StatusRange{500, 599}));
  EXPECT_EQ(*parse_status_range("200-302"), (StatusRange{200, 302}));
  EXPECT_EQ(*parse_status_range("100-599"), (StatusRange{100, 599}));
}

TEST(StatusRanges, AreRefusedWhenNoStatusFits) {
  for (const char* text : {"", "0xx", "6xx", "xx", "2XX", "99", "600", "0200", "200-", "-200",
                           "300-200", "200-300-400", "ok", "200 ", "+20", "2xx-3xx"}) {
    EXPECT_FALSE(parse_status_range(text).ok()) << text;
  }
}

TEST(Answers, AreWellByDefaultWithAnyStatusOf2xx) {
  EXPECT_EQ(problem({}, {200, "", true}), "");
  EXPECT_EQ(problem({}, {299, "anything", true}), "");
  EXPECT_EQ(problem({}, {301, "", true}), "status 301 instead of 200-299");
  EXPECT_EQ(problem({}, {503, "", true}), "status 503 instead of 200-299");
}

TEST(Answers, MayHaveAnyOfTheExpectedStatuses) {
  const Expectation expectation{{{204, 204}, {401, 403}}, ""};
  EXPECT_EQ(problem(expectation, {204, "", true}), "");
  EXPECT_EQ(problem(expectation, {402, "", true}), "");
  EXPECT_EQ(problem(expectation, {200, "", true}), "status 200 instead of 204, 401-403");
}

TEST(Answers, NeedTheExpectedTextButAreNeverRepeated) {
  const Expectation expectation{{{200, 299}}, "\"status\":\"up\""};
  EXPECT_EQ(problem(expectation, {200, R"({"status":"up"})", true}), "");
  EXPECT_EQ(problem(expectation, {200, "a secret page", true}), "the body lacks the expected text");
  EXPECT_EQ(problem(expectation, {200, "", true}), "the body lacks the expected text");
}

TEST(Answers, ThatWereCutOffAreSaidToBe) {
  EXPECT_EQ(problem({{{200, 299}}, "end"}, {200, "begin", false}),
            "the expected text is not in the first 5 bytes of the body");
  EXPECT_EQ(problem({{{200, 299}}, "beg"}, {200, "begin", false}), "");
}

}  // namespace
}  // namespace silicon::probes
