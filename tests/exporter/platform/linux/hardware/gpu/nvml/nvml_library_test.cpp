#include "exporter/platform/linux/hardware/gpu/nvml/nvml_library.hpp"

#include <gtest/gtest.h>

#include <cstddef>

#include "tests/support/fake_nvml/handle.hpp"

namespace silicon::linux_platform {
namespace {

// As nvml.h of driver 550 lays them out on every 64-bit platform.
TEST(NvmlLibrary, DeclaresStructuresAsNvidiaDoes) {
  EXPECT_EQ(sizeof(nvml::Utilization), 8);
  EXPECT_EQ(sizeof(nvml::Memory), 24);
  EXPECT_EQ(offsetof(nvml::Memory, used), 16);
  EXPECT_EQ(sizeof(nvml::PciInfo), 68);
  EXPECT_EQ(offsetof(nvml::PciInfo, bus_id), 36);
}

TEST(NvmlLibrary, IsAbsentWhereThereIsNoDriver) {
  const auto library = NvmlLibrary::load("libnvidia-ml-of-another-planet.so.1");
  ASSERT_FALSE(library.ok());
  EXPECT_EQ(library.error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(library.error().message(),
            "libnvidia-ml-of-another-planet.so.1: not there, so no NVIDIA driver");
}

TEST(NvmlLibrary, BindsEveryFunctionOfAWholeLibrary) {
  testing::FakeNvmlHandle fake(FAKE_NVML);
  const auto library = NvmlLibrary::load(FAKE_NVML);
  ASSERT_TRUE(library.ok()) << library.error().message();
  const NvmlFunctions& table = library.value()->functions();
  for (const bool bound :
       {table.error_string != nullptr, table.name != nullptr, table.pci_info != nullptr,
        table.core_count != nullptr, table.utilization != nullptr, table.memory != nullptr,
        table.power != nullptr, table.energy != nullptr, table.temperature != nullptr,
        table.clock != nullptr, table.max_clock != nullptr, table.clock_reasons != nullptr}) {
    EXPECT_TRUE(bound);
  }
  EXPECT_EQ(library.value()->explain(9), "Driver Not Loaded");
}

TEST(NvmlLibrary, InitialisesOnceAndShutsDownAtTheEnd) {
  testing::FakeNvmlHandle fake(FAKE_NVML);
  {
    const auto library = NvmlLibrary::load(FAKE_NVML);
    ASSERT_TRUE(library.ok());
    EXPECT_EQ(fake->inits, 1);
    EXPECT_EQ(fake->shutdowns, 0);
  }
  EXPECT_EQ(fake->shutdowns, 1);
}

TEST(NvmlLibrary, SaysWhyItDoesNotInitialise) {
  testing::FakeNvmlHandle fake(FAKE_NVML);
  fake->init_code = 9;
  const auto library = NvmlLibrary::load(FAKE_NVML);
  ASSERT_FALSE(library.ok());
  EXPECT_EQ(library.error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(library.error().message(), std::string(FAKE_NVML) + ": Driver Not Loaded");
  EXPECT_EQ(fake->shutdowns, 0) << "what was not initialised is not shut down";
}

TEST(NvmlLibrary, DoesWithTheNamesOfOldVersionsAndWithoutFigures) {
  testing::FakeNvmlHandle fake(FAKE_NVML_OLD);
  fake->init_code = 0;
  const auto library = NvmlLibrary::load(FAKE_NVML_OLD);
  ASSERT_TRUE(library.ok()) << library.error().message();
  EXPECT_TRUE(library.value()->functions().power == nullptr);
  EXPECT_EQ(library.value()->explain(15), "NVML error 15");
}

TEST(NvmlLibrary, RefusesALibraryThatIsSomethingElse) {
  const auto library = NvmlLibrary::load(FAKE_NVML_OTHER);
  ASSERT_FALSE(library.ok());
  EXPECT_EQ(library.error().message(), std::string(FAKE_NVML_OTHER) + ": has no nvmlShutdown");
}

}  // namespace
}  // namespace silicon::linux_platform
