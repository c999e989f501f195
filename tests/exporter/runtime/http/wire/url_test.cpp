#include "exporter/runtime/http/wire/url.hpp"

#include <gtest/gtest.h>

namespace silicon::runtime {
namespace {

HttpUrl parsed(std::string_view text) {
  const auto url = parse_http_url(text);
  EXPECT_TRUE(url) << text << ": " << (url ? "" : url.error().message());
  return url ? *url : HttpUrl{};
}

TEST(ParseHttpUrl, ReadsHostPortAndTarget) {
  const HttpUrl url = parsed("http://example.org:8080/a/b?q=1");
  EXPECT_EQ(url.host, "example.org");
  EXPECT_EQ(url.port, 8080);
  EXPECT_EQ(url.target, "/a/b?q=1");
  EXPECT_EQ(url.socket_path, "");
}

TEST(ParseHttpUrl, FillsInPortAndPath) {
  EXPECT_EQ(parsed("http://h").port, 80);
  EXPECT_EQ(parsed("http://h").target, "/");
  EXPECT_EQ(parsed("http://h?q").target, "/?q");
  EXPECT_EQ(parsed("http://h/a#part").target, "/a");
}

TEST(ParseHttpUrl, ReadsIpv6Hosts) {
  EXPECT_EQ(parsed("http://[::1]:81/").host, "::1");
  EXPECT_EQ(parsed("http://[::1]:81/").port, 81);
  EXPECT_EQ(parsed("http://[::1]").port, 80);
}

TEST(ParseHttpUrl, ReadsSocketFiles) {
  EXPECT_EQ(parsed("unix:///run/docker.sock").socket_path, "/run/docker.sock");
  EXPECT_EQ(parsed("unix:///run/docker.sock").target, "/");
  EXPECT_EQ(parsed("unix:///run/docker.sock:/v1.24/info?x=1").socket_path, "/run/docker.sock");
  EXPECT_EQ(parsed("unix:///run/docker.sock:/v1.24/info?x=1").target, "/v1.24/info?x=1");
}

TEST(ParseHttpUrl, RefusesWhatItCannotCall) {
  for (const char* text : {"", "h", "h:80/", "ftp://h/", "http://", "http:///a", "http://:80",
                           "http://h:0", "http://h:x", "http://h:99999", "http://[::1",
                           "http://[::1]x", "http://h:", "unix://relative", "unix://",
                           "http://h/a b", "http://h/\r\nX: y", "http://h/\x7f"}) {
    EXPECT_FALSE(parse_http_url(text)) << text;
  }
}

TEST(ParseHttpUrl, SaysWhyHttpsIsRefused) {
  EXPECT_EQ(parse_http_url("https://h/").error().message(),
            "https is not spoken here: use http://, or a proxy that speaks TLS");
}

TEST(ParseHttpUrl, RefusesPasswordsWithoutRepeatingThem) {
  const auto url = parse_http_url("http://user:hunter2@h/");
  ASSERT_FALSE(url);
  EXPECT_EQ(url.error().message().find("hunter2"), std::string::npos);
}

std::string led_to(std::string_view from, std::string_view location) {
  const auto url = resolve_location(*parse_http_url(from), location);
  if (!url) return "refused";
  return url->socket_path + url->host + ":" + std::to_string(url->port) + url->target;
}

TEST(ResolveLocation, TakesAbsoluteAddresses) {
  EXPECT_EQ(led_to("http://a/x", "http://b:81/y?z"), "b:81/y?z");
  EXPECT_EQ(led_to("http://a/x", "//b/y"), "b:80/y");
  EXPECT_EQ(led_to("unix:///run/s", "http://b/y"), "b:80/y");
}

TEST(ResolveLocation, StaysWithTheServerForPaths) {
  EXPECT_EQ(led_to("http://a:81/x/y?q", "/z?r#part"), "a:81/z?r");
  EXPECT_EQ(led_to("http://a/x/y?q", "z"), "a:80/x/z");
  EXPECT_EQ(led_to("http://a/x/y?q=/1", "?r"), "a:80/x/y?r");
  EXPECT_EQ(led_to("http://a/x?q", "#part"), "a:80/x");
  EXPECT_EQ(led_to("http://a/x", "y?next=http://b/"), "a:80/y?next=http://b/");
  EXPECT_EQ(led_to("unix:///run/s:/x", "/y"), "/run/s:80/y");
}

TEST(ResolveLocation, RefusesOtherKindsOfPlaces) {
  for (const char* location : {"", "https://b/", "unix:///run/docker.sock", "ftp://b/", "/a b",
                               "http://user:hunter2@b/", "/a\r\nX: y"}) {
    EXPECT_EQ(led_to("http://a/", location), "refused") << location;
  }
}

}  // namespace
}  // namespace silicon::runtime
