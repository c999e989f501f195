#include "exporter/sources/containers/families/names.hpp"

#include <gtest/gtest.h>

namespace silicon::containers {
namespace {

ContainerMetadata named(const std::string& id, const std::string& name) {
  ContainerMetadata container;
  container.id = id;
  container.name = name;
  return container;
}

Inventory inventory(const std::vector<std::pair<std::string, std::string>>& names) {
  Inventory result;
  for (const auto& [id, name] : names) result.emplace(id, named(id, name));
  return result;
}

TEST(ContainerNames, AreTheEngines) {
  const Names names = unique_names({"aaaa"}, inventory({{"aaaa", "web"}, {"bbbb", "old"}}));
  EXPECT_EQ(names, (Names{{"aaaa", "web"}, {"bbbb", "old"}}));
}

TEST(ContainerNames, AreShortIdsWhereNobodyKnows) {
  const std::string id(64, 'e');
  EXPECT_EQ(unique_names({id}, {}).at(id), "eeeeeeeeeeee");
  EXPECT_EQ(unique_names({"c2"}, {}).at("c2"), "c2");
  EXPECT_EQ(unique_names({"a1"}, inventory({{"a1", ""}})).at("a1"), "a1");
}

TEST(ContainerNames, AreNeverTheSame) {
  const std::string first = "0123456789abcdef", second = "0123456789abcdee";
  const Names names = unique_names({first}, inventory({{first, "web"}, {second, "web"}}));
  EXPECT_EQ(names.at(first), "web");
  EXPECT_EQ(names.at(second), "web-0123456789ab");
}

TEST(ContainerNames, AreWholeIdsWhereTheirBeginningsAreTheSame) {
  const std::string a = "0123456789ab-1", b = "0123456789ab-2", c = "0123456789ab-3";
  const Names names = unique_names({a, b, c}, {});
  EXPECT_EQ(names.at(a), "0123456789ab");
  EXPECT_EQ(names.at(b), "0123456789ab-0123456789ab");
  EXPECT_EQ(names.at(c), c);
}

TEST(ContainerNames, GoToThoseThatRunFirst) {
  const Names names = unique_names({"zz"}, inventory({{"aa", "web"}, {"zz", "web"}}));
  EXPECT_EQ(names.at("zz"), "web");
  EXPECT_EQ(names.at("aa"), "web-aa");
}

}  // namespace
}  // namespace silicon::containers
