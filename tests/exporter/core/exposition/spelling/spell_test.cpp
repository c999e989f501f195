#include "exporter/core/exposition/spelling/spell.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace silicon::core {
namespace {

std::string escaped(std::string_view text, bool quotes = true) {
  std::string out(kMostEscapedBytes * text.size(), '\0');
  out.resize(static_cast<std::size_t>(put_escaped(out.data(), text, quotes) - out.data()));
  return out;
}

// Within the room that most_bytes() says.
std::string spelled(const Labels& labels, std::string_view bound = "") {
  std::string out(most_bytes(labels), '\0');
  const auto used = static_cast<std::size_t>(put_labels(out.data(), labels, bound) - out.data());
  EXPECT_LE(used, out.size());
  out.resize(used);
  return out;
}

TEST(PutEscaped, LeavesPlainTextAsItIs) {
  EXPECT_EQ(escaped(""), "");
  EXPECT_EQ(escaped("{a} = 'b', #\t"), "{a} = 'b', #\t");
}

TEST(PutEscaped, EscapesAtEveryPlaceOfAText) {
  for (std::size_t place = 0; place < 20; ++place) {
    std::string text(20, 'x'), expected = text;
    text[place] = '"';
    EXPECT_EQ(escaped(text), expected.replace(place, 1, "\\\"")) << place;
    text[place] = '\n';
    EXPECT_EQ(escaped(text), expected.replace(place, 2, "\\n")) << place;
    text[place] = '\\';
    EXPECT_EQ(escaped(text), expected.replace(place, 2, "\\\\")) << place;
  }
}

TEST(PutEscaped, LeavesQuotesAloneWhereTheyEndNothing) {
  EXPECT_EQ(escaped("say \"no\"\n", false), "say \"no\"\\n");
}

TEST(PutEscaped, KeepsUtf8AndReplacesEachByteThatIsNone) {
  EXPECT_EQ(escaped("grüße 雪 🍎"), "grüße 雪 🍎");
  EXPECT_EQ(escaped("a\xff\xfe"), "a\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(escaped("a\xe9\x9b"), "a\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(PutQuoted, EscapesBetweenItsQuotes) {
  std::array<char, 16> room{};
  EXPECT_EQ(std::string(room.data(), put_quoted(room.data(), "a\"b")), "\"a\\\"b\"");
}

TEST(PutLabels, SeparatesThemByCommasAndQuotesNamesThatNeedIt) {
  EXPECT_EQ(spelled({}), "");
  EXPECT_EQ(spelled({{"a", "1"}, {"b", "x y"}}), R"(a="1",b="x y")");
  EXPECT_EQ(spelled({{"host.name", "h"}}), R"("host.name"="h")");
}

TEST(PutLabels, WritesABoundAsANumberAndLeavesWhatIsNone) {
  EXPECT_EQ(spelled({{"a", "1"}, {"le", "1"}}, "le"), R"(a="1",le="1.0")");
  EXPECT_EQ(spelled({{"le", "+Inf"}}, "le"), R"(le="+Inf")");
  EXPECT_EQ(spelled({{"le", "big"}}, "le"), R"(le="big")");
  EXPECT_EQ(spelled({{"le", "1"}}), R"(le="1")");
}

TEST(MostBytes, AreEnoughForLabelsOfNothingButBytesThatGrow) {
  const std::string bad(40, '\xff'), quotes(40, '"');
  EXPECT_EQ(spelled({{"a", bad}, {"b", quotes}, {quotes, bad}}).size(),
            4U + 120 + 1 + 4 + 80 + 1 + 82 + 1 + 122);
  EXPECT_EQ(spelled({{"le", "1e300"}}, "le"), R"(le="1e+300")");
}

}  // namespace
}  // namespace silicon::core
