#include "exporter/command/settings/containers.hpp"

#include <gtest/gtest.h>

#include "exporter/command/settings/config.hpp"

namespace silicon::command {
namespace {

core::Result<Config> parse(std::string_view text) {
  return parse_config(
      text, "exporter.yml", {},
      [](const std::string&) -> std::optional<std::string> { return std::nullopt; });
}

std::string problem(std::string_view text) {
  const core::Result<Config> config = parse(text);
  return config ? "" : config.error().message();
}

TEST(ContainersSection, IsAllOptional) {
  const auto config = parse("containers: {}");
  ASSERT_TRUE(config);
  EXPECT_TRUE(config->container_access.sockets.empty());
  EXPECT_TRUE(config->container_access.labels.empty());
  EXPECT_TRUE(config->container_access.cgroups);
}

TEST(ContainersSection, ReadsEveryKey) {
  const auto config = parse(R"(
containers:
  sockets: ["unix:///run/docker.sock", "tcp://127.0.0.1:2375"]
  labels: [com.docker.compose.project, com.docker.compose.service]
  cgroups: off
)");
  ASSERT_TRUE(config) << config.error().message();
  EXPECT_EQ(config->container_access.sockets.size(), 2U);
  EXPECT_EQ(config->container_access.labels.at(1), "com.docker.compose.service");
  EXPECT_FALSE(config->container_access.cgroups);
}

TEST(ContainersSection, NamesThePlaceOfAMistake) {
  for (const char* keys :
       {"sockets: [/run/docker.sock]", "sockets: [\"ssh://host\"]", "sockets: [\"unix://run/x\"]",
        "sockets: [\"tcp://\"]", "cgroups: maybe", "label: [x]", "labels: [\"\"]",
        "labels: [a.b, a_b]", "sockets: [unix:///a, unix:///b, unix:///c, unix:///d, unix:///e]"}) {
    const std::string error = problem("containers:\n  " + std::string(keys) + "\n");
    EXPECT_NE(error.find("exporter.yml:2:"), std::string::npos) << keys << "\n" << error;
  }
}

}  // namespace
}  // namespace silicon::command
