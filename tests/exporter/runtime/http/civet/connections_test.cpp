#include "exporter/runtime/http/civet/connections.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "exporter/runtime/system_clock.hpp"

namespace silicon::runtime {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Phase = ConnectionPhase;

core::SteadyInstant at(double second) {
  return core::SteadyInstant(
      std::chrono::duration_cast<core::SteadyDuration>(std::chrono::duration<double>(second)));
}

ConnectionLimits limits(std::size_t workers) {
  ConnectionLimits limits;
  limits.workers = workers;
  limits.request = seconds(5);
  limits.sending = seconds(30);
  limits.idle = seconds(90);
  limits.grace = milliseconds(250);
  return limits;
}

void expect_cut(const std::vector<ConnectionState>& connections, std::size_t workers,
                std::size_t index, double when) {
  const std::optional<Cut> cut = next_cut(connections, limits(workers));
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->index, index);
  EXPECT_EQ(cut->when, at(when));
}

TEST(NextCut, IsNoneWithoutConnectionsOrWhileHandlersAreAtWork) {
  EXPECT_FALSE(next_cut({}, limits(4)));
  EXPECT_FALSE(next_cut({{Phase::answering, at(0)}}, limits(4)));
  EXPECT_FALSE(next_cut({{Phase::answering, at(0)}, {Phase::answering, at(1)}}, limits(2)));
}

TEST(NextCut, GivesEveryPhaseItsOwnTime) {
  expect_cut({{Phase::fresh, at(10)}}, 4, 0, 15);
  expect_cut({{Phase::reading, at(10)}}, 4, 0, 15);
  expect_cut({{Phase::sending, at(10)}}, 4, 0, 40);
  expect_cut({{Phase::idle, at(10)}}, 4, 0, 100);
}

TEST(NextCut, TakesTheOneThatIsDueFirst) {
  expect_cut({{Phase::idle, at(0)}, {Phase::fresh, at(50)}, {Phase::sending, at(10)}}, 4, 2, 40);
}

TEST(NextCut, TakesTheOldestNewcomerEarlyWhenNoWorkerIsLeft) {
  expect_cut({{Phase::idle, at(0)}, {Phase::fresh, at(9.9)}, {Phase::fresh, at(9)}}, 3, 2, 9.25);
}

TEST(NextCut, SparesIdleScrapersAsLongAsThereAreNewcomersThatSayNothing) {
  expect_cut({{Phase::idle, at(0)}, {Phase::fresh, at(10)}}, 2, 1, 10.25);
}

TEST(NextCut, TakesTheLongestIdleWhenAllAreIdle) {
  expect_cut({{Phase::idle, at(8)}, {Phase::idle, at(7)}, {Phase::answering, at(0)}}, 3, 1, 7.25);
}

TEST(NextCut, TakesTheSlowestReaderWhenAllAreBusy) {
  expect_cut({{Phase::sending, at(8)}, {Phase::sending, at(7)}, {Phase::answering, at(0)}}, 3, 1,
             12);
}

// Connections whose sockets are pretended: shutting one down is written down, and closes it.
class Pretended {
 public:
  Connections::ShutDown shut_down() {
    return [this](Connections::Id id) {
      const std::lock_guard lock(mutex_);
      cut_.push_back(id);
      changed_.notify_all();
      return true;
    };
  }

  static Connections::Id id(std::uintptr_t number) {
    return reinterpret_cast<Connections::Id>(number);  // NOLINT(performance-no-int-to-ptr)
  }

  std::vector<Connections::Id> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, seconds(10), [&] { return cut_.size() >= count; });
    return cut_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Connections::Id> cut_;
};

TEST(Connections, CutsTheOneWhoseTimeIsOver) {
  const SystemClock clock;
  Pretended sockets;
  ConnectionLimits quick = limits(8);
  quick.request = milliseconds(20);
  Connections connections(quick, clock, sockets.shut_down());
  connections.open(Pretended::id(1));
  connections.open(Pretended::id(2));
  connections.enter(Pretended::id(2), Phase::answering);
  EXPECT_EQ(sockets.wait_for(1), std::vector{Pretended::id(1)});
  connections.close(Pretended::id(1));
  EXPECT_EQ(connections.open_count(), 1U);
}

TEST(Connections, MakesRoomAsSoonAsTheLastWorkerIsTaken) {
  const SystemClock clock;
  Pretended sockets;
  ConnectionLimits quick = limits(2);
  quick.grace = milliseconds(1);
  Connections connections(quick, clock, sockets.shut_down());
  connections.open(Pretended::id(1));
  connections.open(Pretended::id(2));
  EXPECT_EQ(sockets.wait_for(1).front(), Pretended::id(1));
}

TEST(Connections, TriesAgainWhereASocketCouldNotBeShutDown) {
  const SystemClock clock;
  Pretended sockets;
  ConnectionLimits quick = limits(8);
  quick.request = milliseconds(1);
  std::atomic<int> tries = 0;
  const auto shut_down = [&, then = sockets.shut_down()](Connections::Id id) {
    return ++tries < 3 ? false : then(id);
  };
  Connections connections(quick, clock, shut_down);
  connections.open(Pretended::id(1));
  EXPECT_EQ(sockets.wait_for(1).size(), 1U);
  EXPECT_EQ(tries, 3);
}

TEST(Connections, GivesHalfOfTheWorkersToThoseThatStay) {
  const SystemClock clock;
  Pretended sockets;
  Connections connections(limits(4), clock, sockets.shut_down());
  for (std::uintptr_t i = 1; i <= 3; ++i) connections.open(Pretended::id(i));
  EXPECT_TRUE(connections.grant_idling(Pretended::id(1)));
  EXPECT_TRUE(connections.grant_idling(Pretended::id(2)));
  EXPECT_FALSE(connections.grant_idling(Pretended::id(3)));
  EXPECT_TRUE(connections.grant_idling(Pretended::id(1)));
  connections.close(Pretended::id(2));
  EXPECT_TRUE(connections.grant_idling(Pretended::id(3)));
}

TEST(Connections, CutsWhoeverIsIdleWhenItEnds) {
  const SystemClock clock;
  Pretended sockets;
  Connections connections(limits(4), clock, sockets.shut_down());
  connections.open(Pretended::id(1));
  connections.open(Pretended::id(2));
  connections.enter(Pretended::id(2), Phase::idle);
  connections.begin_ending();
  EXPECT_EQ(sockets.wait_for(2).size(), 2U);
  EXPECT_FALSE(connections.grant_idling(Pretended::id(1)));
}

TEST(Connections, WaitsForAnswersUnderWayButNotForever) {
  const SystemClock clock;
  Pretended sockets;
  Connections connections(limits(4), clock, sockets.shut_down());
  connections.open(Pretended::id(1));
  connections.enter(Pretended::id(1), Phase::answering);
  connections.begin_ending();
  EXPECT_FALSE(connections.wait_until_quiet(milliseconds(1)));
  std::thread handler([&] { connections.close(Pretended::id(1)); });
  EXPECT_TRUE(connections.wait_until_quiet(seconds(10)));
  handler.join();
}

}  // namespace
}  // namespace silicon::runtime
