#include "alerting/config/values/redact.hpp"

#include <gtest/gtest.h>

#include "exporter/runtime/yaml/parse.hpp"

namespace silicon::config {
namespace {

std::string shown(std::string_view text) {
  const auto tree = runtime::parse_yaml(text, "a.yml");
  return tree ? redacted(*tree) : tree.error().message();
}

TEST(Redacted, ShowsWhatIsNoSecretAsItIs) {
  const std::string text =
      "global:\n"
      "  scrape_interval: 15s\n"
      "scrape_configs:\n"
      "  -\n"
      "    job_name: node\n"
      "    static_configs:\n"
      "      -\n"
      "        targets:\n"
      "          - \"[::1]:9100\"\n"
      "          - h:1\n"
      "    empty: \"\"\n"
      "    nothing:\n"
      "    none: []\n"
      "    no_map: {}\n";
  EXPECT_EQ(shown(text), text);
}

TEST(Redacted, HidesSecretsByTheirKeys) {
  EXPECT_EQ(shown("basic_auth: { username: ann, password: hush, password_file: /a }"),
            "basic_auth:\n  username: ann\n  password: <secret>\n  password_file: /a\n");
  for (const char* key : {"credentials", "bearer_token", "client_secret", "token", "key"}) {
    EXPECT_EQ(shown(std::string(key) + ": hush"), std::string(key) + ": <secret>\n");
  }
  EXPECT_EQ(shown("http_headers: { X: { secrets: [a, b] } }"),
            "http_headers:\n  X:\n    secrets: <secret>\n");
}

TEST(Redacted, HidesTheUrlsOfWebhooksOnly) {
  EXPECT_EQ(shown("notify: { webhooks: [{ name: a, url: 'http://h/hush' }] }"),
            "notify:\n  webhooks:\n    -\n      name: a\n      url: <secret>\n");
  EXPECT_EQ(shown("http_sd_configs: [{ url: 'http://h/x' }]"),
            "http_sd_configs:\n  -\n    url: \"http://h/x\"\n");
}

TEST(Redacted, HidesPasswordsInUrls) {
  EXPECT_EQ(shown("proxy_url: http://user:hush@proxy:8080/a@b"),
            "proxy_url: http://user:xxxxx@proxy:8080/a@b\n");
  EXPECT_EQ(shown("proxy_url: http://user@proxy:8080"), "proxy_url: http://user@proxy:8080\n");
  EXPECT_EQ(shown("proxy_url: http://proxy:8080/a@b"), "proxy_url: http://proxy:8080/a@b\n");
}

TEST(Redacted, IsReadAsTheSameAgain) {
  for (const char* text :
       {"a: \"quote \\\" backslash \\\\ tab \\t line\\nbreak\"\n", "\"odd key: x\": 1\n",
        "a: \"- b\"\n", "a: \"yes # no\"\n", "a: \"\\x7f\"\n", "a:\n  -\n    - 1\n    - 2\n"}) {
    const std::string once = shown(text);
    EXPECT_EQ(shown(once), once) << text;
  }
  EXPECT_EQ(shown(""), "");
}

}  // namespace
}  // namespace silicon::config
