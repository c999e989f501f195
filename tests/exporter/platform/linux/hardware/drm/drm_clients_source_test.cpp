#include <gtest/gtest.h>

#include "exporter/platform/linux/hardware/sources.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

sources::Tick tick(std::chrono::seconds since_start) {
  return {core::SteadyInstant(1000s + since_start), {}};
}

void open_device(testing::FakeHostFiles& machine, const std::string& process,
                 const std::string& device, const std::string& fdinfo) {
  machine.links["/proc/" + process + "/fd/3"] = device;
  machine.files["/proc/" + process + "/fdinfo/3"] = fdinfo;
}

// A small board: its GPU is on no PCI bus.
struct Board : testing::FakeHostFiles {
  Board() {
    files["/sys/class/drm/card0/device/uevent"] = "DRIVER=v3d\n";
    links["/proc/1/fd/0"] = "/dev/null";
  }
};

TEST(DrmClientsSource, ShowsAGpuByWhatItsClientsDo) {
  Board machine;
  const auto source = drm_clients_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok()) << source.error().message();
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(0s))), Lines{});
  const std::string client = "drm-driver: v3d\ndrm-client-id: 1\ndrm-total-memory: 2 KiB\n";
  open_device(machine, "77", "/dev/dri/renderD128", client + "drm-engine-render: 100 ns\n");
  (void)source.value()->sample(tick(5s));
  open_device(machine, "77", "/dev/dri/renderD128", client + "drm-engine-render: 1000000100 ns\n");
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(10s))),
            (Lines{R"(silicon_gpu_active_seconds_total{gpu="v3d",source="drm_fdinfo"} 1)",
                   R"(silicon_gpu_utilization_ratio{gpu="v3d",source="drm_fdinfo"} 0.2)",
                   R"(silicon_gpu_memory_allocated_bytes{gpu="v3d"} 2048)"}));
}

TEST(DrmClientsSource, LeavesGpusToDriversThatTellMore) {
  Board machine;
  open_device(machine, "77", "/dev/dri/renderD128",
              "drm-driver: amdgpu\ndrm-pdev: 0000:09:00.0\ndrm-client-id: 1\n"
              "drm-engine-gfx: 100 ns\n");
  const auto source = drm_clients_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(0s))), Lines{});
}

TEST(DrmClientsSource, ShowsAnNpuAsTheAnesCousin) {
  testing::FakeHostFiles machine;
  machine.files["/sys/class/accel/accel0/device/uevent"] =
      "DRIVER=amdxdna\nPCI_SLOT_NAME=0000:c5:00.1\n";
  const std::string client =
      "drm-driver: amdxdna_accel_driver\ndrm-pdev: 0000:c5:00.1\ndrm-client-id: 4\n";
  machine.links["/proc/1/fd/0"] = "/dev/null";
  open_device(machine, "77", "/dev/accel/accel0", client + "drm-engine-npu: 0 ns\n");
  const auto source = drm_clients_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok()) << source.error().message();
  (void)source.value()->sample(tick(0s));
  open_device(machine, "77", "/dev/accel/accel0", client + "drm-engine-npu: 2500000000 ns\n");
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(5s))),
            Lines{R"(silicon_ane_activity_ratio{source="drm_fdinfo"} 0.5)"});
}

TEST(DrmClientsSource, IsDeniedWhereOnlyAPartCouldBeSeen) {
  Board machine;
  machine.fail.emplace("/proc/1/fd",
                       core::Error("/proc/1/fd: permission denied", core::ErrorKind::denied));
  const auto source = drm_clients_source(machine.open_files()).open();
  ASSERT_FALSE(source.ok());
  EXPECT_EQ(source.error().kind(), core::ErrorKind::denied);
  EXPECT_NE(source.error().message().find("CAP_SYS_PTRACE"), std::string::npos);
}

TEST(DrmClientsSource, IsAbsentWhereEveryGpuHasFiguresOfItsOwn) {
  testing::FakeHostFiles machine({{"/sys/class/drm/card0/device/uevent", "DRIVER=amdgpu\n"},
                                  {"/sys/class/accel/accel0/device/uevent", "DRIVER=intel_vpu\n"}});
  const auto source = drm_clients_source(machine.open_files()).open();
  EXPECT_EQ(source.error().kind(), core::ErrorKind::absent);
}

}  // namespace
}  // namespace silicon::linux_platform
