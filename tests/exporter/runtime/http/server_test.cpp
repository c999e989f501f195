#include "exporter/runtime/http/server.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "exporter/runtime/http/client.hpp"
#include "tests/support/http/http_server_test.hpp"

namespace silicon::runtime {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::RawSocket;
using testing::receive_answer;
using testing::WireAnswer;

class Server : public testing::ServerTest {};

TEST_F(Server, ListensOnAFreePortAndAnswers) {
  start();
  EXPECT_EQ(server_->address().host, "127.0.0.1");
  EXPECT_GT(server_->port(), 0);
  const WireAnswer answer = ask(get("/", "Connection: close\r\n"));
  EXPECT_EQ(answer.status(), 200);
  EXPECT_EQ(answer.body, "home\n");
  EXPECT_TRUE(answer.has("\r\nContent-Length: 5\r\n"));
  EXPECT_TRUE(answer.has("\r\nConnection: close\r\n"));
  EXPECT_FALSE(answer.has("Server:"));
}

TEST_F(Server, KeepsAConnectionForManyRequests) {
  start();
  RawSocket socket = connect();
  for (int i = 0; i < 1000; ++i) {
    ASSERT_TRUE(socket.send(get("/")));
    const WireAnswer answer = receive_answer(socket);
    ASSERT_EQ(answer.body, "home\n");
    ASSERT_TRUE(answer.has("\r\nConnection: keep-alive\r\n"));
  }
}

TEST_F(Server, AnswersRequestsSentInOneGoInTheirOrder) {
  start();
  RawSocket socket = connect();
  socket.send(get("/") + get("/page") +
              "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc" + get("/seen/last"));
  EXPECT_EQ(receive_answer(socket).body, "home\n");
  EXPECT_EQ(receive_answer(socket).body, *page_);
  EXPECT_EQ(receive_answer(socket).body, "abc");
  EXPECT_EQ(receive_answer(socket).body, "/seen/last||127.0.0.1|loopback");
}

TEST_F(Server, ClosesWhenTheClientAsksForIt) {
  start();
  RawSocket socket = connect();
  socket.send(get("/", "Connection: close\r\n"));
  EXPECT_TRUE(receive_answer(socket).has("\r\nConnection: close\r\n"));
  EXPECT_TRUE(socket.is_closed_within(seconds(5)));
}

TEST_F(Server, ClosesAfterAnHttp10RequestUnlessAskedOtherwise) {
  start();
  RawSocket socket = connect();
  socket.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_TRUE(receive_answer(socket).has("\r\nConnection: keep-alive\r\n"));
  socket.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(receive_answer(socket).has("\r\nConnection: close\r\n"));
  EXPECT_TRUE(socket.is_closed_within(seconds(5)));
}

TEST_F(Server, SaysWhatThereIsWhenAPageIsMissingOrTakesNoSuchMethod) {
  start();
  const WireAnswer missing = ask(get("/nowhere", "Connection: close\r\n"));
  EXPECT_EQ(missing.status(), 404);
  EXPECT_NE(missing.body.find("GET /page         a big page"), std::string::npos) << missing.body;
  const WireAnswer wrong = ask("DELETE / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(wrong.status(), 405);
  EXPECT_TRUE(wrong.has("\r\nAllow: GET, HEAD, OPTIONS\r\n"));
}

TEST_F(Server, FinishesTheAnswerUnderWayWhenItStops) {
  start({.stop_limit = seconds(30)});
  RawSocket socket = connect();
  socket.send(get("/gate"));
  gate_.wait_for_arrivals(1);
  std::thread stopper([&] { server_->stop(); });
  gate_.open();
  const WireAnswer answer = receive_answer(socket);
  EXPECT_EQ(answer.body, *page_);
  stopper.join();
  EXPECT_TRUE(socket.is_closed_within(seconds(5)));
}

TEST_F(Server, StopsAtOnceWithIdleAndSilentClientsConnected) {
  start();
  RawSocket silent = connect();
  RawSocket idle = connect();
  idle.send(get("/"));
  receive_answer(idle);
  const core::SteadyInstant begin = clock_.steady();
  server_->stop();
  EXPECT_LT(clock_.steady() - begin, milliseconds(1500));
  EXPECT_TRUE(idle.is_closed_within(seconds(5)));
  EXPECT_FALSE(connect().valid());
}

TEST_F(Server, CanBeStoppedTwiceAndStartedAgainOnTheSamePort) {
  start();
  const std::uint16_t port = server_->port();
  EXPECT_EQ(ask(get("/")).status(), 200);
  server_->stop();
  server_->stop();
  start({.address = {"127.0.0.1", port}});
  EXPECT_EQ(ask(get("/")).status(), 200);
}

TEST_F(Server, SaysWhyItCannotListen) {
  start();
  const auto second = HttpServer::start({.address = server_->address()}, router(), clock_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().message(),
            "cannot listen on " + to_string(server_->address()) +
                ": the port is in use; stop the program that has it, or choose another port");
  const auto elsewhere = HttpServer::start({.address = {"192.0.2.1", 0}}, router(), clock_);
  ASSERT_FALSE(elsewhere);
  EXPECT_NE(elsewhere.error().message().find("this machine has no such address"),
            std::string::npos);
}

TEST_F(Server, ListensOnEveryInterfaceAndByName) {
  for (const char* host : {"", "0.0.0.0", "localhost"}) {
    start({.address = {host, 0}});
    EXPECT_EQ(server_->address().host, host);
    EXPECT_EQ(ask(get("/")).status(), 200) << host;
  }
}

TEST_F(Server, ListensOnIpv6OrSaysWhyItCannot) {
  const auto server = HttpServer::start({.address = {"::1", 0}}, router(), clock_);
  if (!server) {
    EXPECT_NE(server.error().message().find("built without IPv6"), std::string::npos)
        << server.error().message();
    return;
  }
  const std::string url = "http://[::1]:" + std::to_string((*server)->port()) + "/seen/six";
  const auto answer = http_call({.url = parse_http_url(url).value()}, clock_);
  ASSERT_TRUE(answer) << answer.error().message();
  EXPECT_EQ(answer->body, "/seen/six||::1|loopback");
}

TEST_F(Server, RefusesTlsWhereItIsNotSound) {
  const bool sound = check_tls_support(linked_tls_support()).ok();
  if (sound) GTEST_SKIP() << "this civetweb can do TLS";
  const auto server = HttpServer::start({.tls = TlsOptions{"/some/file.pem"}}, router(), clock_);
  ASSERT_FALSE(server);
  EXPECT_TRUE(server.error().message().starts_with("TLS cannot be used: civetweb "));
}

}  // namespace
}  // namespace silicon::runtime
