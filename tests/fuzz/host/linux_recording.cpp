// Any lines as a recording of a Linux machine: errors are one line, and what was read is written
// and read again as the same. And any text as /proc/self/mountinfo: with the names taken out, it
// has no more mounts than before, and none whose path still has them.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "exporter/core/text.hpp"
#include "exporter/platform/linux/recorded/pseudonyms.hpp"
#include "exporter/platform/recording/read.hpp"
#include "exporter/platform/recording/write.hpp"
#include "exporter/sources/disks/mounts.hpp"

namespace {

namespace recording = silicon::recording;
namespace disks = silicon::disks;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_line(std::string_view line) {
  if (const auto sample = recording::parse_linux_sample(line)) {
    const std::string written = recording::sample_line(*sample);
    const auto again = recording::parse_linux_sample(written);
    require(again.ok() && recording::sample_line(*again) == written);
  } else {
    require(!sample.error().message().empty());
  }
  if (const auto machine = recording::parse_linux_machine(line)) {
    const std::string written = recording::machine_line(*machine);
    const auto again = recording::parse_linux_machine(written);
    require(again.ok() && recording::machine_line(*again) == written);
    require(*recording::parse_platform(line) == "linux");
  }
}

void check_mounts(std::string_view text) {
  silicon::linux_platform::Pseudonyms names({"anna", "box"});
  const auto before = disks::parse_mountinfo(text);
  const auto after = disks::parse_mountinfo(names.in_file("/proc/self/mountinfo", text));
  require(after.size() <= before.size());
  for (const disks::Mount& mount : after) {
    require(mount.mountpoint.find("/home/anna/") == std::string::npos);
    require(!mount.device.starts_with("//"));
  }
  (void)names.in_file("/proc/net/dev", text);
  (void)names.in_file("/proc/cpuinfo", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  silicon::core::for_each_line(text, check_line);
  check_mounts(text);
  return 0;
}
