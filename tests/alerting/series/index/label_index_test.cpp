#include "alerting/series/index/label_index.hpp"

#include <gtest/gtest.h>

namespace silicon::index {
namespace {

core::Labels set(const std::string& name, const std::string& job) {
  return core::Labels{{"__name__", name}, {"job", job}};
}

TEST(LabelIndex, NumbersLabelSetsAndFindsThemAgain) {
  LabelIndex index;
  const Id up = index.add(set("up", "node"));
  const Id load = index.add(set("load", "node"));
  EXPECT_NE(up, load);
  EXPECT_EQ(index.find(set("up", "node")), up);
  EXPECT_EQ(index.find(set("up", "db")), std::nullopt);
  EXPECT_EQ(index.labels(load), set("load", "node"));
  EXPECT_EQ(index.size(), 2U);
  EXPECT_EQ(index.all(), (Ids{up, load}));
}

TEST(LabelIndex, ListsTheSetsOfEachValue) {
  LabelIndex index;
  const Id up = index.add(set("up", "node"));
  const Id load = index.add(set("load", "node"));
  const LabelIndex::Values* jobs = index.values("job");
  ASSERT_NE(jobs, nullptr);
  EXPECT_EQ(jobs->at("node"), (Ids{up, load}));
  EXPECT_EQ(index.values("instance"), nullptr);
  EXPECT_EQ(index.names(), (std::vector<std::string>{"__name__", "job"}));
}

TEST(LabelIndex, ForgetsRemovedSetsAndTheirValues) {
  LabelIndex index;
  const Id up = index.add(set("up", "node"));
  const Id load = index.add(set("load", "node"));
  const Id other = index.add(core::Labels{{"zone", "a"}});
  index.remove({up, other});
  EXPECT_EQ(index.find(set("up", "node")), std::nullopt);
  EXPECT_EQ(index.values("job")->at("node"), Ids{load});
  EXPECT_EQ(index.values("__name__")->count("up"), 0U);
  EXPECT_EQ(index.values("zone"), nullptr);
  EXPECT_EQ(index.all(), Ids{load});
}

TEST(LabelIndex, KeepsListsAscendingWhenItGivesANumberAgain) {
  LabelIndex index;
  const Id first = index.add(set("a", "node"));
  const Id second = index.add(set("b", "node"));
  index.remove({first});
  EXPECT_EQ(index.add(set("c", "node")), first);
  EXPECT_EQ(index.values("job")->at("node"), (Ids{first, second}));
  EXPECT_EQ(index.end(), 2U);
}

TEST(LabelIndex, CountsItsMemoryDownToWhereItBegan) {
  LabelIndex index;
  EXPECT_EQ(index.bytes(), 0U);
  Ids ids;
  std::size_t estimated = 0;
  for (int i = 0; i < 1000; ++i) {
    const core::Labels labels = set("a_metric_with_a_long_name_" + std::to_string(i), "node");
    estimated += LabelIndex::bytes_of(labels);
    ids.push_back(index.add(labels));
  }
  EXPECT_GT(index.bytes(), 1000U * 300);
  EXPECT_LE(index.bytes(), estimated);
  index.remove(ids);
  EXPECT_EQ(index.bytes(), 0U);
  EXPECT_EQ(index.size(), 0U);
  EXPECT_TRUE(index.names().empty());
}

}  // namespace
}  // namespace silicon::index
