// Routed notifications to peers over real sockets: those that take them, those that want time,
// those that fail, hang, break off or send us elsewhere.
#include <gtest/gtest.h>

#include <functional>
#include <mutex>
#include <set>

#include "alerting/shell/delivery/integrations.hpp"
#include "tests/support/alerting/receiver_config.hpp"
#include "tests/support/http/http_calls.hpp"
#include "tests/support/http/http_pages.hpp"
#include "tests/support/http/scripted_server.hpp"
#include "tests/support/mail/smtp_server.hpp"

namespace silicon::shell {
namespace {

using namespace std::chrono_literals;
using state::DeliveryAttempt;
using state::DeliveryOutcome;
using testing::http_page;
using testing::RawSocket;
using testing::ScriptedServer;

// Answers each connection with the next of its scripts, the last one from then on, and where that
// is null not at all; keeps the bodies of what it took.
class Peer {
 public:
  using Answer = std::function<void(RawSocket& peer)>;

  explicit Peer(std::vector<Answer> answers) : answers_(std::move(answers)) {}

  std::string url(const std::string& path = "/hook") const {
    return testing::local_url(server_.port(), path);
  }
  std::vector<std::string> bodies() const {
    const std::lock_guard lock(mutex_);
    return bodies_;
  }

 private:
  void serve(RawSocket& peer) {
    const std::string head = peer.receive_until("\r\n\r\n");
    if (head.empty()) return;
    const std::size_t length = head.find("Content-Length: ");
    const std::string body = length == std::string::npos
                                 ? ""
                                 : peer.receive_exactly(std::stoul(head.substr(length + 16)));
    Answer answer;
    {
      const std::lock_guard lock(mutex_);
      bodies_.push_back(body);
      answer = answers_[std::min(bodies_.size(), answers_.size()) - 1];
    }
    if (answer) {
      answer(peer);
    } else {
      unanswered_.push_back(std::move(peer));
    }
  }

  mutable std::mutex mutex_;
  std::vector<Answer> answers_;
  std::vector<std::string> bodies_;
  std::vector<RawSocket> unanswered_;
  ScriptedServer server_{[this](RawSocket& peer) { serve(peer); }};  // ends first
};

Peer::Answer says(int status, const std::string& body = "ok", const std::string& headers = "") {
  return [=](RawSocket& peer) {
    peer.send(http_page(status, body, headers + "Connection: close\r\n"));
  };
}

const Peer::Answer kHangs = nullptr;

void breaks_off(RawSocket& peer) {
  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
}

class PeersTest : public ::testing::Test {
 protected:
  void configure(const std::string& yaml) {
    integrations_.configure(testing::receivers_config(yaml), notify::MessageTemplates());
  }
  void configure_webhook(const Peer& peer, const std::string& options = "") {
    configure("receivers: [{name: ops, webhook_configs: [{url: \"" + peer.url() + "\"" + options +
              "}]}]");
  }

  // Goes on until so many tries have ended; waits for nothing but answers.
  const std::vector<DeliveryAttempt>& run(std::size_t tries) {
    EXPECT_TRUE(calls_.wait_until([&] {
      turn();
      return attempts_.size() >= tries;
    }));
    return attempts_;
  }

  void turn() {
    for (const DeliveryResult& result : courier_.take())
      take(integrations_.finished(result, now()));
    for (const MailResult& result : mailer_.take()) take(integrations_.finished(result, now()));
    if (const auto due = integrations_.due())
      ahead_ = std::max(ahead_, *due - calls_.clock().now());
    take(integrations_.turn(now()));
  }

  void take(const std::vector<engine::Event>& events) {
    for (const engine::Event& event : events) attempts_.push_back(testing::attempt_in(event));
  }

  // Where nothing else is to happen, time passes at once.
  core::Instant now() const { return calls_.clock().now() + ahead_; }

  testing::HttpCalls calls_;
  Courier courier_{calls_.transfers(), calls_.clock()};
  Mailer mailer_{calls_.transfers()};
  Integrations integrations_{[this](Delivery post) { courier_.send(std::move(post)); },
                             [this](MailDelivery mail) { mailer_.send(std::move(mail)); },
                             {}};
  core::Duration ahead_{0};
  std::vector<DeliveryAttempt> attempts_;
};

TEST_F(PeersTest, ThatAnswerAreToldOnce) {
  const Peer peer({says(200, "thanks")});
  configure_webhook(peer);
  integrations_.send(testing::to_send(1, "webhook[0]"));
  const auto& attempts = run(1);
  ASSERT_EQ(attempts.size(), 1U);
  EXPECT_EQ(attempts[0].outcome, DeliveryOutcome::delivered);
  EXPECT_EQ(attempts[0].answer, "HTTP status 200: \"thanks\"");
  ASSERT_EQ(peer.bodies().size(), 1U);
  EXPECT_NE(peer.bodies()[0].find("\"host-1\""), std::string::npos);
  EXPECT_EQ(integrations_.waiting(), 0U);
}

TEST_F(PeersTest, ThatWantTimeGetIt) {
  const Peer peer({says(429, "slow down", "Retry-After: 30\r\n"), says(200)});
  configure_webhook(peer);
  integrations_.send(testing::to_send(1, "webhook[0]"));
  const core::Instant before = now();
  const auto& attempts = run(2);
  EXPECT_EQ(attempts[0].outcome, DeliveryOutcome::again);
  EXPECT_EQ(attempts[0].answer, "HTTP status 429: \"slow down\"");
  EXPECT_EQ(attempts[1].outcome, DeliveryOutcome::delivered);
  EXPECT_GE(attempts[1].time - before, 30s);
}

TEST_F(PeersTest, ThatFailAreTriedAgain) {
  const Peer peer({says(500, "oops"), says(503), breaks_off, says(204, "")});
  configure_webhook(peer);
  integrations_.send(testing::to_send(1, "webhook[0]"));
  const auto& attempts = run(4);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(attempts[i].outcome, DeliveryOutcome::again);
  EXPECT_EQ(attempts[3].answer, "HTTP status 204");
  const auto bodies = peer.bodies();
  EXPECT_EQ(std::set<std::string>(bodies.begin(), bodies.end()).size(), 1U)
      << "the same message each time";
}

TEST_F(PeersTest, ThatHangAreLeft) {
  const Peer peer({kHangs});
  configure_webhook(peer, ", timeout: 300ms");
  integrations_.send(testing::to_send(1, "webhook[0]"));
  const auto& attempts = run(1);
  EXPECT_EQ(attempts[0].outcome, DeliveryOutcome::again);
  EXPECT_NE(attempts[0].answer.find("300ms"), std::string::npos) << attempts[0].answer;
  EXPECT_GE(attempts[0].duration, 250ms);
}

TEST_F(PeersTest, ThatAreNotThereAreTriedAgainAndAgain) {
  std::string nowhere;
  {
    const Peer gone({says(200)});
    nowhere = gone.url();
  }
  configure("receivers: [{name: ops, webhook_configs: [{url: \"" + nowhere + "\"}]}]");
  integrations_.send(testing::to_send(1, "webhook[0]"));
  for (const DeliveryAttempt& attempt : run(5)) {
    EXPECT_EQ(attempt.outcome, DeliveryOutcome::again);
    EXPECT_EQ(attempt.answer, "Connection refused");
  }
  EXPECT_EQ(integrations_.waiting(), 1U);
}

TEST_F(PeersTest, ThatSendUsElsewhereAreNotFollowed) {
  const Peer elsewhere({says(200)});
  const Peer peer({says(307, "", "Location: " + elsewhere.url("/s3cr3t-path") + "\r\n")});
  configure_webhook(peer);
  integrations_.send(testing::to_send(1, "webhook[0]"));
  const auto& attempts = run(1);
  EXPECT_EQ(attempts[0].outcome, DeliveryOutcome::given_up);
  EXPECT_NE(attempts[0].answer.find("another host is refused"), std::string::npos);
  EXPECT_EQ(attempts[0].answer.find("s3cr3t"), std::string::npos);
  EXPECT_TRUE(elsewhere.bodies().empty());
}

TEST_F(PeersTest, ThatSendBackWhatTheyWereSentDoNotSpreadSecrets) {
  const Peer peer({[](RawSocket& socket) {
    socket.send(http_page(400, "POST /t0k3n-in-the-path Authorization: Bearer b34r3r-t0k3n",
                          "Connection: close\r\n"));
  }});
  configure("receivers: [{name: ops, webhook_configs: [{url: \"" + peer.url("/t0k3n-in-the-path") +
            "\", http_config: {authorization: {credentials: b34r3r-t0k3n}}}]}]");
  integrations_.send(testing::to_send(1, "webhook[0]"));
  EXPECT_EQ(run(1)[0].answer, "HTTP status 400: \"POST <hidden> Authorization: Bearer <hidden>\"");
}

TEST_F(PeersTest, ThatAreSlowHoldUpNobodyElse) {
  const Peer slow({kHangs});
  const Peer quick({says(200)});
  configure("receivers: [{name: ops, webhook_configs: [{url: \"" + slow.url() + "\"}, {url: \"" +
            quick.url() + "\"}]}]");
  integrations_.send(testing::to_send(1, "webhook[0]"));
  for (std::uint64_t id = 2; id <= 20; ++id) {
    integrations_.send(testing::to_send(id, "webhook[1]", "group-" + std::to_string(id)));
  }
  for (const DeliveryAttempt& attempt : run(19)) EXPECT_EQ(attempt.integration, "webhook[1]");
  EXPECT_EQ(quick.bodies().size(), 19U);
  EXPECT_EQ(integrations_.waiting(), 1U);
}

TEST_F(PeersTest, ThatAreMailServersTakeMails) {
  testing::SmtpServer server("starttls auth");
  if (server.port() == 0) GTEST_SKIP() << "no mail server: aiosmtpd or openssl is not there";
  const auto with_password = [&](const std::string& password) {
    configure("receivers: [{name: ops, email_configs: [{smarthost: \"127.0.0.1:" +
              std::to_string(server.port()) +
              "\", from: alerts@example.org, to: ann@example.org, auth_username: alerts, "
              "auth_password: \"" +
              password + "\", tls_config: {ca_file: " + server.certificate() +
              ", server_name: mail.example}}]}]");
  };
  with_password("hunter2-is-wrong");
  integrations_.send(testing::to_send(1, "email[0]"));
  EXPECT_EQ(run(1)[0].outcome, DeliveryOutcome::again);
  EXPECT_EQ(attempts_[0].answer.find("hunter2"), std::string::npos) << attempts_[0].answer;
  with_password("pass word 4711");
  // One more try may be under way with the wrong one.
  ASSERT_TRUE(calls_.wait_until([&] {
    turn();
    return attempts_.back().outcome == DeliveryOutcome::delivered;
  })) << attempts_.back().answer;
  EXPECT_EQ(attempts_.back().answer, "250 2.0.0 queued as 4711");
  const nlohmann::json mail = server.mail();
  EXPECT_EQ(mail["to"], nlohmann::json{"ann@example.org"});
  EXPECT_NE(mail["content"].get<std::string>().find("HighCPU"), std::string::npos);
}

}  // namespace
}  // namespace silicon::shell
