#include "exporter/sources/containers/cgroup/paths.hpp"

#include <gtest/gtest.h>

namespace silicon::containers {
namespace {

const std::string kId = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const std::string kPod = "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1_2.slice";

struct Case {
  std::string path;
  Runtime runtime;
};

class ContainerPathsTest : public ::testing::TestWithParam<Case> {};

TEST_P(ContainerPathsTest, AreKnown) {
  const auto found = identify(GetParam().path);
  ASSERT_TRUE(found) << GetParam().path;
  EXPECT_EQ(found->id, kId) << GetParam().path;
  EXPECT_EQ(found->runtime, GetParam().runtime) << GetParam().path;
}

INSTANTIATE_TEST_SUITE_P(
    Runtimes, ContainerPathsTest,
    ::testing::Values(
        Case{"/docker/" + kId, Runtime::docker},
        Case{"/system.slice/docker-" + kId + ".scope", Runtime::docker},
        Case{"/mine.slice/docker-" + kId + ".scope", Runtime::docker},
        Case{"/user.slice/user-1000.slice/user@1000.service/user.slice/docker-" + kId + ".scope",
             Runtime::docker},
        Case{"/a/parent/of/mine/" + kId, Runtime::unknown},
        Case{"/docker/" + std::string(64, 'b') + "/docker/" + kId, Runtime::docker},
        Case{"/libpod_parent/libpod-" + kId, Runtime::podman},
        Case{"/machine.slice/libpod-" + kId + ".scope", Runtime::podman},
        Case{"/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" + kId + ".scope",
             Runtime::podman},
        Case{"/system.slice/web.service/libpod-payload-" + kId, Runtime::podman},
        Case{"/kubepods/burstable/pod1-2/" + kId, Runtime::containerd},
        Case{kPod + "/cri-containerd-" + kId + ".scope", Runtime::containerd},
        Case{kPod + "/crio-" + kId + ".scope", Runtime::crio},
        Case{"/kubepods/besteffort/pod1-2/crio-" + kId, Runtime::crio},
        Case{"/system.slice/containerd.service/kubepods-pod1.slice:cri-containerd:" + kId,
             Runtime::containerd},
        Case{"/system.slice/nerdctl-" + kId + ".scope", Runtime::nerdctl},
        Case{"/default/" + kId, Runtime::unknown}, Case{"/ecs/task-1/" + kId, Runtime::ecs}));

TEST(ContainerPaths, KnowIdsThatAreNotDigests) {
  EXPECT_EQ(identify("/k8s.io/c2"), (Identity{"c2", Runtime::containerd}));
  EXPECT_EQ(identify("/default/my-redis"), (Identity{"my-redis", Runtime::containerd}));
  EXPECT_EQ(identify("/system.slice/nerdctl-0123456789ab.scope"),
            (Identity{"0123456789ab", Runtime::nerdctl}));
  const std::string ecs = std::string(32, 'a') + "-1234567890";
  EXPECT_EQ(identify("/ecs/" + std::string(32, 'b') + "/" + ecs), (Identity{ecs, Runtime::ecs}));
}

TEST(ContainerPaths, AreNotWhatIsAroundAndInside) {
  for (const std::string& path : std::vector<std::string>{
           "", "/", "/docker", "/system.slice", "/system.slice/docker.service", "/init.scope", kPod,
           "/machine.slice/libpod-" + kId + ".scope/container", "/docker/" + kId + "/init.scope",
           "/k8s.io", "/default", "/docker/" + kId.substr(1), "/docker/" + kId + "0",
           "/system.slice/docker-0123456789ab.scope", "/mine/c2"}) {
    EXPECT_EQ(identify(path), std::nullopt) << path;
  }
}

TEST(ContainerPaths, AreNotThoseOfMonitorsAndMounts) {
  for (const std::string& name : std::vector<std::string>{
           "conmon", "libpod-conmon-" + kId + ".scope", "crio-conmon-" + kId + ".scope",
           "var-lib-docker-overlay2-" + kId + ".mount"}) {
    EXPECT_TRUE(holds_no_container(name)) << name;
    EXPECT_EQ(identify("/machine.slice/" + name), std::nullopt) << name;
  }
  EXPECT_FALSE(holds_no_container("docker"));
}

TEST(ContainerPaths, AreNotInUpperCase) {
  std::string loud = kId;
  for (char& c : loud) c = static_cast<char>(std::toupper(c));
  EXPECT_EQ(identify("/docker/" + loud), std::nullopt);
}

}  // namespace
}  // namespace silicon::containers
