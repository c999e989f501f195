#include "alerting/config/parts/discovery.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/config_reading.hpp"

namespace silicon::config {
namespace {

using namespace std::chrono_literals;
using testing::mentions;

std::string job_with(const std::string& keys) {
  return "scrape_configs:\n- job_name: j\n  " + keys + "\n";
}

Discovery discovery(const std::string& keys) {
  const Config config = testing::sound_config(job_with(keys));
  return config.scrapes.empty() ? Discovery{} : config.scrapes[0].discovery;
}

std::string problem(const std::string& keys) {
  return testing::config_problems(job_with(keys));
}

TEST(DiscoverySection, ReadsWhatIsWrittenDown) {
  const Discovery read =
      discovery("static_configs: [{ targets: [a:1, b:2], labels: { dc: eu, n: 1 } }, {}]");
  ASSERT_EQ(read.fixed.size(), 2U);
  EXPECT_EQ(read.fixed[0].addresses, (std::vector<std::string>{"a:1", "b:2"}));
  EXPECT_EQ(read.fixed[0].labels, (core::Labels{{"dc", "eu"}, {"n", "1"}}));
}

TEST(DiscoverySection, RefusesUrlsForAddresses) {
  EXPECT_TRUE(mentions(problem("static_configs: [{ targets: ['http://a:1/metrics'] }]"),
                       "\"http://a:1/metrics\" is not a valid hostname"));
  EXPECT_EQ(problem("static_configs: [{ targets: ['http://a:1'] }]\n"
                    "  relabel_configs: [{ target_label: __address__, replacement: b }]"),
            "")
      << "as blackbox probes have them";
}

TEST(DiscoverySection, ReadsFilesRelativeToTheConfiguration) {
  const Discovery read = discovery(
      "file_sd_configs: [{ files: [targets/*.json, /abs/b.yml], refresh_interval: 30s }]");
  ASSERT_EQ(read.files.size(), 1U);
  EXPECT_EQ(read.files[0].patterns,
            (std::vector<std::string>{"/etc/silicon/targets/*.json", "/abs/b.yml"}));
  EXPECT_EQ(read.files[0].refresh_interval, 30s);
  EXPECT_EQ(discovery("file_sd_configs: [{ files: [a.yaml] }]").files[0].refresh_interval, 5min);
  EXPECT_TRUE(mentions(problem("file_sd_configs: [{ files: [a.txt] }]"),
                       "\"a.txt\" must end in .json, .yml or .yaml"));
  EXPECT_TRUE(mentions(problem("file_sd_configs: [{}]"), "\"files\" is missing"));
}

TEST(DiscoverySection, ReadsServers) {
  const Discovery read =
      discovery("http_sd_configs: [{ url: 'http://sd/x?y', basic_auth: { username: a } }]");
  ASSERT_EQ(read.servers.size(), 1U);
  EXPECT_EQ(read.servers[0].url, "http://sd/x?y");
  EXPECT_EQ(read.servers[0].refresh_interval, 1min);
  EXPECT_TRUE(read.servers[0].http.basic);
  for (const char* url : {"sd/x", "http://", "https:///x", "ftp://sd", "http://a b"}) {
    EXPECT_TRUE(mentions(problem("http_sd_configs: [{ url: '" + std::string(url) + "' }]"),
                         "must be a URL"))
        << url;
  }
  EXPECT_TRUE(mentions(problem("http_sd_configs: [{}]"), "\"url\" is missing"));
}

TEST(DiscoverySection, NamesEveryOtherWayAndWhatToDoInstead) {
  for (const char* way : {"kubernetes", "consul", "dns", "docker", "ec2"}) {
    EXPECT_TRUE(mentions(problem(std::string(way) + "_sd_configs: [{}]"),
                         std::string(way) + "_sd_configs: is not supported: let something write"))
        << way;
  }
  EXPECT_TRUE(mentions(problem("file_sd_config: []"), "did you mean \"file_sd_configs\"?"));
}

}  // namespace
}  // namespace silicon::config
