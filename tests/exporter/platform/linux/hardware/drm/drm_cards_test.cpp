#include "exporter/platform/linux/hardware/drm/drm_cards.hpp"

#include <gtest/gtest.h>

#include "exporter/platform/linux/disk_files.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/recorded_tree.hpp"

namespace silicon::linux_platform {
namespace {

using Lines = std::vector<std::string>;

Lines lines(const std::vector<DrmCard>& cards) {
  Lines result;
  for (const DrmCard& card : cards) {
    result.push_back(card.name + " " + card.driver + " " + card.gpu + " " + card.model);
  }
  return result;
}

TEST(FindCards, ReadsDriverAddressAndModel) {
  testing::FakeHostFiles machine({
      {"/sys/class/drm/card0/device/uevent",
       "DRIVER=amdgpu\nPCI_CLASS=30000\nPCI_ID=1002:687F\nPCI_SLOT_NAME=0000:09:00.0\n"},
      {"/sys/class/drm/card0/device/product_name", "\n"},
      {"/sys/class/drm/card1/device/uevent", "DRIVER=amdgpu\nPCI_SLOT_NAME=0000:0a:00.0\n"},
      {"/sys/class/drm/card1/device/product_name", "AMD Instinct MI210\n"},
  });
  EXPECT_EQ(lines(find_cards(machine)), (Lines{"card0 amdgpu 0000:09:00.0 1002:687F",
                                               "card1 amdgpu 0000:0a:00.0 AMD Instinct MI210"}));
}

// node_exporter looks for card[0-9] only.
TEST(FindCards, FindsTheEleventhCardAndNoConnectorsOrRenderNodes) {
  testing::FakeHostFiles machine;
  for (const char* name : {"card2", "card10", "card2-DP-1", "renderD128", "card", "cardx"}) {
    machine.files[std::string("/sys/class/drm/") + name + "/device/uevent"] = "DRIVER=i915\n";
  }
  EXPECT_EQ(lines(find_cards(machine)), (Lines{"card2 i915 card2 ", "card10 i915 card10 "}));
}

TEST(FindCards, LeavesOutCardsWithoutADriver) {
  testing::FakeHostFiles machine({{"/sys/class/drm/card0/device/uevent", "PCI_ID=1002:687F\n"},
                                  {"/sys/class/drm/card1/dev", "226:1\n"},
                                  {"/sys/class/drm/version", "drm 1.1.0 20060810\n"}});
  EXPECT_TRUE(find_cards(machine).empty());
}

TEST(FindCards, ReadsARecordedMachine) {
  const testing::RecordedTree tree("linux/procfs-fixtures", {"sys/class/drm"});
  if (!tree.exists()) GTEST_SKIP() << "no recorded machine at " << tree.recording();
  DiskFiles files(tree.root());
  EXPECT_EQ(lines(find_cards(files)),
            (Lines{"card0 amdgpu 0000:09:00.0 1002:687F", "card1 i915 0000:00:02.0 8086:5917"}));
}

TEST(IsSuspended, BelievesTheKernelOnly) {
  testing::FakeHostFiles machine({{"/sys/a/power/runtime_status", "suspended\n"},
                                  {"/sys/b/power/runtime_status", "active\n"}});
  EXPECT_TRUE(is_suspended(machine, "/sys/a"));
  EXPECT_FALSE(is_suspended(machine, "/sys/b"));
  EXPECT_FALSE(is_suspended(machine, "/sys/c"));
}

TEST(ReadText, IsTrimmedAndBounded) {
  testing::FakeHostFiles machine({{"/a", " x y \n"}, {"/b", std::string(100'000, 'z')}});
  EXPECT_EQ(read_text(machine, "/a"), "x y");
  EXPECT_EQ(read_text(machine, "/b").size(), 256);
  EXPECT_EQ(read_text(machine, "/c"), "");
}

}  // namespace
}  // namespace silicon::linux_platform
