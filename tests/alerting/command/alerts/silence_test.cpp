#include "alerting/command/alerts/silence.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/alerting/canned_api.hpp"

namespace silicon::command {
namespace {

class SilenceCommand : public ::testing::Test {
 protected:
  int run(int (*command)(const AlerterCommandLine&, const Console&),
          std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "silence");
    arguments.insert(arguments.end(), {"--url", url_});
    std::ostringstream out;
    std::ostringstream err;
    const runtime::SystemClock clock;
    const runtime::Environment environment = [](const std::string& name) {
      return name == "USER" ? std::optional<std::string>("ann") : std::nullopt;
    };
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

TEST_F(SilenceCommand, AddsOne) {
  api_.say("/api/v2/silences", 200, R"({"silenceID":"one"})");
  EXPECT_EQ(run(add_silence, {"add", "Down"}), 0) << err_;
  EXPECT_EQ(out_, "one\n");
  EXPECT_EQ(api_.requests().at(0).method, "POST");
  EXPECT_NE(api_.requests().at(0).body.find(R"("createdBy":"ann")"), std::string::npos);
  EXPECT_EQ(run(add_silence, {"add"}), 2);
  EXPECT_NE(err_.find("see silicon-alerter silence --help"), std::string::npos);
  api_.say("/api/v2/silences", 400, R"("end time must be after start time")");
  EXPECT_EQ(run(add_silence, {"add", "Down"}), 1);
  EXPECT_EQ(err_, "silicon-alerter: 400: end time must be after start time\n");
}

TEST_F(SilenceCommand, ListsThoseThatHold) {
  api_.say("/api/v2/silences", 200,
           R"([{"id": "one", "status": {"state": "active"}},
               {"id": "two", "status": {"state": "expired"}}])");
  EXPECT_EQ(run(list_silences, {"list", "--quiet"}), 0);
  EXPECT_EQ(out_, "one\n");
  EXPECT_EQ(run(list_silences, {"list", "--quiet", "--expired", "Down"}), 0);
  EXPECT_EQ(out_, "one\ntwo\n");
  EXPECT_EQ(api_.requests().back().query, "filter=alertname%3D%22Down%22");
  EXPECT_EQ(run(list_silences, {"list"}), 0);
  EXPECT_EQ(out_.rfind("ID\tSTATE\t", 0), 0U);
  EXPECT_EQ(run(list_silences, {"list", "=="}), 2);
}

TEST_F(SilenceCommand, ExpiresSome) {
  api_.say("/api/v2/silence/one", 200, "");
  EXPECT_EQ(run(expire_silences, {"expire", "one"}), 0) << err_;
  EXPECT_EQ(out_, "expired one\n");
  EXPECT_EQ(api_.requests().back().method, "DELETE");
  EXPECT_EQ(run(expire_silences, {"expire", "two", "one"}), 1);
  EXPECT_EQ(err_, "silicon-alerter: two: 404: no such page\n");
  EXPECT_EQ(out_, "expired one\n");
  EXPECT_EQ(run(expire_silences, {"expire"}), 2);
}

TEST_F(SilenceCommand, SaysWhyThereIsNoAnswer) {
  url_ = "127.0.0.1:1";
  EXPECT_EQ(run(add_silence, {"add", "Down"}), 1);
  EXPECT_EQ(err_, "silicon-alerter: http://127.0.0.1:1: Connection refused\n");
  EXPECT_EQ(run(list_silences, {"list"}), 1);
  EXPECT_EQ(run(expire_silences, {"expire", "one"}), 1);
  EXPECT_EQ(run(list_silences, {"list", "--username", "x"}), 2);
}

}  // namespace
}  // namespace silicon::command
