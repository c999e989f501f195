#include "alerting/shell/targets/discovery.hpp"

#include <gtest/gtest.h>

#include <mutex>

#include "tests/support/http/http_calls.hpp"
#include "tests/support/http/http_server_test.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::shell {
namespace {

using namespace std::chrono_literals;
using Names = std::vector<std::string>;

// A server that answers what the test says, and a clock that the test moves.
class DiscoveryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto started = runtime::HttpServer::start(
        {}, [this](const runtime::HttpRequest&) { return answer(); }, calls_.clock());
    ASSERT_TRUE(started);
    server_ = *std::move(started);
  }

  runtime::HttpResponse answer() {
    const std::lock_guard lock(mutex_);
    ++asked_;
    return runtime::response(status_, content_type_, body_);
  }

  void will_answer(std::string body, int status = 200, std::string type = "application/json") {
    const std::lock_guard lock(mutex_);
    body_ = std::move(body);
    status_ = status;
    content_type_ = std::move(type);
  }

  config::Discovery from_server() {
    config::Discovery discovery;
    discovery.servers.push_back({testing::local_url(server_->port(), "/sd"), 60s, {}});
    return discovery;
  }

  // Lets what is under way come to its end.
  void settle() {
    EXPECT_TRUE(calls_.wait_until([&] { return calls_.transfers().under_way() == 0; }));
  }

  Names addresses(const std::string& name) const {
    Names all;
    for (const auto& group : discovery_.groups(name)) {
      all.insert(all.end(), group.addresses.begin(), group.addresses.end());
    }
    return all;
  }

  std::mutex mutex_;
  std::string body_ = R"([{"targets":["a:1"],"labels":{"x":"y"}}])";
  std::string content_type_ = "application/json; charset=utf-8";
  int status_ = 200;
  int asked_ = 0;
  testing::HttpCalls calls_;
  std::unique_ptr<runtime::HttpServer> server_;
  testing::ManualClock clock_;
  testing::TemporaryDirectory directory_;
  Discovery discovery_{calls_.transfers(), clock_};
};

TEST_F(DiscoveryTest, KnowsWhatIsWrittenDownAtOnce) {
  config::Discovery fixed;
  fixed.fixed = {{{"a:1"}, {}}};
  discovery_.configure({{"j", fixed}, {"k", {}}});
  EXPECT_EQ(discovery_.look(), (Names{"j", "k"}));
  EXPECT_EQ(addresses("j"), Names{"a:1"});
  EXPECT_TRUE(addresses("k").empty());
  EXPECT_TRUE(addresses("nobody").empty());
  EXPECT_TRUE(discovery_.look().empty());
  EXPECT_EQ(discovery_.due(), std::nullopt) << "nothing will change by itself";
}

TEST_F(DiscoveryTest, LooksAtFilesEveryFewSeconds) {
  config::Discovery files;
  files.files.push_back({{directory_.path("*.json")}, 5min});
  directory_.write("a.json", R"([{"targets":["a:1"]}])");
  discovery_.configure({{"j", files}});
  EXPECT_EQ(discovery_.look(), Names{"j"});
  EXPECT_EQ(addresses("j"), Names{"a:1"});
  directory_.write("b.json", R"([{"targets":["b:1"]}])");
  EXPECT_TRUE(discovery_.look().empty()) << "not yet";
  EXPECT_EQ(discovery_.due(), clock_.steady() + kFileLook);
  clock_.advance(kFileLook);
  EXPECT_EQ(discovery_.look(), Names{"j"});
  EXPECT_EQ(addresses("j"), (Names{"a:1", "b:1"}));
}

TEST_F(DiscoveryTest, TellsWhatIsWrongWithFiles) {
  config::Discovery files;
  files.files.push_back({{directory_.path("a.json")}, 1s});
  directory_.write("a.json", "[");
  discovery_.configure({{"j", files}});
  discovery_.look();
  EXPECT_EQ(discovery_.take_problems().size(), 1U);
  EXPECT_TRUE(discovery_.take_problems().empty());
}

TEST_F(DiscoveryTest, AsksServers) {
  discovery_.configure({{"j", from_server()}});
  discovery_.look();
  EXPECT_TRUE(addresses("j").empty());
  settle();
  EXPECT_EQ(discovery_.look(), Names{"j"});
  EXPECT_EQ(addresses("j"), Names{"a:1"});
  EXPECT_EQ(discovery_.groups("j")[0].labels.get("x"), "y");
  EXPECT_EQ(discovery_.groups("j")[0].labels.get("__meta_url"),
            testing::local_url(server_->port(), "/sd"));
}

TEST_F(DiscoveryTest, AsksServersAgainWhenItIsTime) {
  discovery_.configure({{"j", from_server()}});
  discovery_.look();
  settle();
  discovery_.look();
  EXPECT_EQ(asked_, 1);
  EXPECT_EQ(discovery_.due(), clock_.steady() + 60s);
  clock_.advance(60s);
  EXPECT_TRUE(discovery_.look().empty());
  settle();
  EXPECT_EQ(asked_, 2);
  EXPECT_TRUE(discovery_.look().empty()) << "the same answer";
  will_answer(R"([{"targets":["b:1"]}])");
  clock_.advance(60s);
  discovery_.look();
  settle();
  EXPECT_EQ(discovery_.look(), Names{"j"});
  EXPECT_EQ(addresses("j"), Names{"b:1"});
}

TEST_F(DiscoveryTest, KeepsWhatItHadWhenAServerFails) {
  discovery_.configure({{"j", from_server()}});
  discovery_.look();
  settle();
  const std::vector<std::pair<Names, int>> failures = {{{"[]", "application/json"}, 503},
                                                       {{"[]", "text/html"}, 200},
                                                       {{"{", "application/json"}, 200}};
  Names problems;
  for (const auto& [answer, status] : failures) {
    will_answer(answer[0], status, answer[1]);
    for (int i = 0; i < 2; ++i) {
      clock_.advance(60s);
      discovery_.look();
      settle();
    }
    EXPECT_EQ(addresses("j"), Names{"a:1"});
    for (const std::string& problem : discovery_.take_problems()) problems.push_back(problem);
  }
  EXPECT_EQ(problems, (Names{"http_sd: server returned HTTP status 503",
                             "http_sd: unsupported content type \"text/html\"",
                             "http_sd: not JSON, from byte 2 on"}));
}

TEST_F(DiscoveryTest, KeepsAServersAnswerOverAReload) {
  discovery_.configure({{"j", from_server()}});
  discovery_.look();
  settle();
  discovery_.configure({{"j", from_server()}, {"k", from_server()}});
  EXPECT_EQ(addresses("j"), Names{"a:1"});
  EXPECT_TRUE(addresses("k").empty());
  EXPECT_EQ(discovery_.look(), (Names{"j", "k"}));
  settle();
  EXPECT_EQ(addresses("k"), Names{"a:1"});
}

TEST_F(DiscoveryTest, HearsNothingOfWhatWasReconfigured) {
  discovery_.configure({{"j", from_server()}});
  discovery_.look();
  discovery_.configure({});
  EXPECT_EQ(calls_.transfers().under_way(), 0U);
  settle();
  EXPECT_TRUE(discovery_.look().empty());
}

}  // namespace
}  // namespace silicon::shell
