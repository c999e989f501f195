#include "exporter/sources/containers/engine/location/endpoint.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace silicon::engine {
namespace {

// A machine of variables, files and sockets.
struct Machine {
  std::map<std::string, std::string> variables{{"HOME", "/home/ann"}};
  std::map<std::string, std::string> files;
  std::set<std::string> sockets;
  std::string root;

  Surroundings surroundings() const {
    return {.variable = [this](const std::string& name) -> std::optional<std::string> {
              const auto found = variables.find(name);
              if (found == variables.end()) return std::nullopt;
              return found->second;
            },
            .read_file = [this](const std::string& path) -> std::optional<std::string> {
              const auto found = files.find(path);
              if (found == files.end()) return std::nullopt;
              return found->second;
            },
            .list_folder = [this](const std::string& path) { return below(path); },
            .exists = [this](const std::string& path) { return sockets.contains(path); },
            .root = root};
  }

  std::vector<std::string> below(const std::string& path) const {
    std::vector<std::string> names;
    for (const auto& [file, text] : files) {
      if (!file.starts_with(path + "/")) continue;
      const std::string rest = file.substr(path.size() + 1);
      names.push_back(rest.substr(0, rest.find('/')));
    }
    return names;
  }

  std::string docker(const std::string& configured = "") const {
    const auto found = docker_endpoint(configured, surroundings());
    return found ? *found : found.error().message();
  }

  std::string podman() const {
    const auto found = podman_endpoint(surroundings());
    return found ? *found : found.error().message();
  }

  void add_context(const std::string& name, const std::string& host) {
    files["/home/ann/.docker/contexts/meta/hash-of-" + name + "/meta.json"] =
        R"({"Name":")" + name + R"(","Metadata":{},"Endpoints":{"docker":{"Host":")" + host +
        R"(","SkipTLSVerify":false}}})";
  }
};

TEST(DockerEndpoints, AreFirstWhatTheEnvironmentSays) {
  Machine machine;
  machine.variables["DOCKER_HOST"] = "unix:///elsewhere.sock";
  machine.sockets = {"/var/run/docker.sock"};
  EXPECT_EQ(machine.docker("unix:///configured.sock"), "unix:///elsewhere.sock");
  machine.variables["DOCKER_HOST"] = "tcp://10.0.0.5:2375";
  EXPECT_EQ(machine.docker(), "http://10.0.0.5:2375");
}

TEST(DockerEndpoints, AreThenWhatTheConfigurationSays) {
  Machine machine;
  machine.sockets = {"/var/run/docker.sock"};
  EXPECT_EQ(machine.docker("unix:///configured.sock"), "unix:///configured.sock");
}

TEST(DockerEndpoints, AreThenThoseOfTheCurrentContext) {
  Machine machine;
  machine.sockets = {"/var/run/docker.sock"};
  machine.files["/home/ann/.docker/config.json"] =
      R"({"auths":{"x":{"auth":"c2VjcmV0"}},"currentContext":"desktop-linux"})";
  machine.add_context("other", "unix:///other.sock");
  machine.add_context("desktop-linux", "unix:///home/ann/.docker/run/docker.sock");
  EXPECT_EQ(machine.docker(), "unix:///home/ann/.docker/run/docker.sock");
  machine.variables["DOCKER_CONTEXT"] = "other";
  EXPECT_EQ(machine.docker(), "unix:///other.sock");
  machine.variables["DOCKER_CONTEXT"] = "default";
  EXPECT_EQ(machine.docker(), "unix:///var/run/docker.sock");
  machine.variables["DOCKER_CONTEXT"] = "gone";
  EXPECT_EQ(machine.docker(), "the docker context \"gone\" has no address");
}

TEST(DockerEndpoints, OfAContextMayLieBelowAnotherFolder) {
  Machine machine;
  machine.variables["DOCKER_CONFIG"] = "/etc/docker-client";
  machine.files["/etc/docker-client/config.json"] = R"({"currentContext":"a"})";
  machine.files["/etc/docker-client/contexts/meta/1/meta.json"] =
      R"({"Name":"a","Endpoints":{"docker":{"Host":"ssh://ann@host"}}})";
  EXPECT_EQ(machine.docker(),
            "\"ssh://ann@host\" cannot be reached from here: unix:// and tcp:// without TLS can");
}

TEST(DockerEndpoints, IgnoreConfigurationsThatCannotBeRead) {
  Machine machine;
  machine.sockets = {"/run/docker.sock"};
  machine.files["/home/ann/.docker/config.json"] = "{\"currentContext\":";
  EXPECT_EQ(machine.docker(), "unix:///run/docker.sock");
  machine.files["/home/ann/.docker/config.json"] = R"({"currentContext":["x"]})";
  EXPECT_EQ(machine.docker(), "unix:///run/docker.sock");
}

TEST(DockerEndpoints, AreLastTheUsualSockets) {
  Machine machine;
  EXPECT_EQ(machine.docker(), "no socket at any of 6 usual places");
  machine.sockets = {"/home/ann/.docker/run/docker.sock"};
  EXPECT_EQ(machine.docker(), "unix:///home/ann/.docker/run/docker.sock");
  machine.variables["XDG_RUNTIME_DIR"] = "/run/user/1000";
  machine.sockets.insert("/run/user/1000/docker.sock");
  EXPECT_EQ(machine.docker(), "unix:///run/user/1000/docker.sock");
  machine.sockets.insert("/var/run/docker.sock");
  EXPECT_EQ(machine.docker(), "unix:///var/run/docker.sock");
}

TEST(DockerEndpoints, MayLieBelowTheRootOfTheMachine) {
  Machine machine;
  machine.root = "/host";
  machine.sockets = {"/host/var/run/docker.sock", "/host/run/podman/podman.sock"};
  EXPECT_EQ(machine.docker(), "unix:///host/var/run/docker.sock");
  EXPECT_EQ(machine.podman(), "unix:///host/run/podman/podman.sock");
}

TEST(DockerEndpoints, ThatNeedTlsAreRefused) {
  Machine machine;
  machine.variables["DOCKER_HOST"] = "tcp://10.0.0.5:2376";
  machine.variables["DOCKER_TLS_VERIFY"] = "1";
  EXPECT_EQ(machine.docker(), "DOCKER_HOST with DOCKER_TLS_VERIFY: there is no TLS here");
}

TEST(PodmanEndpoints, AreTheUsualSockets) {
  Machine machine;
  EXPECT_EQ(machine.podman(), "no socket at any of 2 usual places");
  machine.variables["XDG_RUNTIME_DIR"] = "/run/user/1000";
  machine.sockets = {"/run/user/1000/podman/podman.sock"};
  EXPECT_EQ(machine.podman(), "unix:///run/user/1000/podman/podman.sock");
}

TEST(ClientUrls, AreOnlyWhatWeCanCall) {
  EXPECT_EQ(*client_url("unix:///a"), "unix:///a");
  EXPECT_EQ(*client_url("http://a:1"), "http://a:1");
  for (const char* host :
       {"ssh://a", "npipe:////./pipe/docker_engine", "fd://", "", "/a", "https://a"}) {
    EXPECT_FALSE(client_url(host)) << host;
  }
}

}  // namespace
}  // namespace silicon::engine
