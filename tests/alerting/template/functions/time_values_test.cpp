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
