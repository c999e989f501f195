#include "exporter/sources/containers/families/lifecycle.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::containers {
namespace {

using namespace std::chrono_literals;
using testing::value_of;

constexpr core::Instant kNow{1'000'000s};

ContainerMetadata in_state(ContainerState state, core::Duration ago = 0ms) {
  ContainerMetadata container;
  container.state = state;
  container.created = kNow - ago - 1h;
  if (state == ContainerState::exited) container.finished = kNow - ago;
  return container;
}

TEST(ShownByState, AreAllThatRun) {
  const Inventory inventory{{"a", in_state(ContainerState::running, 100h)},
                            {"b", in_state(ContainerState::paused, 100h)},
                            {"c", in_state(ContainerState::restarting, 100h)}};
  EXPECT_EQ(shown_by_state(inventory, {.most = 0}, kNow),
            (std::vector<std::string_view>{"a", "b", "c"}));
}

TEST(ShownByState, AreTheLastThatEnded) {
  Inventory inventory;
  for (int i = 0; i < 10; ++i) {
    inventory.emplace("c" + std::to_string(i),
                      in_state(ContainerState::exited, std::chrono::minutes(10 - i)));
  }
  EXPECT_EQ(shown_by_state(inventory, {.most = 3}, kNow),
            (std::vector<std::string_view>{"c7", "c8", "c9"}));
}

TEST(ShownByState, AreNoneThatEndedLongAgo) {
  const Inventory inventory{{"a", in_state(ContainerState::exited, 25h)},
                            {"b", in_state(ContainerState::exited, 23h)},
                            {"c", in_state(ContainerState::created, 23h)},
                            {"d", in_state(ContainerState::created, 22h)}};
  EXPECT_EQ(shown_by_state(inventory, {}, kNow), (std::vector<std::string_view>{"b", "c", "d"}));
}

TEST(ShownByState, HoldsOneWhoseEndIsNotKnown) {
  ContainerMetadata dead;
  dead.state = ContainerState::dead;
  EXPECT_EQ(shown_by_state({{"a", dead}}, {}, kNow).size(), 1U);
  EXPECT_TRUE(shown_by_state({{"a", ContainerMetadata{}}}, {}, kNow).empty());
}

core::Families of(const ContainerMetadata& metadata) {
  const LifecycleEntry entry{.name = "web", .metadata = &metadata, .oom_kills = 4, .restarts = 7};
  return lifecycle_families({&entry, 1}, {});
}

TEST(Lifecycle, IsASetOfStates) {
  EXPECT_EQ(testing::lines(of(in_state(ContainerState::exited)).front()),
            (std::vector<std::string>{
                R"(silicon_container_state{name="web",state="created"} 0)",
                R"(silicon_container_state{name="web",state="running"} 0)",
                R"(silicon_container_state{name="web",state="paused"} 0)",
                R"(silicon_container_state{name="web",state="restarting"} 0)",
                R"(silicon_container_state{name="web",state="removing"} 0)",
                R"(silicon_container_state{name="web",state="exited"} 1)",
                R"(silicon_container_state{name="web",state="dead"} 0)",
            }));
}

TEST(Lifecycle, SaysWhatBecameOfTheContainer) {
  ContainerMetadata metadata = in_state(ContainerState::exited);
  metadata.restarts = 2;
  metadata.exit_code = 137;
  metadata.health = Health::starting;
  const core::Families families = of(metadata);
  EXPECT_EQ(value_of(families, R"(silicon_container_restarts_total{name="web"})"), 7);
  EXPECT_EQ(value_of(families, R"(silicon_container_exit_code{name="web"})"), 137);
  EXPECT_EQ(value_of(families, R"(silicon_container_oom_kills_total{name="web"})"), 4);
  EXPECT_EQ(value_of(families, R"(silicon_container_health_state{name="web"})"), 2);
}

TEST(Lifecycle, TellsHealthyFromUnhealthy) {
  ContainerMetadata metadata;
  metadata.health = Health::healthy;
  EXPECT_EQ(value_of(of(metadata), R"(silicon_container_health_state{name="web"})"), 1);
  metadata.health = Health::unhealthy;
  EXPECT_EQ(value_of(of(metadata), R"(silicon_container_health_state{name="web"})"), 0);
  metadata.health = Health::none;
  EXPECT_FALSE(testing::has_family(of(metadata), "silicon_container_health_state"));
}

TEST(Lifecycle, SaysNothingThatTheEngineDoesNotSay) {
  const LifecycleEntry entry{.name = "web"};
  EXPECT_EQ(testing::lines(lifecycle_families({&entry, 1}, {})),
            std::vector<std::string>{R"(silicon_container_oom_kills_total{name="web"} 0)"});
}

TEST(Lifecycle, CountsTheCoresOfEachTier) {
  const cpu::Placements placements{{0, "efficiency", "E0"},
                                   {1, "efficiency", "E0"},
                                   {2, "performance", "P0"},
                                   {3, "performance", "P0"}};
  const std::vector<unsigned> cpuset{0, 1, 3, 9};
  const LifecycleEntry entry{.name = "web", .cpuset = &cpuset};
  const core::Families families = lifecycle_families({&entry, 1}, placements);
  const auto cores = [&](const std::string& tier) {
    return value_of(families, R"(silicon_container_cpuset_cores{name="web",tier=")" + tier + "\"}");
  };
  EXPECT_EQ(cores("efficiency"), 2);
  EXPECT_EQ(cores("performance"), 1);
}

}  // namespace
}  // namespace silicon::containers
