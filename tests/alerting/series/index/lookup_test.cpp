#include "alerting/series/index/lookup.hpp"

#include <gtest/gtest.h>

#include <random>

namespace silicon::index {
namespace {

using match::Matcher;
using match::MatchType;

Matcher matcher(MatchType type, const std::string& name, const std::string& value) {
  return Matcher::create(type, name, value).value();
}

// What lookup() is a quicker form of.
Ids tried_one_by_one(const LabelIndex& index, std::span<const Matcher> matchers) {
  Ids result;
  for (const Id id : index.all()) {
    const bool all = std::all_of(matchers.begin(), matchers.end(),
                                 [&](const Matcher& one) { return one.matches(index.labels(id)); });
    if (all) result.push_back(id);
  }
  return result;
}

LabelIndex a_small_fleet() {
  LabelIndex index;
  for (const char* name : {"up", "node_load1", "node_load5", "node_memory"}) {
    for (const char* host : {"a", "b", "ab", "c-1", "c-2"}) {
      index.add(core::Labels{{"__name__", name}, {"host", host}});
      index.add(core::Labels{{"__name__", name}, {"host", host}, {"zone", "x"}});
    }
  }
  return index;
}

TEST(Lookup, FindsExactValues) {
  const LabelIndex index = a_small_fleet();
  const std::vector<Matcher> matchers{matcher(MatchType::equal, "__name__", "up"),
                                      matcher(MatchType::equal, "host", "a")};
  EXPECT_EQ(lookup(index, matchers), tried_one_by_one(index, matchers));
  EXPECT_EQ(lookup(index, matchers).size(), 2U);
}

TEST(Lookup, FindsNothingForAValueOrANameThatNobodyHas) {
  const LabelIndex index = a_small_fleet();
  EXPECT_TRUE(lookup(index, std::vector{matcher(MatchType::equal, "host", "z")}).empty());
  EXPECT_TRUE(lookup(index, std::vector{matcher(MatchType::equal, "disk", "a")}).empty());
  EXPECT_TRUE(lookup(index, std::vector{matcher(MatchType::regex, "disk", ".+")}).empty());
  EXPECT_EQ(lookup(index, std::vector{matcher(MatchType::equal, "disk", "")}).size(), 40U);
  EXPECT_TRUE(lookup(LabelIndex(), std::vector{matcher(MatchType::regex, "a", ".*")}).empty());
}

TEST(Lookup, TellsSetsWithoutTheLabelFromThoseWithIt) {
  const LabelIndex index = a_small_fleet();
  EXPECT_EQ(lookup(index, std::vector{matcher(MatchType::equal, "zone", "")}).size(), 20U);
  EXPECT_EQ(lookup(index, std::vector{matcher(MatchType::not_equal, "zone", "")}).size(), 20U);
  EXPECT_EQ(lookup(index, std::vector{matcher(MatchType::not_regex, "zone", "x|y")}).size(), 20U);
}

// Random matchers over indexes small and large enough for every way of filtering.
TEST(Lookup, AgreesWithTryingEverySet) {
  std::mt19937 random(5);
  const auto pick = [&random](std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
  };
  const std::vector<std::string> names{"__name__", "job", "host", "path", "absent"};
  const std::vector<std::string> values{"",      "v1",  "v2",       "v1|v2", "v1|",    ".*",
                                        ".+",    "v.*", "v1.+",     "v[12]", "v1?",    "x",
                                        "(v)1+", "v11", "v1|v7|zz", ".*1",   "v1.*|v2"};
  for (int round = 0; round < 60; ++round) {
    LabelIndex index;
    const std::size_t sets = round % 2 == 0 ? 30 : 800;
    const auto value = [&](std::size_t count) { return "v" + std::to_string(pick(count)); };
    for (std::size_t i = 0; i < sets; ++i) {
      core::Labels labels{{"__name__", value(12)}, {"job", value(3)}};
      if (pick(3) > 0) labels = labels.with("host", value(20));
      if (pick(3) > 0) labels = labels.with("path", value(1000));
      if (!index.find(labels)) index.add(labels);
    }
    for (int query = 0; query < 50; ++query) {
      std::vector<Matcher> matchers;
      for (std::size_t i = 0; i <= pick(3); ++i) {
        matchers.push_back(matcher(static_cast<MatchType>(pick(4)), names[pick(names.size())],
                                   values[pick(values.size())]));
      }
      std::string text;
      for (const Matcher& one : matchers) {
        text += one.name() + std::string(symbol(one.type())) + one.value() + " ";
      }
      ASSERT_EQ(lookup(index, matchers), tried_one_by_one(index, matchers)) << text;
    }
  }
}

}  // namespace
}  // namespace silicon::index
