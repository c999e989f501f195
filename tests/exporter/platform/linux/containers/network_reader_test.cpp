#include "exporter/platform/linux/containers/network_reader.hpp"

#include <gtest/gtest.h>

#include "tests/support/cgroup_machine.hpp"

namespace silicon::linux_platform {
namespace {

constexpr const char* kHost = "4026531840";
constexpr const char* kEth0 = "  eth0: 100 2 3 4 0 0 0 0 500 6 7 8 0 0 0 0\n";
constexpr const char* kOthers =
    "    lo: 9 9 9 9 0 0 0 0 9 9 9 9 0 0 0 0\n veth12: 9 9 9 9 0 0 0 0 9 9 9 9 0 0 0 0\n";

class NetworkReaderTest : public ::testing::Test {
 protected:
  struct Container {
    explicit Container(std::string id) { reading.id = std::move(id); }
    NetworkDoor door;
    containers::ContainerReading reading;
  };

  bool read(Container& container, std::uint64_t process, bool anew = true) {
    return network_.read(files_, container.door, process, anew, container.reading);
  }

  testing::CgroupMachine machine_;
  KeptFileReader files_;
  NetworkReader network_{machine_.root() + "/proc"};
  Container a_{"a"}, b_{"b"};
};

TEST_F(NetworkReaderTest, ReadsTheInterfacesOfAProcess) {
  machine_.join("7", "4026532184", std::string(kOthers) + kEth0);
  network_.begin();
  read(a_, 7);
  ASSERT_EQ(a_.reading.interfaces.size(), 1U);
  const containers::InterfaceTraffic& eth0 = a_.reading.interfaces[0];
  EXPECT_EQ(eth0.interface, "eth0");
  EXPECT_EQ(eth0.receive.bytes, 100U);
  EXPECT_EQ(eth0.transmit.drops, 8U);
  EXPECT_EQ(a_.reading.network_namespace, 4026532184U);
}

TEST_F(NetworkReaderTest, NeverShowsTheHosts) {
  machine_.join("7", kHost, kEth0);
  network_.begin();
  read(a_, 7);
  EXPECT_TRUE(a_.reading.interfaces.empty());
}

TEST_F(NetworkReaderTest, ShowsASharedNetworkOnceAndToTheSameContainer) {
  machine_.join("7", "77", kEth0);
  machine_.join("8", "77", kEth0);
  network_.begin();
  read(b_, 8);
  read(a_, 7);
  EXPECT_EQ(b_.reading.interfaces.size(), 1U);
  EXPECT_TRUE(a_.reading.interfaces.empty());
  network_.begin();
  read(a_, 7);  // now before the other
  read(b_, 8);
  EXPECT_EQ(b_.reading.interfaces.size(), 1U);
  EXPECT_TRUE(a_.reading.interfaces.empty());
}

TEST_F(NetworkReaderTest, LeavesInterfacesAsTheyWereReadUntilTheyAreToBeReadAnew) {
  machine_.join("7", "77", kEth0);
  machine_.join("8", "77", kEth0);
  network_.begin();
  read(a_, 7, false);  // there is nothing yet that could stay
  read(b_, 8);
  ASSERT_EQ(a_.reading.interfaces.size(), 1U);
  const auto received = [&](bool anew) {
    network_.begin();
    read(b_, 8);  // keeps off, though this pass reads nothing of the other
    EXPECT_TRUE(b_.reading.interfaces.empty());
    read(a_, 7, anew);
    return a_.reading.interfaces[0].receive.bytes;
  };
  machine_.join("7", "77", "  eth0: 101 2 3 4 0 0 0 0 500 6 7 8 0 0 0 0\n");
  EXPECT_EQ(received(false), 100U);
  EXPECT_EQ(received(true), 101U);
}

TEST_F(NetworkReaderTest, LeavesANetworkWithoutInterfacesAloneAsWell) {
  machine_.join("7", "77", kOthers);
  network_.begin();
  read(a_, 7);
  machine_.join("7", "77", kEth0);
  network_.begin();
  read(a_, 7, false);
  EXPECT_TRUE(a_.reading.interfaces.empty());
  read(a_, 7, true);
  EXPECT_EQ(a_.reading.interfaces.size(), 1U);
}

TEST_F(NetworkReaderTest, SaysWhetherInterfacesAreOthersThanTheyWere) {
  machine_.join("7", "77", kEth0);
  network_.begin();
  EXPECT_TRUE(read(a_, 7));
  EXPECT_FALSE(read(a_, 7));
  EXPECT_FALSE(read(a_, 7, false));
  machine_.join("7", "77", "  eth0: 101 2 3 4 0 0 0 0 500 6 7 8 0 0 0 0\n");
  EXPECT_FALSE(read(a_, 7, false));
  EXPECT_TRUE(read(a_, 7));
  a_.door = NetworkDoor{};
  EXPECT_FALSE(read(a_, 7));
  a_.door = NetworkDoor{};
  EXPECT_TRUE(read(a_, 0));  // they are gone
}

TEST_F(NetworkReaderTest, PassesASharedNetworkOnWhenItsContainerEnds) {
  machine_.join("7", "77", kEth0);
  network_.begin();
  read(b_, 7);
  network_.begin();  // b is gone
  read(a_, 7);
  EXPECT_TRUE(a_.reading.interfaces.empty());
  network_.begin();
  read(a_, 7);
  EXPECT_EQ(a_.reading.interfaces.size(), 1U);
}

TEST_F(NetworkReaderTest, KeepsToTheNetworkWhenItsProcessEnds) {
  machine_.join("7", "77", kEth0);
  machine_.join("8", "77", "  eth0: 101 2 3 4 0 0 0 0 500 6 7 8 0 0 0 0\n");
  network_.begin();
  read(a_, 7);
  machine_.remove("/proc/7");
  network_.begin();
  read(a_, 8);
  EXPECT_EQ(a_.reading.interfaces.size(), 1U);
  a_.door = NetworkDoor{};
  network_.begin();
  read(a_, 8);
  ASSERT_EQ(a_.reading.interfaces.size(), 1U);
  EXPECT_EQ(a_.reading.interfaces[0].receive.bytes, 101U);
}

TEST_F(NetworkReaderTest, SaysNothingWithoutAProcess) {
  network_.begin();
  read(a_, 0);
  read(b_, 4711);
  EXPECT_TRUE(a_.reading.interfaces.empty());
  EXPECT_TRUE(b_.reading.interfaces.empty());
}

TEST_F(NetworkReaderTest, SaysNothingWhereTheHostsNetworkIsNotKnown) {
  machine_.remove("/proc/1");
  machine_.join("7", "77", kEth0);
  NetworkReader network(machine_.root() + "/proc");
  network.begin();
  network.read(files_, a_.door, 7, true, a_.reading);
  EXPECT_TRUE(a_.reading.interfaces.empty());
}

TEST_F(NetworkReaderTest, SaysNothingOfANamespaceThatIsNoNumber) {
  machine_.join("7", "x", kEth0);
  network_.begin();
  read(a_, 7);
  EXPECT_TRUE(a_.reading.interfaces.empty());
}

}  // namespace
}  // namespace silicon::linux_platform
