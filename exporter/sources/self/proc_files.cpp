#include "exporter/sources/self/proc_files.hpp"

#include <string>
#include <utility>
#include <vector>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::self {
namespace {

// The number behind `key` on the line that begins with it.
std::optional<std::uint64_t> number_behind(std::string_view key, std::string_view text) {
  std::optional<std::uint64_t> number;
  core::for_each_line(text, [&](std::string_view line) {
    if (number || !line.starts_with(key)) return;
    line.remove_prefix(key.size());
    number = core::parse_unsigned(core::take_field(line));
  });
  return number;
}

}  // namespace

core::Result<ProcessStat> parse_process_stat(std::string_view text) {
  constexpr std::size_t kFirst = 3;  // the number in proc(5) of the first field behind the name
  ProcessStat stat;
  const std::pair<std::size_t, std::uint64_t*> wanted[] = {
      {14, &stat.user_ticks},  {15, &stat.system_ticks},  {20, &stat.threads},
      {22, &stat.start_ticks}, {23, &stat.virtual_bytes}, {24, &stat.resident_pages}};
  const std::size_t name_end = text.rfind(')');
  const std::string_view rest = name_end == std::string_view::npos ? "" : text.substr(name_end + 1);
  const std::vector<std::string_view> fields = core::fields(core::trimmed(rest));
  for (const auto& [number, value] : wanted) {
    const std::size_t at = number - kFirst;
    const auto parsed = at < fields.size() ? core::parse_unsigned(fields[at]) : std::nullopt;
    if (!parsed) {
      return core::Error(
          "expected a number in field " + std::to_string(number) + ", found " + core::excerpt(text),
          core::ErrorKind::invalid);
    }
    *value = *parsed;
  }
  return stat;
}

std::optional<std::uint64_t> parse_open_files_limit(std::string_view text) {
  return number_behind("Max open files ", text);
}

std::optional<std::uint64_t> parse_boot_time(std::string_view text) {
  return number_behind("btime ", text);
}

}  // namespace silicon::self
