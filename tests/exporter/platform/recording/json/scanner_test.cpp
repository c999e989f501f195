#include "exporter/platform/recording/json/scanner.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace silicon::recording {
namespace {

bool is_json(std::string_view text) {
  JsonScanner scanner(text);
  scanner.skip();
  return scanner.at_end();
}

std::string text_of(std::string_view json) {
  JsonScanner scanner(json);
  std::string text = scanner.text();
  return scanner.at_end() ? text : "no text";
}

TEST(JsonScanner, AgreesWithAnotherParserOnWhatIsJson) {
  for (const char* text : {"{}",
                           "[]",
                           " [ 1 , 2 ] ",
                           "\"a\"",
                           "0",
                           "-0",
                           "-1.5e+7",
                           "1E5",
                           "true",
                           "false",
                           "null",
                           R"({"a":[{},[],""],"b":{"c":null}})",
                           R"("\u00e9\ud83d\ude00\n\"\/")",  //
                           "",
                           " ",
                           "{",
                           "}",
                           "[1",
                           "[1,]",
                           "[,1]",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "{a:1}",
                           "[1 2]",
                           "01",
                           "-",
                           "1.",
                           ".5",
                           "1e",
                           "+1",
                           "tru",
                           "nul",
                           "nan",
                           "\"a",
                           "\"\\x\"",
                           "\"\\u12\"",
                           "\"\\ud800\"",
                           "\"\\udc00\"",
                           "\"\\ud800\\u0041\"",
                           "\"\x01\"",
                           "\"\xff\"",
                           "1 1",
                           "[] x",
                           "'a'",
                           "[\"\\"}) {
    EXPECT_EQ(is_json(text), nlohmann::json::accept(text)) << text;
  }
}

TEST(JsonScanner, TakesTextsApart) {
  EXPECT_EQ(text_of(R"("plain")"), "plain");
  EXPECT_EQ(text_of(R"("\"\\\/\b\f\n\r\t")"), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(text_of(R"("\u0041\u00e9\u20AC\ud83d\ude00")"), "A\u00e9\u20ac\U0001f600");
  EXPECT_EQ(text_of("\"G\u00fcn\""), "G\u00fcn");
}

TEST(JsonScanner, WalksMembersAndItemsInTheirOrder) {
  JsonScanner scanner(R"({"a":1,"b":["x",2.5],"c":{}})");
  std::string seen;
  scanner.members([&](std::string_view key) {
    seen += key;
    if (scanner.next() == JsonScanner::Kind::number) {
      seen += scanner.number();
    } else if (scanner.next() == JsonScanner::Kind::array) {
      scanner.items(
          [&](std::size_t i) { seen += i == 0 ? scanner.text() : std::string(scanner.number()); });
    } else {
      scanner.skip();
    }
  });
  EXPECT_TRUE(scanner.at_end());
  EXPECT_EQ(seen, "a1bx2.5c");
}

TEST(JsonScanner, EndsWhereNestingHasNoEnd) {
  EXPECT_TRUE(is_json(std::string(16, '[') + std::string(16, ']')));
  EXPECT_FALSE(is_json(std::string(17, '[') + std::string(17, ']')));
  EXPECT_FALSE(is_json(std::string(1'000'000, '[')));
  EXPECT_TRUE(is_json("[[],[],[]]")) << "what was left does not count";
}

TEST(JsonScanner, ReadsNothingMoreOnceItFailed) {
  JsonScanner scanner("[x, 1]");
  int items = 0;
  scanner.items([&](std::size_t) {
    scanner.skip();
    ++items;
  });
  EXPECT_EQ(items, 1);
  EXPECT_TRUE(scanner.failed());
  EXPECT_EQ(scanner.next(), JsonScanner::Kind::none);
  EXPECT_FALSE(scanner.at_end());
}

}  // namespace
}  // namespace silicon::recording
