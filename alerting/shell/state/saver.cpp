#include "alerting/shell/state/saver.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <span>
#include <utility>

#include "alerting/state/samples/segment.hpp"
#include "exporter/runtime/files.hpp"

namespace silicon::shell {
namespace {

constexpr mode_t kOwnerOnly = 0600;
// Changes kept while the disk refuses; of older ones only the history is given up.
constexpr std::size_t kMostUnsaved = 10'000;

core::Error unusable(const std::string& path, const std::string& reason) {
  return core::Error(path + ": " + reason + "; state.path must be a directory to write in");
}

core::Result<int> take_directory(const std::string& directory) {
  std::error_code problem;
  std::filesystem::create_directories(directory, problem);
  if (problem) return unusable(directory, problem.message());
  const std::string path = directory + "/lock";
  const int lock = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly);
  if (lock < 0) return unusable(path, runtime::system_words(errno));
  if (::flock(lock, LOCK_EX | LOCK_NB) == 0) return lock;
  const int reason = errno;
  ::close(lock);
  if (reason != EWOULDBLOCK) return unusable(path, runtime::system_words(reason));
  return core::Error(directory +
                     ": another silicon-alerter keeps its state there; stop it, or state another "
                     "directory in state.path");
}

// The points of one saved series that are wanted, into the store.
std::size_t store_points(series::Store& store, const core::Labels& labels,
                         std::span<const chunks::Point> points, core::Instant after) {
  std::vector<series::Append> batch;
  for (const chunks::Point& point : points) {
    if (point.time > after) batch.push_back({{}, point});
  }
  if (batch.empty()) return 0;
  const auto ref = store.intern(labels);
  if (!ref) return 0;
  for (series::Append& append : batch) append.series = *ref;
  return store.append(batch);
}

}  // namespace

std::string state_file_in(const std::string& directory) {
  return directory + "/state.db";
}

core::Result<std::unique_ptr<Saver>> Saver::open(const std::string& directory, core::Instant now) {
  auto lock = take_directory(directory);
  if (!lock) return std::move(lock).error();
  auto opened = state::StateFile::open(state_file_in(directory), now);
  if (!opened) {
    ::close(*lock);
    return std::move(opened).error();
  }
  return std::unique_ptr<Saver>(
      new Saver(std::move(opened->file), std::move(opened->problem), *lock));
}

Saver::~Saver() {
  ::close(lock_);
}

Saver::Restored Saver::restore(series::Store& store, core::Instant samples_after) {
  Restored result;
  if (!problem_.empty()) result.problems.push_back(std::exchange(problem_, {}));
  std::size_t unreadable = 0;
  if (auto alerts = file_.alerts(unreadable)) {
    result.alerts = *std::move(alerts);
  } else {
    result.problems.push_back(alerts.error().message());
  }
  if (unreadable > 0) {
    result.problems.push_back(std::to_string(unreadable) + " saved alerts cannot be read");
  }
  if (auto marks = file_.marks()) {
    result.marks = *std::move(marks);
  } else {
    result.problems.push_back(marks.error().message());
  }
  restore_routing(result);
  const core::Status status = file_.read_samples([&](std::string_view segment) {
    const core::Status read = state::read_segment(
        segment, [&](const core::Labels& labels, std::span<const chunks::Point> points) {
          result.samples += store_points(store, labels, points, samples_after);
        });
    if (!read) result.problems.push_back(read.error().message());
  });
  if (!status) result.problems.push_back(status.error().message());
  return result;
}

void Saver::restore_routing(Restored& out) const {
  auto routing = file_.routing();
  if (!routing) {
    out.problems.push_back(routing.error().message());
    return;
  }
  out.routing = *std::move(routing);
  if (out.routing.unreadable > 0) {
    out.problems.push_back(std::to_string(out.routing.unreadable) +
                           " saved groups, silences, acknowledgements or messages cannot be read");
  }
}

core::Status Saver::counted(core::Status status) {
  if (!status) ++failures_;
  return status;
}

core::Status Saver::save(state::Changes changes) {
  if (!changes.empty()) unsaved_.push_back(std::move(changes));
  // One by one and in their order: what one removes a later one may bring back.
  while (!unsaved_.empty()) {
    if (core::Status status = file_.save(unsaved_.front()); !status) {
      if (unsaved_.size() > kMostUnsaved) {
        unsaved_[unsaved_.size() - kMostUnsaved].history.clear();
      }
      return counted(std::move(status));
    }
    unsaved_.pop_front();
  }
  return core::Done{};
}

core::Status Saver::save_samples(const series::Store& store, core::Instant since,
                                 core::Instant until) {
  const std::vector<series::Matcher> all{
      series::Matcher::create(series::MatchType::not_equal, "__name__", "").value()};
  const core::Instant from = since + core::Duration(1);
  const auto views = store.select(all, from, until, {});
  if (!views) return counted(views.error());
  state::SegmentWriter writer;
  std::vector<series::Point> points;
  for (const series::SeriesView& view : *views) {
    points.clear();
    view.read(from, until, points);
    writer.add(view.labels(), points);
  }
  if (writer.empty()) return core::Done{};
  return counted(file_.save_samples(writer.take(), until));
}

core::Status Saver::rewind_samples(core::Instant now) {
  return counted(file_.rewind_samples(now));
}

core::Status Saver::prune(core::Instant history_before, core::Instant samples_before) {
  return counted(file_.prune(history_before, samples_before));
}

}  // namespace silicon::shell
