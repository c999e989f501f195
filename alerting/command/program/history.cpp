#include "alerting/command/program/history.hpp"

#include <algorithm>
#include <ostream>

#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/shell/state/saver.hpp"
#include "exporter/core/calendar/timestamp.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::command {
namespace {

// "2026-01-02T03:04:05Z  firing     HighLoad {instance="a:1"}  value 9".
void print(const state::HistoryEntry& entry, std::ostream& out) {
  std::string transition = entry.transition;
  transition.resize(std::max<std::size_t>(transition.size(), 9), ' ');
  out << core::format_timestamp(entry.time) << "  " << transition << "  " << entry.rule << " "
      << promql::labels_text(entry.labels.with("alertname", "")) << "  value "
      << core::format_double(entry.value);
  if (entry.resolved_value) {
    out << ", now " << core::format_double(*entry.resolved_value);
  }
  out << "\n";
}

}  // namespace

int show_history(const std::string& directory, const state::HistoryQuery& query, std::ostream& out,
                 std::ostream& err) {
  const auto file = state::StateFile::open_to_read(shell::state_file_in(directory));
  if (!file) {
    err << "silicon-alerter: " << file.error().message() << "\n";
    return 1;
  }
  const auto entries = file->history(query);
  if (!entries) {
    err << "silicon-alerter: " << entries.error().message() << "\n";
    return 1;
  }
  for (const state::HistoryEntry& entry : *entries) print(entry, out);
  return 0;
}

}  // namespace silicon::command
