#include "exporter/runtime/shutdown.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <future>
#include <thread>
#include <vector>

#include <unistd.h>

namespace silicon::runtime {
namespace {

constexpr core::Duration kLong = std::chrono::seconds(30);
constexpr core::Duration kShort = std::chrono::milliseconds(1);

TEST(Shutdown, WishesForNothingUntilASignalComes) {
  Shutdown shutdown;
  EXPECT_EQ(shutdown.wait_for(kShort), Wish::none);
  EXPECT_FALSE(shutdown.requested());
}

TEST(Shutdown, TakesSigtermAsAWishToStopThatStays) {
  Shutdown shutdown;
  kill(getpid(), SIGTERM);
  EXPECT_EQ(shutdown.wait_for(kLong), Wish::stop);
  EXPECT_EQ(shutdown.wait_for(kLong), Wish::stop);
  EXPECT_TRUE(shutdown.requested());
}

TEST(Shutdown, TakesSigintAsAWishToStop) {
  Shutdown shutdown;
  kill(getpid(), SIGINT);
  EXPECT_EQ(shutdown.wait_for(kLong), Wish::stop);
}

TEST(Shutdown, HandsOutAWishToReloadOnce) {
  Shutdown shutdown;
  kill(getpid(), SIGHUP);
  EXPECT_EQ(shutdown.wait_for(kLong), Wish::reload);
  EXPECT_EQ(shutdown.wait_for(kShort), Wish::none);
  EXPECT_FALSE(shutdown.requested());
}

TEST(Shutdown, PrefersStoppingToReloading) {
  Shutdown shutdown;
  shutdown.request();
  kill(getpid(), SIGHUP);
  EXPECT_EQ(shutdown.wait_for(kLong), Wish::stop);
}

TEST(Shutdown, WakesEveryWaitingThread) {
  Shutdown shutdown;
  std::atomic<int> woken = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      if (shutdown.wait_for(kLong) == Wish::stop) ++woken;
    });
  }
  kill(getpid(), SIGTERM);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(woken, 4);
}

TEST(Shutdown, CanBeAskedForFromInside) {
  Shutdown shutdown;
  shutdown.request();
  EXPECT_TRUE(shutdown.requested());
  EXPECT_EQ(shutdown.wait_for(kLong), Wish::stop);
}

TEST(Shutdown, HandsOutWishesWithoutWaiting) {
  Shutdown shutdown;
  EXPECT_EQ(shutdown.take(), Wish::none);
  kill(getpid(), SIGHUP);
  EXPECT_EQ(shutdown.wait_for(kLong), Wish::reload);
  EXPECT_EQ(shutdown.take(), Wish::none);
  shutdown.request();
  EXPECT_EQ(shutdown.take(), Wish::stop);
  EXPECT_EQ(shutdown.take(), Wish::stop);
}

TEST(Shutdown, WakesWhoeverWaitsForMoreThanSignals) {
  Shutdown shutdown;
  std::promise<void> woken;
  shutdown.set_waker([&] { woken.set_value(); });
  kill(getpid(), SIGHUP);
  EXPECT_EQ(woken.get_future().wait_for(kLong), std::future_status::ready);
  EXPECT_EQ(shutdown.take(), Wish::reload);
}

TEST(Shutdown, WakesNobodyWhoHasLeft) {
  Shutdown shutdown;
  bool woken = false;
  shutdown.set_waker([&] { woken = true; });
  shutdown.set_waker({});
  shutdown.request();
  EXPECT_FALSE(woken);
}

TEST(Shutdown, TakesManyWishesToReloadForOneUntilItIsSeen) {
  Shutdown shutdown;
  for (int i = 0; i < 100; ++i) kill(getpid(), SIGHUP);
  EXPECT_EQ(shutdown.wait_for(kLong), Wish::reload);
  kill(getpid(), SIGTERM);
  Wish wish = shutdown.wait_for(kLong);
  // A last SIGHUP may have come late, and is then seen once more.
  if (wish == Wish::reload) wish = shutdown.wait_for(kLong);
  EXPECT_EQ(wish, Wish::stop);
}

TEST(Shutdown, CanBeSetUpAgainAfterItIsGone) {
  { Shutdown first; }
  Shutdown second;
  kill(getpid(), SIGTERM);
  EXPECT_EQ(second.wait_for(kLong), Wish::stop);
}

TEST(Shutdown, IgnoresSigpipe) {
  Shutdown shutdown;
  raise(SIGPIPE);
  EXPECT_EQ(shutdown.wait_for(kShort), Wish::none);
}

void interrupt_twice() {
  Shutdown shutdown;
  kill(getpid(), SIGINT);
  if (shutdown.wait_for(kLong) != Wish::stop) _exit(1);
  kill(getpid(), SIGINT);
  for (;;) pause();  // a program that hangs while it stops
}

TEST(ShutdownDeathTest, ASecondSigintEndsTheProcessAtOnce) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(interrupt_twice(), testing::ExitedWithCode(130), "");
}

}  // namespace
}  // namespace silicon::runtime
