// The server beside clients that are silent, slow, greedy or gone.

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "tests/support/http/http_server_test.hpp"

namespace silicon::runtime {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::RawSocket;
using testing::receive_answer;
using testing::WireAnswer;

class SlowClients : public testing::ServerTest {};

TEST_F(SlowClients, CutsClientsThatSayNothing) {
  start({.request_limit = milliseconds(100)});
  RawSocket silent = connect();
  EXPECT_TRUE(silent.is_closed_within(seconds(10)));
}

TEST_F(SlowClients, CutsClientsThatSendTheirRequestDropByDrop) {
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

TEST_F(SlowClients, CutsClientsThatSendTheirBodyDropByDrop) {
  start({.request_limit = milliseconds(200)});
  RawSocket slow = connect();
  slow.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n");
  int sent = 0;
  while (sent < 1000 && slow.send("b") && !slow.is_closed_within(milliseconds(20))) ++sent;
  EXPECT_LT(sent, 1000);
}

TEST_F(SlowClients, CutsClientsThatDoNotTakeTheirAnswer) {
  start({.workers = 1, .request_limit = milliseconds(200), .send_limit = milliseconds(200)});
  RawSocket stuck = connect();
  // More answers than the socket buffers of both sides hold.
  for (int i = 0; i < 2000 && stuck.send(get("/page")); ++i) {
  }
  // The only worker is free again when somebody else is served.
  EXPECT_EQ(ask(get("/")).status(), 200);
}

TEST_F(SlowClients, CutsIdleConnections) {
  start({.idle_limit = milliseconds(100)});
  RawSocket socket = connect();
  socket.send(get("/"));
  EXPECT_EQ(receive_answer(socket).status(), 200);
  EXPECT_TRUE(socket.is_closed_within(seconds(10)));
}

TEST_F(SlowClients, ServesEveryoneWhileMoreSilentClientsThanWorkersHangOn) {
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

TEST_F(SlowClients, ServesMoreClientsThanItKeepsConnectionsFor) {
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

TEST_F(SlowClients, SurvivesClientsThatHangUpAtAnyMoment) {
  start({.workers = 4});
  const std::string request = get("/page");
  for (std::size_t cut = 0; cut <= request.size(); ++cut) {
    RawSocket socket = connect();
    socket.send(request.substr(0, cut));
    if (cut % 2 == 0) socket.reset();
  }
  EXPECT_EQ(ask(get("/")).status(), 200);
}

TEST_F(SlowClients, ServesAClientThatSaysNothingMoreAfterItsRequest) {
  start();
  RawSocket socket = connect();
  socket.send(get("/page"));
  socket.stop_sending();
  EXPECT_EQ(receive_answer(socket).body, *page_);
}

TEST_F(SlowClients, ServesManyClientsAtOnce) {
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

}  // namespace
}  // namespace silicon::runtime
