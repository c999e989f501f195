// The lines of a recording as time passes in it: each is shown when its moment has come, give or
// take a quarter of a second. What is in the lines is the stage's business. Only one line is in
// memory. One thread at a time. Tested by
// tests/exporter/platform/recording/lines/timeline_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/platform/recording/lines/line_file.hpp"

namespace silicon::recording {

struct PlaybackOptions {
  std::string file;
  bool loop = false;  // begins again at the end; otherwise reads fail there
  double speed = 1;   // seconds of the recording that pass in one
};

// Who understands the lines.
class Stage {
 public:
  Stage() = default;
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  virtual ~Stage() = default;

  // The first line, at the beginning and whenever the recording begins again: nothing is shown.
  virtual core::Status begin(std::string_view machine) = 0;
  // When the next sample is to be shown: its mono_ns.
  virtual core::Result<std::uint64_t> moment_of(std::string_view sample) = 0;
  // That moment has come. Each sample is shown, in its order.
  virtual core::Status show(std::string_view sample) = 0;
};

class Timeline {
 public:
  static core::Result<Timeline> open(PlaybackOptions options);

  // Hands the machine's line to the stage.
  core::Status begin(Stage& stage);

  // Shows what is due; time begins with the first call. A line that is not understood ends the
  // recording there, with "FILE:LINE: what is wrong"; so does one whose clock goes back. A last
  // line without its end, of a recording that was cut, is passed over. Once over, it stays so.
  core::Status advance(core::SteadyInstant now, Stage& stage);

 private:
  Timeline(PlaybackOptions options, LineFile file)
      : options_(std::move(options)), file_(std::move(file)) {}

  std::string place() const { return options_.file + ":" + std::to_string(number_); }
  core::Status look_ahead(Stage& stage);
  core::Status show_due(core::SteadyInstant now, Stage& stage);
  core::Status restart(core::SteadyInstant now, Stage& stage);
  double recorded_seconds(std::uint64_t mono_ns) const;

  PlaybackOptions options_;
  LineFile file_;
  std::size_t number_ = 0;  // of the line read last, from 1
  std::optional<core::SteadyInstant> began_;
  std::optional<std::uint64_t> first_ns_;
  std::optional<std::uint64_t> shown_ns_;
  std::optional<std::uint64_t> next_ns_;  // of the sample in the line read last
  std::string problem_;                   // why nothing more comes; "" while it does
};

}  // namespace silicon::recording
