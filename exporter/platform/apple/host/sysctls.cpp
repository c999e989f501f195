#include "exporter/platform/apple/host/sysctls.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace silicon::apple_platform {
namespace {

template <class Number>
Number as(const void* bytes) {
  Number number{};
  std::memcpy(&number, bytes, sizeof number);
  return number;
}

constexpr std::size_t kMostText = 4096;
constexpr std::size_t kMostMessages = std::size_t{4} << 20U;
constexpr std::size_t kSwapBytes = 32;  // struct xsw_usage

}  // namespace

std::optional<std::int64_t> Sysctls::number(const char* name) const {
  std::array<char, 8> bytes{};
  std::size_t size = bytes.size();
  if (api_.by_name(name, bytes.data(), &size, nullptr, 0) != 0) return std::nullopt;
  switch (size) {
    case 1:
      return as<std::int8_t>(bytes.data());
    case 2:
      return as<std::int16_t>(bytes.data());
    case 4:
      return as<std::int32_t>(bytes.data());
    case 8:
      return as<std::int64_t>(bytes.data());
    default:
      return std::nullopt;
  }
}

std::optional<std::string> Sysctls::text(const char* name) const {
  std::string text(kMostText, '\0');
  std::size_t size = text.size();
  if (api_.by_name(name, text.data(), &size, nullptr, 0) != 0 || size > kMostText) {
    return std::nullopt;
  }
  text.resize(size);
  text.resize(std::strlen(text.c_str()));
  return text;
}

std::optional<apple::Swap> Sysctls::swap() const {
  std::array<char, kSwapBytes> bytes{};
  std::size_t size = bytes.size();
  if (api_.by_name("vm.swapusage", bytes.data(), &size, nullptr, 0) != 0 || size < 24) {
    return std::nullopt;
  }
  return apple::Swap{.total = as<std::uint64_t>(bytes.data()),
                     .available = as<std::uint64_t>(bytes.data() + 8),
                     .used = as<std::uint64_t>(bytes.data() + 16)};
}

std::optional<std::int64_t> Sysctls::pressure_level() const {
  return number("kern.memorystatus_vm_pressure_level");
}

std::string Sysctls::interface_messages() const {
  auto request = interface_list::kRequest;
  const auto names = static_cast<unsigned>(request.size());
  std::size_t size = 0;
  if (api_.by_number(request.data(), names, nullptr, &size, nullptr, 0) != 0) return "";
  if (size > kMostMessages) return "";
  std::string messages(size + size / 8, '\0');  // an interface more may come up in between
  size = messages.size();
  if (api_.by_number(request.data(), names, messages.data(), &size, nullptr, 0) != 0) return "";
  messages.resize(std::min(size, messages.size()));
  return messages;
}

}  // namespace silicon::apple_platform
