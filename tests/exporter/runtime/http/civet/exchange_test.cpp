#include "exporter/runtime/http/civet/exchange.hpp"

#include <gtest/gtest.h>

#include "tests/support/http/gunzip.hpp"
#include "tests/support/http/http_server_test.hpp"

namespace silicon::runtime {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::gunzip;
using testing::RawSocket;
using testing::receive_answer;
using testing::WireAnswer;

class Exchange : public testing::ServerTest {};

TEST_F(Exchange, TellsTheHandlerWhoAsksAndForWhat) {
  start();
  EXPECT_EQ(ask(get("/seen/a%20b/../c?q=%41")).body, "/seen/c|q=%41|127.0.0.1|loopback");
  EXPECT_EQ(ask(get("http://h.example:" + std::to_string(server_->port()) + "/seen/abs")).body,
            "/seen/abs||127.0.0.1|loopback");
}

TEST_F(Exchange, AnswersHeadWithTheHeadersOfGetAndNoBody) {
  start();
  RawSocket socket = connect();
  socket.send("HEAD /page HTTP/1.1\r\nHost: h\r\n\r\n" + get("/"));
  EXPECT_TRUE(receive_answer(socket, true).has("\r\nContent-Length: 100004\r\n"));
  EXPECT_EQ(receive_answer(socket).body, "home\n");
}

TEST_F(Exchange, AnswersWithoutABodyWhereThereIsNone) {
  start();
  RawSocket socket = connect();
  socket.send("DELETE /nothing HTTP/1.1\r\nHost: h\r\n\r\n" + get("/"));
  const WireAnswer nothing = receive_answer(socket);
  EXPECT_EQ(nothing.status(), 204);
  EXPECT_FALSE(nothing.has("Content-"));
  EXPECT_EQ(receive_answer(socket).body, "home\n");
}

TEST_F(Exchange, CompressesForThoseWhoAcceptIt) {
  start({.compression = HttpCompression::always});
  const WireAnswer plain = ask(get("/page"));
  EXPECT_EQ(plain.body, *page_);
  EXPECT_TRUE(plain.has("\r\nVary: Accept-Encoding\r\n"));
  const WireAnswer packed = ask(get("/page", "Accept-Encoding: deflate, gzip;q=0.8\r\n"));
  EXPECT_TRUE(packed.has("\r\nContent-Encoding: gzip\r\n"));
  EXPECT_LT(packed.body.size(), 5000U);
  EXPECT_EQ(gunzip(packed.body), *page_);
  EXPECT_FALSE(ask(get("/", "Accept-Encoding: gzip\r\n")).has("Content-Encoding"));
  EXPECT_FALSE(ask(get("/page", "Accept-Encoding: gzip;q=0\r\n")).has("Content-Encoding"));
}

TEST_F(Exchange, DoesNotCompressForThisMachineByDefaultNorEverWhenToldSo) {
  for (const HttpCompression policy : {HttpCompression::automatic, HttpCompression::never}) {
    start({.compression = policy});
    const WireAnswer answer = ask(get("/page", "Accept-Encoding: gzip\r\n"));
    EXPECT_FALSE(answer.has("Content-Encoding"));
    EXPECT_EQ(answer.body, *page_);
  }
}

TEST_F(Exchange, AsksForCredentialsBeforeAnythingElse) {
  start({.authentication = {{{"alice", Secret("secret")}}, {Secret("token")}}});
  const WireAnswer refused = ask(get("/nowhere"));
  EXPECT_EQ(refused.status(), 401);
  EXPECT_TRUE(refused.has("\r\nWWW-Authenticate: Basic realm=\"silicon\", charset=\"UTF-8\"\r\n"));
  EXPECT_TRUE(refused.has("\r\nWWW-Authenticate: Bearer realm=\"silicon\"\r\n"));
  EXPECT_EQ(ask(get("/", "Authorization: Basic YWxpY2U6c2VjcmV0\r\n")).status(), 200);
  EXPECT_EQ(ask(get("/", "Authorization: Bearer token\r\n")).status(), 200);
  EXPECT_EQ(ask(get("/", "Authorization: Bearer wrong\r\n")).status(), 401);
}

TEST_F(Exchange, KeepsTheConnectionAfterRefusingARequestWithABody) {
  start({.authentication = {{}, {Secret("token")}}});
  RawSocket socket = connect();
  socket.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_EQ(receive_answer(socket).status(), 401);
  socket.send(
      "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nAuthorization: Bearer "
      "token\r\n\r\nabc");
  EXPECT_EQ(receive_answer(socket).body, "abc");
}

TEST_F(Exchange, TakesBodiesUpToTheLimit) {
  start({.body_limit = 1000});
  const auto post = [](std::size_t size) {
    return "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(size) +
           "\r\n\r\n" + std::string(size, 'b');
  };
  EXPECT_EQ(ask(post(1000)).body, std::string(1000, 'b'));
  const WireAnswer refused = ask(post(1001));
  EXPECT_EQ(refused.status(), 413);
  EXPECT_EQ(refused.body, "413: a body can have 1000 bytes at most\n");
}

TEST_F(Exchange, AnswersTooBigABodyEvenWhileTheClientIsStillSending) {
  start({.body_limit = 1000});
  RawSocket socket = connect();
  socket.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 900000\r\n\r\n");
  EXPECT_TRUE(socket.send(std::string(900'000, 'b')));
  EXPECT_EQ(receive_answer(socket).status(), 413);
}

TEST_F(Exchange, HangsUpOnABodyWithoutEnd) {
  start({.body_limit = 1000, .request_limit = milliseconds(200)});
  RawSocket socket = connect();
  socket.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999\r\n\r\n");
  const std::string piece(100'000, 'b');
  std::size_t sent = 0;
  while (sent < 1'000'000'000 && socket.send(piece)) sent += piece.size();
  EXPECT_LT(sent, 1'000'000'000U);
}

TEST_F(Exchange, InvitesABodyWhenTheClientWaitsForThat) {
  start();
  RawSocket socket = connect();
  socket.send(
      "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(socket.receive_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  socket.send("abc");
  EXPECT_EQ(receive_answer(socket).body, "abc");
}

TEST_F(Exchange, DoesNotInviteABodyThatIsTooBig) {
  start({.body_limit = 10});
  RawSocket socket = connect();
  socket.send(
      "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(receive_answer(socket).status(), 413);
  EXPECT_TRUE(socket.is_closed_within(seconds(5)));
}

TEST_F(Exchange, RefusesChunkedBodies) {
  start();
  const WireAnswer answer = ask(
      "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
  EXPECT_EQ(answer.status(), 411);
  EXPECT_TRUE(answer.has("\r\nConnection: close\r\n"));
}

TEST_F(Exchange, CannotBeMadeToSeeASecondRequestInsideOfABody) {
  start();
  const WireAnswer answer = ask(
      "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
      "0\r\n\r\n" +
      get("/throw"));
  EXPECT_EQ(answer.status(), 411);
  EXPECT_EQ(answer.body.find("HTTP/1.1"), std::string::npos);
}

TEST_F(Exchange, RefusesMalformedRequestsAndGoesOn) {
  start();
  const std::string tls_hello("\x16\x03\x01\x02\x00\x01\xfc\x03\x03\r\n\r\n", 13);
  for (const std::string& request : {
           std::string("garbage\r\n\r\n"),
           tls_hello,
           std::string("GET\r\n\r\n"),
           std::string("GET /\r\n\r\n"),
           std::string("GET  HTTP/1.1\r\n\r\n"),
           std::string("GET / HTTP/9.9\r\nHost: h\r\n\r\n"),
           std::string("BREW / HTTP/1.1\r\nHost: h\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\n\r\n"),
           get("/%zz"),
           get("/%00"),
           get("/", "Content-Length: x\r\n"),
           get("/", "Content-Length: -1\r\n"),
           get("/", "Content-Length: 3x\r\n") + "abc",
           get("/", "Content-Length: 3, 3\r\n") + "abc",
           get("/", "Content-Length: 3\r\nContent-Length: 4\r\n") + "abcd",
       }) {
    const WireAnswer answer = ask(request);
    ASSERT_TRUE(answer.head.starts_with("HTTP/1.1 ")) << request << " -> " << answer.head;
    EXPECT_GE(answer.status(), 400) << request;
    EXPECT_FALSE(answer.body.empty()) << request;
  }
  EXPECT_EQ(ask(get("/")).status(), 200);
}

TEST_F(Exchange, RefusesHeadersOverTheLimit) {
  start({.header_limit = 4096});
  const WireAnswer answer = ask(get("/", "X: " + std::string(5000, 'x') + "\r\n"));
  EXPECT_EQ(answer.status(), 400);
  EXPECT_EQ(answer.body,
            "400: this is no HTTP request, or its headers are larger than 4096 bytes\n");
}

TEST_F(Exchange, RefusesMoreHeadersThanItCanSee) {
  start();
  std::string many;
  for (int i = 0; i < 70; ++i) many += "X" + std::to_string(i) + ": y\r\n";
  const WireAnswer answer = ask(get("/", many + "Content-Length: 500\r\n"));
  EXPECT_EQ(answer.status(), 431);
  EXPECT_TRUE(answer.has("\r\nConnection: close\r\n"));
}

TEST_F(Exchange, TurnsAFailingHandlerIntoA500AndALogLine) {
  start();
  ::testing::internal::CaptureStderr();
  const WireAnswer answer = ask(get("/throw"));
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(answer.status(), 500);
  EXPECT_EQ(answer.body.find("on purpose"), std::string::npos);
  EXPECT_NE(log.find("error could not answer a request path=/throw error=\"on purpose\""),
            std::string::npos)
      << log;
}

TEST_F(Exchange, AnswersHeadAsItWouldAnswerGetWhenItCompresses) {
  start({.compression = HttpCompression::always});
  const std::string accepting = " HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n";
  const WireAnswer get_answer = ask("GET /page" + accepting);
  const WireAnswer head_answer = ask("HEAD /page" + accepting);
  EXPECT_EQ(head_answer.head.substr(head_answer.head.find("Content-Type")),
            get_answer.head.substr(get_answer.head.find("Content-Type")));
  EXPECT_EQ(head_answer.body, "");
}

TEST_F(Exchange, ClosesAConnectionThatWantsToBeUpgraded) {
  start();
  const WireAnswer answer =
      ask(get("/", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n"));
  EXPECT_EQ(answer.status(), 200);
  EXPECT_TRUE(answer.has("\r\nConnection: close\r\n"));
}

TEST_F(Exchange, TakesHttp10RequestsWithoutAHost) {
  start();
  EXPECT_EQ(ask("GET / HTTP/1.0\r\n\r\n").body, "home\n");
}

TEST_F(Exchange, AnswersForOtherNamesOfThisMachineToo) {
  start();
  EXPECT_EQ(ask("GET / HTTP/1.1\r\nHost: any.name.example:1\r\n\r\n").body, "home\n");
}

TEST_F(Exchange, HandsPathsOverAsTheyAreMeant) {
  start();
  EXPECT_EQ(ask(get("/seen/gr%C3%BC%C3%9Fe?x=%2F+y")).body,
            "/seen/grüße|x=%2F+y|127.0.0.1|loopback");
  EXPECT_EQ(ask(get("/seen/a%2Fb")).body, "/seen/a/b||127.0.0.1|loopback");
  EXPECT_EQ(ask(get("/seen/" + std::string(5000, 'a'))).status(), 200);
  EXPECT_EQ(ask(get("/../../seen/x")).body, "/seen/x||127.0.0.1|loopback");
}

TEST_F(Exchange, ReadsABodyThatComesInPieces) {
  start();
  RawSocket socket = connect();
  socket.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Le");
  socket.send("ngth: 10\r\n\r\n01234");
  socket.send("56789" + get("/"));
  EXPECT_EQ(receive_answer(socket).body, "0123456789");
  EXPECT_EQ(receive_answer(socket).body, "home\n");
}

TEST_F(Exchange, TakesEveryByteInABody) {
  start();
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  const std::string head = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 256\r\n\r\n";
  EXPECT_EQ(ask(head + bytes).body, bytes);
}

TEST_F(Exchange, LetsTheConnectionGoWhenTheBodyNeverComes) {
  start({.request_limit = milliseconds(100)});
  RawSocket socket = connect();
  socket.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n012");
  EXPECT_EQ(socket.receive_all().find("200 OK"), std::string::npos);
  EXPECT_EQ(ask(get("/")).status(), 200);
}

}  // namespace
}  // namespace silicon::runtime
