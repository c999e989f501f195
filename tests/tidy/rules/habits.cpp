#include "tests/tidy/rules/habits.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "exporter/core/text.hpp"

namespace silicon::tidy {
namespace {

using Words = std::vector<std::string_view>;

// One violation for each place in `part` (of `file`) where one of the words stands.
Violations places_of(const SourceFile& file, std::string_view part, const Words& words,
                     const std::string& advice) {
  Violations result;
  for (const std::string_view word : words) {
    for (std::size_t at = find_word(part, word); at != std::string_view::npos;
         at = find_word(part, word, at + 1)) {
      result.push_back({file.path, line_at(part, at), std::string(word) + ": " + advice});
    }
  }
  return result;
}

bool is_called(std::string_view code, std::size_t end) {
  return core::trimmed(code.substr(end)).starts_with('(');
}

// One violation for each call: sleep() is one, a variable named sleep is not.
Violations calls_of(const SourceFile& file, const Words& names, const std::string& advice) {
  Violations result;
  const std::string_view code = file.view.code;
  for (const std::string_view name : names) {
    for (std::size_t at = find_word(code, name); at != std::string_view::npos;
         at = find_word(code, name, at + 1)) {
      if (!is_called(code, at + name.size())) continue;
      result.push_back({file.path, line_at(code, at), std::string(name) + "(): " + advice});
    }
  }
  return result;
}

// Where a clock may be read: the two shells, and tests with real threads or processes.
bool may_read_a_clock(const SourceFile& file) {
  constexpr std::array<std::string_view, 6> kFolders = {
      "alerting/shell",         "tests/support",        "tests/bench",
      "tests/exporter/runtime", "tests/exporter/serve", "tests/alerting/shell"};
  return file.path.starts_with("exporter/runtime/system_clock.") ||
         std::any_of(kFolders.begin(), kFolders.end(),
                     [&](std::string_view folder) { return file.is_below(folder); });
}

}  // namespace

Violations check_conditional_compilation(const SourceFile& file) {
  if (file.is_below("exporter/platform")) return {};
  Violations result;
  int number = 0;
  core::for_each_line(file.view.code, [&](std::string_view line) {
    ++number;
    line = core::trimmed(line);
    if (!line.starts_with('#')) return;
    line = core::trimmed(line.substr(1));
    if (!line.starts_with("if") && !line.starts_with("elif")) return;
    result.push_back({file.path, number,
                      "conditional compilation belongs below exporter/platform, and there the "
                      "build chooses files rather than lines"});
  });
  return result;
}

Violations check_clocks(const SourceFile& file) {
  if (may_read_a_clock(file)) return {};
  const std::string advice = "take the time as an argument, or a core::Clock";
  Violations result =
      calls_of(file, {"clock_gettime", "gettimeofday", "std::time", "::time"}, advice);
  const std::string_view code = file.view.code;
  for (std::size_t at = code.find("::now"); at != std::string_view::npos;
       at = code.find("::now", at + 1)) {
    const std::size_t end = at + 5;
    if (end < code.size() && is_name_character(code[end])) continue;
    result.push_back({file.path, line_at(code, at), "::now: " + advice});
  }
  return result;
}

Violations check_sleeps(const SourceFile& file) {
  if (!file.is_below("tests")) return {};
  return calls_of(file, {"sleep_for", "sleep_until", "usleep", "nanosleep", "sleep"},
                  "wait for a condition, with a deadline");
}

Violations check_leftovers(const SourceFile& file) {
  return places_of(file, file.view.comments, {"TODO", "FIXME", "XXX", "HACK"},
                   "finish it or open an issue; the code holds no promises");
}

Violations check_using_directives(const SourceFile& file) {
  if (!file.is_header()) return {};
  return places_of(file, file.view.code, {"using namespace"},
                   "a header does not open a namespace for whoever includes it");
}

}  // namespace silicon::tidy
