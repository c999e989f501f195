#include "alerting/command/alerts/silence_request.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "alerting/api/posted/posted_silence.hpp"

namespace silicon::command {
namespace {

using nlohmann::json;

constexpr core::Instant kNow{std::chrono::seconds(1'700'000'000)};  // 2023-11-14T22:13:20Z

core::Result<std::string> request(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"silence", "add"});
  return silence_request(parse_command_line(arguments).value(), kNow, "ann");
}

// As the server reads it.
routing::Silence silence(const std::vector<std::string>& arguments) {
  const auto body = request(arguments);
  EXPECT_TRUE(body.ok()) << body.error().message();
  auto read = api::read_posted_silence(body.value(), kNow);
  EXPECT_TRUE(read.ok()) << read.error().message();
  return read.value();
}

std::string problem(const std::vector<std::string>& arguments) {
  const auto body = request(arguments);
  return body ? "" : body.error().message();
}

// The command that our messages offer.
TEST(SilenceRequest, IsUnderstoodByTheServer) {
  const routing::Silence made =
      silence({"--duration", "2h", "alertname=\"Down\"", "instance=\"a b\"", "x!~\"y|z\""});
  EXPECT_EQ(routing::matchers_text(made.matchers), R"({alertname="Down",instance="a b",x!~"y|z"})");
  EXPECT_EQ(made.starts_at, kNow);
  EXPECT_EQ(made.ends_at, kNow + std::chrono::hours(2));
  EXPECT_EQ(made.created_by, "ann");
  EXPECT_EQ(made.comment, "");
}

TEST(SilenceRequest, LastsAnHourUnlessToldOtherwise) {
  EXPECT_EQ(silence({"Down"}).ends_at, kNow + kUsualSilence);
  EXPECT_EQ(silence({"Down", "--until-resolved"}).ends_at, kNow + kLongSilence);
  const routing::Silence later =
      silence({"Down", "--start", "2023-11-15T00:00:00Z", "--end", "2023-11-15T01:00:00Z",
               "--author", "bob", "--comment", "a \"new\" disk"});
  EXPECT_EQ(later.ends_at - later.starts_at, std::chrono::hours(1));
  EXPECT_EQ(later.created_by, "bob");
  EXPECT_EQ(later.comment, "a \"new\" disk");
}

TEST(SilenceRequest, MayRecur) {
  const routing::Silence made = silence({"Down", "--schedule", "monday:friday 22:00-24:00 UTC",
                                         "--schedule", "saturday sunday Europe/Berlin"});
  ASSERT_EQ(made.schedule.size(), 2U);
  EXPECT_EQ(made.schedule[0].times, (std::vector<routing::MinuteRange>{{1320, 1440}}));
  EXPECT_EQ(made.schedule[0].weekdays, (std::vector<routing::NumberRange>{{1, 5}}));
  EXPECT_EQ(made.schedule[1].weekdays, (std::vector<routing::NumberRange>{{6, 6}, {0, 0}}));
  EXPECT_EQ(made.schedule[1].zone.name(), "Europe/Berlin");
  EXPECT_EQ(made.ends_at, kNow + kLongSilence);
}

TEST(SilenceRequest, SaysWhatIsWrong) {
  EXPECT_EQ(problem({}), "silence add: what? Matchers, as 'alertname=\"Down\"'");
  EXPECT_EQ(problem({"Down", "x"}).rfind("\"x\": ", 0), 0U);
  EXPECT_EQ(problem({"Down", "--duration", "soon"}), "--duration soon: a duration as 2h or 30m");
  EXPECT_EQ(problem({"Down", "--duration", "0s"}), "--duration 0s: a duration as 2h or 30m");
  EXPECT_EQ(problem({"Down", "--duration", "1h", "--end", "2030-01-01T00:00:00Z"}),
            "--duration or --end, not both");
  EXPECT_EQ(problem({"Down", "--end", "2020-01-01T00:00:00Z"}), "--end is not behind the start");
  EXPECT_EQ(problem({"Down", "--start", "soon"}),
            "--start soon: RFC 3339, or seconds of Unix time");
  EXPECT_EQ(problem({"Down", "--schedule", "noday"}),
            "--schedule: \"noday\" is no day (monday, monday:friday), no time (22:00-24:00) and no "
            "zone");
  EXPECT_EQ(problem({"Down", "--schedule", " "}),
            "--schedule: when? As 'monday:friday 22:00-24:00 Europe/Berlin'");
  EXPECT_NE(problem({"Down", "--schedule", "24:00-22:00"}), "");
}

}  // namespace
}  // namespace silicon::command
