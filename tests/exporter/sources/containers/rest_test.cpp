#include "exporter/sources/containers/rest.hpp"

#include <gtest/gtest.h>

#include <array>
#include <utility>

namespace silicon::containers {
namespace {

constexpr Look kNothing{};
constexpr Look kEverything{.memory = true, .others = true};

// A container that lives through seconds.
class RestTest : public ::testing::Test {
 protected:
  RestTest() {
    parts_.anonymous_bytes = 500;
    parts_.inactive_file_bytes = 100;
  }

  // The second `turn`, after which it has used `cpu` and uses `bytes` of memory; what a look finds
  // in that is `parts_`.
  Look second(Count cpu, Count bytes, bool anyway = false) {
    const Look look = rest_.due(cpu, bytes, turn_++, anyway);
    if (look.memory) {
      parts_.usage_bytes = bytes;
      rest_.found(parts_);
    }
    return look;
  }

  // In how many of the next sixty seconds each is due, of a container that runs in each of them or
  // in none.
  std::pair<int, int> looks_in_a_minute(bool works) {
    int memory = 0, others = 0;
    for (int i = 0; i < 60; ++i) {
      const Look look = second(cpu_ += works ? 1U : 0U, 1000);
      memory += look.memory ? 1 : 0;
      others += look.others ? 1 : 0;
    }
    return {memory, others};
  }

  void come_to_rest() {
    for (int i = 0; i < 20; ++i) second(cpu_, 1000);
    while (turn_ % Rest::kAtRest != 1) second(cpu_, 1000);
  }

  Rest rest_;
  unsigned turn_ = 0;
  std::uint64_t cpu_ = 5;
  MemoryCounts parts_;
};

TEST_F(RestTest, LooksAtWhatWorksEverySecondTimeAndAtSteadyMemoryEveryFourth) {
  come_to_rest();
  second(++cpu_, 1000);
  EXPECT_EQ(looks_in_a_minute(true), (std::pair{15, 30}));
}

TEST_F(RestTest, LooksAtWhatRestsEveryFifthTime) {
  come_to_rest();
  EXPECT_EQ(looks_in_a_minute(false), (std::pair{12, 12}));
}

TEST_F(RestTest, LooksAtMemoryAsAtTheRestUntilItIsKnownToBeSteady) {
  EXPECT_EQ(second(1, 1000), kEverything);
  EXPECT_EQ(second(2, 1000), kNothing);
  EXPECT_EQ(second(3, 1000), kEverything);
  EXPECT_EQ(second(4, 1000), kNothing);
  EXPECT_EQ(second(5, 1000), kEverything);
  EXPECT_EQ(second(6, 1000), kNothing);
  EXPECT_EQ(second(7, 1000), (Look{.memory = false, .others = true}));
}

TEST_F(RestTest, LooksAtMemoryMoreOftenAgainWhenItIsSeenToBeMadeUpDifferently) {
  come_to_rest();
  second(++cpu_, 1000);
  while (turn_ % Rest::kSteady != 0) second(++cpu_, 1000);
  parts_.anonymous_bytes = 520;
  EXPECT_TRUE(second(++cpu_, 1000).memory);
  second(++cpu_, 1000);
  parts_.anonymous_bytes = 540;
  EXPECT_TRUE(second(++cpu_, 1000).memory);
  second(++cpu_, 1000);
  parts_.inactive_file_bytes = 200;
  EXPECT_TRUE(second(++cpu_, 1000).memory);
  second(++cpu_, 1000);
  EXPECT_TRUE(second(++cpu_, 1000).memory);
}

TEST_F(RestTest, LooksAtMemoryAtOnceWhenMoreThanAHundredthOfItComesOrGoes) {
  come_to_rest();
  second(++cpu_, 1000);
  while (turn_ % Rest::kSteady != 1) second(++cpu_, 1000);
  EXPECT_FALSE(second(++cpu_, 1010).memory);
  EXPECT_TRUE(second(++cpu_, 1011).memory);
  EXPECT_TRUE(second(++cpu_, 1000).memory);
}

TEST_F(RestTest, LooksAtEverythingInTheSecondInWhichAContainerComesBackToWork) {
  come_to_rest();
  EXPECT_EQ(second(cpu_, 1000), kNothing);
  EXPECT_EQ(second(++cpu_, 1000), kEverything);
  come_to_rest();
  EXPECT_EQ(second(cpu_, 1001), kEverything);  // somebody else takes its memory
}

TEST_F(RestTest, DoesNotTakeForRestWhatStirs) {
  come_to_rest();
  EXPECT_EQ(second(cpu_, 1000), kNothing);
  rest_.stir();
  EXPECT_EQ(second(cpu_, 1000), kEverything);
  rest_.stir();
  int looks = 0;
  for (int i = 0; i < 60; ++i) {
    if (!second(cpu_, 1000).others) continue;
    ++looks;
    rest_.stir();
  }
  EXPECT_EQ(looks, 30);
}

TEST_F(RestTest, IsSeenToRestOnlyOnceMemoryWasLookedAtAfterTheWork) {
  come_to_rest();
  second(++cpu_, 1000);
  while (turn_ % Rest::kSteady != 1) second(++cpu_, 1000);
  second(++cpu_, 1000);                                                    // it worked, and rests
  EXPECT_EQ(second(cpu_, 1000), (Look{.memory = false, .others = true}));  // not its turn
  EXPECT_EQ(second(cpu_, 1000), kNothing);
  EXPECT_TRUE(second(cpu_, 1000).memory);
}

TEST_F(RestTest, IsNotThereWhereUseIsNotKnown) {
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(second(5, std::nullopt).memory) << i;
    EXPECT_TRUE(second(std::nullopt, 1000).others || turn_ % Rest::kAtWork == 0) << i;
  }
}

TEST_F(RestTest, IsPassedOverWhereEverythingIsLookedAtAnyway) {
  come_to_rest();
  EXPECT_EQ(second(cpu_, 1000, true), kEverything);
  EXPECT_EQ(second(++cpu_, 1000, true), kEverything);
}

TEST_F(RestTest, SpreadsContainersOverTheSeconds) {
  constexpr unsigned kContainers = 60;
  std::array<Rest, kContainers> rests;
  std::array<unsigned, 20> looks{};
  MemoryCounts parts;
  parts.usage_bytes = parts.anonymous_bytes = parts.inactive_file_bytes = 1000;
  for (unsigned second = 0; second < 40; ++second) {
    for (unsigned place = 0; place < kContainers; ++place) {
      const Look look = rests[place].due(5, 1000, place + second, false);
      if (look.memory) rests[place].found(parts);
      if (look.others && second >= 20) ++looks[second - 20];
    }
  }
  for (const unsigned count : looks) EXPECT_EQ(count, kContainers / Rest::kAtRest);
}

}  // namespace
}  // namespace silicon::containers
