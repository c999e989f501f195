#include "exporter/runtime/http/wire/response_parser.hpp"

#include <gtest/gtest.h>

namespace silicon::runtime {
namespace {

constexpr std::string_view kChunked =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    "5\r\nhello\r\n6;name=value\r\n world\r\n0\r\nX-Trailer: 1\r\n\r\n";

// Feeds the bytes in pieces of `step` and hangs up at the end, if the answer was not complete.
core::Result<HttpAnswer> parsed(std::string_view bytes, std::size_t step = 1 << 20,
                                const ResponseLimits& limits = {}, bool head_only = false) {
  ResponseParser parser(head_only, limits);
  while (!bytes.empty()) {
    const auto done = parser.feed(bytes.substr(0, step));
    if (!done) return done.error();
    if (*done) return parser.take();
    bytes.remove_prefix(std::min(step, bytes.size()));
  }
  const core::Status finished = parser.finish();
  if (!finished) return finished.error();
  return parser.take();
}

std::string error_of(std::string_view bytes, const ResponseLimits& limits = {}) {
  const auto answer = parsed(bytes, 1 << 20, limits);
  return answer ? "no error" : answer.error().message();
}

TEST(ResponseParser, ReadsAnAnswerWithALength) {
  const HttpAnswer answer =
      parsed("HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello").value();
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body, "hello");
  EXPECT_EQ(answer.header("x-a"), "b");
}

TEST(ResponseParser, ReadsChunks) {
  EXPECT_EQ(parsed(kChunked)->body, "hello world");
}

TEST(ResponseParser, ReadsTheSameHoweverTheBytesAreCut) {
  for (std::size_t step = 1; step < 40; ++step) {
    EXPECT_EQ(parsed(kChunked, step)->body, "hello world") << step;
    EXPECT_EQ(parsed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", step)->body, "hello");
  }
}

// Once ended the process in an assertion of Boost 1.74 (found by fuzzing).
TEST(ResponseParser, ReadsALastChunkThatComesByteByByte) {
  const std::string_view bytes =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n\r\n";
  EXPECT_EQ(parsed(bytes, 1)->body, "");
}

TEST(ResponseParser, ReadsAnAnswerThatEndsWithTheConnection) {
  EXPECT_EQ(parsed("HTTP/1.0 200 OK\r\n\r\nhello")->body, "hello");
  EXPECT_EQ(parsed("HTTP/1.1 200 OK\r\n\r\n")->body, "");
}

TEST(ResponseParser, KnowsAnswersWithoutABody) {
  EXPECT_EQ(parsed("HTTP/1.1 204 No Content\r\n\r\n")->status, 204);
  EXPECT_EQ(parsed("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n")->body, "");
  EXPECT_EQ(parsed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", 1 << 20, {}, true)->status, 200);
}

TEST(ResponseParser, StepsOverInterimAnswers) {
  const HttpAnswer answer =
      parsed(
          "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
          "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
          .value();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "ok");
  EXPECT_EQ(answer.header("Link"), "");
}

TEST(ResponseParser, RefusesWhatIsNotHttp) {
  for (const char* bytes :
       {"garbage\r\n\r\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"}) {
    EXPECT_NE(error_of(bytes).find("not valid HTTP"), std::string::npos)
        << bytes << ": " << error_of(bytes);
  }
}

TEST(ResponseParser, TellsACutAnswerFromNone) {
  EXPECT_EQ(error_of(""), "the connection was closed without an answer");
  for (const char* bytes : {"HTTP/1.1 20", "HTTP/1.1 200 OK\r\nContent-Le",
                            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"}) {
    EXPECT_EQ(error_of(bytes), "the answer was cut short") << bytes;
  }
}

TEST(ResponseParser, RefusesBodiesOverTheLimitAndTakesExactlyIt) {
  const ResponseLimits limits{.header_bytes = 1024, .body_bytes = 11};
  EXPECT_EQ(parsed(kChunked, 1 << 20, limits)->body, "hello world");
  const ResponseLimits less{.header_bytes = 1024, .body_bytes = 10};
  for (const std::string_view bytes :
       {kChunked, std::string_view("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nh"),
        std::string_view("HTTP/1.1 200 OK\r\n\r\nhello world")}) {
    EXPECT_EQ(error_of(bytes, less), "the answer is larger than 10 bytes");
  }
}

TEST(ResponseParser, RefusesHeadersOverTheLimit) {
  const std::string bytes = "HTTP/1.1 200 OK\r\nX: " + std::string(2000, 'x');
  EXPECT_EQ(error_of(bytes, {.header_bytes = 1024}), "the answer's headers are too large");
}

TEST(ResponseParser, HandsPiecesToAVisitorWithoutALimit) {
  std::string seen;
  ResponseParser parser(false, {.body_bytes = 3}, [&](std::string_view piece) {
    seen += piece;
    return true;
  });
  EXPECT_TRUE(parser.feed(kChunked).value());
  EXPECT_EQ(seen, "hello world");
  EXPECT_EQ(parser.take().body, "");
}

TEST(ResponseParser, EndsWhenTheVisitorHasEnough) {
  int pieces = 0;
  ResponseParser parser(false, {}, [&](std::string_view) { return ++pieces < 2; });
  EXPECT_FALSE(parser.feed(kChunked.substr(0, 60)).value());
  EXPECT_TRUE(parser.feed(kChunked.substr(60)).value());
  EXPECT_EQ(pieces, 2);
  EXPECT_TRUE(parser.finish());
}

TEST(ResponseParser, CollectsTheBodyOfARefusalEvenForAVisitor) {
  ResponseParser parser(false, {}, [](std::string_view) -> bool {
    ADD_FAILURE() << "a refusal is no data";
    return true;
  });
  EXPECT_TRUE(parser.feed("HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops").value());
  EXPECT_EQ(parser.take().body, "oops");
}

}  // namespace
}  // namespace silicon::runtime
