#include "alerting/command/notify_test/notify_test.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <sstream>

#include "tests/support/alerting/canned_api.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::command {
namespace {

using nlohmann::json;

class NotifyTest : public ::testing::Test {
 protected:
  int run(const std::string& receivers, NotifyTestOptions options) {
    options.file = directory_.write("a.yml", "route: {receiver: team}\nreceivers:\n" + receivers);
    std::ostringstream out;
    std::ostringstream err;
    const int code =
        notify_test(options, runtime::process_environment(), runtime::SystemClock(), out, err);
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  testing::CannedApi api_;
  testing::TemporaryDirectory directory_;
  std::string out_;
  std::string err_;
};

TEST_F(NotifyTest, SendsToEveryIntegrationAndSaysWhatWasAnswered) {
  api_.say("/hook", 200, "thanks");
  api_.say("/slack", 200, "ok");
  const std::string receivers = "  - name: team\n    webhook_configs:\n      - url: " + api_.url() +
                                "/hook\n    slack_configs:\n      - api_url: " + api_.url() +
                                "/slack\n        channel: '#x'\n";
  EXPECT_EQ(run(receivers, {"", "team", {{"severity", "page"}, {"team", "db"}}}), 0)
      << out_ << err_;
  EXPECT_EQ(out_.rfind("slack[0]\tdelivered\tHTTP status 200", 0), 0U) << out_;
  EXPECT_NE(out_.find("\nwebhook[0]\tdelivered\tHTTP status 200"), std::string::npos) << out_;
  std::string hook;
  std::string slack;
  for (const auto& request : api_.requests()) {
    (request.path == "/hook" ? hook : slack) = request.body;
  }
  const json alert = json::parse(hook)["alerts"][0];
  EXPECT_EQ(alert["labels"],
            json::parse(R"({"alertname": "Test", "severity": "page", "team": "db"})"));
  EXPECT_NE(slack.find("[TEST]"), std::string::npos) << slack;
}

TEST_F(NotifyTest, FailsWhereOneDoesNotTakeIt) {
  api_.say("/good", 200, "");
  const std::string receivers = "  - name: team\n    webhook_configs:\n      - url: " + api_.url() +
                                "/good\n      - url: " + api_.url() +
                                "/bad\n      - url: http://127.0.0.1:1/\n";
  EXPECT_EQ(run(receivers, {"", "team", {}}), 1);
  EXPECT_EQ(out_.rfind("webhook[0]\tdelivered\t", 0), 0U) << out_;
  EXPECT_NE(out_.find("\nwebhook[1]\tfailed\tHTTP status 404"), std::string::npos) << out_;
  EXPECT_NE(out_.find("\nwebhook[2]\tfailed\t"), std::string::npos) << out_;
  EXPECT_EQ(api_.requests().size(), 2U);
}

TEST_F(NotifyTest, KnowsWhoThereIs) {
  const std::string receivers = "  - name: team\n  - name: boss\n";
  EXPECT_EQ(run(receivers, {"", "nobody", {}}), 1);
  EXPECT_EQ(err_, "silicon-alerter: no receiver is named nobody; there are: team, boss\n");
  EXPECT_EQ(run(receivers, {"", "boss", {}}), 1);
  EXPECT_EQ(err_, "silicon-alerter: boss has no integration: it tells nobody\n");
  EXPECT_EQ(run("  - nome: x\n", {"", "boss", {}}), 1);
}

TEST(TestNotification, SaysThatItIsATest) {
  const core::Instant now{std::chrono::seconds(1'700'000'000)};
  const auto made = test_notification("team", {{"alertname", "Mine"}}, "http://x", now);
  ASSERT_EQ(made.alerts.size(), 1U);
  EXPECT_EQ(made.alerts[0].notice.labels.get("alertname"), "Mine");
  for (const auto& annotation : made.alerts[0].notice.annotations) {
    EXPECT_EQ(annotation.value.rfind("[TEST] ", 0), 0U) << annotation.name;
  }
  EXPECT_FALSE(made.alerts[0].notice.resolved);
  EXPECT_NE(made.group_key,
            test_notification("team", {}, "http://x", now + core::Duration(1)).group_key);
}

}  // namespace
}  // namespace silicon::command
