#include "exporter/platform/recording/playback.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <tuple>
#include <utility>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/platform/recording/line_file.hpp"
#include "exporter/platform/recording/read.hpp"

namespace silicon::recording {
namespace {

using SharedSample = std::shared_ptr<const apple::Sample>;

class Playback {
 public:
  Playback(PlaybackOptions options, LineFile file)
      : options_(std::move(options)), file_(std::move(file)) {}

  core::Result<apple::Machine> begin() {
    file_.rewind();
    parser_ = {};
    next_.reset();
    number_ = 1;
    const auto line = file_.next(kLongestLine);
    core::Result<apple::Machine> machine = parse_machine(line.value_or(""));
    if (!machine) return std::move(machine).error().within(place());
    return machine;
  }

  core::Result<SharedSample> at(core::SteadyInstant now) {
    const std::lock_guard lock(mutex_);
    if (!began_) began_ = now;
    core::Status moved = advance(now);
    if (moved && current_ == nullptr) moved = restart(now);
    if (!moved) return std::move(moved).error();
    return current_;
  }

 private:
  std::string place() const { return options_.file + ":" + std::to_string(number_); }

  core::Status read_next() {
    const auto line = file_.next(kLongestLine);
    ++number_;
    if (!line) return core::Done{};
    core::Result<apple::Sample> sample = parser_.parse(*line);
    if (!sample) return std::move(sample).error().within(place());
    if (current_ != nullptr && sample->mono_ns < current_->mono_ns) {
      return core::Error(place() + ": mono_ns goes back", core::ErrorKind::invalid);
    }
    next_ = std::make_shared<const apple::Sample>(*std::move(sample));
    return core::Done{};
  }

  // Makes the latest sample that is due the current one; none at the end of the recording.
  core::Status advance(core::SteadyInstant now) {
    if (!problem_.empty()) return core::Error(problem_, core::ErrorKind::invalid);
    if (current_ == nullptr && next_ == nullptr) {
      if (const core::Status read = read_next(); !read) return fail(read.error());
      if (next_ == nullptr) return fail(core::Error(options_.file + ": no sample"));
      first_ns_ = next_->mono_ns;
    }
    const double passed = core::seconds(now - *began_) * options_.speed;
    while (next_ != nullptr && static_cast<double>(next_->mono_ns - first_ns_) / 1e9 <= passed) {
      current_ = std::exchange(next_, nullptr);
      if (const core::Status read = read_next(); !read) return fail(read.error());
    }
    // The last sample has its second, as the others have.
    constexpr double kLastSampleSeconds = 1;
    const bool over =
        next_ == nullptr && current_ != nullptr &&
        passed > static_cast<double>(current_->mono_ns - first_ns_) / 1e9 + kLastSampleSeconds;
    if (over) current_ = nullptr;
    return core::Done{};
  }

  core::Status restart(core::SteadyInstant now) {
    if (!options_.loop) return fail(core::Error(options_.file + ": the recording is over"));
    if (const auto machine = begin(); !machine) return fail(machine.error());
    began_ = now;
    return advance(now);
  }

  core::Status fail(const core::Error& error) {
    problem_ = error.message();
    return error;
  }

  PlaybackOptions options_;
  std::mutex mutex_;
  LineFile file_;
  SampleParser parser_;
  std::size_t number_ = 0;  // of the line read last, from 1
  std::optional<core::SteadyInstant> began_;
  std::uint64_t first_ns_ = 0;
  SharedSample current_;
  SharedSample next_;
  std::string problem_;  // why nothing more comes; "" while it does
};

class PlaybackReader : public apple::Reader {
 public:
  explicit PlaybackReader(std::shared_ptr<Playback> playback) : playback_(std::move(playback)) {}

  core::Result<const apple::Sample*> read(core::SteadyInstant now) override {
    core::Result<SharedSample> sample = playback_->at(now);
    if (!sample) return std::move(sample).error();
    sample_ = *std::move(sample);
    return sample_.get();
  }

 private:
  std::shared_ptr<Playback> playback_;
  SharedSample sample_;
};

}  // namespace

core::Result<PlaybackOptions> parse_playback(std::string_view text) {
  PlaybackOptions options;
  auto [file, rest] = core::cut(text, ',');
  if (file.empty()) return core::Error("recording: which file?", core::ErrorKind::invalid);
  options.file = file;
  while (!rest.empty()) {
    std::string_view word;
    std::tie(word, rest) = core::cut(rest, ',');
    const auto [name, value] = core::cut(word, '=');
    const auto speed = core::parse_double(value);
    if (word == "loop") {
      options.loop = true;
    } else if (name == "speed" && speed && *speed >= 0.1 && *speed <= 1000) {
      options.speed = *speed;
    } else {
      return core::Error("recording: " + core::excerpt(word) +
                             " is neither loop nor speed=N with N from 0.1 to 1000",
                         core::ErrorKind::invalid);
    }
  }
  return options;
}

core::Result<apple::Access> play(PlaybackOptions options) {
  core::Result<LineFile> file = LineFile::open(options.file);
  if (!file) return std::move(file).error();
  const auto playback = std::make_shared<Playback>(std::move(options), *std::move(file));
  core::Result<apple::Machine> machine = playback->begin();
  if (!machine) return std::move(machine).error();
  apple::Access access{*std::move(machine), nullptr};
  access.open = [playback](const apple::Wanted&) -> core::Result<std::unique_ptr<apple::Reader>> {
    return std::unique_ptr<apple::Reader>(std::make_unique<PlaybackReader>(playback));
  };
  return access;
}

}  // namespace silicon::recording
