#include "exporter/runtime/http/wire/response_head.hpp"

#include <gtest/gtest.h>

namespace silicon::runtime {
namespace {

const core::Instant kTime{std::chrono::milliseconds(784'111'777'999)};

TEST(HttpDate, IsThatOfTheStandard) {
  EXPECT_EQ(http_date(kTime), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date(core::Instant(std::chrono::seconds(0))), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(http_date(core::Instant(std::chrono::seconds(1'709'164'800))),
            "Thu, 29 Feb 2024 00:00:00 GMT");
}

TEST(RenderHead, HasTheHeadersOfAnOrdinaryAnswer) {
  EXPECT_EQ(
      render({.content_type = "text/plain", .content_length = 5, .keep_alive = true}, {}, kTime),
      "HTTP/1.1 200 OK\r\n"
      "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
      "Content-Type: text/plain\r\n"
      "Content-Length: 5\r\n"
      "X-Content-Type-Options: nosniff\r\n"
      "Connection: keep-alive\r\n"
      "\r\n");
}

TEST(RenderHead, TellsOfCompression) {
  const std::string head = render({.content_type = "text/plain",
                                   .content_length = 5,
                                   .content_encoding = "gzip",
                                   .varies_by_encoding = true},
                                  {}, kTime);
  EXPECT_NE(
      head.find("\r\nContent-Encoding: gzip\r\nVary: Accept-Encoding\r\nConnection: close\r\n"),
      std::string::npos);
}

TEST(RenderHead, SaysNothingOfABodyThatCannotBe) {
  for (const int status : {204, 304}) {
    const std::string head = render({.status = status, .content_type = "text/plain"}, {}, kTime);
    EXPECT_EQ(head.find("Content-"), std::string::npos) << head;
  }
}

TEST(RenderHead, AddsTheHandlersHeaders) {
  const std::string head = render({}, {{"Allow", "GET"}, {"Location", "/x"}}, kTime);
  EXPECT_TRUE(head.ends_with("\r\nAllow: GET\r\nLocation: /x\r\n\r\n")) << head;
}

TEST(RenderHead, LeavesOutHeadersThatWouldForgeOthers) {
  const std::string head = render(
      {},
      {{"Location", "/x\r\nSet-Cookie: a"}, {"X\nSet-Cookie", "a"}, {"X", std::string("a\0b", 3)}},
      kTime);
  EXPECT_EQ(head.find("Set-Cookie"), std::string::npos);
  EXPECT_EQ(head.find("X:"), std::string::npos);
}

}  // namespace
}  // namespace silicon::runtime
