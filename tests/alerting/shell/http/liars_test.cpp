// Servers that do not do what they should, and how their answers end.
#include <gtest/gtest.h>

#include "tests/support/http/http_calls.hpp"
#include "tests/support/http/scripted_server.hpp"

#include "exporter/runtime/http/wire/encoding.hpp"

namespace silicon::shell {
namespace {

using namespace std::chrono_literals;
using testing::local_url;
using testing::RawSocket;
using testing::ScriptedServer;

HttpTransfer transfer(const ScriptedServer& server, core::Duration timeout = 10s) {
  HttpTransfer transfer;
  transfer.url = local_url(server.port());
  transfer.timeout = timeout;
  transfer.body_limit = 10'000;
  return transfer;
}

// What becomes of one request that is answered with these bytes and the end of the connection.
HttpOutcome answered(const std::string& bytes) {
  ScriptedServer server([&](RawSocket& peer) {
    peer.receive_until("\r\n\r\n");
    peer.send(bytes);
  });
  testing::HttpCalls calls;
  return calls.call(transfer(server));
}

const std::string kOk = "HTTP/1.1 200 OK\r\n";

TEST(Liars, NobodyThere) {
  std::uint16_t port = 0;
  {
    port = ScriptedServer([](RawSocket&) {}).port();
  }
  testing::HttpCalls calls;
  EXPECT_EQ(calls.get(local_url(port)).failure, "Connection refused");
}

TEST(Liars, AnUnknownName) {
  testing::HttpCalls calls;
  EXPECT_EQ(calls.get("http://nobody.invalid/").failure, "the host's name is not known");
}

TEST(Liars, AConnectionThatIsCut) {
  const std::string words = "the connection ended before the answer did";
  EXPECT_EQ(answered(kOk + "Content-Length: 100\r\n\r\nhalf").failure, words);
  EXPECT_EQ(answered(kOk + "Transfer-Encoding: chunked\r\n\r\n5\r\nab").failure, words);
  EXPECT_EQ(answered("").failure, words);
}

TEST(Liars, AnAnswerThatDripsSlowly) {
  ScriptedServer server([&](RawSocket& peer) {
    peer.receive_until("\r\n\r\n");
    peer.send(kOk + "\r\n");
    // Waits between bytes for what never comes, until the client has gone.
    while (peer.send("x") && !peer.is_closed_within(20ms)) {
    }
  });
  testing::HttpCalls calls;
  EXPECT_EQ(calls.call(transfer(server, 200ms)).failure, "no whole answer within 200ms");
}

TEST(Liars, AServerThatSaysNothing) {
  ScriptedServer server([&](RawSocket& peer) { peer.receive_all(); });
  testing::HttpCalls calls;
  EXPECT_EQ(calls.call(transfer(server, 100ms)).failure, "no whole answer within 100ms");
}

TEST(Liars, AnEndlessAnswer) {
  ScriptedServer server([&](RawSocket& peer) {
    peer.receive_until("\r\n\r\n");
    peer.send(kOk + "\r\n");
    while (peer.send(std::string(1000, 'x'))) {
    }
  });
  testing::HttpCalls calls;
  EXPECT_EQ(calls.call(transfer(server)).failure,
            "body size limit exceeded: more than 10000 bytes");
}

TEST(Liars, AnEndlessAnswerOfWhichTheBeginningIsEnough) {
  ScriptedServer server([&](RawSocket& peer) {
    peer.receive_until("\r\n\r\n");
    peer.send("HTTP/1.1 404 Not Found\r\nContent-Length: 1000000\r\n\r\n");
    while (peer.send(std::string(999, 'x'))) {
    }
  });
  HttpTransfer wanted = transfer(server);
  wanted.cuts_body = true;
  testing::HttpCalls calls;
  const HttpOutcome outcome = calls.call(wanted);
  EXPECT_EQ(outcome.failure, "");
  EXPECT_EQ(outcome.answer.status, 404);
  EXPECT_EQ(outcome.answer.body, std::string(10'000, 'x'));
}

TEST(Liars, AnAnswerThatSaysItIsTooLarge) {
  EXPECT_EQ(answered(kOk + "Content-Length: 10001\r\n\r\n").failure,
            "body size limit exceeded: more than 10000 bytes");
}

TEST(Liars, TheLargestAnswerAllowed) {
  const HttpOutcome outcome =
      answered(kOk + "Content-Length: 10000\r\n\r\n" + std::string(10'000, 'x'));
  EXPECT_EQ(outcome.failure, "");
  EXPECT_EQ(outcome.answer.body.size(), 10'000U);
}

std::string zipped(const std::string& body) {
  const std::string bytes = runtime::gzip(body);
  return kOk + "Content-Encoding: gzip\r\nContent-Length: " + std::to_string(bytes.size()) +
         "\r\n\r\n" + bytes;
}

TEST(Liars, AGzipThatIsHonest) {
  EXPECT_EQ(answered(zipped("plain text")).answer.body, "plain text");
}

TEST(Liars, AGzipOfMoreThanItSeems) {
  EXPECT_EQ(answered(zipped(std::string(50'000'000, 'x'))).failure,
            "body size limit exceeded: more than 10000 bytes");
}

TEST(Liars, AGzipThatIsNone) {
  EXPECT_EQ(answered(kOk + "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope").failure,
            "the answer's gzip cannot be read");
}

TEST(Liars, WhatIsNotHttp) {
  EXPECT_NE(answered("SSH-2.0-OpenSSH_9.2\r\n\r\n").failure, "");
}

TEST(Liars, EndlessHeaders) {
  std::string head = kOk;
  for (int i = 0; i < 5000; ++i)
    head += "X-Header-" + std::to_string(i) + ": value value value\r\n";
  EXPECT_EQ(answered(head + "\r\n").failure, "the answer's headers are too long");
}

TEST(Liars, RedirectsInACircle) {
  ScriptedServer server([&](RawSocket& peer) {
    while (peer.receive_until("\r\n\r\n").ends_with("\r\n\r\n")) {
      peer.send("HTTP/1.1 301 Moved\r\nLocation: /\r\nContent-Length: 0\r\n\r\n");
    }
  });
  testing::HttpCalls calls;
  EXPECT_EQ(calls.call(transfer(server)).failure, "more than 10 redirects");
}

TEST(Liars, ARedirectToTheDisk) {
  EXPECT_NE(answered("HTTP/1.1 301 Moved\r\nLocation: file:///etc/hostname\r\n"
                     "Content-Length: 0\r\n\r\n")
                .failure,
            "");
}

TEST(Liars, PlainTextWhereTlsIsMeant) {
  ScriptedServer server([&](RawSocket& peer) {
    peer.receive();
    peer.send(kOk + "\r\n");
  });
  HttpTransfer secure = transfer(server);
  secure.url = "https://127.0.0.1:" + std::to_string(server.port());
  testing::HttpCalls calls;
  EXPECT_TRUE(calls.call(std::move(secure)).failure.starts_with("TLS: "));
}

}  // namespace
}  // namespace silicon::shell
