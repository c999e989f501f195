#include "exporter/platform/apple/load/interfaces.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_apple/machine.hpp"

namespace silicon::apple_platform {
namespace {

TEST(LoadedInterfaces, LackWhatAMissingLibraryWouldGive) {
  const LoadedInterfaces loaded({.core_foundation = "/nowhere/CoreFoundation",
                                 .io_kit = "/nowhere/IOKit",
                                 .io_report = "/nowhere/libIOReport.dylib",
                                 .system = "/nowhere/libSystem"});
  EXPECT_FALSE(loaded.get().core_foundation.ok());
  EXPECT_FALSE(loaded.get().io_report.ok());
  EXPECT_EQ(loaded.get().io_report.error().message(),
            "libIOReport has no IOReportCopyChannelsInGroup");
  EXPECT_EQ(loaded.get().connection.error().message(), "IOKit has no IOServiceOpen");
}

// getloadavg() is the one function of the tables that all systems have, by that name.
TEST(LoadedInterfaces, StayGoodWhileTheLibrariesAreLoaded) {
  LibraryPaths paths;
  paths.system = "";
  const LoadedInterfaces loaded(paths);
  ASSERT_TRUE(loaded.get().load.ok());
  double averages[3];
  EXPECT_EQ(loaded.get().load->averages(averages, 3), 3);
}

TEST(Interfaces, MissOnlyWhatAMissingLibraryGives) {
  const testing::apple::FakeMac mac;
  const FindSymbol everything = [&](const char* name) { return mac.symbols.find(name); };
  const FindSymbol nothing = [](const char*) -> void* { return nullptr; };
  const Interfaces interfaces = bind({.core_foundation = everything,
                                      .io_kit = everything,
                                      .io_report = nothing,
                                      .system = everything});
  EXPECT_FALSE(interfaces.io_report.ok());
  EXPECT_TRUE(interfaces.core_foundation.ok() && interfaces.io_kit.ok() && interfaces.hid.ok() &&
              interfaces.mach.ok() && interfaces.sysctl.ok());
}

}  // namespace
}  // namespace silicon::apple_platform
