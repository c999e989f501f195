#include "exporter/sources/containers/engine/document.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace silicon::engine {
namespace {

std::string dumped(std::string_view text, const Keys& keys = {}) {
  const core::Result<Document> document = parse_document(text, keys);
  return document ? document->dump() : "refused: " + document.error().message();
}

TEST(Documents, KeepOnlyTheKeysThatAreAskedFor) {
  EXPECT_EQ(dumped(R"({"a":1,"b":{"c":2,"a":[3]},"d":"x"})", {"a", "b"}),
            R"({"a":1,"b":{"a":[3]}})");
  EXPECT_EQ(dumped(R"([{"x":{"a":1}},{"a":{"x":1}}])", {"a"}), R"([{},{"a":{}}])");
  EXPECT_EQ(dumped(R"({"x":{"x":{"x":[]}},"a":1,"y":[{"y":2}],"b":2})", {"a", "b"}),
            R"({"a":1,"b":2})");
}

TEST(Documents, KeepEverythingWhenNothingIsAskedFor) {
  EXPECT_EQ(dumped(R"({"a":[1,{"b":null}]})"), R"({"a":[1,{"b":null}]})");
}

TEST(Documents, ThatAreNoJsonAreRefused) {
  for (const char* text : {"", "{", "[1,", "{\"a\":}", "nonsense", "{} {}", "\"\xff\"", "[1] x"}) {
    EXPECT_EQ(dumped(text), "refused: the answer is not valid JSON") << text;
  }
}

TEST(Documents, MayNotBeDeepOrLong) {
  const std::string deep = std::string(100, '[') + std::string(100, ']');
  EXPECT_EQ(dumped(deep), "refused: the answer is too deep or too long");
  EXPECT_EQ(dumped(std::string(1'000'000, '[')), "refused: the answer is too deep or too long");
  std::string many = "[0";
  for (int i = 0; i < 250'000; ++i) many += ",0";
  EXPECT_EQ(dumped(many + "]"), "refused: the answer is too deep or too long");
}

TEST(Documents, GiveNullForWhatIsNotThere) {
  const Document document = *parse_document(R"({"a":{"b":1}})");
  EXPECT_TRUE(entry(document, "x").is_null());
  EXPECT_TRUE(entry(entry(document, "x"), "y").is_null());
  EXPECT_TRUE(entry(entry(entry(document, "a"), "b"), "c").is_null());
}

TEST(Texts, AreCutAtACharacter) {
  const Document text = *parse_document("\"h\u00e4\u20ac!\"");
  EXPECT_EQ(text_of(text, 100), "h\u00e4\u20ac!");
  EXPECT_EQ(text_of(text, 2), "h");
  EXPECT_EQ(text_of(text, 3), "h\u00e4");
  EXPECT_EQ(text_of(text, 5), "h\u00e4");
  EXPECT_EQ(text_of(text, 0), "");
  EXPECT_EQ(text_of(*parse_document("17"), 10), "");
}

TEST(Numbers, AreWholeAndFit) {
  const auto count = [](const char* text) { return count_of(*parse_document(text)); };
  const auto integer = [](const char* text) { return integer_of(*parse_document(text)); };
  EXPECT_EQ(count("18446744073709551615"), 18446744073709551615U);
  for (const char* text : {"-1", "1.5", "1e3", "\"1\"", "null", "[]", "true"}) {
    EXPECT_EQ(count(text), std::nullopt) << text;
  }
  EXPECT_EQ(integer("-9"), -9);
  EXPECT_EQ(integer("7"), 7);
  EXPECT_EQ(integer("9223372036854775807"), 9223372036854775807);
  EXPECT_EQ(integer("9223372036854775808"), std::nullopt);
  EXPECT_EQ(integer("99999999999999999999999"), std::nullopt);
}

TEST(Instants, AreThoseOfGoButForNever) {
  const auto instant = [](const char* text) { return instant_of(*parse_document(text)); };
  EXPECT_EQ(instant("\"1970-01-01T00:00:01.5Z\""), core::Instant(std::chrono::milliseconds(1500)));
  EXPECT_EQ(instant("\"2026-11-21T00:36:33.794081912Z\"")->time_since_epoch().count() % 1000, 794);
  for (const char* text : {"\"0001-01-01T00:00:00Z\"", "\"\"", "\"today\"", "5", "null"}) {
    EXPECT_EQ(instant(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace silicon::engine
