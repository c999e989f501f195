#include "exporter/platform/engine/locate.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/temporary_directory.hpp"

namespace silicon::engine_platform {
namespace {

// This process's eyes, but with variables that lead into a folder of the test's own.
engine::Surroundings eyes_in(const testing::TemporaryDirectory& folder) {
  engine::Surroundings surroundings = this_process("/");
  const std::string home = folder.root();
  surroundings.variable = [home](const std::string& name) -> std::optional<std::string> {
    if (name == "HOME" || name == "XDG_RUNTIME_DIR") return home;
    return std::nullopt;
  };
  surroundings.exists = [exists = surroundings.exists, home](const std::string& path) {
    return path.starts_with(home) && exists(path);
  };
  return surroundings;
}

TEST(LocateDocker, FollowsTheContextOfTheDockerCommand) {
  const testing::TemporaryDirectory folder;
  const std::string meta = ".docker/contexts/meta/0123";
  std::filesystem::create_directories(folder.root() / meta);
  folder.write(".docker/config.json", R"({"currentContext":"mine"})");
  folder.write(meta + "/meta.json",
               R"({"Name":"mine","Endpoints":{"docker":{"Host":"unix:///mine.sock"}}})");
  EXPECT_EQ(*locate_docker("", eyes_in(folder))(), "unix:///mine.sock");
  EXPECT_EQ(*locate_docker("unix:///configured.sock", eyes_in(folder))(),
            "unix:///configured.sock");
}

TEST(LocateDocker, IsAbsentWhereThereIsNoneAndLooksAgainEachTime) {
  const testing::TemporaryDirectory folder;
  const Locate locate = locate_docker("", eyes_in(folder));
  EXPECT_EQ(locate().error().kind(), core::ErrorKind::absent);
  const std::string socket = folder.write("docker.sock", "");
  EXPECT_EQ(*locate(), "unix://" + socket);
}

TEST(LocatePodman, IsNotDockersSocketAgain) {
  const testing::TemporaryDirectory folder;
  std::filesystem::create_directories(folder.root() / "podman");
  const std::string socket = folder.write("podman/podman.sock", "");
  const Locate locate = locate_podman(eyes_in(folder));
  EXPECT_EQ(*locate(), "unix://" + socket);
  std::filesystem::create_symlink(socket, folder.root() / "docker.sock");
  EXPECT_EQ(locate().error().message(), "Podman stands in for Docker here");
}

}  // namespace
}  // namespace silicon::engine_platform
