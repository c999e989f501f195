#include "exporter/serve/sampling/sampler.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace silicon::serve {
namespace {

using namespace std::chrono_literals;

class RealClock : public core::Clock {
 public:
  core::Instant now() const override {
    return std::chrono::time_point_cast<core::Duration>(std::chrono::system_clock::now());
  }
  core::SteadyInstant steady() const override { return std::chrono::steady_clock::now(); }
};

// A door that a source can be made to wait at.
class Gate {
 public:
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  void pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
  }
  // Whether somebody came to the gate within the deadline of every test here.
  bool somebody_came() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 10s, [&] { return waiting_ > 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  int waiting_ = 0;
};

using Behaviour = std::function<core::Result<core::Families>(int call)>;

class ScriptedSource : public sources::Source {
 public:
  explicit ScriptedSource(Behaviour behaviour) : behaviour_(std::move(behaviour)) {}
  core::Result<core::Families> sample(const sources::Tick&) override {
    return behaviour_(++calls_);
  }

 private:
  Behaviour behaviour_;
  int calls_ = 0;
};

core::Families counted(int call) {
  core::Family family{"calls_total", "", core::MetricType::counter, {}, {}};
  family.add({}, call);
  return {family};
}

// Of a generous budget, so that a busy machine makes nobody late.
OpenSource source(std::string name, Behaviour behaviour) {
  return {std::move(name), std::make_unique<ScriptedSource>(std::move(behaviour)), 2ms, 60s, false};
}

// One that waits at the gate in every sample from `call` on, until the gate is opened.
OpenSource hanging_source(std::string name, Gate& gate, int from_call, bool may_block) {
  OpenSource result = source(std::move(name), [&gate, from_call](int call) {
    if (call >= from_call) gate.pass();
    return core::Result<core::Families>(counted(call));
  });
  result.budget = 5ms;
  result.may_block = may_block;
  return result;
}

OpenSource steady_source(std::string name) {
  return source(std::move(name), counted);
}

// A sampler over `sources`, its board, and waiting with a deadline for what should come true.
struct Running {
  explicit Running(std::vector<OpenSource> sources, Sampler::Changed changed = {})
      : board(names(sources)), sampler(std::move(sources), clock, board, std::move(changed)) {
    sampler.start();
  }

  static std::vector<std::string> names(const std::vector<OpenSource>& sources) {
    std::vector<std::string> result;
    for (const OpenSource& each : sources) result.push_back(each.name);
    return result;
  }

  bool becomes_true(const std::function<bool(const Snapshot&)>& condition) {
    const core::SteadyInstant deadline = clock.steady() + 10s;
    while (clock.steady() < deadline) {
      sampler.supervise();
      if (condition(*board.newest())) return true;
      std::this_thread::yield();
    }
    return false;
  }

  RealClock clock;
  Board board;
  Sampler sampler;
};

auto state_is(std::size_t place, SourceState state) {
  return [=](const Snapshot& snapshot) { return snapshot.health[place].state == state; };
}

auto calls_reach(std::size_t place, double calls) {
  return [=](const Snapshot& snapshot) {
    const auto& readings = snapshot.readings[place];
    return readings && readings->front().samples.front().value >= calls;
  };
}

TEST(Sampler, SamplesEverySourceAgainAndAgain) {
  std::vector<OpenSource> sources;
  sources.push_back(steady_source("cpu"));
  sources.push_back(steady_source("memory"));
  Running running(std::move(sources));
  EXPECT_TRUE(running.becomes_true(calls_reach(0, 5)));
  EXPECT_TRUE(running.becomes_true(calls_reach(1, 5)));
  EXPECT_TRUE(running.sampler.stop(10s).empty());
}

TEST(Sampler, MarksAFailingSourceDownAndTakesDownItsReadings) {
  std::vector<OpenSource> sources;
  sources.push_back(source("disks", [](int call) -> core::Result<core::Families> {
    if (call >= 3) return core::Error("/proc/diskstats: gone");
    return counted(call);
  }));
  sources.push_back(steady_source("cpu"));
  Running running(std::move(sources));
  ASSERT_TRUE(running.becomes_true(state_is(0, SourceState::down)));
  const auto snapshot = running.board.newest();
  EXPECT_EQ(snapshot->readings[0], nullptr);
  EXPECT_EQ(snapshot->health[0].problem, "/proc/diskstats: gone");
  EXPECT_TRUE(running.becomes_true(calls_reach(1, 5)));
}

TEST(Sampler, SurvivesASourceThatThrows) {
  std::vector<OpenSource> sources;
  sources.push_back(source("gpu", [](int) -> core::Result<core::Families> {
    throw std::runtime_error("lost the device");
  }));
  Running running(std::move(sources));
  ASSERT_TRUE(running.becomes_true(state_is(0, SourceState::down)));
  EXPECT_EQ(running.board.newest()->health[0].problem, "lost the device");
}

TEST(Sampler, GivesTheNeighboursOfAHangingQuickSourceANewThread) {
  Gate gate;
  std::vector<OpenSource> sources;
  sources.push_back(hanging_source("bandwidth", gate, 2, false));
  sources.push_back(steady_source("cpu"));
  Running running(std::move(sources));
  ASSERT_TRUE(gate.somebody_came());
  ASSERT_TRUE(running.becomes_true(state_is(0, SourceState::late)));
  EXPECT_EQ(running.board.newest()->readings[0], nullptr);
  const double before = running.board.newest()->readings[1]->front().samples.front().value;
  EXPECT_TRUE(running.becomes_true(calls_reach(1, before + 5)));
  gate.open();
  EXPECT_TRUE(running.becomes_true(state_is(0, SourceState::up)));
  EXPECT_GE(running.board.newest()->health[0].overruns, 1U);
}

TEST(Sampler, KeepsQuickSourcesGoingWhileABlockingOneHangs) {
  Gate gate;
  std::vector<OpenSource> sources;
  sources.push_back(hanging_source("filesystems", gate, 1, true));
  sources.push_back(steady_source("cpu"));
  Running running(std::move(sources));
  ASSERT_TRUE(gate.somebody_came());
  EXPECT_TRUE(running.becomes_true(calls_reach(1, 5)));
  EXPECT_TRUE(running.becomes_true(state_is(0, SourceState::late)));
  gate.open();
}

TEST(Sampler, PublishesEvenWhenItsOnlySourceHangs) {
  Gate gate;
  std::vector<OpenSource> sources;
  sources.push_back(hanging_source("cpu", gate, 1, false));
  Running running(std::move(sources));
  EXPECT_TRUE(running.becomes_true(state_is(0, SourceState::late)));
  gate.open();
}

TEST(Sampler, NamesTheSourceThatKeepsItFromStopping) {
  Gate gate;
  std::vector<OpenSource> sources;
  sources.push_back(hanging_source("filesystems", gate, 1, false));
  Running running(std::move(sources));
  ASSERT_TRUE(gate.somebody_came());
  EXPECT_EQ(running.sampler.stop(1ms), std::vector<std::string>{"filesystems"});
  gate.open();
  EXPECT_TRUE(running.sampler.stop(10s).empty());
}

TEST(Sampler, TellsOfEveryChangeOfStateOnce) {
  std::mutex mutex;
  std::vector<SourceState> states;
  std::vector<OpenSource> sources;
  sources.push_back(source("disks", [](int call) -> core::Result<core::Families> {
    if (call == 3) return core::Error("gone");
    return counted(call);
  }));
  Running running(std::move(sources), [&](const SourceHealth&, const SourceHealth& now) {
    const std::lock_guard lock(mutex);
    states.push_back(now.state);
  });
  ASSERT_TRUE(running.becomes_true(calls_reach(0, 10)));
  const std::lock_guard lock(mutex);
  EXPECT_EQ(states, (std::vector{SourceState::up, SourceState::down, SourceState::up}));
}

TEST(Sampler, WithoutAnySourceStillPublishes) {
  Running running({});
  EXPECT_TRUE(running.becomes_true([](const Snapshot& snapshot) { return snapshot.version > 0; }));
}

}  // namespace
}  // namespace silicon::serve
