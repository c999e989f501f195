// What Linux says about one process and about when it booted, as text of /proc. Pure; any thread.
// Tested by tests/exporter/sources/self/proc_files_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "exporter/core/result.hpp"

namespace silicon::self {

// From /proc/PID/stat; man proc(5). Ticks are those of sysconf(_SC_CLK_TCK).
struct ProcessStat {
  std::uint64_t user_ticks = 0;
  std::uint64_t system_ticks = 0;
  std::uint64_t threads = 0;
  std::uint64_t start_ticks = 0;  // since boot
  std::uint64_t virtual_bytes = 0;
  std::uint64_t resident_pages = 0;
};

// The name of the program stands in parentheses and may itself hold blanks and parentheses.
core::Result<ProcessStat> parse_process_stat(std::string_view text);

// The soft limit of "Max open files" in /proc/PID/limits; nullopt when it is not said or
// "unlimited".
std::optional<std::uint64_t> parse_open_files_limit(std::string_view text);

// "btime" of /proc/stat: when the machine booted, in Unix seconds.
std::optional<std::uint64_t> parse_boot_time(std::string_view text);

}  // namespace silicon::self
