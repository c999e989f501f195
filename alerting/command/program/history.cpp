#include "alerting/command/program/history.hpp"

#include <algorithm>
#include <ostream>

#include "alerting/api/client/words/table.hpp"
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

std::string line_of(const state::DeliveryAttempt& attempt) {
  const core::Duration took = attempt.duration;
  return api::line_of({core::format_timestamp(attempt.time),
                       std::string(state::delivery_outcome_name(attempt.outcome)), attempt.receiver,
                       attempt.integration, attempt.reason,
                       std::to_string(attempt.firing) + " firing",
                       std::to_string(attempt.resolved) + " resolved",
                       std::to_string(took.count()) + "ms", attempt.answer, attempt.group_key});
}

template <class Function>
int with_state(const std::string& directory, std::ostream& err, Function function) {
  const auto file = state::StateFile::open_to_read(shell::state_file_in(directory));
  const core::Status status = file ? function(*file) : core::Status(file.error());
  if (status) return 0;
  err << "silicon-alerter: " << status.error().message() << "\n";
  return 1;
}

}  // namespace

int show_history(const std::string& directory, const state::HistoryQuery& query, std::ostream& out,
                 std::ostream& err) {
  return with_state(directory, err, [&](const state::StateFile& file) -> core::Status {
    const auto entries = file.history(query);
    if (!entries) return entries.error();
    for (const state::HistoryEntry& entry : *entries) print(entry, out);
    return core::Done{};
  });
}

int show_deliveries(const std::string& directory, const state::AttemptQuery& query,
                    std::ostream& out, std::ostream& err) {
  return with_state(directory, err, [&](const state::StateFile& file) -> core::Status {
    const auto attempts = file.attempts(query);
    if (!attempts) return attempts.error();
    for (const state::DeliveryAttempt& attempt : *attempts) out << line_of(attempt);
    return core::Done{};
  });
}

}  // namespace silicon::command
