#include "exporter/platform/recording/schema.hpp"

#include <gtest/gtest.h>

#include <set>

#include "exporter/platform/recording/read.hpp"
#include "exporter/platform/recording/write.hpp"
#include "tests/support/fake_apple/small_mac.hpp"

namespace silicon::recording {
namespace {

template <class Struct>
std::set<std::string> keys_of() {
  std::set<std::string> keys;
  for_each_field<Struct>([&](const auto& field) {
    EXPECT_TRUE(keys.insert(field.key).second) << field.key << " is there twice";
  });
  return keys;
}

TEST(Schema, NamesEveryKeyOnce) {
  EXPECT_EQ(keys_of<apple::Machine>().size(), 8U);
  EXPECT_EQ(keys_of<apple::Sample>().size(), 15U);
  EXPECT_EQ(keys_of<ChannelChange>().size(), 3U);
  EXPECT_EQ(keys_of<LinuxMachine>().size(), 5U);
  EXPECT_EQ(keys_of<LinuxSample>().size(), 8U);
  EXPECT_EQ(keys_of<apple::InterfaceCounters>().size(), 8U);
}

// As many members as the tables have fields: whoever adds a member is told to add its key.
TEST(Schema, CoversEveryMember) {
  const apple::Sample sample = testing::apple::small_sample();
  const auto& [mono, unix, ticks, load, vm, swap, level, ioreport, smc, hid, gpu, thermal, disks,
               interfaces, filesystems] = sample;
  EXPECT_GT(mono, 0U);
  const auto& [model, chip, os, sysctl, cpus, pmgr, cores, page] = testing::apple::small_machine();
  EXPECT_FALSE(model.empty());
  const auto& [a, b, c, d, e, f, g, h] = LinuxSample{};
  EXPECT_EQ(a, 0U);
}

TEST(Schema, LosesNothingOfALinuxMachine) {
  const LinuxMachine machine{.model = "KVM",
                             .chip = "Neoverse-N1",
                             .os = "Debian GNU/Linux 12",
                             .root = "/host",
                             .page_size = 4096};
  const std::string line = machine_line(machine);
  const auto read = parse_linux_machine(line);
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(machine_line(*read), line);
  EXPECT_EQ(read->root, "/host");
}

TEST(Schema, LosesNothingOfALinuxSample) {
  LinuxSample sample;
  sample.mono_ns = 5;
  sample.unix_ms = 6;
  sample.files = {{"/proc/loadavg", "0.1 0.2 0.3 1/2 3\n"}, {"/proc/empty", ""}};
  sample.binary_files = {{"/sys/gpu_metrics", {0, 255, 128}}};
  sample.directories = {{"/sys/block", {"sda", ""}}, {"/sys/class/hwmon", {}}};
  sample.links = {{"/sys/class/hwmon/hwmon0/device", "../../coretemp.0"}};
  sample.errors = {{"/proc/1/mountinfo", "denied"}};
  sample.filesystems = {{"/", "", "", 1000, 500}};
  const std::string line = sample_line(sample);
  const auto read = parse_linux_sample(line);
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(sample_line(*read), line);
  EXPECT_EQ(read->files, sample.files);
  EXPECT_EQ(read->binary_files, sample.binary_files);
  EXPECT_EQ(read->directories, sample.directories);
  EXPECT_EQ(read->links, sample.links);
  EXPECT_EQ(read->errors, sample.errors);
  EXPECT_EQ(read->filesystems.at(0).available_bytes, 500U);
}

TEST(Schema, TellsPlatformsApart) {
  const std::string mac = machine_line(testing::apple::small_machine());
  const std::string host = machine_line(LinuxMachine{});
  EXPECT_EQ(*parse_platform(mac), "apple");
  EXPECT_EQ(*parse_platform(host), "linux");
  EXPECT_EQ(parse_machine(host).error().message(), "not a recording of an Apple machine");
  EXPECT_EQ(parse_linux_machine(mac).error().message(), "not a recording of a Linux machine");
  EXPECT_EQ(parse_platform(R"({"type":"machine","format":2,"platform":"amiga"})").error().message(),
            "platform \"amiga\" is neither apple nor linux");
}

}  // namespace
}  // namespace silicon::recording
