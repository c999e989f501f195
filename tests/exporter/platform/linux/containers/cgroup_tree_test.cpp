#include "exporter/platform/linux/containers/cgroup_tree.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/support/temporary_directory.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;

std::string id(char digit) {
  return std::string(64, digit);
}

class CgroupTreeTest : public ::testing::Test {
 protected:
  std::string make(const std::string& path) {
    std::filesystem::create_directories(directory_.root().string() + path);
    return path;
  }
  void remove(const std::string& path) {
    std::filesystem::remove_all(directory_.root().string() + path);
  }
  CgroupTree::Changes update(CgroupTree& tree, core::SteadyDuration later = 1s) {
    now_ += later;
    return tree.update(now_);
  }
  static std::vector<std::string> paths(const CgroupTree::Changes& changes) {
    std::vector<std::string> result;
    for (const FoundContainer& found : changes.added) result.push_back(found.path);
    std::sort(result.begin(), result.end());
    return result;
  }

  testing::TemporaryDirectory directory_;
  core::SteadyInstant now_{1000s};
  CgroupTree tree_{directory_.root().string() + "/"};
};

using Paths = std::vector<std::string>;

TEST_F(CgroupTreeTest, FindsWhatIsThere) {
  make("/system.slice/ssh.service");
  const std::string docker = make("/system.slice/docker-" + id('a') + ".scope");
  const std::string podman = make("/machine.slice/libpod-" + id('b') + ".scope");
  make("/machine.slice/libpod-conmon-" + id('b') + ".scope");
  make(podman + "/container");
  const CgroupTree::Changes changes = update(tree_);
  EXPECT_EQ(paths(changes), (Paths{podman, docker}));
  EXPECT_TRUE(changes.removed.empty());
  EXPECT_TRUE(paths(update(tree_)).empty());
}

TEST_F(CgroupTreeTest, NoticesWhatComesAndGoes) {
  make("/docker");
  update(tree_);
  const std::string first = make("/docker/" + id('a'));
  EXPECT_EQ(paths(update(tree_)), Paths{first});
  const std::string second = make("/docker/" + id('b'));
  remove(first);
  const CgroupTree::Changes changes = update(tree_);
  EXPECT_EQ(paths(changes), Paths{second});
  EXPECT_EQ(changes.removed, Paths{first});
}

TEST_F(CgroupTreeTest, NoticesParentsThatAreNew) {
  update(tree_);
  const std::string path = make("/kubepods/burstable/pod1/" + id('a'));
  EXPECT_EQ(paths(update(tree_)), Paths{path});
  remove("/kubepods");
  EXPECT_EQ(update(tree_).removed, Paths{path});
}

TEST_F(CgroupTreeTest, FindsContainersInContainers) {
  const std::string outer = make("/docker/" + id('a'));
  const std::string inner = make(outer + "/docker/" + id('b'));
  EXPECT_EQ(paths(update(tree_)), (Paths{outer, inner}));
  const std::string later = make(outer + "/docker/" + id('c'));
  EXPECT_EQ(paths(update(tree_)), Paths{later});
  remove(outer);
  EXPECT_EQ(update(tree_).removed.size(), 3U);
}

TEST_F(CgroupTreeTest, SaysNothingOfOneThatCameAndWent) {
  make("/docker");
  update(tree_);
  remove(make("/docker/" + id('a')));
  const CgroupTree::Changes changes = update(tree_);
  EXPECT_TRUE(changes.added.empty());
  EXPECT_TRUE(changes.removed.empty());
}

TEST_F(CgroupTreeTest, TellsOneThatWasMadeAgainInBetween) {
  const std::string path = make("/docker/" + id('a'));
  update(tree_);
  remove(path);
  make(path);
  const CgroupTree::Changes changes = update(tree_);
  EXPECT_EQ(changes.removed, Paths{path});
  EXPECT_EQ(paths(changes), Paths{path});
  make(path + "/docker/" + id('b'));  // the new one is watched as well
  EXPECT_EQ(paths(update(tree_)).size(), 1U);
}

TEST_F(CgroupTreeTest, FindsAgainWhatWasForgottenWhenItIsMadeAgain) {
  const std::string path = make("/docker/" + id('a'));
  update(tree_);
  tree_.forget(path);
  remove(path);
  make(path);
  EXPECT_EQ(paths(update(tree_)), Paths{path});
}

TEST_F(CgroupTreeTest, LooksEverywhereWhenEventsWereLost) {
  make("/docker");
  update(tree_);
  // More events than the kernel keeps (max_queued_events, 16384 by default) until somebody reads.
  const std::string file = directory_.write("file", "");
  for (int i = 0; i < 9000; ++i) {
    const std::string link = directory_.path("docker/link");
    std::filesystem::create_hard_link(file, link);
    std::filesystem::remove(link);
  }
  const std::string path = make("/docker/" + id('a'));
  EXPECT_EQ(paths(update(tree_)), Paths{path});
  const std::string next = make("/docker/" + id('b'));
  EXPECT_EQ(paths(update(tree_)), Paths{next});
}

TEST_F(CgroupTreeTest, LooksAgainEverySecondsWhereItCannotWatch) {
  CgroupTree tree(directory_.root().string(), {.watches = 1});
  make("/docker");
  update(tree);
  EXPECT_FALSE(tree.is_watching());
  const std::string path = make("/docker/" + id('a'));
  EXPECT_TRUE(paths(update(tree)).empty());
  EXPECT_EQ(paths(update(tree, 3s)), Paths{path});
  remove(path);
  EXPECT_EQ(update(tree, 3s).removed, Paths{path});
}

TEST_F(CgroupTreeTest, GoesNoDeeperThanItShould) {
  CgroupTree tree(directory_.root().string(), {.depth = 2});
  const std::string near = make("/a/" + id('a'));
  make("/a/b/c/d/" + id('b'));
  EXPECT_EQ(paths(update(tree)), Paths{near});
}

TEST_F(CgroupTreeTest, FindsNothingWhereThereIsNothing) {
  CgroupTree tree(directory_.path("nowhere"));
  EXPECT_TRUE(update(tree).added.empty());
}

}  // namespace
}  // namespace silicon::linux_platform
