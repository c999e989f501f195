#include "exporter/platform/apple/host/own_process.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "tests/support/fake_apple/machine.hpp"

namespace silicon::apple_platform {
namespace {

namespace layout = process_layout;

template <class Number>
void put(std::string& bytes, std::size_t offset, Number number) {
  std::memcpy(bytes.data() + offset, &number, sizeof number);
}

class OwnProcess : public ::testing::Test {
 protected:
  OwnProcess() {
    std::string task(layout::kTaskBytes, '\0');
    put(task, layout::kVirtualBytesAt, std::uint64_t{400'000'000'000});
    put(task, layout::kResidentBytesAt, std::uint64_t{7'000'000});
    put(task, layout::kUserTicksAt, std::uint64_t{36'000'000});
    put(task, layout::kSystemTicksAt, std::uint64_t{12'000'000});
    put(task, layout::kThreadsAt, std::int32_t{9});
    std::string identity(layout::kIdentityBytes, '\0');
    put(identity, layout::kStartSecondsAt, std::uint64_t{1'700'000'000});
    put(identity, layout::kStartMicrosecondsAt, std::uint64_t{250'000});
    mac_.own_process = {{layout::kTask, task},
                        {layout::kIdentity, identity},
                        {layout::kDescriptors, std::string(5 * layout::kDescriptorBytes, '\0')}};
  }

  self::ProcessReading read() const {
    return own_process(*mac_.interfaces()->process, mac_.timebase);
  }

  testing::apple::FakeMac mac_;
};

TEST_F(OwnProcess, IsWhatTheKernelSaysOfIt) {
  const self::ProcessReading reading = read();
  EXPECT_EQ(reading.virtual_bytes, 400e9);
  EXPECT_EQ(reading.resident_bytes, 7e6);
  EXPECT_EQ(reading.threads, 9);
  EXPECT_EQ(reading.start_unix_seconds, 1'700'000'000.25);
  EXPECT_EQ(reading.open_descriptors, 5);
  EXPECT_GT(reading.most_descriptors.value_or(0), 5);
}

// 48 million ticks of 24 MHz are two seconds; as nanoseconds they would be 0.048.
TEST_F(OwnProcess, CountsItsTimeInTicksOfMach) {
  EXPECT_EQ(read().cpu_seconds, 2);
}

TEST_F(OwnProcess, LeavesOutWhatTheKernelRefuses) {
  mac_.own_process.clear();
  const self::ProcessReading reading = read();
  EXPECT_FALSE(reading.cpu_seconds || reading.resident_bytes || reading.threads);
  EXPECT_FALSE(reading.start_unix_seconds || reading.open_descriptors);
}

TEST_F(OwnProcess, DoesNotReadHalfAStructure) {
  mac_.own_process[layout::kTask].resize(40);
  mac_.own_process[layout::kIdentity].resize(130);
  EXPECT_FALSE(read().resident_bytes);
  EXPECT_FALSE(read().start_unix_seconds);
  EXPECT_TRUE(read().open_descriptors);
}

TEST_F(OwnProcess, HasNoTimeWithoutATimebase) {
  mac_.timebase = {0, 0};
  EXPECT_FALSE(read().cpu_seconds);
  EXPECT_TRUE(read().resident_bytes);
}

}  // namespace
}  // namespace silicon::apple_platform
