// Keeps the engine's memory in a directory: what it says must be remembered, and the store's recent
// samples. Only one process at a time may have the directory. A disk that refuses is reported and
// tried again with the next change; nothing else stops for it.
// One thread. Tested by tests/alerting/shell/state/saver_test.cpp.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "alerting/series/store.hpp"
#include "alerting/state/saved.hpp"
#include "alerting/state/state_file.hpp"
#include "exporter/core/result.hpp"

namespace silicon::shell {

// DIRECTORY/state.db.
std::string state_file_in(const std::string& directory);

class Saver {
 public:
  struct Restored {
    std::vector<state::SavedAlert> alerts;
    std::vector<state::DeliveryMark> marks;
    state::SavedRouting routing;
    std::size_t samples = 0;
    std::vector<std::string> problems;  // for the log
  };

  // Makes the directory if need be, and takes it for this process. The error says what to do.
  static core::Result<std::unique_ptr<Saver>> open(const std::string& directory, core::Instant now);
  ~Saver();
  Saver(const Saver&) = delete;
  Saver& operator=(const Saver&) = delete;

  // What was saved; samples go into the store, as far as they are newer than `samples_after`.
  Restored restore(series::Store& store, core::Instant samples_after);

  core::Status save(state::Changes changes);
  core::Status save_samples(const series::Store& store, core::Instant since, core::Instant until);
  core::Status rewind_samples(core::Instant now);
  core::Status prune(core::Instant history_before, core::Instant samples_before);

  std::uint64_t failures() const { return failures_; }

  // What is saved of deliveries.
  core::Result<std::vector<state::DeliveryAttempt>> attempts(
      const state::AttemptQuery& query) const {
    return file_.attempts(query);
  }

 private:
  Saver(state::StateFile file, std::string problem, int lock)
      : file_(std::move(file)), problem_(std::move(problem)), lock_(lock) {}

  void restore_routing(Restored& out) const;
  core::Status counted(core::Status status);

  state::StateFile file_;
  std::string problem_;  // found at opening
  std::deque<state::Changes> unsaved_;
  std::uint64_t failures_ = 0;
  int lock_;
};

}  // namespace silicon::shell
