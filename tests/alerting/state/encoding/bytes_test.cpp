#include "alerting/state/encoding/bytes.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace silicon::state {
namespace {

TEST(Bytes, AreReadAsTheyWereWritten) {
  const core::Labels labels{{"a", "1"}, {"b", std::string("\0\n", 2)}};
  ByteWriter out;
  out.integer(0);
  out.integer(std::numeric_limits<std::uint64_t>::max());
  out.signed_integer(std::numeric_limits<std::int64_t>::min());
  out.signed_integer(-1);
  out.number(-0.1);
  out.text("x");
  out.text("");
  out.boolean(true);
  out.labels(labels);
  out.instant(std::optional<core::Instant>());
  out.instant(std::optional(core::Instant(core::Duration(-5))));
  out.number(std::optional<double>());
  out.number(std::optional(2.5));

  ByteReader in(out.bytes());
  EXPECT_EQ(in.integer(), 0U);
  EXPECT_EQ(in.integer(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(in.signed_integer(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(in.signed_integer(), -1);
  EXPECT_EQ(in.number(), -0.1);
  EXPECT_EQ(in.text(), "x");
  EXPECT_EQ(in.text(), "");
  EXPECT_TRUE(in.boolean());
  EXPECT_EQ(in.labels(), labels);
  EXPECT_EQ(in.optional_instant(), std::nullopt);
  EXPECT_EQ(in.optional_instant(), core::Instant(core::Duration(-5)));
  EXPECT_EQ(in.optional_number(), std::nullopt);
  EXPECT_EQ(in.optional_number(), 2.5);
  EXPECT_TRUE(in.done());
}

TEST(Bytes, OfSmallNumbersAreFew) {
  ByteWriter out;
  out.integer(127);
  out.signed_integer(-64);
  EXPECT_EQ(out.bytes().size(), 2U);
}

TEST(Bytes, CutShortFailAndStayFailed) {
  ByteWriter out;
  out.text("hello");
  out.integer(7);
  const std::string bytes = out.take();
  for (std::size_t size = 0; size < 6; ++size) {
    ByteReader in(std::string_view(bytes).substr(0, size));
    EXPECT_EQ(in.text(), "") << size;
    EXPECT_EQ(in.integer(), 0U) << size;
    EXPECT_EQ(in.number(), 0) << size;
    EXPECT_FALSE(in.ok()) << size;
  }
}

TEST(Bytes, ThatClaimTooMuchCostNothing) {
  ByteWriter out;
  out.integer(std::uint64_t{1} << 60U);
  ByteReader labels(out.bytes());
  EXPECT_EQ(labels.labels(), core::Labels());
  EXPECT_FALSE(labels.ok());
  ByteReader endless(std::string_view("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"));
  EXPECT_EQ(endless.integer(), 0U);
  EXPECT_FALSE(endless.ok());
}

TEST(Bytes, LeftOverAreNotDone) {
  ByteReader in("\x01\x02");
  in.integer();
  EXPECT_TRUE(in.ok());
  EXPECT_FALSE(in.done());
}

}  // namespace
}  // namespace silicon::state
