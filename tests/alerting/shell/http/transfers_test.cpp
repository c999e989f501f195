#include "alerting/shell/http/transfers.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "tests/support/http/http_calls.hpp"
#include "tests/support/http/http_server_test.hpp"
#include "tests/support/http/scripted_server.hpp"

namespace silicon::shell {
namespace {

using namespace std::chrono_literals;
using testing::local_url;
using testing::RawSocket;
using testing::ScriptedServer;

// Against our own server.
class TransfersTest : public testing::ServerTest {
 protected:
  void SetUp() override { start(); }

  std::string url(const std::string& path) { return local_url(server_->port(), path); }

  HttpTransfer transfer(const std::string& path) {
    HttpTransfer transfer;
    transfer.url = url(path);
    return transfer;
  }

  testing::HttpCalls calls_;
};

TEST_F(TransfersTest, BringsAnAnswer) {
  const HttpOutcome outcome = calls_.get(url("/"));
  EXPECT_EQ(outcome.failure, "");
  EXPECT_EQ(outcome.answer.status, 200);
  EXPECT_EQ(outcome.answer.body, "home\n");
  EXPECT_EQ(outcome.answer.header("content-type"), "text/plain; charset=utf-8");
  EXPECT_GT(outcome.duration.count(), 0);
}

TEST_F(TransfersTest, AnotherStatusIsAnAnswerToo) {
  const HttpOutcome outcome = calls_.get(url("/nobody"));
  EXPECT_EQ(outcome.failure, "");
  EXPECT_EQ(outcome.answer.status, 404);
}

TEST_F(TransfersTest, SendsABody) {
  HttpTransfer sent = transfer("/echo");
  sent.method = "POST";
  sent.body = std::string(300'000, 'x') + std::string("\0end", 4);
  sent.body_limit = 1'000'000;
  const std::string body = sent.body;
  EXPECT_EQ(calls_.call(std::move(sent)).answer.body, body);
}

TEST_F(TransfersTest, RunsManyAtATime) {
  std::vector<std::string> bodies;
  constexpr std::size_t kCount = 40;
  for (std::size_t i = 0; i < kCount; ++i) {
    calls_.transfers().start(transfer("/seen/" + std::to_string(i)), [&](const HttpOutcome& ended) {
      bodies.push_back(ended.answer.body);
    });
  }
  EXPECT_EQ(calls_.transfers().under_way(), kCount);
  EXPECT_TRUE(calls_.wait_until([&] { return bodies.size() == kCount; }));
  EXPECT_EQ(calls_.transfers().under_way(), 0U);
}

TEST_F(TransfersTest, StartsFurtherOnesFromACallback) {
  std::string second;
  calls_.transfers().start(transfer("/"), [&](const HttpOutcome&) {
    calls_.transfers().start(transfer("/seen/2"),
                             [&](const HttpOutcome& ended) { second = ended.answer.body; });
  });
  EXPECT_TRUE(calls_.wait_until([&] { return !second.empty(); }));
}

TEST_F(TransfersTest, CallsNobodyForWhatWasCancelled) {
  bool called = false;
  const auto id =
      calls_.transfers().start(transfer("/gate"), [&](const HttpOutcome&) { called = true; });
  calls_.transfers().poll(0ms);
  calls_.transfers().cancel(id);
  calls_.transfers().cancel(id);
  gate_.open();
  calls_.get(url("/"));
  EXPECT_FALSE(called);
  EXPECT_EQ(calls_.transfers().under_way(), 0U);
}

TEST_F(TransfersTest, EndsWithWhatIsUnderWay) {
  Transfers transfers(clock_, "x");
  transfers.start(transfer("/gate"), [](const HttpOutcome&) { FAIL(); });
  transfers.poll(0ms);
  gate_.open();
}

TEST_F(TransfersTest, WaitsNoLongerThanSomebodyWakesIt) {
  std::thread other([&] { calls_.transfers().wake(); });
  const auto begun = clock_.steady();
  calls_.transfers().poll(1h);
  EXPECT_LT(clock_.steady() - begun, 10min);
  other.join();
}

TEST_F(TransfersTest, SaysWhatCannotBegin) {
  for (const auto& [bad, words] :
       {std::pair("file:///etc/passwd", "neither http nor https"),
        std::pair("http://[", "URL using bad/illegal format or missing URL")}) {
    EXPECT_EQ(calls_.get(bad).failure, words) << bad;
  }
  HttpTransfer split = transfer("/");
  split.headers = {{"X-A", "1\r\nX-B: 2"}};
  EXPECT_EQ(calls_.call(std::move(split)).failure,
            "the value of the header X-A has a line break in it");
}

// Requests as a server sees them, answered one after the other on each connection.
class RequestsTest : public ::testing::Test {
 protected:
  static std::string answer(std::string_view body, const std::string& more = "") {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more +
           "\r\n" + std::string(body);
  }

  // Answers until the peer has had enough, and notes the requests' heads.
  void serve(RawSocket& peer) {
    ++connections_;
    for (;;) {
      const std::string head = peer.receive_until("\r\n\r\n");
      if (!head.ends_with("\r\n\r\n")) return;
      heads_.push_back(head);
      if (!peer.send(answer("ok"))) return;
    }
  }

  std::vector<std::string> heads_;
  int connections_ = 0;
  testing::HttpCalls calls_;
};

TEST_F(RequestsTest, AreSentOnOneConnection) {
  {
    ScriptedServer server([&](RawSocket& peer) { serve(peer); });
    testing::HttpCalls calls;
    for (int i = 0; i < 5; ++i) EXPECT_EQ(calls.get(local_url(server.port())).answer.body, "ok");
  }
  EXPECT_EQ(heads_.size(), 5U);
  EXPECT_EQ(connections_, 1);
}

TEST_F(RequestsTest, SayWhoAsksAndForWhat) {
  {
    ScriptedServer server([&](RawSocket& peer) { serve(peer); });
    testing::HttpCalls calls;
    HttpTransfer transfer;
    transfer.url = local_url(server.port(), "/a/../b?x=1");
    transfer.headers = {{"Accept", "text/plain"}, {"X-Empty", ""}};
    calls.call(std::move(transfer));
  }
  ASSERT_EQ(heads_.size(), 1U);
  EXPECT_TRUE(heads_[0].starts_with("GET /a/../b?x=1 HTTP/1.1\r\n")) << heads_[0];
  for (const char* line : {"\r\nUser-Agent: siliconwatch/test\r\n", "\r\nAccept: text/plain\r\n",
                           "\r\nAccept-Encoding: gzip\r\n", "\r\nX-Empty:\r\n"}) {
    EXPECT_NE(heads_[0].find(line), std::string::npos) << line << heads_[0];
  }
}

TEST_F(RequestsTest, AreNotSentThroughTheEnvironmentsProxy) {
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  {
    ScriptedServer server([&](RawSocket& peer) { serve(peer); });
    testing::HttpCalls calls;
    EXPECT_EQ(calls.get(local_url(server.port())).answer.body, "ok");
  }
  ::unsetenv("http_proxy");
}

TEST_F(RequestsTest, FollowRedirectsUnlessToldNotTo) {
  ScriptedServer last([&](RawSocket& peer) { serve(peer); });
  ScriptedServer first([&](RawSocket& peer) {
    peer.receive_until("\r\n\r\n");
    peer.send("HTTP/1.1 302 Found\r\nLocation: " + local_url(last.port(), "/there") +
              "\r\nX-First: 1\r\nContent-Length: 4\r\n\r\nmove");
  });
  testing::HttpCalls calls;
  const HttpOutcome followed = calls.get(local_url(first.port()));
  EXPECT_EQ(followed.answer.body, "ok");
  EXPECT_EQ(followed.answer.status, 200);
  EXPECT_EQ(followed.answer.header("X-First"), "");

  HttpTransfer transfer;
  transfer.url = local_url(first.port());
  config::HttpOptions options;
  options.follow_redirects = false;
  transfer.options = std::make_shared<const config::HttpOptions>(options);
  EXPECT_EQ(calls.call(std::move(transfer)).answer.status, 302);
}

}  // namespace
}  // namespace silicon::shell
