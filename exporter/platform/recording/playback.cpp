#include "exporter/platform/recording/playback.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <tuple>
#include <utility>
#include <vector>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/platform/recording/read.hpp"

namespace silicon::recording {
namespace {

bool is_chosen(const apple::ChannelIdentity& channel,
               const std::vector<apple::ChannelChoice>& choices) {
  return std::any_of(choices.begin(), choices.end(), [&](const apple::ChannelChoice& choice) {
    return channel.group == choice.group &&
           (choice.subgroup.empty() || channel.subgroup == choice.subgroup) &&
           (choice.accepts == nullptr || choice.accepts(core::trimmed(channel.channel)));
  });
}

// Into the room that `chosen` has already.
void choose_channels(const std::vector<apple::Channel>& all,
                     const std::vector<apple::ChannelChoice>& choices,
                     std::vector<apple::Channel>& chosen) {
  std::size_t count = 0;
  for (const apple::Channel& channel : all) {
    if (!is_chosen(*channel.identity, choices)) continue;
    if (count == chosen.size()) chosen.emplace_back();
    chosen[count++] = channel;
  }
  chosen.resize(count);
}

// What was wanted of a sample, as the live system gives it: whoever holds on to it, and to what it
// computes of it, holds no more than that.
void choose(const apple::Sample& all, const apple::Wanted& wanted, apple::Sample& chosen) {
  chosen.mono_ns = all.mono_ns;
  chosen.unix_ms = all.unix_ms;
  if (wanted.cpu_ticks) chosen.cpu_ticks = all.cpu_ticks;
  if (wanted.load) chosen.load = all.load;
  if (wanted.memory) {
    chosen.vm = all.vm;
    chosen.swap = all.swap;
    chosen.pressure_level = all.pressure_level;
  }
  choose_channels(all.ioreport, wanted.ioreport, chosen.ioreport);
  chosen.smc.clear();
  for (const auto& [key, value] : all.smc) {
    if (wanted.smc != nullptr && wanted.smc(key))
      chosen.smc.emplace_hint(chosen.smc.end(), key, value);
  }
  if (wanted.hid) chosen.hid = all.hid;
  if (wanted.ioaccelerator) chosen.ioaccelerator = all.ioaccelerator;
  if (wanted.thermal_pressure) chosen.thermal_pressure = all.thermal_pressure;
  if (wanted.disks) chosen.disks = all.disks;
  if (wanted.interfaces) chosen.interfaces = all.interfaces;
  if (wanted.filesystems) chosen.filesystems = all.filesystems;
}

class AppleStage : public Stage {
 public:
  core::Status begin(std::string_view line) override {
    parser_.begin();
    shown_ = nullptr;
    core::Result<apple::Machine> machine = parse_machine(line);
    if (!machine) return std::move(machine).error();
    machine_ = *std::move(machine);
    return core::Done{};
  }

  core::Result<std::uint64_t> moment_of(std::string_view line) override {
    return parse_moment(line);
  }

  core::Status show(std::string_view line) override {
    const core::Result<const apple::Sample*> sample = parser_.parse(line);
    shown_ = sample ? *sample : nullptr;
    if (!sample) return sample.error();
    return core::Done{};
  }

  const apple::Machine& machine() const { return machine_; }
  const apple::Sample& shown() const { return *shown_; }

 private:
  SampleParser parser_;
  apple::Machine machine_;
  const apple::Sample* shown_ = nullptr;  // the parser's; null where there is none
};

class Playback {
 public:
  explicit Playback(Timeline timeline) : timeline_(std::move(timeline)) {}

  core::Result<apple::Machine> begin() {
    if (core::Status begun = timeline_.begin(stage_); !begun) return std::move(begun).error();
    return stage_.machine();
  }

  core::Status at(core::SteadyInstant now, const apple::Wanted& wanted, apple::Sample& chosen) {
    const std::lock_guard lock(mutex_);
    core::Status shown = timeline_.advance(now, stage_);
    if (shown) choose(stage_.shown(), wanted, chosen);
    return shown;
  }

 private:
  std::mutex mutex_;
  Timeline timeline_;
  AppleStage stage_;
};

class PlaybackReader : public apple::Reader {
 public:
  PlaybackReader(std::shared_ptr<Playback> playback, apple::Wanted wanted)
      : playback_(std::move(playback)), wanted_(std::move(wanted)) {}

  core::Result<const apple::Sample*> read(core::SteadyInstant now) override {
    if (core::Status read = playback_->at(now, wanted_, sample_); !read) {
      return std::move(read).error();
    }
    return &sample_;
  }

 private:
  std::shared_ptr<Playback> playback_;
  apple::Wanted wanted_;
  apple::Sample sample_;
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
  lines->next(kLongestLine);
  core::Result<std::string> platform = parse_platform(lines->line());
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
  access.open =
      [playback](const apple::Wanted& wanted) -> core::Result<std::unique_ptr<apple::Reader>> {
    return std::unique_ptr<apple::Reader>(std::make_unique<PlaybackReader>(playback, wanted));
  };
  return access;
}

}  // namespace silicon::recording
