#include <gtest/gtest.h>

#include <map>
#include <string>

#include "exporter/platform/apple/abi/core_foundation.hpp"
#include "exporter/platform/apple/abi/io_kit.hpp"
#include "exporter/platform/apple/abi/io_report.hpp"
#include "exporter/platform/apple/abi/symbols.hpp"
#include "exporter/platform/apple/abi/system.hpp"
#include "tests/support/fake_apple/machine.hpp"

namespace silicon::apple_platform {
namespace {

struct TwoFunctions {
  int (*one)() = nullptr;
  int (*two)() = nullptr;
};

int one() {
  return 1;
}

core::Result<TwoFunctions> bind_two(const FindSymbol& find) {
  TwoFunctions table;
  Binder bind("libTwo", find);
  bind("one", table.one);
  bind("two", table.two);
  return bind.result(table);
}

TEST(Binder, FillsATableFromALibrary) {
  const auto table = bind_two([](const char*) -> void* { return reinterpret_cast<void*>(&one); });
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->two(), 1);
}

TEST(Binder, SaysWhichFunctionIsMissing) {
  const auto table = bind_two([](const char* name) -> void* {
    return std::string(name) == "one" ? reinterpret_cast<void*>(&one) : nullptr;
  });
  ASSERT_FALSE(table.ok());
  EXPECT_EQ(table.error().message(), "libTwo has no two");
  EXPECT_EQ(table.error().kind(), core::ErrorKind::absent);
}

// How many tables are whole.
int whole(const Interfaces& interfaces) {
  return int{interfaces.core_foundation.ok()} + int{interfaces.io_kit.ok()} +
         int{interfaces.connection.ok()} + int{interfaces.hid.ok()} +
         int{interfaces.io_report.ok()} + int{interfaces.mach.ok()} + int{interfaces.clock.ok()} +
         int{interfaces.sysctl.ok()} + int{interfaces.load.ok()} + int{interfaces.notify.ok()} +
         int{interfaces.filesystems.ok()} + int{interfaces.process.ok()};
}

TEST(Tables, AreWholeOnAWholeMac) {
  const testing::apple::FakeMac mac;
  EXPECT_EQ(whole(*mac.interfaces()), 12);
}

TEST(Tables, FallOneByOne) {
  testing::apple::FakeMac mac;
  const std::map<std::string, void*> all = mac.symbols.all();
  ASSERT_GT(all.size(), 70U);
  for (const auto& [name, address] : all) {
    testing::apple::SymbolTable rest = mac.symbols;
    mac.symbols.remove(name);
    // The task's port is needed to talk to the kernel and to drivers.
    EXPECT_EQ(whole(*mac.interfaces()), name == "mach_task_self_" ? 10 : 11) << name;
    mac.symbols = rest;
  }
}

}  // namespace
}  // namespace silicon::apple_platform
