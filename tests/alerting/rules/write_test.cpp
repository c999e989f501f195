#include <gtest/gtest.h>

#include "alerting/rules/surroundings.hpp"
#include "tests/support/store_helpers.hpp"

namespace silicon::rules {
namespace {

core::Instant at(int seconds) {
  return core::Instant(std::chrono::seconds(seconds));
}

Sample sample(const char* name, int seconds, double value) {
  return {core::Labels{{"__name__", name}}, {at(seconds), value}};
}

TEST(Writer, PutsSamplesIntoAStore) {
  series::Store store({});
  const std::vector<Sample> samples{sample("a", 10, 1), sample("b", 10, 2)};
  EXPECT_EQ(writer_to(store)(samples), 0U);
  const testing::Contents contents = testing::contents(store);
  EXPECT_EQ(contents.at({{"__name__", "a"}}), (std::vector<chunks::Point>{{at(10), 1}}));
  EXPECT_EQ(contents.at({{"__name__", "b"}}), (std::vector<chunks::Point>{{at(10), 2}}));
}

TEST(Writer, CountsWhatTheStoreDoesNotTake) {
  series::Store store({std::chrono::hours(1), 1 << 20, 2});
  const WriteSamples write = writer_to(store);
  write(std::vector<Sample>{sample("a", 10, 1), sample("b", 10, 1)});
  EXPECT_EQ(write(std::vector<Sample>{sample("a", 10, 1)}), 0U) << "the same once more";
  EXPECT_EQ(write(std::vector<Sample>{sample("a", 10, 2)}), 1U) << "another value";
  EXPECT_EQ(write(std::vector<Sample>{sample("a", 5, 2), sample("b", 5, 2)}), 2U) << "too late";
  EXPECT_EQ(write(std::vector<Sample>{sample("c", 20, 2)}), 1U) << "no room";
}

}  // namespace
}  // namespace silicon::rules
