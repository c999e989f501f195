#include "alerting/template/functions/alert_functions.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/run_template.hpp"

namespace silicon::templates {
namespace {

std::string run(std::string_view text) {
  return testing::run_template(
      text, {}, alert_functions({{}, core::Instant(core::Duration(1500)), "http://h:9090/path?x"}));
}

TEST(AlertFunctions, WorkOnTexts) {
  EXPECT_EQ(run("{{title \"this part\"}} {{toUpper \"ab\"}} {{toLower \"AB\"}}"),
            "This Part AB ab");
  EXPECT_EQ(run("{{stripPort \"a:1\"}} {{stripDomain \"a.b:1\"}} {{safeHtml \"<b>\"}}"),
            "a a:1 <b>");
  EXPECT_EQ(run("{{match \"^a\" \"abc\"}} {{reReplaceAll \"b\" \"x\" \"abc\"}}"), "true axc");
  EXPECT_EQ(run("{{graphLink \"a b\"}} {{tableLink \"a\"}} {{urlQueryEscape \"a b\"}}"),
            "/graph?g0.expr=a+b&g0.tab=0 /graph?g0.expr=a&g0.tab=1 a+b");
}

TEST(AlertFunctions, WorkOnNumbers) {
  EXPECT_EQ(run("{{humanize 1234567.0}} {{humanize1024 1024}} {{humanizePercentage 0.5}}"),
            "1.235M 1ki 50%");
  EXPECT_EQ(run("{{humanizeDuration \"90\"}} {{humanizeTimestamp 0}} {{toTime 0}}"),
            "1m 30s 1970-01-01 00:00:00 +0000 UTC 1970-01-01 00:00:00 +0000 UTC");
  EXPECT_EQ(run("{{toDuration 90}} {{parseDuration \"2h10m15s\"}} {{now}}"), "1m30s 7815 1.5");
}

TEST(AlertFunctions, HandOverArguments) {
  EXPECT_EQ(run("{{define \"u\"}}{{.arg0}} {{.arg1}}{{end}}{{template \"u\" (args 1 \"b\")}}"),
            "1 b");
  EXPECT_EQ(run("{{args 1 \"b\"}}"), "map[arg0:1 arg1:b]");
}

TEST(AlertFunctions, KnowTheirUrl) {
  EXPECT_EQ(run("{{externalURL}} {{pathPrefix}}"), "http://h:9090/path?x /path");
  EXPECT_NE(testing::run_template("{{externalURL}}", {}, alert_functions({}))
                .find("error calling externalURL: runtime error"),
            std::string::npos);
}

TEST(AlertFunctions, SayWhatIsWrong) {
  EXPECT_NE(run("{{parseDuration \"x\"}}").find("not a valid duration string: \"x\""),
            std::string::npos);
  EXPECT_NE(run("{{parseDuration \"300y\"}}").find("duration out of range"), std::string::npos);
  EXPECT_NE(run("{{parseDuration \"\"}}").find("empty duration string"), std::string::npos);
  EXPECT_NE(run("{{reReplaceAll \"(\" \"\" \"\"}}").find("regexp: Compile(`(`): error parsing"),
            std::string::npos);
  EXPECT_NE(run("{{humanize true}}").find("can't convert bool to float"), std::string::npos);
}

TEST(AlertFunctions, AreKnownByName) {
  EXPECT_TRUE(is_alert_function("humanize"));
  EXPECT_TRUE(is_alert_function("printf"));
  EXPECT_TRUE(is_alert_function("query"));
  EXPECT_FALSE(is_alert_function("exec"));
}

}  // namespace
}  // namespace silicon::templates
