#include <gtest/gtest.h>

#include "exporter/platform/linux/disk_files.hpp"
#include "exporter/platform/linux/hardware/gpu/gpu_backend.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/recorded_tree.hpp"

namespace silicon::linux_platform {
namespace {

const std::string kDevice = "/sys/class/drm/card0/device";

// What the driver writes in front of its binary metrics: size, format, content.
std::string metrics(unsigned char size, char format, char content) {
  std::string bytes(size, '\xff');
  bytes[0] = static_cast<char>(size);
  bytes[1] = 0;
  bytes[2] = format;
  bytes[3] = content;
  return bytes;
}

class Amdgpu : public ::testing::Test {
 protected:
  // A card of its own.
  Amdgpu()
      : machine({{kDevice + "/uevent",
                  "DRIVER=amdgpu\nPCI_ID=1002:687F\n"
                  "PCI_SLOT_NAME=0000:09:00.0\n"},
                 {kDevice + "/gpu_busy_percent", "4\n"},
                 {kDevice + "/mem_info_vram_used", "1490378752\n"},
                 {kDevice + "/mem_info_gtt_used", "144560128\n"},
                 {kDevice + "/pp_dpm_sclk", "0: 852Mhz *\n1: 991Mhz \n2: 1630Mhz \n"},
                 {kDevice + "/gpu_metrics", metrics(120, 1, 0)},
                 {kDevice + "/hwmon/hwmon4/name", "amdgpu\n"},
                 {kDevice + "/hwmon/hwmon4/power1_average", "7000000\n"},
                 {kDevice + "/hwmon/hwmon4/freq1_input", "27000000\n"}}) {}

  void open() {
    auto opened = open_amdgpu(machine);
    ASSERT_TRUE(opened.ok()) << opened.error().message();
    backend = std::move(opened).value();
  }

  std::vector<GpuSample> sample() { return backend->sample({}).value_or({}); }

  testing::FakeHostFiles machine;
  std::unique_ptr<GpuBackend> backend;
};

TEST_F(Amdgpu, TellsEverythingThatItsFilesSay) {
  open();
  const auto samples = sample();
  ASSERT_EQ(samples.size(), 1);
  const GpuSample& card = samples.front();
  EXPECT_EQ(card.reading.gpu, "0000:09:00.0");
  EXPECT_EQ(card.reading.source, "amdgpu");
  EXPECT_EQ(card.reading.model, "1002:687F");
  EXPECT_EQ(card.reading.utilization, 0.04);
  EXPECT_EQ(card.reading.memory_used_bytes, 1490378752.0) << "main memory is not the card's";
  EXPECT_EQ(card.reading.frequency_hertz, 27e6) << "what the clock is, not what was asked for";
  EXPECT_EQ(card.reading.max_hertz, 1630e6);
  EXPECT_EQ(card.watts, 7);
  EXPECT_EQ(card.rail, "gpu");
  EXPECT_TRUE(card.traffic.empty());
}

TEST_F(Amdgpu, TellsThePowerOfTheWholeProcessorWhereItIsAPartOfOne) {
  machine.files[kDevice + "/gpu_metrics"] = metrics(144, 2, 2);
  open();
  const auto samples = sample();
  EXPECT_EQ(samples.at(0).rail, "package");
  EXPECT_EQ(samples.at(0).reading.memory_used_bytes, 1490378752.0 + 144560128.0);
}

TEST_F(Amdgpu, TellsMemoryTrafficWhereTheFirmwareDoes) {
  std::string bytes = metrics(128, 3, 0);
  bytes.replace(94, 4, std::string("\x10\x27\x00\x01", 4));  // 10,000 and 256 MB/s
  machine.files[kDevice + "/gpu_metrics"] = bytes;
  open();
  const auto samples = sample();
  ASSERT_EQ(samples.at(0).traffic.size(), 2);
  EXPECT_EQ(samples[0].traffic[0].direction, "read");
  EXPECT_EQ(samples[0].traffic[0].bytes_per_second, 10'000e6);
  EXPECT_EQ(samples[0].traffic[0].bytes, std::nullopt) << "an average is no counter";
  EXPECT_EQ(samples[0].traffic[1].bytes_per_second, 256e6);
  EXPECT_EQ(samples[0].traffic[1].source, "amdgpu_gpu_metrics");
}

TEST_F(Amdgpu, LeavesOutWhatCannotBeRead) {
  open();
  machine.fail.emplace(kDevice + "/gpu_busy_percent",
                       core::Error("operation not permitted", core::ErrorKind::denied));
  machine.files[kDevice + "/mem_info_vram_used"] = "lots\n";
  machine.files[kDevice + "/hwmon/hwmon4/power1_average"] = "";
  machine.files.erase(kDevice + "/pp_dpm_sclk");
  machine.files.erase(kDevice + "/hwmon/hwmon4/freq1_input");
  const auto samples = sample();
  ASSERT_EQ(samples.size(), 1);
  EXPECT_FALSE(samples[0].reading.utilization);
  EXPECT_FALSE(samples[0].reading.memory_used_bytes);
  EXPECT_FALSE(samples[0].reading.frequency_hertz);
  EXPECT_FALSE(samples[0].watts);
}

TEST_F(Amdgpu, DoesNotWakeACardThatSleeps) {
  open();
  machine.files[kDevice + "/power/runtime_status"] = "suspended\n";
  machine.log.clear();
  EXPECT_TRUE(sample().empty());
  EXPECT_EQ(machine.log, (std::vector<std::string>{kDevice + "/power/runtime_status"}));
  machine.files[kDevice + "/power/runtime_status"] = "active\n";
  EXPECT_EQ(sample().size(), 1);
}

TEST_F(Amdgpu, IsAbsentWhereTheCardsAreOthers) {
  machine.files[kDevice + "/uevent"] = "DRIVER=nouveau\n";
  EXPECT_EQ(open_amdgpu(machine).error().message(), "no AMD GPU (amdgpu) in /sys/class/drm");
}

// node_drm_* of node_exporter on the same files: 4 % busy, 1490378752 bytes of VRAM used.
TEST(AmdgpuRecorded, ReadsAVega) {
  const testing::RecordedTree tree("linux/procfs-fixtures", {"sys/class/drm"});
  if (!tree.exists()) GTEST_SKIP() << "no recorded machine at " << tree.recording();
  DiskFiles files(tree.root());
  const auto backend = open_amdgpu(files);
  ASSERT_TRUE(backend.ok()) << backend.error().message();
  const auto samples = backend.value()->sample({}).value_or({});
  ASSERT_EQ(samples.size(), 1);
  EXPECT_EQ(samples[0].reading.utilization, 0.04);
  EXPECT_EQ(samples[0].reading.memory_used_bytes, 1490378752.0);
  EXPECT_EQ(samples[0].reading.frequency_hertz, 852e6);
  EXPECT_EQ(samples[0].reading.max_hertz, 1630e6);
}

}  // namespace
}  // namespace silicon::linux_platform
