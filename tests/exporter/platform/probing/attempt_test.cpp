#include "exporter/platform/probing/attempt.hpp"

#include <gtest/gtest.h>

#include <mutex>

#include "exporter/runtime/system_clock.hpp"
#include "tests/support/http/http_pages.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::probing {
namespace {

using namespace std::chrono_literals;
using testing::always;
using testing::http_page;
using testing::RawSocket;
using testing::ScriptedServer;

Probe probe_of(const std::string& url) {
  Probe probe;
  probe.name = "test";
  probe.url_text = url;
  probe.url = *runtime::parse_http_url(url);
  return probe;
}

Probe probe_of(const ScriptedServer& server, const std::string& path = "/") {
  return probe_of("http://127.0.0.1:" + std::to_string(server.port()) + path);
}

probes::Outcome tried(const Probe& probe) {
  const runtime::SystemClock clock;
  return attempt(probe, clock);
}

bool mentions(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(Attempts, SucceedWhenTheAnswerIsAsExpected) {
  const ScriptedServer server(always(http_page(200, "all is well")));
  Probe probe = probe_of(server);
  probe.expectation.body_contains = "well";
  const probes::Outcome outcome = tried(probe);
  EXPECT_EQ(outcome.problem, "");
  EXPECT_EQ(outcome.status, 200);
  EXPECT_GT(outcome.duration, 0ns);
  EXPECT_GT(outcome.finished.time_since_epoch(), 0ms);
}

TEST(Attempts, AskSocketFilesToo) {
  const testing::TemporaryDirectory folder;
  const std::string path = folder.path("app.sock");
  const ScriptedServer server(path, always(http_page(204, "")));
  EXPECT_EQ(tried(probe_of("unix://" + path + ":/health")).status, 204);
}

TEST(Attempts, ShowAnUnexpectedStatus) {
  const ScriptedServer server(always(http_page(503, "maintenance")));
  const probes::Outcome outcome = tried(probe_of(server));
  EXPECT_EQ(outcome.problem, "status 503 instead of 200-299");
  EXPECT_EQ(outcome.status, 503);
}

TEST(Attempts, JudgeTheBodyOfAnErrorPage) {
  const ScriptedServer server(always(http_page(401, "please log in")));
  Probe probe = probe_of(server);
  probe.expectation = {{{401, 401}}, "log in"};
  EXPECT_EQ(tried(probe).problem, "");
}

TEST(Attempts, EndWithTheTimeoutWhenTheServiceHangs) {
  const ScriptedServer server([](RawSocket& peer) { peer.receive_all(); });
  Probe probe = probe_of(server);
  probe.timeout = 50ms;
  const probes::Outcome outcome = tried(probe);
  EXPECT_TRUE(mentions(outcome.problem, "timed out")) << outcome.problem;
  EXPECT_EQ(outcome.status, std::nullopt);
}

TEST(Attempts, EndWithTheTimeoutWhenTheServiceDripsForEver) {
  const ScriptedServer server([](RawSocket& peer) {
    peer.receive_until("\r\n\r\n");
    if (!peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")) return;
    while (peer.send(".") && !peer.is_closed_within(1ms)) {
    }
  });
  Probe probe = probe_of(server);
  probe.timeout = 60ms;
  EXPECT_TRUE(mentions(tried(probe).problem, "timed out"));
}

TEST(Attempts, FailWhenTheAnswerIsCutOrLiesAboutItself) {
  for (const char* answer :
       {"", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"}) {
    const ScriptedServer server(always(answer));
    const probes::Outcome outcome = tried(probe_of(server));
    EXPECT_FALSE(outcome.success()) << answer;
    EXPECT_EQ(outcome.status, std::nullopt) << answer;
  }
}

TEST(Attempts, FailWhenNobodyListens) {
  std::uint16_t port = 0;
  {
    const ScriptedServer server(always(""));
    port = server.port();
  }
  const auto outcome = tried(probe_of("http://127.0.0.1:" + std::to_string(port)));
  EXPECT_TRUE(mentions(outcome.problem, "cannot connect")) << outcome.problem;
}

TEST(Attempts, ReadNoMoreOfABodyThanTheLimit) {
  const ScriptedServer server([](RawSocket& peer) {
    peer.receive_until("\r\n\r\n");
    peer.send("HTTP/1.1 200 OK\r\n\r\n");
    while (peer.send(std::string(4096, 'x'))) {
    }
  });
  Probe probe = probe_of(server);
  probe.body_limit = 10'000;
  EXPECT_EQ(tried(probe).problem, "");
  probe.expectation.body_contains = "y";
  EXPECT_EQ(tried(probe).problem, "the expected text is not in the first 10000 bytes of the body");
}

// A server that keeps what it was asked and answers by its path.
class Redirecting {
 public:
  explicit Redirecting(std::string location)
      : location_(std::move(location)), server_([this](RawSocket& peer) { serve(peer); }) {}

  std::uint16_t port() const { return server_.port(); }
  const ScriptedServer& server() const { return server_; }

  std::vector<std::string> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void serve(RawSocket& peer) {
    const std::string request = peer.receive_until("\r\n\r\n");
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    const bool is_end = request.starts_with("GET /end");
    peer.send(is_end ? http_page(200, "end")
                     : http_page(302, "elsewhere", "Location: " + location_ + "\r\n"));
  }

  const std::string location_;
  std::mutex mutex_;
  std::vector<std::string> requests_;
  ScriptedServer server_;
};

TEST(Redirects, AreFollowedToTheEnd) {
  Redirecting service("/end?from=start");
  Probe probe = probe_of(service.server(), "/start");
  probe.headers.push_back({"Authorization", runtime::Secret("Bearer t0ken")});
  EXPECT_EQ(tried(probe).problem, "");
  const auto requests = service.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_TRUE(requests[1].starts_with("GET /end?from=start HTTP/1.1\r\n"));
  EXPECT_TRUE(mentions(requests[1], "Authorization: Bearer t0ken\r\n"));
}

TEST(Redirects, ToAnotherServerDoNotTakeTheHeadersAlong) {
  Redirecting other("/nowhere");
  Redirecting service("http://127.0.0.1:" + std::to_string(other.port()) + "/end");
  Probe probe = probe_of(service.server());
  probe.headers.push_back({"Authorization", runtime::Secret("Bearer t0ken")});
  EXPECT_EQ(tried(probe).problem, "");
  EXPECT_TRUE(mentions(service.requests().at(0), "t0ken"));
  EXPECT_FALSE(mentions(other.requests().at(0), "t0ken"));
}

TEST(Redirects, AreAnAnswerLikeAnyOtherWhereTheyAreNotFollowed) {
  Redirecting service("/end");
  Probe probe = probe_of(service.server());
  probe.follow_redirects = false;
  EXPECT_EQ(tried(probe).problem, "status 302 instead of 200-299");
  probe.expectation.statuses = {{302, 302}};
  EXPECT_EQ(tried(probe).problem, "");
}

TEST(Redirects, ToNowhereFailWithTheStatusThatLedThere) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"https://127.0.0.1/", "redirected with status 302: https is not spoken here"},
      {"unix:///run/docker.sock", "redirected with status 302: the redirect leads to a socket"},
      {"", "redirected with status 302: the redirect names no Location"},
      {"/again", "redirected more than 5 times"},
  };
  for (const auto& [location, problem] : cases) {
    Redirecting service(location);
    const probes::Outcome outcome = tried(probe_of(service.server()));
    EXPECT_TRUE(mentions(outcome.problem, problem)) << outcome.problem;
    EXPECT_EQ(outcome.status, 302);
  }
}

}  // namespace
}  // namespace silicon::probing
