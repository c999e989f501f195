#include "alerting/config/sections/heartbeat.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/config_reading.hpp"

namespace silicon::config {
namespace {

using namespace std::chrono_literals;
using testing::config_problems;
using testing::mentions;
using testing::sound_config;

TEST(HeartbeatSection, ReadsWhatIsSentAndWhatIsExpected) {
  const Config config = sound_config(R"(
heartbeat:
  send: { url: 'https://h/ping/hush', interval: 30s, timeout: 3s }
  expect:
  - { name: nightly-backup, every: 25h, labels: { severity: warning } }
  - { name: cron, every: 5m }
)");
  ASSERT_TRUE(config.heartbeat.sent);
  EXPECT_EQ(config.heartbeat.sent->url.text.expose(), "https://h/ping/hush");
  EXPECT_EQ(config.heartbeat.sent->interval, 30s);
  EXPECT_EQ(config.heartbeat.sent->timeout, 3s);
  ASSERT_EQ(config.heartbeat.expected.size(), 2U);
  EXPECT_EQ(config.heartbeat.expected[0].name, "nightly-backup");
  EXPECT_EQ(config.heartbeat.expected[0].every, 25h);
  EXPECT_EQ(config.heartbeat.expected[0].labels, core::Labels({{"severity", "warning"}}));
}

TEST(HeartbeatSection, HidesTheUrlWhereTheConfigurationIsShown) {
  const Config config = sound_config("heartbeat: { send: { url: 'https://h/ping/hush' } }");
  EXPECT_EQ(config.shown.find("hush"), std::string::npos);
}

TEST(HeartbeatSection, IsNothingWithoutTheSection) {
  const Config config = sound_config("global: {}");
  EXPECT_FALSE(config.heartbeat.sent);
  EXPECT_TRUE(config.heartbeat.expected.empty());
}

TEST(HeartbeatSection, SaysWhatIsWrong) {
  EXPECT_TRUE(mentions(config_problems("heartbeat: { send: { interval: 1m } }"),
                       "heartbeat.send: needs url or url_file"));
  EXPECT_TRUE(mentions(config_problems("heartbeat: { send: { url: 'ftp://h/' } }"), "send.url"));
  EXPECT_TRUE(mentions(config_problems("heartbeat: { expect: [{ name: 'a/b', every: 1m }] }"),
                       "expect[0].name: must be of letters"));
  EXPECT_TRUE(mentions(config_problems("heartbeat: { expect: [{ name: a }] }"), "every"));
  EXPECT_TRUE(mentions(config_problems("heartbeat: { expect: [{ name: a, every: 10ms }] }"),
                       "expect[0].every: must be at least 1s"));
  EXPECT_TRUE(mentions(
      config_problems("heartbeat: { expect: [{ name: a, every: 1m }, { name: a, every: 1m }] }"),
      "there is another heartbeat named"));
  EXPECT_TRUE(mentions(
      config_problems("heartbeat: { expect: [{ name: a, every: 1m, labels: { alertname: x } }] }"),
      "cannot be set"));
}

}  // namespace
}  // namespace silicon::config
