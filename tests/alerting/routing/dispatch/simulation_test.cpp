// Random alerts, deliveries, silences, restarts and reloads against the dispatcher, and what must
// hold whatever happens. A failure prints its seed.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "alerting/routing/dispatch/dispatcher.hpp"
#include "tests/support/routing/routing_world.hpp"

namespace silicon::routing {
namespace {

using testing::down;
using testing::routing_second;
using testing::simple_plan;

constexpr std::int64_t kRepeat = 600;

// What one receiver was told, as it sees it, and what the alerts really do.
class Simulation {
 public:
  explicit Simulation(std::uint64_t seed) : random_(seed), dispatcher_(make_plan()) {}

  void run(int steps) {
    for (int i = 0; i < steps && !::testing::Test::HasFailure(); ++i) {
      second_ += pick(40) + 1;
      if (pick(60) == 0) restart();
      if (pick(60) == 0) dispatcher_.configure(make_plan(), routing_second(second_));
      step();
    }
    settle();
  }

 private:
  static Plan make_plan() { return simple_plan(); }

  std::int64_t pick(std::int64_t below) {
    return std::uniform_int_distribution<std::int64_t>(0, below - 1)(random_);
  }

  void restart() {
    std::vector<SavedGroup> saved;
    for (const auto& [identity, group] : dispatcher_.groups()) saved.push_back(group.saved());
    dispatcher_ = Dispatcher(make_plan());
    dispatcher_.restore(std::move(saved), next_id_);
    restarted_ = true;
  }

  alert::Notice notice(const std::string& name) const {
    alert::Notice out = testing::routed_notice(down(name), since_.at(name));
    out.resolved = !firing_.contains(name);
    return out;
  }

  void step() {
    std::vector<AlertUpdate> updates;
    const std::string name(1, static_cast<char>('a' + pick(5)));
    if (firing_.contains(name)) {
      if (pick(2) == 0) firing_.erase(name);
    } else if (pick(2) == 0) {
      firing_.insert(name);
      since_[name] = second_;
    }
    // The rules say everything again, now and then, and all of it after a restart.
    for (const auto& [each, since] : since_) {
      if (each == name || restarted_ || pick(4) == 0) updates.push_back({notice(each), false});
    }
    restarted_ = false;
    advance(std::move(updates));
  }

  void advance(std::vector<AlertUpdate> updates) {
    const Decisions out =
        dispatcher_.advance(routing_second(second_), std::move(updates), /*ready=*/true);
    EXPECT_GT(out.wake_up.value_or(core::Instant::max()), routing_second(second_)) << "a loop";
    for (const Notify& notify : out.notify) {
      next_id_ = notify.id + 1;
      hear(notify);
      // Late, lost for good, or at once.
      const auto fate = pick(10);
      if (fate == 0) {
        dispatcher_.failed(notify.id);
        told_.clear();  // it may be said again
        last_.reset();
      } else {
        dispatcher_.delivered(notify.id);
      }
    }
  }

  void hear(const Notify& notify) {
    std::set<std::string> firing;
    for (const NoticePointer& each : notify.alerts) {
      const std::string name(each->labels.get("instance"));
      EXPECT_EQ(each->resolved, !firing_.contains(name)) << "a false word about " << name;
      if (!each->resolved) firing.insert(name);
    }
    if (notify.reason == Reason::repeat_interval && last_) {
      EXPECT_GE(second_ - *last_, kRepeat) << "said again too early";
    }
    EXPECT_TRUE(notify.reason != Reason::all_resolved || firing.empty());
    told_ = firing;
    last_ = second_;
  }

  // With nothing more happening, everybody knows everything after two intervals.
  void settle() {
    std::vector<AlertUpdate> updates;
    for (const auto& [name, since] : since_) updates.push_back({notice(name), false});
    advance(std::move(updates));
    for (int i = 0; i < 14; ++i) {
      second_ += 61;
      std::vector<AlertUpdate> again;
      for (const auto& [name, since] : since_) again.push_back({notice(name), false});
      const Decisions out = dispatcher_.advance(routing_second(second_), std::move(again), true);
      for (const Notify& notify : out.notify) {
        hear(notify);
        dispatcher_.delivered(notify.id);
      }
    }
    EXPECT_EQ(told_, firing_) << "an alert that nobody was told of, or an end";
    if (firing_.empty()) {
      EXPECT_TRUE(dispatcher_.groups().empty());
      EXPECT_TRUE(dispatcher_.alerts().empty());
    }
  }

  std::mt19937_64 random_;
  Dispatcher dispatcher_;
  std::int64_t second_ = 0;
  std::uint64_t next_id_ = 1;
  bool restarted_ = false;
  std::set<std::string> firing_;
  std::map<std::string, std::int64_t> since_;
  std::set<std::string> told_;
  std::optional<std::int64_t> last_;
};

TEST(DispatcherSimulation, LosesNothingRepeatsNothingAndTellsNoLie) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Simulation(seed).run(200);
    if (HasFailure()) break;
  }
}

TEST(DispatcherSimulation, IsTheSameEachTime) {
  const auto said = [] {
    testing::RoutingWorld world;
    std::vector<std::string> lines;
    for (int i = 0; i < 50; ++i) {
      world.fire(down(std::string(1, static_cast<char>('a' + i % 7))));
      if (i % 3 == 0) world.end(down("a"));
      for (std::string& line : world.until(i * 30)) lines.push_back(std::move(line));
    }
    return lines;
  };
  EXPECT_EQ(said(), said());
  EXPECT_FALSE(said().empty());
}

}  // namespace
}  // namespace silicon::routing
