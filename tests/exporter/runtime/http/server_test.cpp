#include "exporter/runtime/http/server.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>

#include "exporter/runtime/http/router.hpp"
#include "exporter/runtime/logging/logging.hpp"
#include "exporter/runtime/system_clock.hpp"
#include "tests/support/gunzip.hpp"
#include "tests/support/raw_socket.hpp"

namespace silicon::runtime {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::gunzip;
using testing::RawSocket;

// A gate at which handlers wait until the test opens it.
class Gate {
 public:
  void arrive() {
    ++arrived_;
    arrived_.notify_all();
    opened_.wait();
  }
  void wait_for_arrivals(int count) const {
    for (int now = arrived_; now < count; now = arrived_) arrived_.wait(now);
  }
  void open() { promise_.set_value(); }

 private:
  std::atomic<int> arrived_ = 0;
  std::promise<void> promise_;
  std::shared_future<void> opened_ = promise_.get_future().share();
};

// One answer as it came over the wire.
struct WireAnswer {
  std::string head;
  std::string body;

  int status() const { return std::stoi(head.substr(9, 3)); }
  bool has(std::string_view line) const { return head.find(line) != std::string::npos; }
};

// Reads an answer whose Content-Length tells its size.
WireAnswer receive_answer(RawSocket& socket, bool head_only = false) {
  WireAnswer answer;
  answer.head = socket.receive_until("\r\n\r\n");
  const std::size_t at = answer.head.find("Content-Length: ");
  if (at != std::string::npos && !head_only) {
    answer.body = socket.receive_exactly(std::stoul(answer.head.substr(at + 16)));
  }
  return answer;
}

class Server : public ::testing::Test {
 protected:
  void start(HttpServerOptions options = {}) {
    auto started = HttpServer::start(std::move(options), router(), clock_);
    ASSERT_TRUE(started) << started.error().message();
    server_ = *std::move(started);
  }

  Router router() {
    return Router(
        {{"GET", "/", "this page", [](const HttpRequest&) { return text_response(200, "home\n"); }},
         {"GET", "/page", "a big page",
          [this](const HttpRequest&) {
            HttpResponse answer;
            answer.body = page_;
            return answer;
          }},
         {"POST", "/echo", "what was sent",
          [](const HttpRequest& request) { return text_response(200, request.body); }},
         {"GET", "/seen/**", "what the handler saw",
          [](const HttpRequest& request) {
            return text_response(200, request.path + "|" + request.query + "|" +
                                          request.remote_address + "|" +
                                          (request.is_loopback ? "loopback" : "away"));
          }},
         {"GET", "/gate", "waits",
          [this](const HttpRequest&) {
            gate_.arrive();
            HttpResponse answer;
            answer.body = page_;
            return answer;
          }},
         {"GET", "/throw", "fails",
          [](const HttpRequest&) -> HttpResponse { throw std::runtime_error("on purpose"); }},
         {"DELETE", "/nothing", "empty", [](const HttpRequest&) {
            HttpResponse answer;
            answer.status = 204;
            return answer;
          }}});
  }

  RawSocket connect() { return RawSocket::connected_to(server_->port()); }

  // Sends one request on a connection of its own and reads what comes until it ends.
  WireAnswer ask(std::string_view request) {
    RawSocket socket = connect();
    socket.send(request);
    socket.stop_sending();
    const std::string all = socket.receive_all();
    const std::size_t end = all.find("\r\n\r\n");
    if (end == std::string::npos) return {all, ""};
    return {all.substr(0, end + 4), all.substr(end + 4)};
  }

  static std::string get(std::string_view path, std::string_view headers = "") {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: h\r\n" + std::string(headers) + "\r\n";
  }

  const SystemClock clock_;
  const std::shared_ptr<const std::string> page_ =
      std::make_shared<const std::string>(std::string(100'000, 'x') + "end\n");
  Gate gate_;
  std::unique_ptr<HttpServer> server_;
};

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

TEST_F(Server, TellsTheHandlerWhoAsksAndForWhat) {
  start();
  EXPECT_EQ(ask(get("/seen/a%20b/../c?q=%41")).body, "/seen/c|q=%41|127.0.0.1|loopback");
  EXPECT_EQ(ask(get("http://h.example:" + std::to_string(server_->port()) + "/seen/abs")).body,
            "/seen/abs||127.0.0.1|loopback");
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

TEST_F(Server, AnswersHeadWithTheHeadersOfGetAndNoBody) {
  start();
  RawSocket socket = connect();
  socket.send("HEAD /page HTTP/1.1\r\nHost: h\r\n\r\n" + get("/"));
  EXPECT_TRUE(receive_answer(socket, true).has("\r\nContent-Length: 100004\r\n"));
  EXPECT_EQ(receive_answer(socket).body, "home\n");
}

TEST_F(Server, AnswersWithoutABodyWhereThereIsNone) {
  start();
  RawSocket socket = connect();
  socket.send("DELETE /nothing HTTP/1.1\r\nHost: h\r\n\r\n" + get("/"));
  const WireAnswer nothing = receive_answer(socket);
  EXPECT_EQ(nothing.status(), 204);
  EXPECT_FALSE(nothing.has("Content-"));
  EXPECT_EQ(receive_answer(socket).body, "home\n");
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

TEST_F(Server, CompressesForThoseWhoAcceptIt) {
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

TEST_F(Server, DoesNotCompressForThisMachineByDefaultNorEverWhenToldSo) {
  for (const HttpCompression policy : {HttpCompression::automatic, HttpCompression::never}) {
    start({.compression = policy});
    const WireAnswer answer = ask(get("/page", "Accept-Encoding: gzip\r\n"));
    EXPECT_FALSE(answer.has("Content-Encoding"));
    EXPECT_EQ(answer.body, *page_);
  }
}

TEST_F(Server, AsksForCredentialsBeforeAnythingElse) {
  start({.authentication = {{{"alice", Secret("secret")}}, {Secret("token")}}});
  const WireAnswer refused = ask(get("/nowhere"));
  EXPECT_EQ(refused.status(), 401);
  EXPECT_TRUE(refused.has("\r\nWWW-Authenticate: Basic realm=\"silicon\", charset=\"UTF-8\"\r\n"));
  EXPECT_TRUE(refused.has("\r\nWWW-Authenticate: Bearer realm=\"silicon\"\r\n"));
  EXPECT_EQ(ask(get("/", "Authorization: Basic YWxpY2U6c2VjcmV0\r\n")).status(), 200);
  EXPECT_EQ(ask(get("/", "Authorization: Bearer token\r\n")).status(), 200);
  EXPECT_EQ(ask(get("/", "Authorization: Bearer wrong\r\n")).status(), 401);
}

TEST_F(Server, KeepsTheConnectionAfterRefusingARequestWithABody) {
  start({.authentication = {{}, {Secret("token")}}});
  RawSocket socket = connect();
  socket.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_EQ(receive_answer(socket).status(), 401);
  socket.send(
      "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nAuthorization: Bearer "
      "token\r\n\r\nabc");
  EXPECT_EQ(receive_answer(socket).body, "abc");
}

TEST_F(Server, TakesBodiesUpToTheLimit) {
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

TEST_F(Server, AnswersTooBigABodyEvenWhileTheClientIsStillSending) {
  start({.body_limit = 1000});
  RawSocket socket = connect();
  socket.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 900000\r\n\r\n");
  EXPECT_TRUE(socket.send(std::string(900'000, 'b')));
  EXPECT_EQ(receive_answer(socket).status(), 413);
}

TEST_F(Server, HangsUpOnABodyWithoutEnd) {
  start({.body_limit = 1000, .request_limit = milliseconds(200)});
  RawSocket socket = connect();
  socket.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999\r\n\r\n");
  const std::string piece(100'000, 'b');
  std::size_t sent = 0;
  while (sent < 1'000'000'000 && socket.send(piece)) sent += piece.size();
  EXPECT_LT(sent, 1'000'000'000U);
}

TEST_F(Server, InvitesABodyWhenTheClientWaitsForThat) {
  start();
  RawSocket socket = connect();
  socket.send(
      "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(socket.receive_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  socket.send("abc");
  EXPECT_EQ(receive_answer(socket).body, "abc");
}

TEST_F(Server, DoesNotInviteABodyThatIsTooBig) {
  start({.body_limit = 10});
  RawSocket socket = connect();
  socket.send(
      "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(receive_answer(socket).status(), 413);
  EXPECT_TRUE(socket.is_closed_within(seconds(5)));
}

TEST_F(Server, RefusesChunkedBodies) {
  start();
  const WireAnswer answer = ask(
      "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
  EXPECT_EQ(answer.status(), 411);
  EXPECT_TRUE(answer.has("\r\nConnection: close\r\n"));
}

TEST_F(Server, CannotBeMadeToSeeASecondRequestInsideOfABody) {
  start();
  const WireAnswer answer = ask(
      "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
      "0\r\n\r\n" +
      get("/throw"));
  EXPECT_EQ(answer.status(), 411);
  EXPECT_EQ(answer.body.find("HTTP/1.1"), std::string::npos);
}

TEST_F(Server, RefusesMalformedRequestsAndGoesOn) {
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

TEST_F(Server, RefusesHeadersOverTheLimit) {
  start({.header_limit = 4096});
  const WireAnswer answer = ask(get("/", "X: " + std::string(5000, 'x') + "\r\n"));
  EXPECT_EQ(answer.status(), 400);
  EXPECT_EQ(answer.body,
            "400: this is no HTTP request, or its headers are larger than 4096 bytes\n");
}

TEST_F(Server, RefusesMoreHeadersThanItCanSee) {
  start();
  std::string many;
  for (int i = 0; i < 70; ++i) many += "X" + std::to_string(i) + ": y\r\n";
  const WireAnswer answer = ask(get("/", many + "Content-Length: 500\r\n"));
  EXPECT_EQ(answer.status(), 431);
  EXPECT_TRUE(answer.has("\r\nConnection: close\r\n"));
}

TEST_F(Server, TurnsAFailingHandlerIntoA500AndALogLine) {
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

TEST_F(Server, CutsClientsThatSayNothing) {
  start({.request_limit = milliseconds(100)});
  RawSocket silent = connect();
  EXPECT_TRUE(silent.is_closed_within(seconds(10)));
}

TEST_F(Server, CutsClientsThatSendTheirRequestDropByDrop) {
  start({.request_limit = milliseconds(200)});
  RawSocket slow = connect();
  const std::string request = get("/", "X: " + std::string(10'000, 'x'));
  std::size_t sent = 0;
  // Each drop comes long before the limit; all of them together would take minutes.
  while (sent < request.size() && slow.send(request.substr(sent, 1))) {
    ++sent;
    if (slow.is_closed_within(milliseconds(20))) break;
  }
  EXPECT_LT(sent, 1000U);
}

TEST_F(Server, CutsClientsThatSendTheirBodyDropByDrop) {
  start({.request_limit = milliseconds(200)});
  RawSocket slow = connect();
  slow.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n");
  int sent = 0;
  while (sent < 1000 && slow.send("b") && !slow.is_closed_within(milliseconds(20))) ++sent;
  EXPECT_LT(sent, 1000);
}

TEST_F(Server, CutsClientsThatDoNotTakeTheirAnswer) {
  start({.workers = 1, .request_limit = milliseconds(200), .send_limit = milliseconds(200)});
  RawSocket stuck = connect();
  // More answers than the socket buffers of both sides hold.
  for (int i = 0; i < 2000 && stuck.send(get("/page")); ++i) {
  }
  // The only worker is free again when somebody else is served.
  EXPECT_EQ(ask(get("/")).status(), 200);
}

TEST_F(Server, CutsIdleConnections) {
  start({.idle_limit = milliseconds(100)});
  RawSocket socket = connect();
  socket.send(get("/"));
  EXPECT_EQ(receive_answer(socket).status(), 200);
  EXPECT_TRUE(socket.is_closed_within(seconds(10)));
}

TEST_F(Server, ServesEveryoneWhileMoreSilentClientsThanWorkersHangOn) {
  start({.workers = 4});
  RawSocket scraper = connect();
  std::vector<RawSocket> silent;
  for (int i = 0; i < 12; ++i) silent.push_back(connect());
  for (int i = 0; i < 5; ++i) {
    scraper.send(get("/"));
    ASSERT_EQ(receive_answer(scraper).status(), 200);
    ASSERT_EQ(ask(get("/")).status(), 200);
  }
}

TEST_F(Server, ServesMoreClientsThanItKeepsConnectionsFor) {
  start({.workers = 4});
  std::vector<RawSocket> clients;
  for (int i = 0; i < 30; ++i) clients.push_back(connect());
  for (RawSocket& client : clients) {
    // One that waited for too long in the queue may have been cut, and comes again.
    if (!client.send(get("/"))) client = connect();
    WireAnswer answer = receive_answer(client);
    if (answer.head.empty()) {
      client = connect();
      client.send(get("/"));
      answer = receive_answer(client);
    }
    ASSERT_EQ(answer.body, "home\n");
  }
}

TEST_F(Server, SurvivesClientsThatHangUpAtAnyMoment) {
  start({.workers = 4});
  const std::string request = get("/page");
  for (std::size_t cut = 0; cut <= request.size(); ++cut) {
    RawSocket socket = connect();
    socket.send(request.substr(0, cut));
    if (cut % 2 == 0) socket.reset();
  }
  EXPECT_EQ(ask(get("/")).status(), 200);
}

TEST_F(Server, ServesAClientThatSaysNothingMoreAfterItsRequest) {
  start();
  RawSocket socket = connect();
  socket.send(get("/page"));
  socket.stop_sending();
  EXPECT_EQ(receive_answer(socket).body, *page_);
}

TEST_F(Server, ServesManyClientsAtOnce) {
  start();
  std::atomic<int> right = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      for (int n = 0; n < 50; ++n) {
        RawSocket socket = connect();
        socket.send(get("/page"));
        if (receive_answer(socket).body == *page_) ++right;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(right, 8 * 50);
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

TEST_F(Server, RefusesTlsWhereItIsNotSound) {
  const bool sound = check_tls_support(linked_tls_support()).ok();
  if (sound) GTEST_SKIP() << "this civetweb can do TLS";
  const auto server = HttpServer::start({.tls = TlsOptions{"/some/file.pem"}}, router(), clock_);
  ASSERT_FALSE(server);
  EXPECT_TRUE(server.error().message().starts_with("TLS cannot be used: civetweb "));
}

}  // namespace
}  // namespace silicon::runtime
