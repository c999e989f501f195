#include "exporter/platform/recording/playback.hpp"

#include <memory>
#include <mutex>
#include <tuple>
#include <utility>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/platform/recording/read.hpp"

namespace silicon::recording {
namespace {

using SharedSample = std::shared_ptr<const apple::Sample>;

class AppleStage : public Stage {
 public:
  core::Status begin(std::string_view line) override {
    parser_ = {};
    shown_.reset();
    prepared_.reset();
    core::Result<apple::Machine> machine = parse_machine(line);
    if (!machine) return std::move(machine).error();
    machine_ = *std::move(machine);
    return core::Done{};
  }

  core::Result<std::uint64_t> prepare(std::string_view line) override {
    core::Result<apple::Sample> sample = parser_.parse(line);
    if (!sample) return std::move(sample).error();
    prepared_ = std::make_shared<const apple::Sample>(*std::move(sample));
    return prepared_->mono_ns;
  }

  void show() override { shown_ = std::exchange(prepared_, nullptr); }

  const apple::Machine& machine() const { return machine_; }
  const SharedSample& shown() const { return shown_; }

 private:
  SampleParser parser_;
  apple::Machine machine_;
  SharedSample prepared_;
  SharedSample shown_;
};

class Playback {
 public:
  explicit Playback(Timeline timeline) : timeline_(std::move(timeline)) {}

  core::Result<apple::Machine> begin() {
    if (core::Status begun = timeline_.begin(stage_); !begun) return std::move(begun).error();
    return stage_.machine();
  }

  core::Result<SharedSample> at(core::SteadyInstant now) {
    const std::lock_guard lock(mutex_);
    if (core::Status shown = timeline_.advance(now, stage_); !shown) {
      return std::move(shown).error();
    }
    return stage_.shown();
  }

 private:
  std::mutex mutex_;
  Timeline timeline_;
  AppleStage stage_;
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

core::Result<std::string> platform_of(const std::string& file) {
  core::Result<LineFile> lines = LineFile::open(file);
  if (!lines) return std::move(lines).error();
  core::Result<std::string> platform = parse_platform(lines->next(kLongestLine).value_or(""));
  if (!platform) return std::move(platform).error().within(file + ":1");
  return platform;
}

core::Result<apple::Access> play(PlaybackOptions options) {
  core::Result<Timeline> timeline = Timeline::open(std::move(options));
  if (!timeline) return std::move(timeline).error();
  const auto playback = std::make_shared<Playback>(*std::move(timeline));
  core::Result<apple::Machine> machine = playback->begin();
  if (!machine) return std::move(machine).error();
  apple::Access access{*std::move(machine), nullptr};
  access.open = [playback](const apple::Wanted&) -> core::Result<std::unique_ptr<apple::Reader>> {
    return std::unique_ptr<apple::Reader>(std::make_unique<PlaybackReader>(playback));
  };
  return access;
}

}  // namespace silicon::recording
