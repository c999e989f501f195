#include "exporter/sources/network/interfaces.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::network {
namespace {

using testing::lines;
using testing::value_of;
using Lines = std::vector<std::string>;

constexpr std::string_view kHeadings =
    "Inter-|   Receive                                                |  Transmit\n"
    " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop "
    "fifo colls carrier compressed\n";
constexpr std::string_view kReceived = "silicon_network_receive_bytes_total{interface=\"eth0\"}";
constexpr std::string_view kSent = "silicon_network_transmit_bytes_total{interface=\"eth0\"}";

core::Families after(std::initializer_list<std::string> texts) {
  Traffic traffic;
  for (const std::string& text : texts) traffic.update(parse_net_dev(text));
  return traffic.families();
}

std::string eth0(std::string_view received, std::string_view sent) {
  return "  eth0: " + std::string(received) + " 2 3 4 5 6 7 8 " + std::string(sent) +
         " 10 11 12 13 14 15 16\n";
}

TEST(Interfaces, HaveBytesPacketsErrorsAndDropsOfBothDirections) {
  EXPECT_EQ(lines(after({std::string(kHeadings) + eth0("1", "9")})),
            (Lines{"silicon_network_receive_bytes_total{interface=\"eth0\"} 1",
                   "silicon_network_receive_packets_total{interface=\"eth0\"} 2",
                   "silicon_network_receive_errors_total{interface=\"eth0\"} 3",
                   "silicon_network_receive_drops_total{interface=\"eth0\"} 4",
                   "silicon_network_transmit_bytes_total{interface=\"eth0\"} 9",
                   "silicon_network_transmit_packets_total{interface=\"eth0\"} 10",
                   "silicon_network_transmit_errors_total{interface=\"eth0\"} 11",
                   "silicon_network_transmit_drops_total{interface=\"eth0\"} 12"}));
}

TEST(Traffic, HasNoFamilyOfWhatNoInterfaceStates) {
  Traffic traffic;
  traffic.update({{.interface = "en0",
                   .receive = {.bytes = 1, .packets = 2, .errors = 3, .drops = 4},
                   .transmit = {.bytes = 5, .packets = 6, .errors = 7, .drops = std::nullopt}}});
  EXPECT_EQ(traffic.families().size(), 7U);
  EXPECT_FALSE(testing::has_family(traffic.families(), "silicon_network_transmit_drops_total"));
}

TEST(Interfaces, MayBeGluedToTheirFirstNumber) {
  const auto interfaces = parse_net_dev("eth0:123 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16");
  ASSERT_EQ(interfaces.size(), 1U);
  EXPECT_EQ(interfaces[0].interface, "eth0");
  EXPECT_EQ(interfaces[0].receive.bytes, 123U);
}

TEST(Interfaces, MayHaveAnyNameThatThePersonChose) {
  const auto interfaces = parse_net_dev(
      "  eth0.100: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n"
      "wg-büro:1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n");
  ASSERT_EQ(interfaces.size(), 2U);
  EXPECT_EQ(interfaces[0].interface, "eth0.100");
  EXPECT_EQ(interfaces[1].interface, "wg-büro");
}

TEST(Interfaces, PassOverLinesThatAreNone) {
  const auto interfaces = parse_net_dev(
      "\n:\ngarbage\n"
      ": 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n"
      "cut: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\n"
      "minus: -1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n"
      "huge: 1 2 3 4 5 6 7 8 99999999999999999999 10 11 12 13 14 15 16\n"
      "b\xff: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n"
      "lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16");
  ASSERT_EQ(interfaces.size(), 1U);
  EXPECT_EQ(interfaces[0].interface, "lo");
  EXPECT_TRUE(parse_net_dev("").empty());
  EXPECT_TRUE(parse_net_dev(kHeadings).empty());
  EXPECT_TRUE(parse_net_dev(std::string(100'000, ':')).empty());
}

TEST(Interfaces, NamedTwiceCountOnce) {
  EXPECT_EQ(value_of(after({eth0("5", "6") + eth0("70", "80")}), kReceived), 5);
}

TEST(EngineInterfaces, AreThoseOfContainersAndVirtualMachines) {
  for (const char* name : {"veth12ab", "docker0", "docker_gwbridge", "cni0", "cni-podman0",
                           "virbr0", "nerdctl0", "br-0123456789ab"}) {
    EXPECT_TRUE(belongs_to_an_engine(name)) << name;
  }
}

TEST(EngineInterfaces, AreNotThoseOfThePerson) {
  for (const char* name :
       {"lo", "eth0", "enp3s0", "wlan0", "bond0", "eth0.100", "wg0", "tun0", "br0", "br-lan",
        "br-0123456789a", "br-0123456789abc", "br-0123456789AB", "usb0", "ib0", ""}) {
    EXPECT_FALSE(belongs_to_an_engine(name)) << name;
  }
}

TEST(Traffic, GoesOnWhenACounterOf32BitsGoesRound) {
  EXPECT_EQ(value_of(after({eth0("4294967290", "0"), eth0("4", "7")}), kReceived), 4294967300);
}

TEST(Traffic, CountsOnWhenAnInterfaceIsMadeAgain) {
  const auto families = after({eth0("1000", "5000000000"), eth0("10", "20")});
  EXPECT_EQ(value_of(families, kReceived), 1010);
  EXPECT_EQ(value_of(families, kSent), 5000000020);
  EXPECT_EQ(value_of(after({eth0("1000", "1"), "", eth0("10", "2")}), kReceived), 1010);
}

TEST(Traffic, IsSilentAboutAnInterfaceThatIsGone) {
  EXPECT_TRUE(after({eth0("1", "2"), ""}).empty());
}

TEST(Traffic, ForgetsInterfacesWhenThereHaveBeenTooMany) {
  Traffic traffic;
  for (int i = 0; i < 5000; ++i) {
    traffic.update(
        parse_net_dev("tun" + std::to_string(i) + ": 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16"));
    ASSERT_EQ(traffic.families().front().samples.size(), 1U);
  }
}

}  // namespace
}  // namespace silicon::network
