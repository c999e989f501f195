#include "exporter/platform/recording/json_writer.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace silicon::recording {
namespace {

template <class Write>
std::string written(Write write) {
  JsonWriter json;
  write(json);
  return std::move(json).take();
}

TEST(JsonWriter, PutsCommasBetweenAndNowhereElse) {
  EXPECT_EQ(written([](JsonWriter& json) {
              json.begin_object();
              json.key("a");
              json.begin_array();
              json.natural(1);
              json.begin_array();
              json.end_array();
              json.begin_object();
              json.end_object();
              json.text("");
              json.end_array();
              json.key("b");
              json.integer(-2);
              json.end_object();
            }),
            R"({"a":[1,[],{},""],"b":-2})");
}

// Brackets and colons at the end of a text are not those of the structure.
TEST(JsonWriter, IsNotMisledByWhatATextEndsWith) {
  EXPECT_EQ(written([](JsonWriter& json) {
              json.begin_array();
              for (const char* text : {"[", "{", ":", ","}) json.text(text);
              json.end_array();
            }),
            R"(["[","{",":",","])");
}

TEST(JsonWriter, EscapesWhatJsonCannotHold) {
  EXPECT_EQ(written([](JsonWriter& json) { json.text("\"\\\n\x01/\x7f"); }),
            "\"\\\"\\\\\\u000a\\u0001/\x7f\"");
  EXPECT_EQ(written([](JsonWriter& json) { json.text(std::string_view("\0", 1)); }), "\"\\u0000\"");
}

TEST(JsonWriter, KeepsUtf8AndReplacesTheRest) {
  EXPECT_EQ(written([](JsonWriter& json) { json.text("G\xC3\xBC\xFFn"); }),
            "\"G\xC3\xBC\xEF\xBF\xBDn\"");
}

TEST(JsonWriter, WritesNumbersWhole) {
  using Limits = std::numeric_limits<std::int64_t>;
  EXPECT_EQ(written([](JsonWriter& json) { json.integer(Limits::min()); }), "-9223372036854775808");
  EXPECT_EQ(written([](JsonWriter& json) { json.natural(~std::uint64_t{0}); }),
            "18446744073709551615");
  EXPECT_EQ(written([](JsonWriter& json) { json.number(45.25); }), "45.25");
  EXPECT_EQ(
      written([](JsonWriter& json) { json.number(std::numeric_limits<double>::quiet_NaN()); }),
      "null");
}

}  // namespace
}  // namespace silicon::recording
