#include "alerting/command/alerts/hand.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/alerting/canned_api.hpp"

namespace silicon::command {
namespace {

class HandCommand : public ::testing::Test {
 protected:
  int run(int (*command)(const AlerterCommandLine&, const Console&),
          std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--url", url_});
    std::ostringstream out;
    std::ostringstream err;
    const runtime::SystemClock clock;
    const runtime::Environment environment = [](const std::string&) { return std::nullopt; };
    const int code = command(parse_command_line(arguments).value(), {environment, clock, out, err});
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  testing::CannedApi api_;
  std::string url_ = api_.url();
  std::string out_;
  std::string err_;
};

TEST_F(HandCommand, TakesAlertsInHand) {
  api_.say_data("monitoring/acknowledge",
                R"({"alerts":[{"fingerprint":"0123456789abcdef","labels":{"a":"b"}}]})");
  EXPECT_EQ(run(acknowledge, {"ack", "0123456789abcdef", "--by", "ann", "--comment", "on it"}), 0)
      << err_;
  EXPECT_EQ(out_, "acknowledged 0123456789abcdef {a=\"b\"}\n");
  EXPECT_EQ(api_.requests().back().body,
            R"({"fingerprint":"0123456789abcdef","by":"ann","comment":"on it"})");
  EXPECT_EQ(run(acknowledge, {"ack", "Down", "a=b", "--for", "2h"}), 0) << err_;
  const std::string body = api_.requests().back().body;
  EXPECT_EQ(body.rfind(R"({"filter":["alertname=\"Down\"","a=\"b\""],"by":"silicon-alerter",)", 0),
            0U)
      << body;
  EXPECT_NE(body.find("\"until\":\"20"), std::string::npos) << body;
}

TEST_F(HandCommand, GivesAlertsBack) {
  api_.say_data("monitoring/withdraw", R"({"alerts":[{"fingerprint":"f","labels":{}}]})");
  EXPECT_EQ(run(acknowledge, {"ack", "Down", "--withdraw"}), 0) << err_;
  EXPECT_EQ(out_, "withdrawn f {}\n");
}

TEST_F(HandCommand, TellsWrongUsageApart) {
  EXPECT_EQ(run(acknowledge, {"ack"}), 2);
  EXPECT_EQ(run(acknowledge, {"ack", "Down", "--for", "soon"}), 2);
  EXPECT_EQ(
      err_,
      "silicon-alerter: --for soon: a duration as 2h or 30m; see silicon-alerter ack --help\n");
  EXPECT_EQ(run(explain, {"explain"}), 2);
  EXPECT_EQ(run(list_outbox, {"outbox", "list", "x"}), 2);
  EXPECT_EQ(run(send_again, {"outbox", "resend"}), 2);
  EXPECT_EQ(run(send_again, {"outbox", "resend", "x"}), 2);
}

TEST_F(HandCommand, ExplainsAlerts) {
  api_.say_data("monitoring/explain",
                R"({"alerts":[{"labels":{"a":"b"},"fingerprint":"f","state":"firing"}]})");
  EXPECT_EQ(run(explain, {"explain", "Down"}), 0) << err_;
  EXPECT_EQ(out_.rfind("{a=\"b\"}  (fingerprint f)\n  firing\n", 0), 0U) << out_;
  EXPECT_EQ(api_.requests().back().query, "filter=alertname%3D%22Down%22");
  api_.say("/api/v1/monitoring/explain", 404,
           R"({"status":"error","errorType":"not_found","error":"no alert is known"})");
  EXPECT_EQ(run(explain, {"explain", "0123456789abcdef"}), 1);
  EXPECT_EQ(err_, "silicon-alerter: not_found: no alert is known\n");
}

TEST_F(HandCommand, ShowsTheOutbox) {
  api_.say_data("monitoring/outbox", R"({"messages":[{"id":7}]})");
  EXPECT_EQ(run(list_outbox, {"outbox", "list"}), 0) << err_;
  EXPECT_NE(out_.find("\n7\t"), std::string::npos) << out_;
}

TEST_F(HandCommand, SendsAgain) {
  api_.say_data("monitoring/outbox/7/resend", R"({"id":7})");
  EXPECT_EQ(run(send_again, {"outbox", "resend", "7"}), 0) << err_;
  EXPECT_EQ(out_, "message 7 is being sent again\n");
  EXPECT_EQ(api_.requests().back().header("Content-Type"), "application/json");
  EXPECT_EQ(run(send_again, {"outbox", "resend", "8", "7"}), 1);
  EXPECT_EQ(err_.rfind("silicon-alerter: message 8: ", 0), 0U) << err_;
  EXPECT_EQ(out_, "message 7 is being sent again\n");
}

TEST_F(HandCommand, SaysWhyThereIsNoAnswer) {
  url_ = "127.0.0.1:1";
  EXPECT_EQ(run(acknowledge, {"ack", "Down"}), 1);
  EXPECT_EQ(run(explain, {"explain", "Down"}), 1);
  EXPECT_EQ(run(list_outbox, {"outbox", "list"}), 1);
  EXPECT_EQ(run(send_again, {"outbox", "resend", "7"}), 1);
  EXPECT_EQ(err_, "silicon-alerter: http://127.0.0.1:1: Connection refused\n");
}

}  // namespace
}  // namespace silicon::command
