#include "alerting/command/routes/routes.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/temporary_directory.hpp"

namespace silicon::command {
namespace {

const std::string kConfig = R"(
route:
  receiver: team
  routes:
    - matchers: ['team="db"']
      receiver: db
      continue: true
      routes:
        - matchers: ['severity=~"page|critical"', 'team="db"']
    - matchers: ['alertname="Down"']
      receiver: boss
receivers:
  - name: team
  - name: db
  - name: boss
)";

class Routes : public ::testing::Test {
 protected:
  int run(int (*command)(const RoutesOptions&, const runtime::Environment&, std::ostream&,
                         std::ostream&),
          RoutesOptions options, const std::string& config = kConfig) {
    options.file = directory_.write("a.yml", config);
    std::ostringstream out;
    std::ostringstream err;
    const int code = command(options, runtime::process_environment(), out, err);
    out_ = out.str();
    err_ = err.str();
    return code;
  }
  std::string receivers(std::vector<std::string> labels) {
    EXPECT_EQ(run(test_routes, {"", std::move(labels), {}}), 0) << err_;
    return out_;
  }

  testing::TemporaryDirectory directory_;
  std::string out_;
  std::string err_;
};

TEST_F(Routes, AreShownAsATree) {
  EXPECT_EQ(run(show_routes, {}), 0) << err_;
  EXPECT_EQ(out_,
            "Routing tree:\n"
            ".\n"
            "└── default-route  receiver: team\n"
            "    ├── {team=\"db\"}  continue: true  receiver: db\n"
            "    │\u00a0\u00a0 └── {severity=~\"page|critical\",team=\"db\"}  receiver: db\n"
            "    └── {alertname=\"Down\"}  receiver: boss\n");
}

TEST_F(Routes, AreTestedWithLabels) {
  EXPECT_EQ(receivers({}), "team\n");
  EXPECT_EQ(receivers({"team=db"}), "db\n");
  EXPECT_EQ(receivers({"Down", "team=\"db\""}), "db,boss\n");
  EXPECT_EQ(receivers({"alertname=Down"}), "boss\n");
}

TEST_F(Routes, AreVerified) {
  EXPECT_EQ(run(test_routes, {"", {"Down", "team=db"}, "db,boss"}), 0);
  EXPECT_EQ(run(test_routes, {"", {"Down", "team=db"}, "boss,db"}), 1);
  EXPECT_EQ(out_, "db,boss\n");
  EXPECT_EQ(err_, "WARNING: Expected receivers did not match resolved receivers.\n");
}

TEST_F(Routes, SayWhatIsWrong) {
  EXPECT_EQ(run(test_routes, {"", {"team!=db"}, {}}), 2);
  EXPECT_EQ(run(test_routes, {}, "route: {receiver: nobody}\n"), 1);
  EXPECT_NE(err_.find("undefined receiver"), std::string::npos) << err_;
  EXPECT_EQ(run(show_routes, {}, "{}\n"), 1);
  EXPECT_NE(err_.find("there is no `route`"), std::string::npos) << err_;
}

}  // namespace
}  // namespace silicon::command
