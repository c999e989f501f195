#include "alerting/notify/escape/slack_escaper.hpp"

#include <gtest/gtest.h>

namespace silicon::notify {
namespace {

TEST(EscapeSlack, LetsNobodyBeCalledByALabel) {
  EXPECT_EQ(escape_slack("<!channel> <!here> <@U1> <#C1> <!subteam^S1>"),
            "&lt;!channel&gt; &lt;!here&gt; &lt;@U1&gt; &lt;#C1&gt; &lt;!subteam^S1&gt;");
  EXPECT_EQ(escape_slack("a < b && c > d"), "a &lt; b &amp;&amp; c &gt; d");
}

TEST(EscapeSlack, LeavesLinksThatAnAnnotationBrings) {
  EXPECT_EQ(escape_slack("see <https://x/?a=1&b=2|the page>, <http://y>, <mailto:a@b>"),
            "see <https://x/?a=1&b=2|the page>, <http://y>, <mailto:a@b>");
  EXPECT_EQ(escape_slack("<javascript:x|y>"), "&lt;javascript:x|y&gt;");
  EXPECT_EQ(escape_slack("<https://x <!channel>"), "&lt;https://x &lt;!channel&gt;");
  EXPECT_EQ(escape_slack("<https://x"), "&lt;https://x");
  EXPECT_EQ(escape_slack("<https://x\n>"), "&lt;https://x\n&gt;");
}

TEST(EscapeSlack, TakesLongTextsInOneGo) {
  const std::string text(1 << 20, 'x');
  EXPECT_EQ(escape_slack(text), text);
  EXPECT_EQ(escape_slack(std::string(1 << 16, '<')).size(), std::size_t{4} << 16);
}

TEST(EscapeSlack, EscapesNothingTwice) {
  EXPECT_EQ(escape_slack("a &amp; &lt;b&gt; &other;"), "a &amp; &lt;b&gt; &amp;other;");
}

TEST(SlackEscaper, IsForWhatActionsPrint) {
  SlackEscaper escaper;
  EXPECT_EQ(escaper.escaped("<!here>"), "&lt;!here&gt;");
  EXPECT_EQ(escaper.escaped(templates::Value(3)), "3");
}

}  // namespace
}  // namespace silicon::notify
