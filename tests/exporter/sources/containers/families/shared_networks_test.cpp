#include "exporter/sources/containers/families/shared_networks.hpp"

#include <gtest/gtest.h>

#include <deque>

namespace silicon::containers {
namespace {

class SharedNetworksTest : public ::testing::Test {
 protected:
  // A container in this network; `read`: the reader read the network through it.
  void add(std::string_view name, Count network_namespace, bool read) {
    ContainerReading& reading = readings_.emplace_back();
    reading.network_namespace = network_namespace;
    if (read) reading.interfaces.push_back({"eth0", {}, {}});
    subjects_.push_back({.reading = &reading, .name = name});
  }

  // The same with the engine's word on whose network it is.
  void add(std::string_view name, Count network_namespace, bool read, bool owns_network) {
    add(name, network_namespace, read);
    metadata_.emplace_back().owns_network = owns_network;
    subjects_.back().metadata = &metadata_.back();
  }

  // Who shows a network, in the order in which they were added.
  std::vector<std::string> shown() {
    settle_networks(subjects_);
    std::vector<std::string> names;
    for (const Subject& subject : subjects_) {
      if (subject.network == nullptr || subject.network->interfaces.empty()) continue;
      names.emplace_back(subject.name);
    }
    return names;
  }

  std::deque<ContainerReading> readings_;
  std::deque<ContainerMetadata> metadata_;
  std::vector<Subject> subjects_;
};

using Names = std::vector<std::string>;

TEST_F(SharedNetworksTest, AreShownByTheirOwnerWhoeverWasReadFirst) {
  add("api", 77, true, false);
  add("web", 77, false, true);
  EXPECT_EQ(shown(), (Names{"web"}));
  EXPECT_EQ(subjects_[1].network, subjects_[0].reading);
}

TEST_F(SharedNetworksTest, AreShownByTheFirstByNameWhereNobodyIsKnown) {
  add("web", 77, true);
  add("api", 77, false);
  EXPECT_EQ(shown(), (Names{"api"}));
}

TEST_F(SharedNetworksTest, AreShownByAStrangerRatherThanByWhoOnlyUsesThem) {
  add("api", 77, true, false);
  add("web", 77, false);
  EXPECT_EQ(shown(), (Names{"web"}));
}

TEST_F(SharedNetworksTest, AreShownByAUserWhenTheOwnerIsGone) {
  add("worker", 77, true, false);
  add("api", 77, false, false);
  EXPECT_EQ(shown(), (Names{"api"}));
}

TEST_F(SharedNetworksTest, DoNotMixWithThoseOfOthers) {
  add("a", 1, true, true);
  add("b", 2, true, true);
  add("c", 1, false, false);
  add("d", 2, false, true);
  EXPECT_EQ(shown(), (Names{"a", "b"}));
}

TEST_F(SharedNetworksTest, AreNobodysWhereNoneWasRead) {
  add("a", 1, false, true);
  add("b", 1, false);
  EXPECT_EQ(shown(), Names{});
}

TEST_F(SharedNetworksTest, AreEachContainersOwnWhereNoNamespaceIsTold) {
  add("a", std::nullopt, true, true);
  add("b", std::nullopt, true);
  EXPECT_EQ(shown(), (Names{"a", "b"}));
}

}  // namespace
}  // namespace silicon::containers
