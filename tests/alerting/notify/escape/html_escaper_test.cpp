#include "alerting/notify/escape/html_escaper.hpp"

#include <gtest/gtest.h>

#include "alerting/notify/template/message_functions.hpp"

namespace silicon::notify {
namespace {

using templates::Value;

// What becomes of the value between the two texts.
std::string between(std::string_view before, const Value& value, std::string_view after = "") {
  HtmlEscaper escaper;
  escaper.literal(before);
  const std::string text = escaper.escaped(value);
  escaper.literal(after);
  return text;
}

TEST(HtmlText, IsEscaped) {
  EXPECT_EQ(between("<p>", "<b>\"a\" & 'b'"), "&lt;b&gt;&#34;a&#34; &amp; &#39;b&#39;");
  EXPECT_EQ(between("", Value()), "");
  EXPECT_EQ(between("", 3), "3");
  EXPECT_EQ(between("<p>a < b ", "<i>"), "&lt;i&gt;");
}

TEST(HtmlText, MayBeTrusted) {
  EXPECT_EQ(between("<p>", trusted_text("<b>bold</b>", Trust::html)), "<b>bold</b>");
  EXPECT_EQ(between("<p>", trusted_text("<b>", Trust::url)), "&lt;b&gt;");
  EXPECT_EQ(between("<p title=\"", trusted_text("\"><b>", Trust::html)), "&#34;&gt;&lt;b&gt;");
  EXPECT_EQ(between("<title>", trusted_text("</title><b>", Trust::html)),
            "&lt;/title&gt;&lt;b&gt;");
}

TEST(HtmlAttribute, EndsWhereItsQuotesDo) {
  EXPECT_EQ(between("<p title=\"", "\" onclick=\"x"), "&#34; onclick=&#34;x");
  EXPECT_EQ(between("<p title='", "' onclick='x"), "&#39; onclick=&#39;x");
  EXPECT_EQ(between("<p title=", "a onclick=x `"), "a&#32;onclick&#61;x&#32;&#96;");
  EXPECT_EQ(between("<p title=\"a\">", "<"), "&lt;");
  EXPECT_EQ(between("<p title=a>", "<"), "&lt;");
  EXPECT_EQ(between("<p title = \"", "\""), "&#34;");
}

TEST(HtmlUrl, HasASchemeThatRunsNothing) {
  EXPECT_EQ(between("<a href=\"", "javascript:alert(1)"), "#ZgotmplZ");
  EXPECT_EQ(between("<a href=\"", "JaVaScRiPt:alert(1)"), "#ZgotmplZ");
  EXPECT_EQ(between("<A HREF='", "data:text/html,x"), "#ZgotmplZ");
  EXPECT_EQ(between("<img src=", "vbscript:x"), "#ZgotmplZ");
  EXPECT_EQ(between("<a href=\"", "https://x/a b?q=\"1\"&r=2"),
            "https://x/a%20b?q=%221%22&amp;r=2");
  EXPECT_EQ(between("<a href=\"", "mailto:a@b"), "mailto:a@b");
  EXPECT_EQ(between("<a href=\"", "/path:with/colon"), "/path:with/colon");
  EXPECT_EQ(between("<a href=\"", trusted_text("javascript:x()", Trust::url)),
            "javascript:x%28%29");
}

TEST(HtmlUrl, IsEncodedWhereItIsAParameter) {
  EXPECT_EQ(between("<a href=\"http://x/?q=", "a b&c=d/e"), "a%20b%26c%3Dd%2Fe");
  EXPECT_EQ(between("<a href=\"http://x/#", "a%20b%"), "a%20b%25");
  EXPECT_EQ(between("<a href=\"http://x/", "javascript:"), "javascript:");
}

TEST(HtmlStyle, HoldsNothingButPlainValues) {
  EXPECT_EQ(between("<p style=\"color:", "#fff"), "#fff");
  EXPECT_EQ(between("<p style=\"color:", "red;background:url(x)"), "ZgotmplZ");
  EXPECT_EQ(between("<style>p { color: ", "}</style><script>"), "ZgotmplZ");
}

TEST(HtmlScript, GetsValuesAsJson) {
  EXPECT_EQ(between("<script>var x = ", "</script>\""), "\"\\u003c/script\\u003e\\\"\"");
  EXPECT_EQ(between("<script>var x = ", 3), "3");
  EXPECT_EQ(between("<p onclick=\"f(", "a\"b"), "&#34;a\\&#34;b&#34;");
  EXPECT_EQ(between("<script>a</script><p>", "<"), "&lt;");
  EXPECT_EQ(between("<script>a < b; '</p>' ", "x"), "\"x\"");
}

TEST(HtmlNames, AreOnlyLettersAndRunNothing) {
  EXPECT_EQ(between("<", "h1"), "h1");
  EXPECT_EQ(between("<", "script"), "ZgotmplZ");
  EXPECT_EQ(between("<p ", "title"), "title");
  EXPECT_EQ(between("<p ", "onclick"), "ZgotmplZ");
  EXPECT_EQ(between("<p ", "x=\"y\""), "ZgotmplZ");
  EXPECT_EQ(between("<p data-", "x y"), "ZgotmplZ");
}

TEST(HtmlComment, ShowsNoValues) {
  EXPECT_EQ(between("<!-- ", "--><script>"), "");
  EXPECT_EQ(between("<!-- <p title=\" --><p>", "<"), "&lt;");
  EXPECT_EQ(between("<script>x</script><!-- a --><p>", "<"), "&lt;");
}

TEST(HtmlEscaper, GoesOnBehindAValue) {
  HtmlEscaper escaper;
  escaper.literal("<a href=\"");
  EXPECT_EQ(escaper.escaped("http://x/"), "http://x/");
  EXPECT_EQ(escaper.escaped("javascript:"), "javascript:") << "no scheme any more";
  escaper.literal("?q=");
  EXPECT_EQ(escaper.escaped("a/b"), "a%2Fb");
  escaper.literal("\">");
  EXPECT_EQ(escaper.escaped("<"), "&lt;");
  escaper.literal("</a><title>");
  EXPECT_EQ(escaper.escaped("<"), "&lt;");
  escaper.literal("</title ><p ");
  EXPECT_EQ(escaper.escaped("title"), "title");
  escaper.literal("=");
  EXPECT_EQ(escaper.escaped("a b"), "a&#32;b");
}

}  // namespace
}  // namespace silicon::notify
