#include "exporter/runtime/http/client.hpp"

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "exporter/runtime/http/router.hpp"
#include "exporter/runtime/http/server.hpp"
#include "exporter/runtime/system_clock.hpp"
#include "tests/support/http/scripted_server.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::runtime {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::RawSocket;
using testing::ScriptedServer;

// Reads the request and answers with `bytes`; then hangs up.
ScriptedServer::Script answers(std::string bytes) {
  return [bytes](RawSocket& peer) {
    peer.receive_until("\r\n\r\n");
    peer.send(bytes);
  };
}

class Client : public ::testing::Test {
 protected:
  static HttpCall call_to(const ScriptedServer& server, std::string_view target = "/") {
    HttpCall call;
    call.url.host = "127.0.0.1";
    call.url.port = server.port();
    call.url.target = target;
    return call;
  }

  core::Result<HttpAnswer> call(const ScriptedServer& server) const {
    return http_call(call_to(server), clock_);
  }

  // The error of a call, without the address in front.
  std::string error_of(const HttpCall& call) const {
    const auto answer = http_call(call, clock_);
    if (answer) return "no error";
    const std::string prefix = "http://127.0.0.1:" + std::to_string(call.url.port) + ": ";
    EXPECT_TRUE(answer.error().message().starts_with(prefix)) << answer.error().message();
    return answer.error().message().substr(prefix.size());
  }

  const SystemClock clock_;
};

TEST_F(Client, GetsAnAnswer) {
  const ScriptedServer server(
      answers("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello"));
  const HttpAnswer answer = call(server).value();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "hello");
  EXPECT_EQ(answer.header("X-A"), "b");
}

TEST_F(Client, SendsWhatWasAsked) {
  std::string seen;
  const ScriptedServer server([&](RawSocket& peer) {
    seen = peer.receive_until("body!");
    peer.send("HTTP/1.1 204 No Content\r\n\r\n");
  });
  HttpCall call = call_to(server, "/a?b=c");
  call.method = "POST";
  call.headers = {{"X-A", "b"}};
  call.body = "body!";
  EXPECT_EQ(http_call(call, clock_)->status, 204);
  EXPECT_EQ(seen, "POST /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) +
                      "\r\nConnection: close\r\nContent-Length: 5\r\nX-A: b\r\n\r\nbody!");
}

TEST_F(Client, SaysThatAPostHasNoBody) {
  std::string seen;
  const ScriptedServer server([&](RawSocket& peer) {
    seen = peer.receive_until("\r\n\r\n");
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
  HttpCall call = call_to(server);
  call.method = "POST";
  EXPECT_EQ(http_call(call, clock_)->status, 200);
  EXPECT_NE(seen.find("\r\nContent-Length: 0\r\n"), std::string::npos) << seen;
}

TEST_F(Client, WaitsForNoBodyAfterHead) {
  const ScriptedServer server([](RawSocket& peer) {
    peer.receive_until("\r\n\r\n");
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    peer.receive_all();
  });
  HttpCall call = call_to(server);
  call.method = "HEAD";
  const HttpAnswer answer = http_call(call, clock_).value();
  EXPECT_EQ(answer.header("Content-Length"), "1000");
  EXPECT_EQ(answer.body, "");
}

TEST_F(Client, TakesTheAnswerOfAServerThatDoesNotWaitForTheRequest) {
  const ScriptedServer server([](RawSocket& peer) {
    peer.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig");
    peer.stop_sending();
    peer.receive_all();
  });
  HttpCall call = call_to(server);
  call.method = "POST";
  call.body = std::string(1'000'000, 'x');
  const HttpAnswer answer = http_call(call, clock_).value();
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.body, "big");
}

TEST_F(Client, NamesTheHostOfASocketFileLocalhost) {
  const testing::TemporaryDirectory directory;
  std::string seen;
  {
    const ScriptedServer server(directory.path("socket"), [&](RawSocket& peer) {
      seen = peer.receive_until("\r\n\r\n");
      peer.send("HTTP/1.1 204 No Content\r\n\r\n");
    });
    HttpCall call;
    call.url = parse_http_url("unix://" + directory.path("socket") + ":/v1.41/info").value();
    EXPECT_EQ(http_call(call, clock_)->status, 204);
  }
  EXPECT_TRUE(seen.starts_with("GET /v1.41/info HTTP/1.1\r\nHost: localhost\r\n")) << seen;
}

TEST_F(Client, TakesAnyStatusForAnAnswerAndFollowsNoRedirect) {
  const ScriptedServer server(
      answers("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"));
  EXPECT_EQ(call(server)->status, 302);
}

TEST_F(Client, TalksToOurServer) {
  const Router router({{"POST", "/echo", "", [](const HttpRequest& request) {
                          return text_response(200, request.body);
                        }}});
  const auto server = HttpServer::start({}, router, clock_).value();
  HttpCall call;
  call.method = "POST";
  call.url = parse_http_url("http://localhost:" + std::to_string(server->port()) + "/echo").value();
  call.body = std::string(500'000, 'x');
  EXPECT_EQ(http_call(call, clock_)->body, call.body);
}

TEST_F(Client, TalksOverASocketFile) {
  const testing::TemporaryDirectory directory;
  const std::string path = directory.path("socket");
  const ScriptedServer server(path, answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
  HttpCall call;
  call.url = parse_http_url("unix://" + path + ":/info").value();
  EXPECT_EQ(http_call(call, clock_)->body, "ok");
}

TEST_F(Client, TellsAMissingSocketFileFromOneThatNobodyServes) {
  const testing::TemporaryDirectory directory;
  HttpCall call;
  call.url.socket_path = directory.path("none");
  const auto missing = http_call(call, clock_);
  EXPECT_EQ(missing.error().message(),
            "unix://" + call.url.socket_path + ": cannot connect: No such file or directory");
  EXPECT_EQ(missing.error().kind(), core::ErrorKind::absent);
  call.url.socket_path = directory.path("left-over");
  { const ScriptedServer gone(call.url.socket_path, answers("")); }
  const auto refused = http_call(call, clock_);
  EXPECT_TRUE(refused.error().message().ends_with("cannot connect: Connection refused"));
  EXPECT_EQ(refused.error().kind(), core::ErrorKind::failed);
  call.url.socket_path = "/" + std::string(500, 'x');
  EXPECT_TRUE(http_call(call, clock_).error().message().ends_with("the socket's path is too long"));
}

TEST_F(Client, SaysThatNobodyListens) {
  HttpCall call;
  { call = call_to(ScriptedServer(answers(""))); }
  EXPECT_EQ(error_of(call), "cannot connect: Connection refused");
}

TEST_F(Client, GivesUpOnAServerThatDoesNotEvenAccept) {
  RawSocket listener(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  ::bind(listener.descriptor(), reinterpret_cast<sockaddr*>(&address), size);
  ::listen(listener.descriptor(), 0);
  ::getsockname(listener.descriptor(), reinterpret_cast<sockaddr*>(&address), &size);
  const RawSocket queued = RawSocket::connected_to(ntohs(address.sin_port));
  HttpCall call;
  call.url.host = "127.0.0.1";
  call.url.port = ntohs(address.sin_port);
  call.limits.connect = call.limits.silence = milliseconds(50);
  // Where the system queues more than one connection, it is the answer that does not come.
  const std::string error = error_of(call);
  EXPECT_TRUE(error == "cannot connect: no answer in time" ||
              error == "timed out while waiting for the answer")
      << error;
}

TEST_F(Client, SaysThatANameIsUnknown) {
  HttpCall call;
  call.url.host = "no-such-host.invalid";
  const auto answer = http_call(call, clock_);
  ASSERT_FALSE(answer);
  EXPECT_TRUE(answer.error().message().starts_with(
      "http://no-such-host.invalid:80: no-such-host.invalid: "));
}

TEST_F(Client, GivesUpOnAServerThatNeverAnswers) {
  const ScriptedServer server([](RawSocket& peer) { peer.receive_all(); });
  HttpCall call = call_to(server);
  call.limits.total = milliseconds(50);
  const auto answer = http_call(call, clock_);
  EXPECT_TRUE(answer.error().message().ends_with("timed out while waiting for the answer"));
  EXPECT_EQ(answer.error().kind(), core::ErrorKind::timeout);
}

TEST_F(Client, GivesUpOnAServerThatFallsSilent) {
  const ScriptedServer server([](RawSocket& peer) {
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
    peer.receive_all();
  });
  HttpCall call = call_to(server);
  call.limits.silence = milliseconds(50);
  EXPECT_EQ(error_of(call), "timed out while waiting for the answer");
}

TEST_F(Client, GivesUpOnAServerThatAnswersDropByDropForever) {
  const ScriptedServer server([](RawSocket& peer) {
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
    while (!peer.is_closed_within(milliseconds(5)) && peer.send("x")) {
    }
  });
  HttpCall call = call_to(server);
  call.limits.total = milliseconds(200);
  EXPECT_EQ(error_of(call), "timed out while waiting for the answer");
}

TEST_F(Client, GivesUpOnAnEndlessQuickAnswerAtItsDeadline) {
  const ScriptedServer server([](RawSocket& peer) {
    peer.send("HTTP/1.1 200 OK\r\n\r\n");
    const std::string piece(64 * 1024, 'x');
    while (peer.send(piece)) {
    }
  });
  HttpCall call = call_to(server);
  call.limits.total = milliseconds(200);
  call.limits.silence = seconds(0);
  const auto answer = http_stream(call, clock_, [](std::string_view) { return true; });
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind(), core::ErrorKind::timeout);
}

TEST_F(Client, GivesUpOnAServerThatTakesNothing) {
  std::promise<void> over;
  const ScriptedServer server([&](RawSocket&) { over.get_future().wait(); });
  HttpCall call = call_to(server);
  call.method = "POST";
  call.body = std::string(50'000'000, 'x');  // more than the socket's buffers hold
  call.limits.silence = milliseconds(50);
  EXPECT_EQ(error_of(call), "timed out while sending the request");
  over.set_value();
}

TEST_F(Client, SaysHowAnAnswerIsBroken) {
  const std::pair<const char*, const char*> cases[]{
      {"", "the connection was closed without an answer"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", "the answer was cut short"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxx\r\n",
       "the answer is not valid HTTP: bad chunk"},
      {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "the answer is not valid HTTP: bad version"}};
  for (const auto& [bytes, message] : cases) {
    const ScriptedServer server(answers(bytes));
    EXPECT_EQ(error_of(call_to(server)), message) << bytes;
  }
}

TEST_F(Client, SaysThatTheConnectionWasReset) {
  const ScriptedServer server([](RawSocket& peer) {
    peer.receive_until("\r\n\r\n");
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab");
    peer.reset();
  });
  EXPECT_EQ(error_of(call_to(server)), "the connection was reset");
}

TEST_F(Client, RefusesTooMuch) {
  const ScriptedServer headers([](RawSocket& peer) {
    peer.send("HTTP/1.1 200 OK\r\n");
    while (peer.send("X-Endless: " + std::string(1000, 'x') + "\r\n")) {
    }
  });
  EXPECT_EQ(error_of(call_to(headers)), "the answer's headers are too large");
  const ScriptedServer body([](RawSocket& peer) {
    peer.send("HTTP/1.1 200 OK\r\n\r\n");
    while (peer.send(std::string(10'000, 'x'))) {
    }
  });
  HttpCall call = call_to(body);
  call.limits.body_bytes = 50'000;
  EXPECT_EQ(error_of(call), "the answer is larger than 50000 bytes");
}

TEST_F(Client, RefusesToSendBrokenHeaders) {
  const ScriptedServer server(answers("HTTP/1.1 200 OK\r\n\r\n"));
  HttpCall forged = call_to(server);
  forged.headers = {{"X", "a\r\nHost: other"}};
  EXPECT_EQ(error_of(forged), "a line break in the request's method, path or headers");
  EXPECT_EQ(error_of(call_to(server, "/a b")),
            "a line break in the request's method, path or headers");
}

TEST_F(Client, StreamsPiecesAsTheyComeUntilTheVisitorHasEnough) {
  const ScriptedServer server([](RawSocket& peer) {
    peer.receive_until("\r\n\r\n");
    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    while (peer.send("7\r\n{\"a\":1}\r\n1\r\n\n\r\n")) {
    }
  });
  std::vector<std::string> lines;
  LineSplitter splitter([&](std::string_view line) {
    lines.emplace_back(line);
    return lines.size() < 3;
  });
  const auto answer = http_stream(call_to(server), clock_, splitter);
  ASSERT_TRUE(answer) << answer.error().message();
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(lines, (std::vector<std::string>{"{\"a\":1}", "{\"a\":1}", "{\"a\":1}"}));
}

TEST_F(Client, StreamsWithoutEndUntilItIsCancelled) {
  const ScriptedServer server([](RawSocket& peer) {
    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
    peer.receive_all();
  });
  HttpCall call = call_to(server);
  call.limits.total = call.limits.silence = seconds(0);
  Cancellation cancellation;
  std::thread canceller;
  const auto answer = http_stream(
      call, clock_,
      [&](std::string_view) {
        canceller = std::thread([&] { cancellation.cancel(); });
        return true;
      },
      &cancellation);
  canceller.join();
  ASSERT_FALSE(answer);
  EXPECT_TRUE(answer.error().message().ends_with(": cancelled"));
}

TEST_F(Client, DoesNotBeginWhatIsAlreadyCancelled) {
  const ScriptedServer server([](RawSocket& peer) { peer.receive_all(); });
  Cancellation cancellation;
  cancellation.cancel();
  cancellation.cancel();
  const auto answer = http_call(call_to(server), clock_, &cancellation);
  ASSERT_FALSE(answer);
  EXPECT_TRUE(answer.error().message().ends_with(": cancelled"));
}

TEST(LineSplitter, PutsLinesTogetherHoweverTheyAreCut) {
  for (std::size_t step = 1; step < 12; ++step) {
    std::vector<std::string> lines;
    LineSplitter splitter([&](std::string_view line) {
      lines.emplace_back(line);
      return true;
    });
    const std::string text = "one\n\ntwo\nthree";
    for (std::size_t i = 0; i < text.size(); i += step) EXPECT_TRUE(splitter(text.substr(i, step)));
    EXPECT_EQ(lines, (std::vector<std::string>{"one", "", "two"}));
  }
}

TEST(LineSplitter, RefusesLinesWithoutEnd) {
  LineSplitter splitter([](std::string_view) { return true; }, 10);
  EXPECT_TRUE(splitter("0123456789\n0123456789"));
  EXPECT_FALSE(splitter("x"));
}

}  // namespace
}  // namespace silicon::runtime
