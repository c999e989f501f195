#include "exporter/core/packed/label_list.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <vector>

namespace silicon::core {
namespace {

using Views = std::vector<LabelView>;

Views views(const LabelList& list) {
  return {list.begin(), list.end()};
}

LabelList list_of(const Views& labels, std::uint64_t stamp = 0) {
  return LabelList(labels, stamp);
}

TEST(LabelList, KeepsWhatItIsGivenInTheOrderGiven) {
  const Views given{{"b", "2"}, {"a", ""}, {"", ""}, {"a", "1"}, {"", "nameless"}};
  const LabelList list(given);
  EXPECT_EQ(list.size(), 5U);
  EXPECT_FALSE(list.empty());
  EXPECT_EQ(views(list), given);
  EXPECT_EQ(list[3], (LabelView{"a", "1"}));
  EXPECT_EQ(list.begin()->name, "b");
}

TEST(LabelList, OutlivesWhatItWasMadeFrom) {
  LabelList list;
  {
    std::vector<Label> owned{{"name", std::string(1000, 'x')}, {"nul", std::string("a\0b", 3)}};
    list = LabelList(Views(owned.begin(), owned.end()));
    owned[0].value.assign(1000, 'y');
  }
  EXPECT_EQ(list[0].value, std::string(1000, 'x'));
  EXPECT_EQ(list[1].value.size(), 3U);
}

TEST(LabelList, HasNeitherLabelsNorStampWhenMadeOfNothing) {
  const LabelList none(Views(), 7);
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(none.size(), 0U);
  EXPECT_EQ(none.begin(), none.end());
  EXPECT_EQ(none.stamp(), 0U);
  EXPECT_EQ(none.heap_bytes(), 0U);
  EXPECT_EQ(none, LabelList());
  EXPECT_TRUE(none.is_copy_of({}));
}

TEST(LabelList, IsEqualByTextsAndStamp) {
  const LabelList one = list_of({{"a", "bc"}}, 1);
  EXPECT_EQ(one, list_of({{"a", "bc"}}, 1));
  EXPECT_NE(one, list_of({{"a", "bc"}}, 2));
  EXPECT_NE(one, list_of({{"ab", "c"}}, 1)) << "the same characters, cut elsewhere";
  EXPECT_NE(one, list_of({{"a", "bd"}}, 1));
  EXPECT_NE(one, list_of({{"a", "bcd"}}, 1));
  EXPECT_NE(one, list_of({{"a", "bc"}, {"", ""}}, 1));
  EXPECT_NE(one, LabelList());
}

TEST(LabelList, TakesOneBlockOfSixteenBytesAndEightMoreForEachLabel) {
  EXPECT_EQ(list_of({{"cpu", "1"}, {"tier", "all"}}).heap_bytes(), 16 + 2 * 8 + 11U);
  EXPECT_EQ(sizeof(LabelList), sizeof(void*));
}

TEST(LabelList, SharesItsBlockWithItsCopies) {
  const LabelList one = list_of({{"cpu", "1"}}, 5);
  LabelList copy = one;
  EXPECT_TRUE(copy.is_copy_of(one));
  EXPECT_EQ(copy[0].value.data(), one[0].value.data());
  EXPECT_EQ(copy.stamp(), 5U);
  EXPECT_FALSE(copy.is_copy_of(list_of({{"cpu", "1"}}, 5)));
  copy = list_of({{"gpu", "0"}});
  EXPECT_EQ(one[0].name, "cpu") << "what a copy becomes is nothing to the others";
}

TEST(LabelList, StaysItselfWhenAssignedToItself) {
  LabelList list = list_of({{"cpu", "1"}});
  const LabelList& itself = list;
  list = itself;
  EXPECT_EQ(views(list), (Views{{"cpu", "1"}}));
  LabelList& other = list;
  list = std::move(other);
  EXPECT_EQ(views(list), (Views{{"cpu", "1"}}));
}

TEST(LabelList, IsEmptyOnceMovedFrom) {
  LabelList from = list_of({{"cpu", "1"}});
  const LabelView view = from[0];
  LabelList to = std::move(from);
  EXPECT_TRUE(from.empty());  // NOLINT(bugprone-use-after-move): what is asked here
  EXPECT_EQ(to[0].name.data(), view.name.data()) << "nothing was copied";
  from = std::move(to);
  EXPECT_EQ(from[0], view);
  std::swap(from, to);
  EXPECT_EQ(to[0], view);
  static_assert(std::is_nothrow_move_constructible_v<LabelList>);
  static_assert(std::is_nothrow_move_assignable_v<LabelList>);
}

TEST(LabelList, LivesAsLongAsItsLastCopy) {
  std::vector<LabelList> copies(3, list_of({{"cpu", "1"}}));
  const LabelView view = copies[0][0];
  copies[0] = {};
  copies.erase(copies.begin());
  EXPECT_EQ(view.value, "1");
  copies.erase(copies.begin());
  EXPECT_EQ(view.value, "1");
}

TEST(LabelList, IteratesAsOftenAsOneLikes) {
  const LabelList list = list_of({{"a", "1"}, {"b", "2"}});
  auto at = list.begin();
  const auto first = at++;
  EXPECT_EQ(first->name, "a");
  EXPECT_EQ(at->name, "b");
  EXPECT_EQ(++at, list.end());
  EXPECT_EQ(std::find(list.begin(), list.end(), LabelView{"b", "2"})->value, "2");
  static_assert(std::forward_iterator<LabelList::Iterator>);
}

TEST(LabelList, RefusesTextsOfFourGibibytesInAll) {
  const std::string mebibyte(std::size_t{1} << 20, 'x');
  const Views labels(4096, LabelView{"", mebibyte});
  EXPECT_THROW(LabelList{labels}, std::length_error);
}

TEST(LabelList, CanBeCopiedAndDroppedByManyThreadsAtOnce) {
  constexpr int kThreads = 4;
  constexpr int kTimes = 2000;
  LabelList shared = list_of({{"cpu", "1"}, {"tier", "performance"}}, 9);
  std::vector<std::thread> threads;
  std::vector<int> wrong(kThreads);
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([own = shared, &wrong = wrong[static_cast<std::size_t>(i)]]() mutable {
      for (int time = 0; time < kTimes; ++time) {
        LabelList copy = own;
        std::vector<LabelList> more(4, copy);
        own = std::move(more.back());
        if (copy[1].value != "performance" || own.stamp() != 9) ++wrong;
      }
    });
  }
  // The last one to let go, whichever it is, frees what all have read.
  shared = {};
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(kThreads));
}

}  // namespace
}  // namespace silicon::core
