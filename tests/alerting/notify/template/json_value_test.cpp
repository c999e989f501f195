#include "alerting/notify/template/json_value.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "alerting/template/functions/time_values.hpp"
#include "tests/support/notify/notifications.hpp"

namespace silicon::notify {
namespace {

using templates::List;
using templates::Map;
using templates::Value;

TEST(ToJson, WritesEveryKindOfValue) {
  EXPECT_EQ(*to_json(Value()), "null");
  EXPECT_EQ(*to_json(true), "true");
  EXPECT_EQ(*to_json(-3), "-3");
  EXPECT_EQ(*to_json(0.5), "0.5");
  EXPECT_EQ(*to_json(List{{1, "a"}}), R"([1,"a"])");
  EXPECT_EQ(*to_json(List{}), "[]");
  EXPECT_EQ(*to_json(Map{{{"b", 1}, {"a", Value()}}}), R"({"a":null,"b":1})");
  EXPECT_EQ(*to_json(Map{}), "{}");
  EXPECT_EQ(*to_json(templates::make_struct("s", {{"StartsAt", 1}, {"URL", "x"}})),
            R"({"startsAt":1,"uRL":"x"})");
  EXPECT_EQ(*to_json(templates::time_value(testing::instant("2026-11-21T00:18:34.5Z"))),
            R"("2026-11-21T00:18:34.5Z")");
  EXPECT_EQ(*to_json(templates::duration_value(90)), R"("1m30s")");
}

TEST(ToJson, EscapesAsGoDoes) {
  EXPECT_EQ(*to_json("a\"\\\n</script>&\x01"), R"("a\"\\\n\u003c/script\u003e\u0026\u0001")");
  EXPECT_EQ(*to_json("\xff"), "\"\xef\xbf\xbd\"");
}

TEST(ToJson, RefusesWhatJsonHasNot) {
  EXPECT_EQ(to_json(std::numeric_limits<double>::infinity()).error().message(),
            "json: unsupported value: +Inf");
}

TEST(ToJson, EndsWhereThereIsTooMuch) {
  Value nested = 1;
  for (int i = 0; i < 100; ++i) nested = List{{nested}};
  EXPECT_FALSE(to_json(nested).ok());
  Value wide = std::string(1000, 'x');
  for (int i = 0; i < 12; ++i) wide = List{{wide, wide}};
  EXPECT_FALSE(to_json(wide).ok());
}

}  // namespace
}  // namespace silicon::notify
