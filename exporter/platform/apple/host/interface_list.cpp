#include "exporter/platform/apple/host/interface_list.hpp"

#include <cstdint>
#include <cstring>

#include "exporter/platform/apple/abi/system.hpp"

namespace silicon::apple_platform {
namespace {

namespace layout = interface_list;

template <class Number>
Number number_at(std::string_view bytes, std::size_t offset) {
  Number number{};
  std::memcpy(&number, bytes.data() + offset, sizeof number);
  return number;
}

// The name in the sockaddr_dl behind the message's header; "" when it is not whole.
std::string_view name_of(std::string_view message) {
  if (message.size() <= layout::kNameAt) return {};
  const auto length = number_at<std::uint8_t>(message, layout::kNameLengthAt);
  if (message.size() - layout::kNameAt < length) return {};
  return message.substr(layout::kNameAt, length);
}

apple::InterfaceCounters counters_of(std::string_view message) {
  const auto count = [&](std::size_t offset) { return number_at<std::uint64_t>(message, offset); };
  return {.received_bytes = count(layout::kReceiveBytesAt),
          .received_packets = count(layout::kReceivePacketsAt),
          .received_errors = count(layout::kReceiveErrorsAt),
          .received_drops = count(layout::kReceiveDropsAt),
          .sent_bytes = count(layout::kTransmitBytesAt),
          .sent_packets = count(layout::kTransmitPacketsAt),
          .sent_errors = count(layout::kTransmitErrorsAt),
          .sent_drops = number_at<std::uint32_t>(message, layout::kTransmitDropsAt)};
}

}  // namespace

Interfaces64 parse_interface_list(std::string_view messages) {
  Interfaces64 result;
  while (messages.size() > layout::kTypeAt) {
    const auto length = number_at<std::uint16_t>(messages, layout::kLengthAt);
    if (length <= layout::kTypeAt || length > messages.size()) break;
    const std::string_view message = messages.substr(0, length);
    messages.remove_prefix(length);
    if (number_at<std::uint8_t>(message, layout::kTypeAt) != layout::kInformation) continue;
    const std::string_view name = name_of(message);
    if (!name.empty()) result.emplace(name, counters_of(message));
  }
  return result;
}

}  // namespace silicon::apple_platform
