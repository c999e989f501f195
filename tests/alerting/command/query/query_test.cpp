#include "alerting/command/query/query.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/alerting/canned_api.hpp"

namespace silicon::command {
namespace {

class Query : public ::testing::Test {
 protected:
  int run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "query");
    std::ostringstream out;
    std::ostringstream err;
    const int code = query(parse_command_line(arguments).value(), runtime::process_environment(),
                           runtime::SystemClock(), out, err);
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  testing::CannedApi api_;
  std::string out_;
  std::string err_;
};

TEST_F(Query, PrintsWhatCame) {
  api_.say_data("query", R"({"resultType":"scalar","result":[1,"2"]})");
  EXPECT_EQ(run({"instant", "1+1", "--url", api_.url()}), 0) << err_;
  EXPECT_EQ(out_, "scalar: 2 @[1]\n");
  EXPECT_EQ(api_.requests().at(0).body, "query=1%2B1");
  EXPECT_EQ(run({"instant", api_.url() + "/", "1", "--format", "json"}), 0);
  EXPECT_EQ(out_, "[1,\"2\"]\n");
}

TEST_F(Query, PassesTheServersWarningsOn) {
  api_.say("/api/v1/query_range", 200,
           R"({"status":"success","data":{"resultType":"matrix","result":[]},)"
           R"("warnings":["careful"],"infos":["so"]})");
  EXPECT_EQ(run({"range", "up", "--url", api_.url()}), 0);
  EXPECT_EQ(out_, "\n");
  EXPECT_EQ(err_, "warning: careful\ninfo: so\n");
}

TEST_F(Query, SaysWhyThereIsNoAnswer) {
  EXPECT_EQ(run({"instant", "up", "--url", api_.url()}), 1);
  EXPECT_EQ(err_,
            "silicon-alerter: query error: client_error: client error: 404 "
            "(detail: no such page)\n");
  EXPECT_EQ(run({"instant", "up", "--url", "127.0.0.1:1"}), 1);
  EXPECT_EQ(err_, "silicon-alerter: query error: http://127.0.0.1:1: Connection refused\n");
  EXPECT_EQ(run({"instant", "up", "--config.file", "/nowhere.yml"}), 1);
  EXPECT_EQ(err_, "silicon-alerter: /nowhere.yml: No such file or directory\n");
}

TEST_F(Query, TellsWrongUsageApart) {
  EXPECT_EQ(run({"instant"}), 2);
  EXPECT_EQ(err_,
            "silicon-alerter: query instant: which expression?; see silicon-alerter query "
            "--help\n");
  EXPECT_EQ(run({"instant", "up", "--username", "ann"}), 2);
}

}  // namespace
}  // namespace silicon::command
