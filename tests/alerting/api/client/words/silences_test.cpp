#include "alerting/api/client/words/silences.hpp"

#include <gtest/gtest.h>

namespace silicon::api {
namespace {

const std::string kList = R"([
    {"id": "one", "status": {"state": "active"}, "updatedAt": "2023-11-14T22:13:21.000Z",
     "comment": "a new\ndisk", "createdBy": "ann", "startsAt": "2023-11-14T22:13:20.000Z",
     "endsAt": "2023-11-14T22:16:40.000Z",
     "matchers": [{"isEqual": true, "isRegex": false, "name": "alertname", "value": "Down"},
                  {"isEqual": false, "isRegex": true, "name": "instance", "value": "a|b"},
                  {"isRegex": true, "name": "job", "value": "x\""},
                  {"isEqual": false, "isRegex": false, "name": "team", "value": ""}],
     "untilResolved": true, "schedule": [{"location": "UTC"}]}])";

TEST(ReadSilences, TellsAllOfEach) {
  const auto silences = read_silences(200, kList);
  ASSERT_TRUE(silences.ok()) << silences.error().message();
  ASSERT_EQ(silences->size(), 1U);
  EXPECT_EQ(silences->front().matchers,
            R"({alertname="Down",instance!~"a|b",job=~"x\"",team!=""})");
  EXPECT_EQ(silences_text(*silences),
            "ID\tSTATE\tSTARTS\tENDS\tBY\tMATCHERS\tCOMMENT\tREMARKS\n"
            "one\tactive\t2023-11-14T22:13:20.000Z\t2023-11-14T22:16:40.000Z\tann\t"
            "{alertname=\"Down\",instance!~\"a|b\",job=~\"x\\\"\",team!=\"\"}\ta new disk\t"
            "until resolved, on schedule\n");
}

TEST(ReadSilences, TakesWhatIsMissingAsEmpty) {
  const auto silences = read_silences(200, R"([{}, 1, {"status": 1, "matchers": [1]}])");
  ASSERT_TRUE(silences.ok());
  ASSERT_EQ(silences->size(), 2U);
  EXPECT_EQ(silences->front().matchers, "{}");
  EXPECT_EQ(read_silences(200, "{}").error().message(), "bad_response: not a list of silences");
  EXPECT_EQ(read_silences(200, "[").error().message(), "bad_response: not JSON");
}

TEST(ReadSilenceId, IsTheId) {
  EXPECT_EQ(read_silence_id(200, R"({"silenceID":"one"})").value(), "one");
  EXPECT_EQ(read_silence_id(200, "{}").error().message(), "bad_response: no silenceID");
  EXPECT_EQ(read_silence_id(400, R"("start time must be before end time")").error().message(),
            "400: start time must be before end time");
}

TEST(Refused, HasTheServersWords) {
  EXPECT_EQ(refused(503, R"("no \u001b route")").message(), "503: no ? route");
  EXPECT_EQ(refused(404, "").message(), "404");
  EXPECT_EQ(refused(502, "<html>\n").message(), "502: <html>");
  EXPECT_EQ(refused(502, std::string(1000, 'x')).message().size(), 205U);
}

}  // namespace
}  // namespace silicon::api
