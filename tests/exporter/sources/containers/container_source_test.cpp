#include "exporter/sources/containers/container_source.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::containers {
namespace {

using namespace std::chrono_literals;
using testing::value_of;

// A machine whose containers a test sets.
class FakeReader : public ContainerReader {
 public:
  struct Machine {
    std::vector<ContainerReading> containers;
    std::optional<core::Error> failure;
    std::vector<std::string> looked_up;
  };

  explicit FakeReader(std::shared_ptr<Machine> machine) : machine_(std::move(machine)) {}

  core::Result<Readings> read(const sources::Tick&) override {
    if (machine_->failure) return *machine_->failure;
    running_.clear();
    for (const ContainerReading& reading : machine_->containers) running_.push_back(&reading);
    return Readings(running_);
  }

  void look_up(std::string_view id) override { machine_->looked_up.emplace_back(id); }

 private:
  std::shared_ptr<Machine> machine_;
  std::vector<const ContainerReading*> running_;
};

class ContainerSourceTest : public ::testing::Test {
 protected:
  ContainerSourceTest()
      : source_(container_source({.reader = std::make_unique<FakeReader>(machine_),
                                  .metadata = [this] { return view_; },
                                  .placements = [this] { return placements_; },
                                  .stopped = {}})) {}

  ContainerReading& run(std::string id) {
    ContainerReading reading;
    reading.cgroup_path = "/docker/" + id;
    reading.id = std::move(id);
    machine_->containers.push_back(std::move(reading));
    return machine_->containers.back();
  }

  // Publishes a new view with this container in it.
  void know(ContainerMetadata container) {
    auto inventory = std::make_shared<Inventory>(*view_);
    const std::string id = container.id;
    (*inventory)[id] = std::move(container);
    view_ = std::move(inventory);
  }

  core::Families sample() {
    now_ += 1s;
    auto families = source_->sample({core::SteadyInstant(now_), core::Instant(now_)});
    EXPECT_TRUE(families.ok());
    return families ? *families : core::Families{};
  }

  std::shared_ptr<FakeReader::Machine> machine_ = std::make_shared<FakeReader::Machine>();
  MetadataView view_ = std::make_shared<Inventory>();
  cpu::Placements placements_{{0, "performance", "P0"}, {1, "efficiency", "E0"}};
  std::chrono::seconds now_ = 1000s;
  std::unique_ptr<sources::Source> source_;
};

TEST_F(ContainerSourceTest, ShowsASharedNetworkAsItsOwnersOnceThatIsKnown) {
  for (const char* id : {"aa", "bb"}) run(id).network_namespace = 77;
  machine_->containers[1].interfaces.push_back({"eth0", {.bytes = 5}, {}});
  const auto received = [&](const std::string& id, const std::string& name) {
    return value_of(sample(), "container_network_receive_bytes_total{id=\"/docker/" + id +
                                  "\",interface=\"eth0\",name=\"" + name + "\"}");
  };
  EXPECT_EQ(received("aa", "aa"), 5);
  EXPECT_EQ(received("bb", "bb"), std::nullopt);
  know({.id = "aa", .name = "user", .owns_network = false});
  know({.id = "bb", .name = "owner", .owns_network = true});
  EXPECT_EQ(received("aa", "user"), std::nullopt);
  EXPECT_EQ(received("bb", "owner"), 5);
}

TEST_F(ContainerSourceTest, ShowsAContainerThatNobodyKnows) {
  run(std::string(64, 'a'));
  EXPECT_EQ(value_of(sample(), "container_last_seen{id=\"/docker/" + std::string(64, 'a') +
                                   "\",name=\"aaaaaaaaaaaa\"}"),
            1001);
}

TEST_F(ContainerSourceTest, TakesUpMetadataWhenItComes) {
  run("a");
  sample();
  know({.id = "a", .name = "web", .image = "nginx"});
  EXPECT_EQ(value_of(sample(), R"(container_last_seen{id="/docker/a",image="nginx",name="web"})"),
            1002);
}

TEST_F(ContainerSourceTest, HasLimitsLookedUpThatTheEngineSaysAreOthers) {
  run("a");
  run("b");
  know({.id = "a", .name = "web", .memory_limit_bytes = 100});
  sample();
  know({.id = "a", .name = "web", .health = Health::healthy, .memory_limit_bytes = 100});
  know({.id = "b", .name = "shop", .memory_limit_bytes = 100});
  sample();
  EXPECT_TRUE(machine_->looked_up.empty());
  know({.id = "a", .name = "web", .health = Health::healthy, .memory_limit_bytes = 200});
  sample();
  EXPECT_EQ(machine_->looked_up, std::vector<std::string>{"a"});
}

TEST_F(ContainerSourceTest, LetsAContainerGoInTheSameTick) {
  run("a");
  run("b");
  sample();
  machine_->containers.erase(machine_->containers.begin());
  const core::Families families = sample();
  EXPECT_FALSE(value_of(families, R"(container_last_seen{id="/docker/a",name="a"})"));
  EXPECT_TRUE(value_of(families, R"(container_last_seen{id="/docker/b",name="b"})"));
}

TEST_F(ContainerSourceTest, ShowsOneThatDoesNotRunByItsState) {
  know({.id = "a",
        .name = "web",
        .state = ContainerState::exited,
        .exit_code = 3,
        .finished = core::Instant(900s)});
  const core::Families families = sample();
  EXPECT_EQ(value_of(families, R"(silicon_container_state{name="web",state="exited"})"), 1);
  EXPECT_EQ(value_of(families, R"(silicon_container_exit_code{name="web"})"), 3);
  EXPECT_FALSE(testing::has_family(families, "container_last_seen"));
}

TEST_F(ContainerSourceTest, ShowsOneThatRunsByItsStateOnce) {
  run("a");
  know({.id = "a", .name = "web", .state = ContainerState::running});
  const core::Families families = sample();
  int samples = 0;
  for (const core::Family& family : families) {
    if (family.name == "silicon_container_state")
      samples += static_cast<int>(family.samples.size());
  }
  EXPECT_EQ(samples, 7);
}

TEST_F(ContainerSourceTest, LetsOneGoThatEndedTooLongAgoInTheSameMinute) {
  know({.id = "a",
        .name = "web",
        .state = ContainerState::exited,
        .finished = core::Instant(now_) - 24h + 30s});
  EXPECT_TRUE(testing::has_family(sample(), "silicon_container_state"));
  now_ += 20s;
  EXPECT_TRUE(testing::has_family(sample(), "silicon_container_state"));
  now_ += 60s;
  EXPECT_FALSE(testing::has_family(sample(), "silicon_container_state"));
}

TEST_F(ContainerSourceTest, ShowsFiguresThatMoveThoughNamesDoNot) {
  run("a").memory_events.oom_kills = 0;
  run("b");
  know({.id = "a", .name = "web", .state = ContainerState::running});
  machine_->containers[0].cpuset = {0};
  sample();
  machine_->containers[0].memory_events.oom_kills = 2;
  machine_->containers[0].cpuset = {0, 1};
  machine_->containers[1].threads = 7;
  const core::Families families = sample();
  EXPECT_EQ(value_of(families, R"(container_oom_events_total{id="/docker/a",name="web"})"), 2);
  EXPECT_EQ(value_of(families, R"(silicon_container_oom_kills_total{name="web"})"), 2);
  EXPECT_EQ(value_of(families, R"(container_threads{id="/docker/b",name="b"})"), 7);
  EXPECT_EQ(value_of(families, R"(silicon_container_cpuset_cores{name="web",tier="efficiency"})"),
            1);
}

TEST_F(ContainerSourceTest, CountsAKillOnceThoughTheCountCannotBeReadForASecond) {
  run("a").memory_events.oom_kills = 1;
  sample();
  machine_->containers[0].memory_events.oom_kills.reset();
  sample();
  machine_->containers[0].memory_events.oom_kills = 1;
  EXPECT_EQ(value_of(sample(), R"(silicon_container_oom_kills_total{name="a"})"), 1);
}

TEST_F(ContainerSourceTest, KeepsTheOomKillsOfANameWhenItIsMadeAgain) {
  run("a").memory_events.oom_kills = 2;
  know({.id = "a", .name = "web"});
  sample();
  machine_->containers.clear();
  view_ = std::make_shared<Inventory>();
  sample();
  run("b").memory_events.oom_kills = 1;
  know({.id = "b", .name = "web"});
  sample();
  const core::Families families = sample();
  EXPECT_EQ(value_of(families, R"(silicon_container_oom_kills_total{name="web"})"), 3);
  EXPECT_EQ(value_of(families, R"(container_oom_events_total{id="/docker/b",name="web"})"), 3);
}

TEST_F(ContainerSourceTest, CountsAKillThatEndedTheContainer) {
  run("a").memory_events.oom_kills = 0;
  know({.id = "a", .name = "web", .state = ContainerState::running});
  sample();
  machine_->containers.clear();
  know({.id = "a", .name = "web", .state = ContainerState::exited, .oom_events = 1});
  EXPECT_EQ(value_of(sample(), R"(silicon_container_oom_kills_total{name="web"})"), 1);
}

TEST_F(ContainerSourceTest, NeverLetsRestartsFall) {
  const auto restarts = [&](std::uint64_t count) {
    know({.id = "a", .name = "web", .state = ContainerState::running, .restarts = count});
    return value_of(sample(), R"(silicon_container_restarts_total{name="web"})");
  };
  EXPECT_EQ(restarts(5), 5);
  EXPECT_EQ(restarts(0), 5);  // started by hand: Docker counts anew
  EXPECT_EQ(restarts(1), 6);
}

TEST_F(ContainerSourceTest, SaysWhichCoresAContainerMayUse) {
  run("a").cpuset = {0};
  const core::Families families = sample();
  EXPECT_EQ(value_of(families, R"(silicon_container_cpuset_cores{name="a",tier="performance"})"),
            1);
  EXPECT_EQ(value_of(families, R"(silicon_container_cpuset_cores{name="a",tier="efficiency"})"), 0);
}

TEST_F(ContainerSourceTest, AsksForTheTiersOnceAMinute) {
  run("a").cpuset = {0, 1};
  sample();
  placements_ = {{0, "unknown", "all"}, {1, "unknown", "all"}};
  const std::string everywhere = R"(silicon_container_cpuset_cores{name="a",tier="unknown"})";
  EXPECT_FALSE(value_of(sample(), everywhere));
  now_ += 60s;
  EXPECT_EQ(value_of(sample(), everywhere), 2);
}

TEST_F(ContainerSourceTest, TellsTwoOfOneNameApart) {
  run("aaa");
  run("bbb");
  know({.id = "aaa", .name = "web"});
  know({.id = "bbb", .name = "web"});
  const core::Families families = sample();
  EXPECT_TRUE(value_of(families, R"(silicon_container_oom_kills_total{name="web"})"));
  EXPECT_TRUE(value_of(families, R"(silicon_container_oom_kills_total{name="web-bbb"})"));
}

TEST_F(ContainerSourceTest, FailsWithItsReader) {
  machine_->failure = core::Error("the cgroup file system is gone");
  const auto families = source_->sample({core::SteadyInstant(now_), core::Instant(now_)});
  ASSERT_FALSE(families.ok());
  EXPECT_EQ(families.error().message(), "the cgroup file system is gone");
}

TEST_F(ContainerSourceTest, HasNothingToSayWhereNothingRuns) {
  EXPECT_TRUE(sample().empty());
}

}  // namespace
}  // namespace silicon::containers
