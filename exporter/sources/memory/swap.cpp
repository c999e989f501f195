#include "exporter/sources/memory/swap.hpp"

#include <utility>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::memory {
namespace {

std::optional<std::uint64_t> number_behind(std::string_view text, std::string_view start) {
  const auto number = core::rest_of_line(text, start);
  return number ? core::parse_unsigned(*number) : std::nullopt;
}

}  // namespace

SwappedPages parse_vmstat(std::string_view text) {
  return {number_behind(text, "\npswpin "), number_behind(text, "\npswpout ")};
}

core::Families SwapTraffic::follow(const SwappedPages& pages) {
  core::Families families;
  const auto add = [&](core::Family family, sources::RisingCounter& counter,
                       std::optional<std::uint64_t> raw) {
    if (!raw) return;
    family.add({}, static_cast<double>(counter.follow(*raw)) * static_cast<double>(page_bytes_));
    families.push_back(std::move(family));
  };
  add(core::counter("silicon_swap_in_bytes_total",
                    "Bytes read back from swap. From the kernel's count of pages."),
      in_, pages.in);
  add(core::counter("silicon_swap_out_bytes_total",
                    "Bytes written to swap. From the kernel's count of pages."),
      out_, pages.out);
  return families;
}

}  // namespace silicon::memory
