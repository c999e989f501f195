// The alerter's memory on disk: one SQLite file in WAL mode. What save() has returned from is there
// after a kill -9; after a power cut the last moments may be missing, never half of a change.
// One thread at a time. Tested by tests/alerting/state/state_file_test.cpp and
// damaged_file_test.cpp.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "alerting/state/saved.hpp"
#include "alerting/state/sqlite/connection.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::state {

class StateFile {
 public:
  struct Opened;

  // Makes the file when there is none, brings an older one up to date. One that is damaged is set
  // aside as "PATH.damaged-TIME" and a new one begun: said in Opened::problem. Errors: a newer
  // version's or another program's file, a directory that cannot be written.
  static core::Result<Opened> open(const std::string& path, core::Instant now);

  // For looking at the history while another process runs. ErrorKind::absent without a file.
  static core::Result<StateFile> open_to_read(const std::string& path);

  // All of it in one transaction. Of what is both removed and saved the saving counts, but for
  // messages: those of `sent` have left the outbox.
  core::Status save(const Changes& changes);

  // Rows that cannot be read are left out and counted in `unreadable`.
  core::Result<std::vector<SavedAlert>> alerts(std::size_t& unreadable) const;
  core::Result<std::vector<DeliveryMark>> marks() const;

  // Rows that cannot be read are left out and counted in it.
  core::Result<SavedRouting> routing() const;

  // The newest entries that fit, oldest first.
  core::Result<std::vector<HistoryEntry>> history(const HistoryQuery& query) const;
  core::Result<std::vector<DeliveryAttempt>> attempts(const AttemptQuery& query) const;

  // `segment` is a SegmentWriter's.
  core::Status save_samples(std::string_view segment, core::Instant until);
  core::Status read_samples(const std::function<void(std::string_view segment)>& visit) const;

  // Forgets samples of a time to come, and what was saved together with them.
  core::Status rewind_samples(core::Instant now);

  // Forgets history, attempts and samples that are older, and where messages stand of groups of
  // which nobody was told since.
  core::Status prune(core::Instant history_before, core::Instant samples_before);

 private:
  explicit StateFile(Connection connection) : connection_(std::move(connection)) {}

  core::Status save_alerts(const Changes& changes);
  core::Status save_marks(const Changes& changes);
  core::Status save_history(const Changes& changes);

  Connection connection_;
};

struct StateFile::Opened {
  StateFile file;
  std::string problem;  // "" when all was well
};

}  // namespace silicon::state
