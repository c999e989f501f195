#include "exporter/command/settings/probes.hpp"

#include <gtest/gtest.h>

#include "exporter/command/settings/config.hpp"

namespace silicon::command {
namespace {

using namespace std::chrono_literals;

core::Result<Config> parse(std::string_view text) {
  return parse_config(text, "exporter.yml", {},
                      [](const std::string& name) -> std::optional<std::string> {
                        if (name == "TOKEN") return "Bearer s3cret";
                        return std::nullopt;
                      });
}

std::string problem(std::string_view text) {
  const core::Result<Config> config = parse(text);
  return config ? "" : config.error().message();
}

// The mistake in a single probe with these keys besides the url.
std::string problem_with(const std::string& keys) {
  return problem("probes: [{ url: \"http://127.0.0.1/\", " + keys + " }]");
}

bool mentions(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(ProbesSection, NeedsNothingButAUrl) {
  const auto config = parse("probes: [{ url: http://127.0.0.1:8080/healthz }]");
  ASSERT_TRUE(config) << config.error().message();
  ASSERT_EQ(config->probes.size(), 1U);
  const probing::Probe& probe = config->probes[0];
  EXPECT_EQ(probe.name, "http://127.0.0.1:8080/healthz");
  EXPECT_EQ(probe.url.port, 8080);
  EXPECT_EQ(probe.interval, 15s);
  EXPECT_EQ(probe.timeout, 5s);
  EXPECT_EQ(probe.method, "GET");
  EXPECT_TRUE(probe.follow_redirects);
  EXPECT_EQ(probe.expectation.statuses, (std::vector<probes::StatusRange>{{200, 299}}));
}

TEST(ProbesSection, ReadsEveryKey) {
  const auto config = parse(R"(
probes:
  - name: shop
    url: "unix:///run/shop.sock:/healthz?deep=1"
    interval: 2s
    timeout: 500ms
    method: GET
    headers:
      - { name: Authorization, value: "${TOKEN}" }
      - { name: Accept-Language, value: de }
    expect: { status: [200, 3xx, 401-403], body_contains: '"ok"' }
    follow_redirects: false
    body_limit: 4096
  - { name: front, url: "http://[::1]/", method: HEAD }
)");
  ASSERT_TRUE(config) << config.error().message();
  ASSERT_EQ(config->probes.size(), 2U);
  const probing::Probe& probe = config->probes[0];
  EXPECT_EQ(probe.name, "shop");
  EXPECT_EQ(probe.url.socket_path, "/run/shop.sock");
  EXPECT_EQ(probe.url.target, "/healthz?deep=1");
  EXPECT_EQ(probe.interval, 2s);
  EXPECT_EQ(probe.timeout, 500ms);
  ASSERT_EQ(probe.headers.size(), 2U);
  EXPECT_TRUE(probe.headers[0].value.matches("Bearer s3cret"));
  EXPECT_EQ(probe.expectation.statuses,
            (std::vector<probes::StatusRange>{{200, 200}, {300, 399}, {401, 403}}));
  EXPECT_EQ(probe.expectation.body_contains, "\"ok\"");
  EXPECT_FALSE(probe.follow_redirects);
  EXPECT_EQ(probe.body_limit, 4096U);
  EXPECT_EQ(config->probes[1].method, "HEAD");
}

TEST(ProbesSection, ShortensTheTimeoutThatNobodyChoseToTheInterval) {
  EXPECT_EQ(parse("probes: [{ url: http://a, interval: 2s }]")->probes[0].timeout, 2s);
  EXPECT_TRUE(mentions(problem_with("interval: 2s, timeout: 3s"), "timeout"));
}

TEST(ProbesSection, SendsHttpsToBlackboxExporter) {
  const std::string error = problem("probes:\n  - url: https://example.org/\n");
  EXPECT_TRUE(mentions(error, "exporter.yml:2:")) << error;
  EXPECT_TRUE(mentions(error, "blackbox_exporter")) << error;
}

TEST(ProbesSection, NamesThePlaceOfEveryMistake) {
  const std::string error = problem(
      "probes:\n"
      "  - name: a\n"
      "  - { url: ftp://x, name: b }\n"
      "  - { url: http://x, name: c, interval: 0s }\n"
      "  - { url: http://x, name: d, expect: { status: [ok] } }\n"
      "  - { url: http://x, name: d, unknown: 1 }\n");
  for (const char* place : {"exporter.yml:2:", "exporter.yml:3:", "exporter.yml:4:",
                            "exporter.yml:5:", "exporter.yml:6:"}) {
    EXPECT_TRUE(mentions(error, place)) << place << "\n" << error;
  }
  EXPECT_TRUE(mentions(error, "two probes have the same name")) << error;
}

TEST(ProbesSection, RefusesValuesOutOfReason) {
  for (const char* keys :
       {"interval: 1ms", "timeout: 2m, interval: 5m", "method: POST", "body_limit: 0",
        "body_limit: 1000000000", "expect: { status: [] }", "expect: { status: [99] }",
        "expect: { bodi: x }", "name: \"\"", "headers: { Authorization: x }",
        "method: HEAD, expect: { body_contains: x }"}) {
    EXPECT_NE(problem_with(keys), "") << keys;
  }
}

TEST(ProbesSection, RefusesHeadersThatWouldChangeTheRequest) {
  for (const char* header : {"name: Host, value: x", "name: content-length, value: 1",
                             "name: Transfer-Encoding, value: chunked", "name: \"A B\", value: x",
                             "name: X, value: \"a\\r\\nB: c\"", "name: X", "value: x"}) {
    EXPECT_NE(problem_with("headers: [{ " + std::string(header) + " }]"), "") << header;
  }
}

TEST(ProbesSection, NeverShowsTheValueOfAHeader) {
  const std::string error =
      problem_with("headers: [{ name: Authorization, value: hunter2, valeu: hunter2 }]");
  EXPECT_NE(error, "");
  EXPECT_FALSE(mentions(error, "hunter2")) << error;
  EXPECT_TRUE(mentions(problem_with("headers: [{ name: A, value: '${NONE}' }]"), "NONE"));
}

TEST(ProbesSection, HasALimit) {
  std::string text = "probes:\n";
  for (std::size_t i = 0; i <= kMostProbes; ++i) {
    text += "  - { url: \"http://127.0.0.1/" + std::to_string(i) + "\" }\n";
  }
  EXPECT_TRUE(mentions(problem(text), "only 100 probes"));
}

}  // namespace
}  // namespace silicon::command
