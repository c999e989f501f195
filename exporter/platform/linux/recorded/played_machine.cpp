#include "exporter/platform/linux/recorded/played_machine.hpp"

#include <mutex>
#include <utility>

#include "exporter/core/text.hpp"
#include "exporter/platform/recording/read.hpp"

namespace silicon::linux_platform {
namespace {

using recording::LinuxSample;

template <class Map, class... Others>
void take_over(Map& shown, Map& change, Others&... others) {
  for (auto& [path, value] : change) {
    (others.erase(path), ...);
    shown.insert_or_assign(path, std::move(value));
  }
}

// What the samples so far say together.
class LinuxStage : public recording::Stage {
 public:
  core::Status begin(std::string_view line) override {
    shown_ = {};
    rooms_.clear();
    core::Result<recording::LinuxMachine> machine = recording::parse_linux_machine(line);
    if (!machine) return std::move(machine).error();
    machine_ = *std::move(machine);
    return core::Done{};
  }

  core::Result<std::uint64_t> moment_of(std::string_view line) override {
    return recording::parse_moment(line);
  }

  core::Status show(std::string_view line) override {
    core::Result<LinuxSample> sample = recording::parse_linux_sample(line);
    if (!sample) return std::move(sample).error();
    take_over(shown_.files, sample->files, shown_.errors, shown_.binary_files);
    take_over(shown_.binary_files, sample->binary_files, shown_.errors, shown_.files);
    take_over(shown_.directories, sample->directories, shown_.errors);
    take_over(shown_.links, sample->links);
    take_over(shown_.errors, sample->errors, shown_.files, shown_.binary_files, shown_.directories);
    for (const apple::FilesystemRoom& room : sample->filesystems) {
      rooms_[room.mountpoint] = {.size_bytes = static_cast<double>(room.size_bytes),
                                 .available_bytes = static_cast<double>(room.available_bytes)};
    }
    return core::Done{};
  }

  const recording::LinuxMachine& machine() const { return machine_; }
  const LinuxSample& shown() const { return shown_; }
  const std::map<std::string, disks::FilesystemStatistics>& rooms() const { return rooms_; }

 private:
  recording::LinuxMachine machine_;
  LinuxSample shown_;
  std::map<std::string, disks::FilesystemStatistics> rooms_;
};

// What a path that cannot be read was like when it was recorded.
core::Error missing(std::string_view path, const LinuxSample& shown) {
  const auto known = shown.errors.find(path);
  if (known == shown.errors.end() || known->second == "absent") {
    return core::Error(std::string(path) + ": not in the recording", core::ErrorKind::absent);
  }
  const auto kind = known->second == "denied" ? core::ErrorKind::denied : core::ErrorKind::failed;
  return core::Error(std::string(path) + ": " + core::excerpt(known->second) + " when recorded",
                     kind);
}

class Playback {
 public:
  Playback(recording::Timeline timeline, const core::Clock& clock)
      : timeline_(std::move(timeline)), clock_(clock) {}

  core::Result<recording::LinuxMachine> begin() {
    if (core::Status begun = timeline_.begin(stage_); !begun) return std::move(begun).error();
    return stage_.machine();
  }

  // visit(stage) on what is shown now.
  template <class Value, class Visit>
  core::Result<Value> now(Visit visit) {
    const std::lock_guard lock(mutex_);
    if (core::Status shown = timeline_.advance(clock_.steady(), stage_); !shown) {
      return std::move(shown).error();
    }
    return visit(stage_);
  }

 private:
  std::mutex mutex_;
  recording::Timeline timeline_;
  const core::Clock& clock_;
  LinuxStage stage_;
};

class PlayedFiles : public HostFiles {
 public:
  explicit PlayedFiles(std::shared_ptr<Playback> playback) : playback_(std::move(playback)) {}

  core::Result<std::string_view> read(std::string_view path) override {
    using View = core::Result<std::string_view>;
    return playback_->now<std::string_view>([&](const LinuxStage& stage) -> View {
      const LinuxSample& shown = stage.shown();
      if (const auto text = shown.files.find(path); text != shown.files.end()) {
        content_ = text->second;
      } else if (const auto bytes = shown.binary_files.find(path);
                 bytes != shown.binary_files.end()) {
        content_.assign(bytes->second.begin(), bytes->second.end());
      } else {
        return missing(path, shown);
      }
      return std::string_view(content_);
    });
  }

  core::Result<std::string_view> read_once(std::string_view path) override { return read(path); }

  core::Result<std::vector<std::string>> list(std::string_view directory) override {
    using Names = std::vector<std::string>;
    return playback_->now<Names>([&](const LinuxStage& stage) -> core::Result<Names> {
      const auto found = stage.shown().directories.find(directory);
      if (found == stage.shown().directories.end()) return missing(directory, stage.shown());
      return found->second;
    });
  }

  core::Result<std::string> link(std::string_view path) override {
    return playback_->now<std::string>([&](const LinuxStage& stage) -> core::Result<std::string> {
      const auto found = stage.shown().links.find(path);
      if (found == stage.shown().links.end()) return missing(path, stage.shown());
      return found->second;
    });
  }

 private:
  std::shared_ptr<Playback> playback_;
  std::string content_;  // what read() returned last
};

}  // namespace

core::Result<PlayedMachine> play(recording::PlaybackOptions options, const core::Clock& clock) {
  core::Result<recording::Timeline> timeline = recording::Timeline::open(std::move(options));
  if (!timeline) return std::move(timeline).error();
  const auto playback = std::make_shared<Playback>(*std::move(timeline), clock);
  core::Result<recording::LinuxMachine> machine = playback->begin();
  if (!machine) return std::move(machine).error();
  using Room = disks::FilesystemStatistics;
  return PlayedMachine{
      .machine = *std::move(machine),
      .files = [playback] { return std::make_unique<PlayedFiles>(playback); },
      .measure =
          [playback](const std::string& path) {
            return playback->now<Room>([&](const LinuxStage& stage) -> core::Result<Room> {
              const std::string& root = stage.machine().root;
              const auto found =
                  stage.rooms().find(path.starts_with(root) ? path.substr(root.size()) : path);
              if (found == stage.rooms().end()) {
                return core::Error(path + ": not in the recording", core::ErrorKind::absent);
              }
              return found->second;
            });
          }};
}

}  // namespace silicon::linux_platform
