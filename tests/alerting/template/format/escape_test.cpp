#include "alerting/template/format/escape.hpp"

#include <gtest/gtest.h>

namespace silicon::templates {
namespace {

TEST(Escape, MakesTextSafeForHtml) {
  EXPECT_EQ(escape_html("<b>&'\""), "&lt;b&gt;&amp;&#39;&#34;");
  EXPECT_EQ(escape_html(std::string_view("\0", 1)), "\xEF\xBF\xBD");
}

TEST(Escape, MakesTextSafeForJavaScript) {
  EXPECT_EQ(escape_javascript("a\\'\"<>&=\n"), "a\\\\\\'\\\"\\u003C\\u003E\\u0026\\u003D\\u000A");
  EXPECT_EQ(escape_javascript("h\xC3\xA9"), "h\xC3\xA9");
}

TEST(Escape, MakesTextSafeForQueries) {
  EXPECT_EQ(escape_query("a b/\xC3\xA4~"), "a+b%2F%C3%A4~");
  EXPECT_EQ(escape_query("aZ09-_."), "aZ09-_.");
}

}  // namespace
}  // namespace silicon::templates
