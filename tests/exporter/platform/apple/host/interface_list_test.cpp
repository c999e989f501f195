#include "exporter/platform/apple/host/interface_list.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "exporter/platform/apple/abi/system.hpp"

namespace silicon::apple_platform {
namespace {

namespace layout = interface_list;

template <class Number>
void put(std::string& message, std::size_t offset, Number number) {
  std::memcpy(message.data() + offset, &number, sizeof number);
}

std::string message(const std::string& name, std::uint8_t type = layout::kInformation) {
  std::string bytes(layout::kNameAt + 12, '\0');
  put(bytes, layout::kLengthAt, static_cast<std::uint16_t>(bytes.size()));
  put(bytes, layout::kTypeAt, type);
  put(bytes, layout::kNameLengthAt, static_cast<std::uint8_t>(name.size()));
  bytes.replace(layout::kNameAt, name.size(), name);
  return bytes;
}

TEST(InterfaceList, HoldsCountersOf64Bits) {
  std::string en0 = message("en0");
  put(en0, layout::kReceiveBytesAt, std::uint64_t{1} << 40U);
  put(en0, layout::kReceivePacketsAt, std::uint64_t{2});
  put(en0, layout::kReceiveErrorsAt, std::uint64_t{3});
  put(en0, layout::kReceiveDropsAt, std::uint64_t{4});
  put(en0, layout::kTransmitBytesAt, std::uint64_t{5});
  put(en0, layout::kTransmitPacketsAt, std::uint64_t{6});
  put(en0, layout::kTransmitErrorsAt, std::uint64_t{7});
  put(en0, layout::kTransmitDropsAt, std::uint32_t{8});
  const Interfaces64 interfaces = parse_interface_list(message("lo0") + en0);
  ASSERT_EQ(interfaces.size(), 2U);
  const apple::InterfaceCounters& counters = interfaces.at("en0");
  EXPECT_EQ(counters.received_bytes, std::uint64_t{1} << 40U);
  EXPECT_EQ(counters.received_packets, 2U);
  EXPECT_EQ(counters.received_errors, 3U);
  EXPECT_EQ(counters.received_drops, 4U);
  EXPECT_EQ(counters.sent_bytes, 5U);
  EXPECT_EQ(counters.sent_packets, 6U);
  EXPECT_EQ(counters.sent_errors, 7U);
  EXPECT_EQ(counters.sent_drops, 8U);
}

TEST(InterfaceList, PassesOverAddressesAndTheRest) {
  EXPECT_EQ(parse_interface_list(message("en0", 0x0c) + message("en1")).size(), 1U);
}

TEST(InterfaceList, EndsWhereAMessageIsCut) {
  const std::string whole = message("en0");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_TRUE(parse_interface_list(whole.substr(0, size)).empty()) << size;
  }
  EXPECT_EQ(parse_interface_list(whole + whole.substr(0, 20)).size(), 1U);
}

TEST(InterfaceList, DoesNotReadBeyondAMessageThatIsTooShort) {
  std::string bytes = message("en0");
  put(bytes, layout::kLengthAt, std::uint16_t{40});
  EXPECT_TRUE(parse_interface_list(bytes).empty());
  put(bytes, layout::kLengthAt, std::uint16_t{0});
  EXPECT_TRUE(parse_interface_list(bytes).empty());
}

TEST(InterfaceList, DoesNotReadANameBeyondItsMessage) {
  std::string bytes = message("en0");
  put(bytes, layout::kNameLengthAt, std::uint8_t{255});
  EXPECT_TRUE(parse_interface_list(bytes).empty());
  put(bytes, layout::kNameLengthAt, std::uint8_t{0});
  EXPECT_TRUE(parse_interface_list(bytes).empty());
}

}  // namespace
}  // namespace silicon::apple_platform
