#include "alerting/command/doctor/machine.hpp"

#include <sys/timex.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "alerting/shell/state/saver.hpp"
#include "alerting/state/state_file.hpp"
#include "exporter/runtime/files.hpp"

namespace silicon::command {
namespace {

namespace fs = std::filesystem;

// The directory itself, or the nearest one above it that is there.
fs::path existing(const std::string& directory) {
  std::error_code ignored;
  fs::path path = fs::absolute(directory, ignored);
  while (!fs::exists(path, ignored) && path.has_relative_path()) path = path.parent_path();
  return path;
}

std::string problem_of(const std::string& directory) {
  const auto file = state::StateFile::open_to_read(shell::state_file_in(directory));
  if (!file) return file.error().kind() == core::ErrorKind::absent ? "" : file.error().message();
  std::size_t unreadable = 0;
  const auto alerts = file->alerts(unreadable);
  if (!alerts) return alerts.error().message();
  if (unreadable == 0) return "";
  return shell::state_file_in(directory) + ": " + std::to_string(unreadable) +
         " saved alerts cannot be read";
}

}  // namespace

std::optional<bool> clock_is_synchronised() {
  timex query{};
  const int state = ntp_adjtime(&query);
  if (state < 0) return std::nullopt;
  return state != TIME_ERROR;
}

DiskFacts disk_facts(const std::string& directory) {
  DiskFacts facts;
  facts.directory = directory;
  const fs::path place = existing(directory);
  if (::access(place.c_str(), W_OK | X_OK) != 0) facts.problem = runtime::system_words(errno);
  std::error_code unknown;
  const fs::space_info space = fs::space(place, unknown);
  if (!unknown) {
    facts.free_bytes = space.available;
    facts.total_bytes = space.capacity;
  }
  facts.state_problem = problem_of(directory);
  return facts;
}

}  // namespace silicon::command
