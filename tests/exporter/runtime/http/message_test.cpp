#include "exporter/runtime/http/message.hpp"

#include <gtest/gtest.h>

namespace silicon::runtime {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

TEST(OneLine, HasNothingThatEndsALine) {
  EXPECT_TRUE(is_one_line("text/plain; charset=\"utf-8\""));
  for (const char c : {'\r', '\n', '\0'}) EXPECT_FALSE(is_one_line(std::string("a") + c + "b"));
}

TEST(FindHeader, ComparesNamesWithoutRegardToCase) {
  const HttpHeaders headers{{"Accept", "text/plain"}, {"X-A", "1"}, {"x-a", "2"}};
  EXPECT_EQ(find_header(headers, "ACCEPT"), "text/plain");
  EXPECT_EQ(find_header(headers, "x-a"), "1");
  EXPECT_EQ(find_header(headers, "Accept-Encoding"), "");
}

TEST(EqualIgnoringCase, KnowsAsciiLettersOnly) {
  EXPECT_TRUE(equal_ignoring_case("Basic", "bASIC"));
  EXPECT_FALSE(equal_ignoring_case("Basic", "Basi"));
  EXPECT_FALSE(equal_ignoring_case("[", "{"));
}

TEST(DecodePercent, UndoesEscapes) {
  EXPECT_EQ(decode_percent("/a%2Fb%20c%c3%bc", false), "/a/b cü");
  EXPECT_EQ(decode_percent("a+b", false), "a+b");
  EXPECT_EQ(decode_percent("a+b%2B", true), "a b+");
  EXPECT_EQ(decode_percent("", false), "");
}

TEST(DecodePercent, RefusesBrokenEscapesAndNuls) {
  for (const char* text : {"%", "%a", "%zz", "%0x", "a%", "%-1", "%00", "%+1"}) {
    EXPECT_EQ(decode_percent(text, false), std::nullopt) << text;
  }
}

// Every byte as an escape; NUL, which decode_percent() refuses, left out.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    out += '%';
    out += "0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4];
    out += "0123456789abcdef"[static_cast<unsigned char>(c) & 0xF];
  }
  return out;
}

TEST(DecodePercent, UndoesTheEscapesOfEveryByte) {
  std::string bytes;
  for (int i = 1; i < 256; ++i) bytes += static_cast<char>(i);
  EXPECT_EQ(decode_percent(escaped(bytes), false), bytes);
  EXPECT_EQ(decode_percent(escaped(bytes), true), bytes);
  EXPECT_EQ(parse_query("k=" + escaped(bytes)), (Pairs{{"k", bytes}}));
}

TEST(ParseQuery, GivesDecodedPairsInTheirOrder) {
  EXPECT_EQ(parse_query("query=up%7Ba%3D%221%22%7D&time=5&match[]=a&match[]=b"),
            (Pairs{{"query", "up{a=\"1\"}"}, {"time", "5"}, {"match[]", "a"}, {"match[]", "b"}}));
}

TEST(ParseQuery, TakesNamesWithoutValuesAndLeavesOutWhatIsBroken) {
  EXPECT_EQ(parse_query("a&b=&=c&&d=%zz&e=1=2"), (Pairs{{"a", ""}, {"b", ""}, {"e", "1=2"}}));
  EXPECT_EQ(parse_query(""), Pairs{});
}

TEST(HttpRequest, FindsItsParametersAndHeaders) {
  HttpRequest request;
  request.query = "a=1&a=2&b=x+y";
  request.headers = {{"Host", "h"}};
  EXPECT_EQ(request.parameter("a"), "1");
  EXPECT_EQ(request.parameter("b"), "x y");
  EXPECT_EQ(request.parameter("c"), std::nullopt);
  EXPECT_EQ(request.header("host"), "h");
}

TEST(HttpResponse, HasAnEmptyTextWithoutABody) {
  EXPECT_EQ(HttpResponse{}.text(), "");
  EXPECT_EQ(text_response(404, "no").text(), "no");
  EXPECT_EQ(text_response(404, "no").content_type, "text/plain; charset=utf-8");
  EXPECT_EQ(response(200, "application/json", "{}").content_type, "application/json");
}

TEST(StatusWords, AreThoseOfTheStandard) {
  EXPECT_EQ(status_words(200), "OK");
  EXPECT_EQ(status_words(404), "Not Found");
  EXPECT_EQ(status_words(799), "Unknown");
}

}  // namespace
}  // namespace silicon::runtime
