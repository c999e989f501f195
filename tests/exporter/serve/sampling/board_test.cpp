#include "exporter/serve/sampling/board.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace silicon::serve {
namespace {

std::shared_ptr<const core::Families> reading(double value) {
  core::Family family{"x", "", core::MetricType::gauge, {}, {}};
  family.add({}, value);
  return std::make_shared<const core::Families>(core::Families{std::move(family)});
}

double shown(const Snapshot& snapshot, std::size_t place) {
  return snapshot.readings[place]->front().samples.front().value;
}

TEST(Board, ShowsItsSourcesByNameBeforeAnythingIsPublished) {
  const Board board({"cpu", "memory"});
  const auto snapshot = board.newest();
  EXPECT_EQ(snapshot->version, 0U);
  ASSERT_EQ(snapshot->health.size(), 2U);
  EXPECT_EQ(snapshot->health[1].name(), "memory");
  EXPECT_EQ(snapshot->readings[1], nullptr);
}

TEST(Board, ShowsWhatIsPinnedOnlyOncePublished) {
  Board board({"cpu"});
  board.pin(0, board.health(0), reading(1));
  EXPECT_EQ(board.newest()->readings[0], nullptr);
  board.publish();
  EXPECT_EQ(shown(*board.newest(), 0), 1);
  EXPECT_EQ(board.newest()->version, 1U);
}

TEST(Board, LeavesAnOldSnapshotAloneForThoseWhoStillReadIt) {
  Board board({"cpu"});
  board.pin(0, board.health(0), reading(1));
  board.publish();
  const auto old = board.newest();
  board.pin(0, board.health(0), reading(2));
  board.publish();
  EXPECT_EQ(shown(*old, 0), 1);
  EXPECT_EQ(shown(*board.newest(), 0), 2);
}

TEST(Board, TakesDownWhatASourceShowedWhenItHasNothingValid) {
  Board board({"cpu"});
  board.pin(0, board.health(0), reading(1));
  board.publish();
  board.pin(0, board.health(0), nullptr);
  board.publish();
  EXPECT_EQ(board.newest()->readings[0], nullptr);
}

TEST(Board, IsReadWhileItIsWritten) {
  Board board({"cpu"});
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int i = 1; i <= 2000; ++i) {
      board.pin(0, board.health(0), reading(i));
      board.publish();
    }
    done = true;
  });
  double last = 0;
  while (!done) {
    const auto snapshot = board.newest();
    if (snapshot->version == 0) continue;
    EXPECT_GE(shown(*snapshot, 0), last);
    last = shown(*snapshot, 0);
  }
  writer.join();
  EXPECT_EQ(shown(*board.newest(), 0), 2000);
}

}  // namespace
}  // namespace silicon::serve
