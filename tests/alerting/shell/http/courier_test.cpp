#include "alerting/shell/http/courier.hpp"

#include <gtest/gtest.h>

#include "tests/support/http/http_calls.hpp"
#include "tests/support/http/scripted_server.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::shell {
namespace {

using namespace std::chrono_literals;
using testing::local_url;
using testing::RawSocket;
using testing::ScriptedServer;

config::SecretText in_place(std::string url) {
  return {runtime::Secret(std::move(url)), ""};
}

// A receiver that answers every POST alike and keeps the last one.
class CourierTest : public ::testing::Test {
 protected:
  void answer(RawSocket& peer) {
    const std::string head = peer.receive_until("\r\n\r\n");
    const std::size_t length = head.find("Content-Length: ");
    const std::string body = length == std::string::npos
                                 ? ""
                                 : peer.receive_exactly(std::stoul(head.substr(length + 16)));
    request_ = head + body;
    peer.send("HTTP/1.1 " + answer_ + "\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
  }

  DeliveryResult deliver(Delivery delivery) {
    courier_.send(std::move(delivery));
    std::vector<DeliveryResult> results;
    EXPECT_TRUE(calls_.wait_until([&] {
      results = courier_.take();
      return !results.empty();
    }));
    return results.empty() ? DeliveryResult{} : results.front();
  }

  Delivery delivery() {
    Delivery delivery;
    delivery.key = 7;
    delivery.url = in_place(local_url(server_->port(), "/api/v2/alerts"));
    delivery.body = "[{}]";
    return delivery;
  }

  std::string answer_ = "200 OK";
  std::string request_;
  std::unique_ptr<ScriptedServer> server_ =
      std::make_unique<ScriptedServer>([this](RawSocket& peer) { answer(peer); });
  testing::HttpCalls calls_;
  Courier courier_{calls_.transfers(), calls_.clock()};
};

TEST_F(CourierTest, PostsJson) {
  const DeliveryResult result = deliver(delivery());
  EXPECT_EQ(result.key, 7U);
  EXPECT_EQ(result.judgement.verdict, notify::Verdict::delivered);
  EXPECT_EQ(result.status, 200);
  server_.reset();
  EXPECT_TRUE(request_.starts_with("POST /api/v2/alerts HTTP/1.1\r\n")) << request_;
  EXPECT_NE(request_.find("\r\nContent-Type: application/json\r\n"), std::string::npos);
  EXPECT_TRUE(request_.ends_with("\r\n\r\n[{}]"));
}

TEST_F(CourierTest, SaysWhatIsToBeTriedAgain) {
  answer_ = "429 Too Many Requests\r\nRetry-After: 17";
  const DeliveryResult result = deliver(delivery());
  EXPECT_EQ(result.judgement.verdict, notify::Verdict::retry);
  EXPECT_EQ(result.judgement.wait, 17s);
  EXPECT_EQ(result.judgement.reason, "HTTP status 429: \"ok\"");
}

TEST_F(CourierTest, SaysWhatIsNot) {
  answer_ = "400 Bad Request";
  EXPECT_EQ(deliver(delivery()).judgement.verdict, notify::Verdict::give_up);
}

TEST_F(CourierTest, AReceiverThatIsNotThereMayComeBack) {
  Delivery lost = delivery();
  server_.reset();
  const DeliveryResult result = deliver(std::move(lost));
  EXPECT_EQ(result.judgement.verdict, notify::Verdict::retry);
  EXPECT_EQ(result.judgement.reason, "Connection refused");
  EXPECT_EQ(result.status, 0);
}

TEST_F(CourierTest, FindsAUrlInItsFileEachTime) {
  const testing::TemporaryDirectory directory;
  Delivery hidden = delivery();
  hidden.url = {{}, directory.path("url")};
  EXPECT_EQ(deliver(hidden).judgement.verdict, notify::Verdict::retry);
  directory.write("url", local_url(server_->port()) + "\n");
  EXPECT_EQ(deliver(hidden).judgement.verdict, notify::Verdict::delivered);
}

TEST_F(CourierTest, FollowsNoRedirectToAnotherHost) {
  answer_ = "307 Temporary Redirect\r\nLocation: https://evil.example/x";
  const DeliveryResult result = deliver(delivery());
  EXPECT_EQ(result.judgement.verdict, notify::Verdict::give_up);
  EXPECT_EQ(result.judgement.reason,
            "HTTP status 307: a redirect to another host is refused: \"https://evil.example:443\"");
  EXPECT_EQ(result.status, 307);
}

TEST_F(CourierTest, PostsTheSameAgainWithinOneHost) {
  answer_ = "308 Permanent Redirect\r\nLocation: /elsewhere";
  const DeliveryResult result = deliver(delivery());
  server_.reset();
  EXPECT_TRUE(request_.starts_with("POST /elsewhere HTTP/1.1\r\n")) << request_;
  EXPECT_TRUE(request_.ends_with("\r\n\r\n[{}]"));
  EXPECT_EQ(result.judgement.verdict, notify::Verdict::give_up) << "but not for ever";
  EXPECT_EQ(result.status, 308);
}

TEST_F(CourierTest, TakesNoLoginPageForADelivery) {
  answer_ = "302 Found\r\nLocation: /login";
  EXPECT_EQ(deliver(delivery()).judgement.reason,
            "HTTP status 302: a redirect that would not deliver the message");
}

TEST_F(CourierTest, BelievesTheStatusOfAnAnswerWithoutEnd) {
  server_ = std::make_unique<ScriptedServer>([](RawSocket& peer) {
    peer.receive_until("[{}]");
    peer.send("HTTP/1.1 200 OK\r\n\r\n");
    while (peer.send(std::string(10'000, 'x'))) {
    }
  });
  EXPECT_EQ(deliver(delivery()).judgement.verdict, notify::Verdict::delivered);
}

TEST_F(CourierTest, LetsAServiceJudgeItsOwnAnswers) {
  Delivery own = delivery();
  own.judge = [](const notify::Answer& answer, core::Instant) -> notify::Judgement {
    return {notify::Verdict::give_up, "it said " + std::string(answer.body)};
  };
  const DeliveryResult result = deliver(std::move(own));
  EXPECT_EQ(result.judgement.reason, "it said ok");
  EXPECT_EQ(result.body, "ok");
}

TEST_F(CourierTest, LeavesNothingBehindWhenItGoes) {
  {
    Courier other(calls_.transfers(), calls_.clock());
    other.send(delivery());
    EXPECT_EQ(other.under_way(), 1U);
  }
  EXPECT_EQ(calls_.transfers().under_way(), 0U);
}

}  // namespace
}  // namespace silicon::shell
