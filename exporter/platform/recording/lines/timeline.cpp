#include "exporter/platform/recording/lines/timeline.hpp"

#include <utility>

#include "exporter/platform/recording/read.hpp"

namespace silicon::recording {
namespace {

// A sample is shown so long before its moment. Recordings are mostly made once a second and played
// to sources that look once a second: whoever came a millisecond early would find nothing new.
constexpr double kEarlySeconds = 0.25;
// The last sample has its second, as the others have.
constexpr double kLastSampleSeconds = 1;

}  // namespace

core::Result<Timeline> Timeline::open(PlaybackOptions options) {
  core::Result<LineFile> file = LineFile::open(options.file);
  if (!file) return std::move(file).error();
  return Timeline(std::move(options), *std::move(file));
}

core::Status Timeline::begin(Stage& stage) {
  file_.rewind();
  number_ = 1;
  first_ns_.reset();
  shown_ns_.reset();
  next_ns_.reset();
  file_.next(kLongestLine);
  core::Status begun = stage.begin(file_.line());
  if (!begun) return std::move(begun).error().within(place());
  return begun;
}

core::Status Timeline::look_ahead(Stage& stage) {
  const bool found = file_.next(kLongestLine);
  ++number_;
  if (!found) return core::Done{};
  core::Result<std::uint64_t> mono_ns = stage.moment_of(file_.line());
  if (!mono_ns) return std::move(mono_ns).error().within(place());
  if (shown_ns_ && *mono_ns < *shown_ns_) {
    return core::Error(place() + ": mono_ns goes back", core::ErrorKind::invalid);
  }
  next_ns_ = *mono_ns;
  return core::Done{};
}

double Timeline::recorded_seconds(std::uint64_t mono_ns) const {
  return static_cast<double>(mono_ns - *first_ns_) / 1e9;
}

core::Status Timeline::show_due(core::SteadyInstant now, Stage& stage) {
  if (!first_ns_) {
    if (core::Status found = look_ahead(stage); !found) return found;
    if (!next_ns_) return core::Error(options_.file + ": no sample");
    first_ns_ = next_ns_;
  }
  const double passed = core::seconds(now - *began_) * options_.speed;
  while (next_ns_ && recorded_seconds(*next_ns_) <= passed + kEarlySeconds) {
    core::Status shown = stage.show(file_.line());
    if (!shown) return std::move(shown).error().within(place());
    shown_ns_ = std::exchange(next_ns_, std::nullopt);
    if (core::Status found = look_ahead(stage); !found) return found;
  }
  if (!next_ns_ && passed > recorded_seconds(*shown_ns_) + kLastSampleSeconds) {
    return restart(now, stage);
  }
  return core::Done{};
}

core::Status Timeline::restart(core::SteadyInstant now, Stage& stage) {
  if (!options_.loop) return core::Error(options_.file + ": the recording is over");
  began_ = now;
  if (core::Status begun = begin(stage); !begun) return begun;
  return show_due(now, stage);
}

core::Status Timeline::advance(core::SteadyInstant now, Stage& stage) {
  if (!problem_.empty()) return core::Error(problem_, core::ErrorKind::invalid);
  if (!began_) began_ = now;
  core::Status shown = show_due(now, stage);
  if (!shown) problem_ = shown.error().message();
  return shown;
}

}  // namespace silicon::recording
