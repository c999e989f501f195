#include "alerting/template/functions/search.hpp"

#include <gtest/gtest.h>

#include "alerting/template/format/print.hpp"

namespace silicon::templates {
namespace {

TEST(Search, FindsAnywhere) {
  EXPECT_TRUE(*search("[0-9]+", "ab12cd"));
  EXPECT_FALSE(*search("^[0-9]+$", "ab12cd"));
  EXPECT_FALSE(*search("a.b", "a\nb")) << "a dot is no line break";
  EXPECT_EQ(search("(", "x").error().message(), "error parsing regexp: missing closing ): `(`");
}

TEST(ReplaceAll, ReplacesEveryMatch) {
  EXPECT_EQ(*replace_all("r.*d", "replaced", "rpld text"), "replaced text");
  EXPECT_EQ(*replace_all("(a+)(b)?", "<$1$2>", "aab-a"), "<aab>-<a>");
  EXPECT_EQ(*replace_all("(?P<n>x)", "${n}$n$$", "x"), "xx$");
  EXPECT_EQ(*replace_all("", "-", "h\xC3\xA9"), "-h-\xC3\xA9-");
  EXPECT_EQ(*replace_all("b*", "-", "abc"), "-a-c-");
  EXPECT_EQ(*replace_all("x", "y", ""), "");
}

TEST(ReplaceAll, StopsBeforeTheMemoryIsFull) {
  const std::string long_text(200'000, 'x');
  EXPECT_LT(replace_all("x", long_text, long_text)->size(), kMostText + 3 * long_text.size());
}

}  // namespace
}  // namespace silicon::templates
