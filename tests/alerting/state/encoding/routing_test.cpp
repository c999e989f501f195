#include "alerting/state/encoding/routing.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/state/routing_samples.hpp"

namespace silicon::state {
namespace {

using testing::acknowledgement;
using testing::at_second;
using testing::saved_group;
using testing::silence;

TEST(SavedGroups, ComeBackAsTheyWere) {
  for (const routing::SavedGroup& group : {saved_group(), routing::SavedGroup()}) {
    const auto decoded = decode_group(encode(group));
    ASSERT_TRUE(decoded);
    EXPECT_EQ(*decoded, group);
  }
}

TEST(SavedSilences, ComeBackWithMatchersThatMatch) {
  const auto decoded = decode_silence(encode(silence()));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->id, "5b2a7c5e");
  EXPECT_EQ(decoded->matchers, silence().matchers);
  EXPECT_TRUE(routing::matches(decoded->matchers, {{"alertname", "HighLoad"}}));
  EXPECT_FALSE(
      routing::matches(decoded->matchers, {{"alertname", "HighLoad"}, {"n\xc3\xb6", "b"}}));
  EXPECT_EQ(decoded->starts_at, silence().starts_at);
  EXPECT_EQ(decoded->ends_at, silence().ends_at);
  EXPECT_EQ(decoded->created_by, "ann");
  EXPECT_EQ(decoded->comment, "moving \"db\"");
  EXPECT_EQ(decoded->updated_at, silence().updated_at);
  EXPECT_EQ(decoded->schedule, silence().schedule);
  EXPECT_TRUE(decoded->until_resolved);
  EXPECT_TRUE(decoded->seen);
}

TEST(SavedSilences, KeepTheirTimeZone) {
  const auto berlin = routing::TimeZone::find("Europe/Berlin");
  if (!berlin) GTEST_SKIP() << "no table of time zones here";
  routing::Silence local = silence();
  local.schedule[0].zone = *berlin;
  const auto decoded = decode_silence(encode(local));
  ASSERT_TRUE(decoded);
  const core::Instant instant = at_second(1'700'000'000);
  EXPECT_EQ(decoded->schedule[0].zone.local(instant).minute, berlin->local(instant).minute);
}

TEST(SavedAcknowledgements, ComeBackAsTheyWere) {
  routing::Acknowledgement endless = acknowledgement();
  endless.until.reset();
  for (const routing::Acknowledgement& one : {acknowledgement(), endless}) {
    const auto decoded = decode_acknowledgement(encode(one));
    ASSERT_TRUE(decoded);
    EXPECT_EQ(*decoded, one);
  }
}

template <class Decode>
void expect_only_the_whole(const std::string& bytes, Decode decode) {
  EXPECT_TRUE(decode(bytes));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(decode(std::string_view(bytes).substr(0, size))) << size;
  }
  EXPECT_FALSE(decode(bytes + "x"));
  EXPECT_FALSE(decode("\x02" + bytes.substr(1))) << "another form";
}

TEST(SavedRoutingBytes, ThatAreCutShortOrTooLongAreRefused) {
  expect_only_the_whole(encode(saved_group()), decode_group);
  expect_only_the_whole(encode(silence()), decode_silence);
  expect_only_the_whole(encode(acknowledgement()), decode_acknowledgement);
  EXPECT_EQ(decode_group("").error().message(), "saved group cannot be read");
  EXPECT_EQ(decode_silence("").error().message(), "saved silence cannot be read");
}

std::string with(std::string bytes, std::string_view piece, std::string_view other) {
  const std::size_t at = bytes.find(piece);
  EXPECT_NE(at, std::string::npos);
  return at == std::string::npos ? bytes : bytes.replace(at, piece.size(), other);
}

TEST(SavedRoutingBytes, ThatMakeNoSenseAreRefused) {
  const std::string bytes = encode(silence());
  EXPECT_FALSE(decode_silence(with(bytes, "a.*|b", "a.*|("))) << "no regular expression";
  EXPECT_FALSE(decode_silence(with(bytes, "UTC", "XYZ"))) << "no time zone";
  routing::SavedGroup unsorted = saved_group();
  unsorted.channels[0].told->firing = {2, 1};
  EXPECT_FALSE(decode_group(encode(unsorted)));
  routing::Silence odd = silence();
  odd.schedule[0].times = {{600, 2000}};
  EXPECT_FALSE(decode_silence(encode(odd))) << "more minutes than a day has";
  odd.schedule[0].times = {{600, 540}};
  EXPECT_FALSE(decode_silence(encode(odd))) << "an end before the start";
  odd = silence();
  odd.schedule[0].years = {{2026, 100'000}};
  EXPECT_FALSE(decode_silence(encode(odd)));
}

}  // namespace
}  // namespace silicon::state
