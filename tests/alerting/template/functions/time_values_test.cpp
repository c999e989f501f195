#include "alerting/template/functions/time_values.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/alerting/run_template.hpp"

namespace silicon::templates {
namespace {

using testing::run_template;

// 2022-01-25 12:36:43.5 UTC, a Tuesday.
const core::Instant kTime(core::Duration(1'643'114'203'500));

TEST(TimeValue, PrintsAsGoDoes) {
  EXPECT_EQ(time_value(kTime).object()->print(), "2022-01-25 12:36:43.5 +0000 UTC");
  EXPECT_EQ(time_value(core::Instant(core::Duration(-1))).object()->print(),
            "1969-12-31 23:59:59.999 +0000 UTC");
}

TEST(TimeValue, HasParts) {
  EXPECT_EQ(run_template("{{.Year}} {{.Month}} {{.Day}} {{.Hour}} {{.Minute}} {{.Second}} "
                         "{{.Weekday}} {{.YearDay}} {{.Unix}} {{.UnixMilli}} {{.UTC.Year}}",
                         time_value(kTime)),
            "2022 January 25 12 36 43 Tuesday 25 1643114203 1643114203500 2022");
}

TEST(TimeValue, HasNoPartsThatGoHasNot) {
  EXPECT_EQ(run_template("{{.Century}}", time_value(kTime)),
            "template: t:1:2: executing \"t\" at <.Century>: can't evaluate field Century in type "
            "*time.Time");
}

TEST(FormatTime, FollowsLayouts) {
  EXPECT_EQ(format_time(kTime, "2006-01-02T15:04:05Z07:00"), "2022-01-25T12:36:43Z");
  EXPECT_EQ(format_time(kTime, "Mon Jan _2 3:04PM 06"), "Tue Jan 25 12:36PM 22");
  EXPECT_EQ(format_time(kTime, "Monday, 2 January 2006 MST -0700"),
            "Tuesday, 25 January 2022 UTC +0000");
  EXPECT_EQ(format_time(kTime, "05.000 05.9"), "43.500 43.5");
  EXPECT_EQ(run_template("{{.Format \"15:04\"}}", time_value(kTime)), "12:36");
}

TEST(FormatTime, ShowsTheClocksOfAPlace) {
  const ZoneOffset delhi{std::chrono::minutes(330), "IST"};
  EXPECT_EQ(format_time(kTime, "2006-01-02 15:04 MST", delhi), "2022-01-25 18:06 IST");
  EXPECT_EQ(format_time(kTime, "-0700 -07:00 -07 -07:00:00 Z07:00 Z0700 Z07", delhi),
            "+0530 +05:30 +05 +05:30:00 +05:30 +0530 +05");
  const ZoneOffset west{-std::chrono::minutes(210), "NST"};
  EXPECT_EQ(format_time(kTime, "02 15:04 Z07:00", west), "25 09:06 -03:30");
  EXPECT_EQ(time_value(kTime, delhi).object()->print(), "2022-01-25 18:06:43.5 +0530 IST");
  EXPECT_EQ(run_template("{{.Local.Hour}} {{.UTC.Hour}}", time_value(kTime, delhi)), "18 12");
}

TEST(TimeValue, CanBeComparedAndCountedWith) {
  const Value both = make_struct("pair", {{"A", time_value(kTime)},
                                          {"B", time_value(kTime + std::chrono::seconds(90))},
                                          {"D", duration_value(60)}});
  EXPECT_EQ(run_template("{{.B.Sub .A}} {{.B.After .A}} {{.B.Before .A}} {{.A.Equal .A}}", both),
            "1m30s true false true");
  EXPECT_EQ(run_template("{{(.A.Add .D).Minute}}", both), "37");
  EXPECT_EQ(run_template("{{.A.IsZero}}", both), "false");
  EXPECT_EQ(run_template("{{.IsZero}} {{.}}", time_value(kZeroTime)),
            "true 0001-01-01 00:00:00 +0000 UTC");
  EXPECT_NE(run_template("{{.A.Add .B}}", both).find("can't evaluate field Add"),
            std::string::npos);
  EXPECT_NE(run_template("{{.A.Sub 1}}", both).find("can't evaluate field Sub"), std::string::npos);
}

TEST(InstantIn, IsOnlyOfTimes) {
  EXPECT_EQ(instant_in(time_value(kTime)), kTime);
  EXPECT_EQ(instant_in(duration_value(2)), std::nullopt);
}

TEST(DurationValue, PrintsAsGoDoes) {
  const auto printed = [](double seconds) { return duration_value(seconds).object()->print(); };
  EXPECT_EQ(printed(0), "0s");
  EXPECT_EQ(printed(3723.5), "1h2m3.5s");
  EXPECT_EQ(printed(90), "1m30s");
  EXPECT_EQ(printed(-0.25), "-250ms");
  EXPECT_EQ(printed(0.0000015), "1.5µs");
  EXPECT_EQ(run_template("{{.Hours}} {{.Minutes}} {{.Seconds}}", duration_value(5400)),
            "1.5 90 5400");
}

TEST(SecondsOf, IsOnlyOfDurations) {
  EXPECT_EQ(seconds_of(duration_value(2)), 2);
  EXPECT_EQ(seconds_of(2.0), std::nullopt);
}

TEST(InstantOf, RefusesWhatNanosecondsCannotHold) {
  EXPECT_EQ(*instant_of(1643114203.5), kTime);
  EXPECT_EQ(instant_of(NAN).error().message(), "value is NaN or Inf");
  EXPECT_EQ(instant_of(1e21).error().message(),
            "1e+21 cannot be represented as a nanoseconds timestamp since it overflows int64");
}

}  // namespace
}  // namespace silicon::templates
