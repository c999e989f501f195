// Reads /proc/meminfo, and /proc/vmstat where there is one.
#include <unistd.h>

#include <iterator>
#include <utility>

#include "exporter/platform/linux/host/sources.hpp"
#include "exporter/sources/memory/meminfo.hpp"
#include "exporter/sources/memory/swap.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kMeminfo = "/proc/meminfo";
constexpr std::string_view kVmstat = "/proc/vmstat";

class MemorySource : public sources::Source {
 public:
  MemorySource(std::unique_ptr<HostFiles> files, std::uint64_t page_bytes)
      : files_(std::move(files)), swap_(page_bytes) {}

  core::Result<core::Families> sample(const sources::Tick&) override {
    const core::Result<std::string_view> meminfo = files_->read(kMeminfo);
    if (!meminfo) return meminfo.error();
    core::Result<memory::Meminfo> memory = memory::parse_meminfo(*meminfo);
    if (!memory) return std::move(memory).error().within(kMeminfo);
    core::Families families = memory::memory_families(*memory);
    if (const core::Result<std::string_view> vmstat = files_->read(kVmstat)) {
      core::Families swapped = swap_.follow(memory::parse_vmstat(*vmstat));
      std::move(swapped.begin(), swapped.end(), std::back_inserter(families));
    }
    return families;
  }

 private:
  std::unique_ptr<HostFiles> files_;
  memory::SwapTraffic swap_;
};

core::Result<std::unique_ptr<sources::Source>> open_memory(
    const OpenFiles& open_files, std::optional<std::uint32_t> page_bytes) {
  std::unique_ptr<HostFiles> files = open_files();
  if (const auto text = files->read(kMeminfo); !text) return text.error();
  const auto own = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return {std::make_unique<MemorySource>(std::move(files), page_bytes.value_or(own))};
}

}  // namespace

sources::SourceSpec memory_source(OpenFiles open_files, std::optional<std::uint32_t> page_bytes) {
  return {.name = "memory",
          .description = "memory and swap from /proc/meminfo and /proc/vmstat",
          .interval = 2s,
          .budget = 100ms,
          .open = [open_files = std::move(open_files), page_bytes] {
            return open_memory(open_files, page_bytes);
          }};
}

}  // namespace silicon::linux_platform
