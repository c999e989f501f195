#include "alerting/command/junit.hpp"

#include <gtest/gtest.h>

namespace silicon::command {
namespace {

const core::Instant kNow(std::chrono::seconds(1'767'323'045));

TEST(Junit, ListsSuitesAndCases) {
  EXPECT_EQ(junit_text({{"a.yml", {{"one", {}, ""}, {"two", {"x < \"y\"\nz"}, ""}}}, {"b.yml", {}}},
                       kNow),
            "<testsuites><testsuite name=\"a.yml\" tests=\"2\" failures=\"1\" errors=\"0\" "
            "skipped=\"0\" timestamp=\"2026-01-02T03:04:05\"><testcase name=\"one\"></testcase>"
            "<testcase name=\"two\"><failure>x &lt; &#34;y&#34;&#xA;z</failure></testcase>"
            "</testsuite><testsuite name=\"b.yml\" tests=\"0\" failures=\"0\" errors=\"0\" "
            "skipped=\"0\" timestamp=\"2026-01-02T03:04:05\"></testsuite></testsuites>");
}

TEST(Junit, TellsErrorsFromFailures) {
  const std::string text = junit_text({{"a.yml", {{"", {}, "no such file"}}}}, kNow);
  EXPECT_NE(text.find("errors=\"1\""), std::string::npos);
  EXPECT_NE(text.find("<error>no such file</error>"), std::string::npos);
}

TEST(Junit, IsXmlWhateverItIsGiven) {
  const std::string text = junit_text({{"\x01\xFF&'\t\r", {}}}, kNow);
  EXPECT_NE(text.find("name=\"\xEF\xBF\xBD\xEF\xBF\xBD&amp;&#39;&#x9;&#xD;\""), std::string::npos);
}

}  // namespace
}  // namespace silicon::command
