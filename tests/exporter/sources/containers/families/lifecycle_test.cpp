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
  return Lifecycle().follow({&entry, 1}, {});
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
  EXPECT_EQ(testing::lines(Lifecycle().follow({&entry, 1}, {})),
            std::vector<std::string>{R"(silicon_container_oom_kills_total{name="web"} 0)"});
}

TEST(Lifecycle, CountsTheCoresOfEachTier) {
  const cpu::Placements placements{{0, "efficiency", "E0"},
                                   {1, "efficiency", "E0"},
                                   {2, "performance", "P0"},
                                   {3, "performance", "P0"}};
  const std::vector<unsigned> cpuset{0, 1, 3, 9};
  const LifecycleEntry entry{.name = "web", .cpuset = &cpuset};
  const core::Families families = Lifecycle().follow({&entry, 1}, placements);
  const auto cores = [&](const std::string& tier) {
    return value_of(families, R"(silicon_container_cpuset_cores{name="web",tier=")" + tier + "\"}");
  };
  EXPECT_EQ(cores("efficiency"), 2);
  EXPECT_EQ(cores("performance"), 1);
}

double cores_of(const core::Families& families, const std::string& name, const std::string& tier) {
  const std::string series =
      "silicon_container_cpuset_cores{name=\"" + name + "\",tier=\"" + tier + "\"}";
  return value_of(families, series).value_or(-1);
}

TEST(Lifecycle, CountsCoresAnewWhenTheContainerMayUseOthersOrTheMachineHasOthers) {
  Lifecycle lifecycle;
  const std::vector<unsigned> one{0}, two{0, 1};
  const cpu::Placements equal{{0, "unknown", "all"}, {1, "unknown", "all"}};
  const cpu::Placements tiers{{0, "efficiency", "E0"}, {1, "performance", "P0"}};
  const auto follow = [&](const std::vector<unsigned>& cpuset, const cpu::Placements& placements) {
    const LifecycleEntry entry{.name = "web", .cpuset = &cpuset};
    return lifecycle.follow({&entry, 1}, placements);
  };
  EXPECT_EQ(cores_of(follow(one, equal), "web", "unknown"), 1);
  EXPECT_EQ(cores_of(follow(two, equal), "web", "unknown"), 2);
  const core::Families told = follow(two, tiers);
  EXPECT_EQ(cores_of(told, "web", "performance"), 1);
  EXPECT_EQ(cores_of(told, "web", "unknown"), -1);
}

TEST(Lifecycle, GivesEachContainerItsOwnFiguresWhenOthersComeAndGo) {
  Lifecycle lifecycle;
  const std::vector<unsigned> one{0}, two{0, 1};
  const cpu::Placements placements{{0, "unknown", "all"}, {1, "unknown", "all"}};
  const ContainerMetadata runs = in_state(ContainerState::running);
  const LifecycleEntry web{.name = "web", .metadata = &runs, .cpuset = &one};
  const LifecycleEntry shop{.name = "shop", .metadata = &runs, .cpuset = &two};
  const auto follow = [&](const std::vector<LifecycleEntry>& entries) {
    return lifecycle.follow(entries, placements);
  };
  follow({web, shop});
  for (const core::Families& families : {follow({shop, web}), follow({shop}), follow({web})}) {
    for (const auto& [name, cores] : {std::pair("web", 1), std::pair("shop", 2)}) {
      const std::string state =
          std::string("silicon_container_state{name=\"") + name + "\",state=\"running\"}";
      if (value_of(families, state)) {
        EXPECT_EQ(cores_of(families, name, "unknown"), cores);
      }
    }
  }
  EXPECT_EQ(testing::lines(follow({shop}).front()).size(), 7U);
}

TEST(Lifecycle, MakesLabelsOnce) {
  Lifecycle lifecycle;
  const ContainerMetadata runs = in_state(ContainerState::running);
  const LifecycleEntry web{.name = "web", .metadata = &runs};
  const core::Families first = lifecycle.follow({&web, 1}, {});
  const core::Families second = lifecycle.follow({&web, 1}, {});
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_TRUE(first[i].samples[0].labels.is_copy_of(second[i].samples[0].labels));
  }
}

}  // namespace
}  // namespace silicon::containers
