#include "exporter/sources/gpu/drm/client_usage.hpp"

#include <gtest/gtest.h>

namespace silicon::gpu::drm {
namespace {

using namespace std::chrono_literals;

const core::SteadyInstant kStart{1000s};

Client client(std::uint64_t id, std::uint64_t render_ms, std::uint64_t copy_ms = 0) {
  Client result;
  result.driver = "i915";
  result.device = "0000:00:02.0";
  result.id = id;
  result.engines["render"].busy_ns = render_ms * 1'000'000;
  result.engines["copy"].busy_ns = copy_ms * 1'000'000;
  return result;
}

TEST(ClientUsage, AddsUpClientsByEngineAndTakesTheBusiest) {
  ClientUsage usage;
  EXPECT_EQ(usage.update({client(1, 5000), client(2, 0)}, kStart).at(0).utilization, std::nullopt);
  const auto devices = usage.update({client(1, 5300, 100), client(2, 200, 100)}, kStart + 1s);
  ASSERT_EQ(devices.size(), 1);
  EXPECT_EQ(devices[0].device, "0000:00:02.0");
  EXPECT_EQ(devices[0].driver, "i915");
  EXPECT_DOUBLE_EQ(devices[0].utilization.value(), 0.5);
  EXPECT_DOUBLE_EQ(devices[0].active_seconds, 0.5);
}

TEST(ClientUsage, CountsAClientWithSeveralDescriptorsOnce) {
  ClientUsage usage;
  usage.update({client(1, 0), client(1, 0)}, kStart);
  EXPECT_DOUBLE_EQ(
      usage.update({client(1, 250), client(1, 250)}, kStart + 1s).at(0).utilization.value(), 0.25);
}

TEST(ClientUsage, TellsDevicesApartWhoseClientsHaveTheSameNumber) {
  ClientUsage usage;
  Client other = client(1, 0);
  other.device = "0000:03:00.0";
  usage.update({client(1, 0), other}, kStart);
  other.engines["render"].busy_ns = 100'000'000;
  const auto devices = usage.update({client(1, 700), other}, kStart + 1s);
  ASSERT_EQ(devices.size(), 2);
  EXPECT_DOUBLE_EQ(devices[0].utilization.value(), 0.7);
  EXPECT_DOUBLE_EQ(devices[1].utilization.value(), 0.1);
}

TEST(ClientUsage, DoesNotBlameThisIntervalForWhatANewClientDidBefore) {
  ClientUsage usage;
  usage.update({client(1, 0)}, kStart);
  const auto devices = usage.update({client(1, 0), client(2, 900'000)}, kStart + 1s);
  EXPECT_EQ(devices.at(0).utilization, 0);
  EXPECT_DOUBLE_EQ(usage.update({client(2, 900'400)}, kStart + 2s).at(0).utilization.value(), 0.4);
}

TEST(ClientUsage, KeepsADeviceWhoseClientsLeft) {
  ClientUsage usage;
  usage.update({client(1, 0)}, kStart);
  usage.update({client(1, 500)}, kStart + 1s);
  const auto devices = usage.update({}, kStart + 2s);
  ASSERT_EQ(devices.size(), 1);
  EXPECT_EQ(devices[0].utilization, 0);
  EXPECT_DOUBLE_EQ(devices[0].active_seconds, 0.5) << "a counter does not fall";
}

TEST(ClientUsage, StaysWithTheLargerValueWhileACounterFalls) {
  ClientUsage usage;
  usage.update({client(1, 1000)}, kStart);
  EXPECT_EQ(usage.update({client(1, 900)}, kStart + 1s).at(0).utilization, 0);
  EXPECT_DOUBLE_EQ(usage.update({client(1, 1100)}, kStart + 2s).at(0).utilization.value(), 0.1);
}

TEST(ClientUsage, SharesTheTimeOfSeveralEnginesBehindOneName) {
  ClientUsage usage;
  Client video = client(1, 0);
  video.engines["video"] = {0, {}, {}, 2};
  usage.update({video}, kStart);
  video.engines["video"].busy_ns = 1'000'000'000;
  EXPECT_DOUBLE_EQ(usage.update({video}, kStart + 1s).at(0).utilization.value(), 0.5);
}

TEST(ClientUsage, ReadsCyclesAgainstTheClockOfTheEngine) {
  ClientUsage usage;
  const auto xe = [](std::uint64_t id, std::uint64_t cycles, std::uint64_t clock) {
    Client result;
    result.driver = "xe";
    result.device = "0000:03:00.0";
    result.id = id;
    result.engines["rcs"] = {{}, cycles, clock, 1};
    return result;
  };
  usage.update({xe(1, 100, 50'000), xe(2, 0, 50'010)}, kStart);
  const auto devices = usage.update({xe(1, 350, 51'000), xe(2, 250, 51'010)}, kStart + 1s);
  EXPECT_DOUBLE_EQ(devices.at(0).utilization.value(), 0.5);
  EXPECT_EQ(usage.update({}, kStart + 2s).at(0).utilization, std::nullopt);
}

TEST(ClientUsage, AddsUpMemoryOfThoseThatTellIt) {
  ClientUsage usage;
  Client one = client(1, 0);
  one.resident_bytes = 1000;
  one.total_bytes = 5000;
  Client two = client(2, 0);
  two.resident_bytes = 24;
  auto devices = usage.update({one, one, two}, kStart);
  EXPECT_EQ(devices.at(0).resident_bytes, 1024);
  EXPECT_EQ(devices.at(0).total_bytes, 5000);
  devices = usage.update({client(3, 0)}, kStart + 1s);
  EXPECT_EQ(devices.at(0).resident_bytes, std::nullopt);
}

TEST(ClientUsage, CallsADeviceWithoutAnAddressByItsDriver) {
  ClientUsage usage;
  Client v3d = client(1, 0);
  v3d.driver = "v3d";
  v3d.device = "";
  Client anonymous = v3d;
  anonymous.id = std::nullopt;
  const auto devices = usage.update({v3d, anonymous}, kStart);
  ASSERT_EQ(devices.size(), 1);
  EXPECT_EQ(devices[0].device, "v3d");
}

}  // namespace
}  // namespace silicon::gpu::drm
