#include "exporter/runtime/glob.hpp"

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"

namespace silicon::runtime {
namespace {

using Paths = std::vector<std::string>;

TEST(ExpandGlob, FindsWhatThereIsInOrder) {
  const testing::TemporaryDirectory directory;
  std::filesystem::create_directory(directory.root() / "sub");
  const std::string b = directory.write("b.yml", "");
  const std::string a = directory.write("a.yml", "");
  const std::string upper = directory.write("C.yml", "");
  directory.write("a.json", "");
  const std::string below = directory.write("sub/d.yml", "");
  EXPECT_EQ(expand_glob(directory.path("*.yml")), (Paths{upper, a, b}));
  EXPECT_EQ(expand_glob(directory.path("[ab].yml")), (Paths{a, b}));
  EXPECT_EQ(expand_glob(directory.path("*/d.yml")), Paths{below});
  EXPECT_EQ(expand_glob(a), Paths{a});
}

TEST(ExpandGlob, FindsNothingWhereNothingIs) {
  EXPECT_EQ(expand_glob("/nowhere/at/all/*.yml"), Paths());
  EXPECT_EQ(expand_glob(""), Paths());
}

TEST(IsGlob, TellsPatternsFromPaths) {
  for (const char* pattern : {"*.yml", "a?", "[ab]"}) EXPECT_TRUE(is_glob(pattern)) << pattern;
  EXPECT_FALSE(is_glob("/etc/rules/a.yml"));
}

}  // namespace
}  // namespace silicon::runtime
