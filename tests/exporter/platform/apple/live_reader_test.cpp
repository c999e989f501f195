#include "exporter/platform/apple/live_reader.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_apple/compare.hpp"
#include "tests/support/fake_apple/everything.hpp"
#include "tests/support/fake_apple/script.hpp"
#include "tests/support/fake_apple/small_mac.hpp"
#include "tests/support/manual_clock.hpp"

namespace silicon::apple_platform {
namespace {

using testing::apple::everything;
using testing::apple::expect_same;
using testing::apple::FakeMac;
using testing::apple::small_machine;
using testing::apple::small_sample;

class LiveReaderTest : public ::testing::Test {
 protected:
  LiveReaderTest() {
    mac_.timebase = {1, 1};
    show(mac_, small_machine());
    show(mac_, small_sample());
  }
  core::Result<std::unique_ptr<apple::Reader>> open(const apple::Wanted& wanted) const {
    return open_reader(mac_.interfaces(), clock_, wanted);
  }
  // The next sample, copied; an empty one when there is none.
  apple::Sample read(apple::Reader& reader) const {
    const auto sample = reader.read(clock_.steady());
    EXPECT_TRUE(sample.ok());
    return sample ? **sample : apple::Sample{};
  }
  void TearDown() override { EXPECT_EQ(mac_.leftovers(), ""); }

  FakeMac mac_;
  testing::ManualClock clock_;
};

TEST_F(LiveReaderTest, ReadsBackWhatARecordingSays) {
  const auto reader = open(everything());
  ASSERT_TRUE(reader.ok());
  for (std::uint64_t step = 0; step < 3; ++step) {
    const apple::Sample shown = small_sample(step);
    show(mac_, shown);
    expect_same(read(**reader), shown);
  }
}

TEST_F(LiveReaderTest, ReadsNothingBesidesWhatIsWanted) {
  apple::Wanted wanted;
  wanted.load = true;
  const auto reader = open(wanted);
  ASSERT_TRUE(reader.ok());
  const apple::Sample sample = read(**reader);
  EXPECT_EQ(sample.load, small_sample().load);
  EXPECT_TRUE(sample.cpu_ticks.empty() && sample.vm.empty() && sample.smc.empty());
  EXPECT_EQ(mac_.channel_queries + mac_.smc_calls + mac_.hid_clients, 0);
}

TEST_F(LiveReaderTest, TellsTimeByMachsClockAndTheWalls) {
  mac_.timebase = {125, 3};
  mac_.absolute_ticks = 24'000'000;
  apple::Wanted wanted;
  wanted.load = true;
  const auto reader = open(wanted);
  ASSERT_TRUE(reader.ok());
  const apple::Sample sample = read(**reader);
  EXPECT_EQ(sample.mono_ns, 1'000'000'000U);
  EXPECT_EQ(sample.unix_ms, clock_.wall.time_since_epoch().count());
}

TEST_F(LiveReaderTest, LosesARefusedGroupAlone) {
  mac_.refused_groups = {"PMP"};
  const auto reader = open(everything());
  ASSERT_TRUE(reader.ok());
  const apple::Sample sample = read(**reader);
  EXPECT_EQ(sample.ioreport.size(), 2U);
  EXPECT_EQ(sample.hid.size(), 3U);
}

TEST_F(LiveReaderTest, FollowsWhatGoesAwayAndComesBack) {
  const auto reader = open(everything());
  ASSERT_TRUE(reader.ok());
  apple::Sample less = small_sample();
  less.swap.reset();
  less.load.reset();
  less.interfaces.clear();
  less.smc.erase("TCMb");
  less.filesystems.clear();
  show(mac_, less);
  mac_.vanished_groups = {"Energy Model"};
  less.ioreport.erase(less.ioreport.begin());
  expect_same(read(**reader), less);
  mac_.vanished_groups.clear();
  show(mac_, small_sample());
  expect_same(read(**reader), small_sample());
}

TEST_F(LiveReaderTest, FailsWhenTheSystemAnswersNothing) {
  apple::Wanted wanted;
  wanted.ioreport = {{.group = "Energy Model", .subgroup = ""}};
  const auto reader = open(wanted);
  ASSERT_TRUE(reader.ok());
  mac_.samples_are_null = true;
  EXPECT_FALSE((*reader)->read(clock_.steady()).ok());
  mac_.samples_are_null = false;
  EXPECT_TRUE((*reader)->read(clock_.steady()).ok());
}

TEST_F(LiveReaderTest, IsAbsentWhenNothingWantedIsThere) {
  apple::Wanted wanted;
  wanted.ioreport = {{.group = "No Such Group", .subgroup = ""}};
  const auto reader = open(wanted);
  ASSERT_FALSE(reader.ok());
  EXPECT_EQ(reader.error().message(), "no group No Such Group");
  EXPECT_EQ(reader.error().kind(), core::ErrorKind::absent);
}

TEST_F(LiveReaderTest, SaysDeniedRatherThanAbsent) {
  mac_.refused_groups = {"PMP"};
  apple::Wanted wanted;
  wanted.ioreport = {{.group = "No Such Group", .subgroup = ""}, {.group = "PMP", .subgroup = ""}};
  const auto reader = open(wanted);
  ASSERT_FALSE(reader.ok());
  EXPECT_EQ(reader.error().kind(), core::ErrorKind::denied);
}

TEST_F(LiveReaderTest, IsAbsentOnAMacWithoutTheDevice) {
  mac_.registry.clear();
  mac_.sensors.clear();
  apple::Wanted wanted;
  wanted.ioaccelerator = true;
  EXPECT_EQ(open(wanted).error().message(), "no GPU driver in the registry");
  wanted = {};
  wanted.smc = [](std::string_view) { return true; };
  EXPECT_EQ(open(wanted).error().message(), "no AppleSMC here");
  wanted = {};
  wanted.hid = true;
  EXPECT_EQ(open(wanted).error().message(), "no HID temperature sensors here");
  EXPECT_EQ(open({}).error().message(), "nothing is wanted");
}

TEST_F(LiveReaderTest, ReadsOnlyWantedKeysOfTheSmc) {
  apple::Wanted wanted;
  wanted.smc = [](std::string_view key) { return key.starts_with('T'); };
  const auto reader = open(wanted);
  ASSERT_TRUE(reader.ok());
  const apple::Sample sample = read(**reader);
  ASSERT_EQ(sample.smc.size(), 1U);
  EXPECT_EQ(sample.smc.begin()->first, "TCMb");
  wanted.smc = [](std::string_view) { return false; };
  EXPECT_EQ(open(wanted).error().message(), "the SMC has no key of use");
}

// All readers of a machine together, however many want something of its SMC.
TEST_F(LiveReaderTest, AsksOnceForTheKeysOfTheSmc) {
  const auto access = access_to(mac_.interfaces(), clock_);
  ASSERT_TRUE(access.ok());
  apple::Wanted wanted;
  wanted.smc = [](std::string_view key) { return key.starts_with('T'); };
  const auto first = access->open(wanted);
  ASSERT_TRUE(first.ok());
  const int calls = mac_.smc_calls;
  EXPECT_GE(calls, static_cast<int>(mac_.smc.size()));
  wanted.smc = [](std::string_view key) { return key == "PSTR"; };
  const auto second = access->open(wanted);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(mac_.smc_calls, calls);
  EXPECT_EQ(read(**second).smc.count("PSTR"), 1U);
}

// Each missing symbol takes away what needs it, and leaves the rest as it is.
TEST_F(LiveReaderTest, SurvivesTheLossOfAnySymbol) {
  const auto all = mac_.symbols.all();
  for (const auto& [name, address] : all) {
    const testing::apple::SymbolTable whole = mac_.symbols;
    mac_.symbols.remove(name);
    const auto reader = open(everything());
    ASSERT_TRUE(reader.ok()) << name;
    const apple::Sample sample = read(**reader);
    const bool foundation = name.find("CF") != std::string::npos && !name.starts_with("IO");
    EXPECT_EQ(sample.load.has_value(), name != "getloadavg") << name;
    EXPECT_EQ(sample.thermal_pressure.has_value(), !name.starts_with("notify_")) << name;
    EXPECT_EQ(sample.ioreport.empty(), foundation || name.starts_with("IOReport")) << name;
    EXPECT_EQ(sample.hid.empty(), foundation || name.starts_with("IOHID")) << name;
    EXPECT_EQ(sample.swap.has_value(), !name.starts_with("sysctl")) << name;
    mac_.symbols = whole;
  }
}

extern "C" void* say_null() {
  return nullptr;
}

// Whatever hands out an object may hand out none.
TEST_F(LiveReaderTest, SurvivesNullFromAnyFunction) {
  const char* functions[] = {
      "CFStringCreateWithBytes",
      "CFStringGetCStringPtr",
      "CFNumberCreate",
      "CFDataGetBytePtr",
      "CFArrayGetValueAtIndex",
      "CFArrayCreateMutable",
      "CFDictionaryGetValue",
      "CFDictionaryCreateMutable",
      "CFDictionaryCreateMutableCopy",
      "IOServiceMatching",
      "IOIteratorNext",
      "IORegistryEntryFromPath",
      "IORegistryEntryCreateCFProperty",
      "IORegistryEntrySearchCFProperty",
      "IOHIDEventSystemClientCreate",
      "IOHIDEventSystemClientCopyServices",
      "IOHIDServiceClientCopyEvent",
      "IOHIDServiceClientCopyProperty",
      "IOReportCopyChannelsInGroup",
      "IOReportCreateSubscription",
      "IOReportCreateSamples",
      "IOReportChannelGetGroup",
      "IOReportChannelGetSubGroup",
      "IOReportChannelGetChannelName",
      "IOReportChannelGetDriverName",
      "IOReportChannelGetUnitLabel",
      "IOReportStateGetNameForIndex",
  };
  for (const char* name : functions) {
    const testing::apple::SymbolTable whole = mac_.symbols;
    mac_.symbols.replace(name, reinterpret_cast<void*>(&say_null));
    const auto access = access_to(mac_.interfaces(), clock_);
    ASSERT_TRUE(access.ok()) << name;
    const auto reader = access->open(everything());
    ASSERT_TRUE(reader.ok()) << name;
    EXPECT_EQ(read(**reader).load, small_sample().load) << name;
    EXPECT_EQ(read(**reader).load, small_sample().load) << name;
    mac_.symbols = whole;
  }
}

TEST_F(LiveReaderTest, OpensTheMachineAndItsReaders) {
  const auto access = access_to(mac_.interfaces(), clock_);
  ASSERT_TRUE(access.ok());
  EXPECT_EQ(access->machine.chip, "Apple M4 Max");
  const auto reader = access->open(everything());
  ASSERT_TRUE(reader.ok());
  expect_same(read(**reader), small_sample());
}

TEST(ThisMachine, IsNoMacWhereMacsLibrariesAreNot) {
  const testing::ManualClock clock;
  const LoadedInterfaces loaded({"/nowhere/a", "/nowhere/b", "/nowhere/c", "/nowhere/d"});
  const auto access = access_to(std::make_shared<const Interfaces>(loaded.get()), clock);
  ASSERT_FALSE(access.ok());
  EXPECT_EQ(access.error().kind(), core::ErrorKind::absent);
}

}  // namespace
}  // namespace silicon::apple_platform
