#include "alerting/command/remote/remote.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/canned_api.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::command {
namespace {

class RemoteTest : public ::testing::Test {
 protected:
  core::Result<RemoteOptions> options(std::vector<std::string> flags, std::string url = "") {
    flags.insert(flags.begin(), {"query", "instant", "up"});
    return remote_options(parse_command_line(flags).value(), std::move(url),
                          runtime::process_environment());
  }

  testing::CannedApi api_;
  testing::TemporaryDirectory directory_;
  runtime::SystemClock clock_;
};

TEST_F(RemoteTest, IsTheConfigurationsListenerByDefault) {
  EXPECT_EQ(options({})->url, "http://127.0.0.1:9925");
  const std::string config = directory_.write("a.yml", "web: {listen_address: '127.0.0.1:7'}\n");
  EXPECT_EQ(options({"--config.file", config})->url, "http://127.0.0.1:7");
  EXPECT_EQ(options({"--config.file", config}, "other:8/x/")->url, "http://other:8/x");
}

TEST_F(RemoteTest, IsReachedFromThisMachine) {
  runtime::HttpServerOptions server;
  server.address = {"0.0.0.0", 5};
  EXPECT_EQ(url_of(server), "http://127.0.0.1:5");
  server.address = {"::", 5};
  server.tls.emplace();
  EXPECT_EQ(url_of(server), "https://[::1]:5");
  server.address = {"10.1.2.3", 5};
  EXPECT_EQ(url_of(server), "https://10.1.2.3:5");
}

TEST_F(RemoteTest, SaysWhoWeAreFromFiles) {
  const std::string secret = directory_.write("secret", "s3cret\n");
  api_.say("/x", 200, "hello");
  Remote(options({"--token-file", secret}, api_.url()).value(), clock_).get("/x").value();
  EXPECT_EQ(api_.requests().back().header("Authorization"), "Bearer s3cret");
  Remote(options({"--username", "ann", "--password-file", secret}, api_.url()).value(), clock_)
      .get("/x")
      .value();
  EXPECT_EQ(api_.requests().back().header("Authorization"), "Basic YW5uOnMzY3JldA==");
  const std::string http = directory_.write("h.yml", "authorization: {credentials_file: secret}\n");
  Remote(options({"--http.config.file", http}, api_.url()).value(), clock_).get("/x").value();
  EXPECT_EQ(api_.requests().back().header("Authorization"), "Bearer s3cret");
}

TEST_F(RemoteTest, RefusesHalfAnIdentity) {
  EXPECT_EQ(options({"--username", "ann"}).error().message(),
            "--username and --password-file go together");
  EXPECT_FALSE(options({"--http.config.file", directory_.path("no")}));
  EXPECT_FALSE(options({"--http.config.file", directory_.write("h.yml", "x: 1\n")}));
  EXPECT_FALSE(options({"--config.file", directory_.write("a.yml", "x: 1\n")}));
}

TEST_F(RemoteTest, PostsAFormAndGetsWhereNobodyTakesOne) {
  api_.say("/api/v1/query", 200, "{}");
  Remote remote(options({}, api_.url()).value(), clock_);
  EXPECT_EQ(remote.call("query", {{"query", "a b&c"}, {"x", ""}})->body, "{}");
  EXPECT_EQ(api_.requests().back().method, "POST");
  EXPECT_EQ(api_.requests().back().body, "query=a+b%26c&x=");
  api_.say("/api/v1/query", 405, "");
  EXPECT_EQ(remote.call("query", {{"query", "a b"}})->status, 405);
  EXPECT_EQ(api_.requests().back().method, "GET");
  EXPECT_EQ(api_.requests().back().query, "query=a+b");
}

TEST_F(RemoteTest, PostsJsonAndDeletes) {
  api_.say("/x", 200, "{}");
  Remote remote(options({}, api_.url()).value(), clock_);
  EXPECT_EQ(remote.post("/x", R"({"a":1})")->body, "{}");
  EXPECT_EQ(api_.requests().back().method, "POST");
  EXPECT_EQ(api_.requests().back().header("Content-Type"), "application/json");
  EXPECT_EQ(api_.requests().back().body, R"({"a":1})");
  EXPECT_EQ(remote.remove("/x")->status, 200);
  EXPECT_EQ(api_.requests().back().method, "DELETE");
  EXPECT_EQ(api_.requests().back().body, "");
}

TEST_F(RemoteTest, SaysWhyThereIsNoAnswer) {
  Remote remote(options({}, "http://127.0.0.1:1").value(), clock_);
  const auto answer = remote.get("/");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().message(), "http://127.0.0.1:1: Connection refused");
}

}  // namespace
}  // namespace silicon::command
