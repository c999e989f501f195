#include <gtest/gtest.h>

#include "exporter/platform/linux/containers/sources.hpp"
#include "exporter/platform/linux/disk_files.hpp"
#include "tests/support/cgroup_machine.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;
using testing::CgroupMachine;

containers::MetadataProvider engine_that_knows(containers::ContainerMetadata container) {
  auto inventory = std::make_shared<containers::Inventory>();
  const std::string id = container.id;
  inventory->emplace(id, std::move(container));
  return [view = containers::MetadataView(inventory)] { return view; };
}

TEST(ContainersSource, JoinsWhatTheKernelAndTheEngineSay) {
  const CgroupMachine machine;
  const std::string id(64, 'a');
  machine.write_cgroup("", "/docker/" + id,
                       {{"cgroup.procs", "42\n"},
                        {"cpu.stat", "usage_usec 1500000\n"},
                        {"cpuset.cpus.effective", "1-2\n"}});
  machine.write("/sys/devices/system/cpu/online", "0-2\n");
  for (const int cpu : {0, 1, 2}) {
    machine.write("/sys/devices/system/cpu/cpu" + std::to_string(cpu) + "/cpu_capacity",
                  cpu == 2 ? "1024\n" : "400\n");
  }
  const sources::SourceSpec spec = containers_source(
      [root = machine.root()] { return std::make_unique<DiskFiles>(root); }, machine.root(),
      [&] { return engine_that_knows({.id = id, .name = "web", .image = "nginx"}); }, {});
  EXPECT_EQ(spec.name, "containers");
  auto source = spec.open();
  ASSERT_TRUE(source.ok());
  const auto families = (*source)->sample({core::SteadyInstant(1s), core::Instant(1s)});
  ASSERT_TRUE(families.ok());
  EXPECT_EQ(
      testing::value_of(*families, R"(container_cpu_usage_seconds_total{cpu="total",id="/docker/)" +
                                       id + R"(",image="nginx",name="web"})"),
      1.5);
  EXPECT_EQ(testing::value_of(*families,
                              R"(silicon_container_cpuset_cores{name="web",tier="efficiency"})"),
            1);
  EXPECT_EQ(testing::value_of(*families,
                              R"(silicon_container_cpuset_cores{name="web",tier="performance"})"),
            1);
}

TEST(ContainersSource, AsksNoEngineWhereThereAreNoCgroups) {
  const CgroupMachine machine;
  machine.write("/proc/1/mountinfo", "");
  const sources::SourceSpec spec = containers_source(
      [root = machine.root()] { return std::make_unique<DiskFiles>(root); }, machine.root(),
      []() -> containers::MetadataProvider {
        ADD_FAILURE() << "asked";
        return {};
      },
      {});
  EXPECT_FALSE(spec.open().ok());
}

}  // namespace
}  // namespace silicon::linux_platform
