#include "exporter/platform/apple/host/own_process.hpp"

#include <sys/resource.h>

#include <cstring>
#include <optional>
#include <string>

#include "exporter/platform/apple/report/channel_reader.hpp"

namespace silicon::apple_platform {
namespace {

namespace process = process_layout;

// More descriptors than that nobody has: kern.maxfilesperproc.
constexpr int kMostDescriptors = 1 << 20;

template <class Number>
Number number_at(const std::string& bytes, std::size_t offset) {
  Number number{};
  std::memcpy(&number, bytes.data() + offset, sizeof number);
  return number;
}

// The structure of exactly that size; nullopt where the kernel gives none or a part of it.
std::optional<std::string> structure(const ProcessApi& api, int what, std::size_t size) {
  std::string bytes(size, '\0');
  const int filled =
      api.information(api.own_number(), what, 0, bytes.data(), static_cast<int>(size));
  if (filled != static_cast<int>(size)) return std::nullopt;
  return bytes;
}

void add_task(const ProcessApi& api, const MachTimebase& timebase, self::ProcessReading& reading) {
  const auto task = structure(api, process::kTask, process::kTaskBytes);
  if (!task) return;
  const auto number = [&](std::size_t offset) { return number_at<std::uint64_t>(*task, offset); };
  const auto busy =
      nanoseconds_of(number(process::kUserTicksAt) + number(process::kSystemTicksAt), timebase);
  if (busy) reading.cpu_seconds = static_cast<double>(*busy) / 1e9;
  reading.virtual_bytes = static_cast<double>(number(process::kVirtualBytesAt));
  reading.resident_bytes = static_cast<double>(number(process::kResidentBytesAt));
  reading.threads = number_at<std::int32_t>(*task, process::kThreadsAt);
}

void add_start(const ProcessApi& api, self::ProcessReading& reading) {
  const auto identity = structure(api, process::kIdentity, process::kIdentityBytes);
  if (!identity) return;
  const auto seconds = number_at<std::uint64_t>(*identity, process::kStartSecondsAt);
  const auto microseconds = number_at<std::uint64_t>(*identity, process::kStartMicrosecondsAt);
  reading.start_unix_seconds =
      static_cast<double>(seconds) + static_cast<double>(microseconds) / 1e6;
}

// The kernel says first how much room the list needs, with some to spare, then what is in it.
void add_descriptors(const ProcessApi& api, self::ProcessReading& reading) {
  const int process = api.own_number();
  const int room = api.information(process, process::kDescriptors, 0, nullptr, 0);
  const auto size = static_cast<int>(process::kDescriptorBytes);
  if (room <= 0 || room / size > kMostDescriptors) return;
  std::string list(static_cast<std::size_t>(room), '\0');
  const int filled = api.information(process, process::kDescriptors, 0, list.data(), room);
  if (filled > 0 && filled <= room) reading.open_descriptors = filled / size;
}

void add_limit(self::ProcessReading& reading) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return;
  reading.most_descriptors = static_cast<double>(limit.rlim_cur);
}

}  // namespace

self::ProcessReading own_process(const ProcessApi& api, const MachTimebase& timebase) {
  self::ProcessReading reading;
  add_task(api, timebase, reading);
  add_start(api, reading);
  add_descriptors(api, reading);
  add_limit(reading);
  return reading;
}

}  // namespace silicon::apple_platform
