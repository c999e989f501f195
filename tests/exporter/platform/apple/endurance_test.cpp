// Ten thousand samples of everything: what one sample takes it gives back.
#include <gtest/gtest.h>

#include "exporter/platform/apple/live_reader.hpp"
#include "tests/support/fake_apple/everything.hpp"
#include "tests/support/fake_apple/script.hpp"
#include "tests/support/fake_apple/small_mac.hpp"
#include "tests/support/manual_clock.hpp"

namespace silicon::apple_platform {
namespace {

using testing::apple::FakeMac;
using testing::apple::Object;

TEST(Endurance, MemoryStaysFlatOverTenThousandSamples) {
  FakeMac mac;
  show(mac, testing::apple::small_machine());
  show(mac, testing::apple::small_sample());
  const testing::ManualClock clock;
  {
    const auto reader = open_reader(mac.interfaces(), clock, testing::apple::everything());
    ASSERT_TRUE(reader.ok());
    ASSERT_TRUE((*reader)->read(clock.steady()).ok());
    const int objects = Object::living();
    const int io_objects = mac.ledger.io_objects;
    for (int i = 0; i < 10'000; ++i) {
      mac.samples_are_null = i % 7 == 0;
      mac.samples_are_odd = i % 11 == 0;
      ASSERT_TRUE((*reader)->read(clock.steady()).ok());
    }
    EXPECT_EQ(Object::living(), objects);
    EXPECT_EQ(mac.ledger.io_objects, io_objects);
    EXPECT_EQ(mac.ledger.host_ports, 1);
    EXPECT_EQ(mac.ledger.kernel_arrays, 0);
    EXPECT_EQ(mac.hid_clients, 1);
  }
  EXPECT_EQ(mac.leftovers(), "");
}

TEST(Endurance, OpeningAndClosingLeavesNothing) {
  FakeMac mac;
  show(mac, testing::apple::small_machine());
  show(mac, testing::apple::small_sample());
  const testing::ManualClock clock;
  for (int i = 0; i < 100; ++i) {
    const auto reader = open_reader(mac.interfaces(), clock, testing::apple::everything());
    ASSERT_TRUE(reader.ok());
  }
  EXPECT_EQ(mac.leftovers(), "");
}

}  // namespace
}  // namespace silicon::apple_platform
