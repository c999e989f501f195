#include "exporter/core/json/writer.hpp"

#include <gtest/gtest.h>

#include <limits>

#include <nlohmann/json.hpp>

namespace silicon::core {
namespace {

std::string written(std::string_view text) {
  JsonWriter json;
  json.string(text);
  return json.take();
}

TEST(JsonWriter, PutsCommasBetweenMembersAndElements) {
  JsonWriter json;
  json.begin_object().key("a").begin_array().integer(1).integer(-2).begin_array().end_array();
  json.end_array().member("b", "c").key("d").boolean(true).key("e").number(0.5).end_object();
  EXPECT_EQ(json.take(), R"({"a":[1,-2,[]],"b":"c","d":true,"e":0.5})");
}

TEST(JsonWriter, WritesLabelSetsAsObjects) {
  JsonWriter json;
  json.begin_array().labels(Labels{{"job", "x"}, {"__name__", "up"}}).labels(Labels{});
  json.end_array();
  EXPECT_EQ(json.take(), R"([{"__name__":"up","job":"x"},{}])");
}

TEST(JsonWriter, EscapesWhatJsonDoesNotAllow) {
  EXPECT_EQ(written("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(written("\n\r\t\x01"), R"("\n\r\t\u0001")");
  EXPECT_EQ(written("K\xc3\xb6ln \xf0\x9f\x98\x80"), "\"K\xc3\xb6ln \xf0\x9f\x98\x80\"");
  EXPECT_EQ(written("\x7f"), "\"\x7f\"");
}

TEST(JsonWriter, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(written("a\xff"), "\"a\xef\xbf\xbd\"");
  EXPECT_EQ(written("\xc3"), "\"\xef\xbf\xbd\"");
}

// Brackets and colons at the end of a text are not those of the structure.
TEST(JsonWriter, IsNotMisledByWhatATextEndsWith) {
  JsonWriter json;
  json.begin_array();
  for (const char* text : {"[", "{", ":", ",", ""}) json.string(text);
  json.begin_object().end_object().end_array();
  EXPECT_EQ(json.take(), R"(["[","{",":",",","",{}])");
}

TEST(JsonWriter, WritesNumbersWhole) {
  JsonWriter json;
  json.begin_array().integer(std::numeric_limits<std::int64_t>::min());
  json.natural(~std::uint64_t{0}).number(45.25).end_array();
  EXPECT_EQ(json.take(), "[-9223372036854775808,18446744073709551615,45.25]");
}

TEST(JsonWriter, HasNoNumberForWhatIsNone) {
  using Limits = std::numeric_limits<double>;
  JsonWriter json;
  json.begin_array().number(Limits::quiet_NaN()).number(-Limits::infinity()).end_array();
  EXPECT_EQ(json.take(), "[null,null]");
}

TEST(JsonWriter, IsReadableByOthersWhateverTheBytes) {
  for (int first = 0; first < 256; ++first) {
    const std::string text{static_cast<char>(first), 'x', static_cast<char>(255 - first)};
    EXPECT_TRUE(nlohmann::json::accept(written(text))) << first;
  }
}

}  // namespace
}  // namespace silicon::core
