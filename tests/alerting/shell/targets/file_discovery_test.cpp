#include "alerting/shell/targets/file_discovery.hpp"

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"

namespace silicon::shell {
namespace {

using Addresses = std::vector<std::string>;

class FileDiscoveryTest : public ::testing::Test {
 protected:
  Addresses addresses() const {
    Addresses all;
    for (const auto& group : discovery_.groups()) {
      all.insert(all.end(), group.addresses.begin(), group.addresses.end());
    }
    return all;
  }

  testing::TemporaryDirectory directory_;
  FileDiscovery discovery_{
      {{directory_.path("*.json"), directory_.path("one.yml")}, std::chrono::seconds(1)}};
};

TEST_F(FileDiscoveryTest, FindsNothingWhereNothingIs) {
  EXPECT_FALSE(discovery_.look());
  EXPECT_TRUE(discovery_.groups().empty());
  EXPECT_TRUE(discovery_.problems().empty());
}

TEST_F(FileDiscoveryTest, ReadsAllFilesOfItsPatterns) {
  directory_.write("b.json", R"([{"targets":["b:1"]}])");
  directory_.write("a.json", R"([{"targets":["a:1"]}])");
  directory_.write("one.yml", "- targets: [y:1]\n");
  directory_.write("two.yml", "- targets: [z:1]\n");
  EXPECT_TRUE(discovery_.look());
  EXPECT_EQ(addresses(), (Addresses{"a:1", "b:1", "y:1"}));
  EXPECT_EQ(discovery_.groups()[0].labels.get("__meta_filepath"), directory_.path("a.json"));
}

TEST_F(FileDiscoveryTest, NoticesChanges) {
  directory_.write("a.json", R"([{"targets":["a:1"]}])");
  EXPECT_TRUE(discovery_.look());
  EXPECT_FALSE(discovery_.look());
  directory_.write("a.json", R"([{"targets":["a:1","a:22"]}])");
  EXPECT_TRUE(discovery_.look());
  EXPECT_EQ(addresses(), (Addresses{"a:1", "a:22"}));
}

TEST_F(FileDiscoveryTest, ForgetsAFileThatIsGone) {
  const std::string file = directory_.write("a.json", R"([{"targets":["a:1"]}])");
  discovery_.look();
  std::filesystem::remove(file);
  EXPECT_TRUE(discovery_.look());
  EXPECT_TRUE(addresses().empty());
}

TEST_F(FileDiscoveryTest, KeepsWhatItHadWhenAFileIsWrong) {
  directory_.write("a.json", R"([{"targets":["a:1"]}])");
  discovery_.look();
  directory_.write("a.json", R"([{"targets":)");
  EXPECT_FALSE(discovery_.look());
  EXPECT_EQ(addresses(), Addresses{"a:1"});
  ASSERT_EQ(discovery_.problems().size(), 1U);
  EXPECT_TRUE(discovery_.problems()[0].starts_with(directory_.path("a.json") + ": not JSON"));
  EXPECT_FALSE(discovery_.look());
  EXPECT_TRUE(discovery_.problems().empty()) << "said once";
  directory_.write("a.json", R"([{"targets":["c:1"]}])");
  EXPECT_TRUE(discovery_.look());
  EXPECT_EQ(addresses(), Addresses{"c:1"});
}

}  // namespace
}  // namespace silicon::shell
