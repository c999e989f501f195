#include "exporter/platform/engine/engines.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "exporter/platform/engine/containers_api_source.hpp"
#include "exporter/runtime/system_clock.hpp"
#include "tests/support/family_lines.hpp"
#include "tests/support/http/engine_answers.hpp"
#include "tests/support/http/fake_engine.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::engine_platform {
namespace {

using namespace std::chrono_literals;
using testing::FakeEngine;

void has(FakeEngine& engine, const std::string& id) {
  engine.set("/v1.41/containers/json",
             testing::http_page(200, "[" + testing::engine_list_item(id) + "]"));
  engine.set("/v1.41/containers/" + id + "/json", testing::engine_inspection(id));
  engine.say("/v1.41/containers/" + id + "/stats", testing::engine_statistics(5'000'000'000));
}

WatcherOptions watched(const std::string& socket) {
  WatcherOptions options;
  options.name = socket;
  options.locate = [socket] { return core::Result<std::string>("unix://" + socket); };
  options.statistics = true;
  return options;
}

template <class Condition>
bool eventually(Condition condition) {
  const runtime::SystemClock clock;
  const auto end = clock.steady() + 10s;
  while (!condition()) {
    if (clock.steady() > end) return false;
    std::this_thread::yield();
  }
  return true;
}

TEST(Engines, AreSeenAsOne) {
  const testing::TemporaryDirectory folder;
  FakeEngine one(folder.path("1"));
  FakeEngine two(folder.path("2"));
  has(one, "a");
  has(two, "b");
  const runtime::SystemClock clock;
  Engines engines({watched(folder.path("1")), watched(folder.path("2"))}, clock);
  EXPECT_TRUE(eventually([&] { return engines.view()->size() == 2; }));
  std::vector<containers::ContainerReading> readings;
  EXPECT_TRUE(eventually([&] {
    engines.read_into(readings);
    return readings.size() == 2;
  }));
  EXPECT_EQ(readings[1].id, "b");
}

TEST(Engines, AskNobodyBeforeTheyAreAsked) {
  const testing::TemporaryDirectory folder;
  const FakeEngine engine(folder.path("1"));
  const runtime::SystemClock clock;
  { const Engines engines({watched(folder.path("1"))}, clock); }
  EXPECT_EQ(engine.asked("/_ping"), 0);
}

TEST(Engines, ThatAreNotThereHaveNoContainers) {
  const runtime::SystemClock clock;
  Engines engines({watched("/nowhere/at/all.sock")}, clock);
  ASSERT_NE(engines.view(), nullptr);
  EXPECT_TRUE(engines.view()->empty());
}

TEST(ContainersApi, IsASourceOfContainersByTheirStatistics) {
  const testing::TemporaryDirectory folder;
  FakeEngine engine(folder.path("1"));
  has(engine, "a");
  const runtime::SystemClock clock;
  const auto engines = std::make_shared<Engines>(std::vector{watched(folder.path("1"))}, clock);
  const auto source = containers_api_source(engines, {}, "").open();
  ASSERT_TRUE(source);
  std::vector<std::string> lines;
  EXPECT_TRUE(eventually([&] {
    lines = testing::lines(*source.value()->sample({clock.steady(), clock.now()}));
    return std::any_of(lines.begin(), lines.end(), [](const std::string& line) {
      return line.starts_with("container_cpu_usage_seconds_total{") && line.ends_with(" 5") &&
             line.find("name=\"name-a\"") != line.npos;
    });
  }));
}

TEST(ContainersApi, IsAbsentWhereItIsNotWanted) {
  const runtime::SystemClock clock;
  const auto engines = std::make_shared<Engines>(std::vector<WatcherOptions>{}, clock);
  const auto source = containers_api_source(engines, {}, "cgroups are read instead").open();
  EXPECT_EQ(source.error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(source.error().message(), "cgroups are read instead");
}

}  // namespace
}  // namespace silicon::engine_platform
