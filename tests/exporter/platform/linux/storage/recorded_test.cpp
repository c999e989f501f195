// Recorded kernel files against what node_exporter makes of the same files.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/sources/disks/diskstats.hpp"
#include "exporter/sources/disks/mounts.hpp"

namespace silicon::linux_platform {
namespace {

class Recorded : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(folder_)) GTEST_SKIP() << folder_ << " is not there";
  }

  std::string text_of(const std::string& path) const {
    std::ifstream file(folder_ + "/" + path, std::ios::binary);
    return std::string((std::istreambuf_iterator<char>(file)), {});
  }

  // The value of a line of node_exporter's.
  static std::optional<double> expected(std::string_view lines, const std::string& series) {
    std::optional<double> value;
    core::for_each_line(lines, [&](std::string_view line) {
      if (!line.starts_with(series + " ")) return;
      value = core::parse_double(line.substr(series.size() + 1));
    });
    return value;
  }

 private:
  std::string folder_ =
      std::string(SILICON_SOURCE_DIR) + "/../shared/data/linux/node_exporter-fixtures";
};

TEST_F(Recorded, DiskCountersAreThoseOfNodeExporter) {
  const std::string text = text_of("proc/diskstats");
  const std::string theirs = text_of("expected-node_exporter-metrics.txt");
  disks::DiskActivity activity;
  activity.update(disks::parse_diskstats(text));
  int compared = 0;
  for (const core::Family& family : activity.families()) {
    std::string name = "node_" + family.name.substr(std::string_view("silicon_").size());
    if (name == "node_disk_io_seconds_total") name = "node_disk_io_time_seconds_total";
    for (const core::Sample& sample : family.samples) {
      const std::string device(sample.labels.get("device"));
      const auto value = expected(theirs, name + "{device=\"" + device + "\"}");
      if (!value) continue;  // it leaves out ram, loop and some partitions
      EXPECT_DOUBLE_EQ(sample.value, *value) << name << " " << device;
      ++compared;
    }
  }
  EXPECT_EQ(compared, 15 * 7);
}

TEST_F(Recorded, MountsAreChosenFromARealList) {
  std::vector<std::string> paths;
  for (const disks::Mount& mount :
       disks::choose_mounts(disks::parse_mountinfo(text_of("proc/1/mountinfo")), false)) {
    paths.push_back(mount.mountpoint);
  }
  ASSERT_EQ(paths.size(), 4U);
  EXPECT_EQ(paths[0], "/");
  EXPECT_EQ(paths[1], "/boot");
  EXPECT_EQ(paths[2], "/var/lib/containers/storage/overlay");
  EXPECT_NE(paths[3].find("[vsanDatastore]"), std::string::npos);
}

}  // namespace
}  // namespace silicon::linux_platform
