#include "exporter/sources/memory/swap.hpp"

#include <utility>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::memory {
namespace {

// The value behind "\nNAME ", without looking at the 150 other lines. The line must be whole.
std::optional<std::uint64_t> find_line(std::string_view text, std::string_view start_of_line) {
  const std::size_t at = text.find(start_of_line);
  if (at == std::string_view::npos) return std::nullopt;
  text.remove_prefix(at + start_of_line.size());
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  return core::parse_unsigned(text.substr(0, end));
}

}  // namespace

SwappedPages parse_vmstat(std::string_view text) {
  return {find_line(text, "\npswpin "), find_line(text, "\npswpout ")};
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
