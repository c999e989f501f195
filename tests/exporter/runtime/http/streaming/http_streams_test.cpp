#include "exporter/runtime/http/streaming/http_streams.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "exporter/runtime/system_clock.hpp"
#include "tests/support/http/scripted_server.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::runtime {
namespace {

using namespace std::chrono_literals;
using testing::RawSocket;
using testing::ScriptedServer;
using Lines = std::vector<std::string>;

constexpr const char* kHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

// Sends the bytes in one piece and then keeps the connection until the client closes it.
ScriptedServer::Script says(std::string bytes) {
  return [bytes](RawSocket& peer) {
    peer.receive_until("\r\n\r\n");
    peer.send(bytes);
    peer.receive_all();
  };
}

ScriptedServer::Script says_and_ends(std::string bytes) {
  return [bytes](RawSocket& peer) {
    peer.receive_until("\r\n\r\n");
    peer.send(bytes);
  };
}

HttpCall call_to(const ScriptedServer& server) {
  HttpCall call;
  call.url.host = "127.0.0.1";
  call.url.port = server.port();
  call.limits.silence = 0ms;
  return call;
}

// A test closes what it opened before its servers go: they wait for that.
class Streams : public ::testing::Test {
 protected:
  void close(std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys) streams_.close(key);
  }

  void open(const std::string& key, const HttpCall& call) {
    const core::Status status = streams_.open(key, call, [this, key](std::string_view line) {
      heard_.push_back(key + ": " + std::string(line));
    });
    ASSERT_TRUE(status) << status.error().message();
  }

  // Polls until a stream ended, for ten seconds at most.
  HttpStreams::Ended end() {
    const auto until = clock_.steady() + 10s;
    while (clock_.steady() < until) {
      auto ended = streams_.poll(100ms, cancellation_);
      if (!ended.empty()) return ended.front();
    }
    return {"nothing ended", 0, ""};
  }

  void hear(std::size_t lines) {
    const auto until = clock_.steady() + 10s;
    while (heard_.size() < lines && clock_.steady() < until) {
      EXPECT_TRUE(streams_.poll(100ms, cancellation_).empty());
    }
  }

  SystemClock clock_;
  HttpStreams streams_{clock_};
  Cancellation cancellation_;
  Lines heard_;
};

TEST_F(Streams, HandOutLinesWhateverThePiecesWere) {
  const ScriptedServer server(
      says(std::string(kHead) + "4\r\none\n\r\n3\r\ntwo\r\n8\r\n\nthree\nf\r\n3\r\nour\r\n"));
  open("a", call_to(server));
  hear(3);
  EXPECT_EQ(heard_, (Lines{"a: one", "a: two", "a: three"}));
  EXPECT_TRUE(streams_.is_open("a"));
  streams_.close("a");
  EXPECT_EQ(streams_.count(), 0U);
}

TEST_F(Streams, AreReadSideBySide) {
  const ScriptedServer one(says(std::string(kHead) + "2\r\n1\n\r\n"));
  const ScriptedServer two(says(std::string(kHead) + "2\r\n2\n\r\n"));
  const ScriptedServer silent(says(""));
  open("silent", call_to(silent));
  open("one", call_to(one));
  open("two", call_to(two));
  hear(2);
  EXPECT_EQ(heard_.size(), 2U);
  EXPECT_EQ(streams_.count(), 3U);
  close({"silent", "one", "two"});
}

TEST_F(Streams, GoOverSocketFiles) {
  const testing::TemporaryDirectory folder;
  const ScriptedServer server(folder.path("s"), says(std::string(kHead) + "2\r\n1\n\r\n"));
  HttpCall call;
  call.url.socket_path = folder.path("s");
  open("a", call);
  hear(1);
  EXPECT_EQ(heard_, Lines{"a: 1"});
  close({"a"});
}

TEST_F(Streams, EndWhenTheServerEndsThem) {
  const ScriptedServer server(says_and_ends(std::string(kHead) + "2\r\n1\n\r\n0\r\n\r\n"));
  open("a", call_to(server));
  const HttpStreams::Ended ended = end();
  EXPECT_EQ(ended.key, "a");
  EXPECT_EQ(ended.status, 0);
  EXPECT_EQ(ended.problem, "");
  EXPECT_EQ(heard_, Lines{"a: 1"});
  EXPECT_FALSE(streams_.is_open("a"));
}

TEST_F(Streams, EndWithTheReasonWhenTheAnswerIsBroken) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {std::string(kHead) + "5\r\n12", "the answer was cut short"},
      {"", "the connection was closed without an answer"},
      {"garbage\r\n\r\n", "the answer is not valid HTTP: bad version"},
  };
  for (const auto& [answer, problem] : cases) {
    const ScriptedServer server(says_and_ends(answer));
    open("a", call_to(server));
    EXPECT_EQ(end().problem, problem);
  }
}

TEST_F(Streams, EndWithTheAnswerWhenTheServerRefuses) {
  const ScriptedServer server(
      says_and_ends("HTTP/1.1 404 Not Found\r\nContent-Length: 7\r\n\r\nno such"));
  open("a", call_to(server));
  const HttpStreams::Ended ended = end();
  EXPECT_EQ(ended.status, 404);
  EXPECT_EQ(ended.problem, "no such");
  EXPECT_TRUE(heard_.empty());
}

TEST_F(Streams, EndWhenALineIsTooLong) {
  const ScriptedServer server(says("HTTP/1.1 200 OK\r\n\r\n" + std::string(5000, 'x')));
  ASSERT_TRUE(streams_.open(
      "a", call_to(server), [](std::string_view) {}, 1000));
  EXPECT_EQ(end().problem, "a line of the answer is too long");
}

TEST_F(Streams, EndWhenNothingComesForTooLong) {
  const ScriptedServer server(says(kHead));
  HttpCall call = call_to(server);
  call.limits.silence = 20ms;
  open("a", call);
  EXPECT_EQ(end().problem, "nothing came for too long");
}

TEST_F(Streams, DoNotOpenWhereNobodyListens) {
  HttpCall call;
  call.url.socket_path = "/nowhere/at/all.sock";
  const core::Status status = streams_.open("a", call, [](std::string_view) {});
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(streams_.count(), 0U);
}

TEST_F(Streams, StopWaitingWhenCancelled) {
  const ScriptedServer server(says(kHead));
  open("a", call_to(server));
  std::atomic<bool> waiting = false;
  auto end = std::async(std::launch::async, [&] {
    waiting = true;
    while (!cancellation_.cancelled()) streams_.poll(10s, cancellation_);
  });
  while (!waiting) std::this_thread::yield();
  const auto begin = clock_.steady();
  cancellation_.cancel();
  end.get();
  EXPECT_LT(clock_.steady() - begin, 5s);
  close({"a"});
}

}  // namespace
}  // namespace silicon::runtime
