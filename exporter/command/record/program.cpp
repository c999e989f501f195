#include "exporter/command/record/program.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

#include "exporter/command/record/output.hpp"
#include "exporter/runtime/shutdown.hpp"
#include "exporter/runtime/system_clock.hpp"

namespace silicon::command {
namespace {

void say(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

// To a person at a terminal only; a log is not to be filled with it.
void show_progress(int samples, const RecordingPlan& plan, std::size_t bytes) {
  if (isatty(STDERR_FILENO) != 1) return;
  say("\r" + std::to_string(samples) + " of " + std::to_string(plan.samples) + " samples, " +
      std::to_string(bytes / 1000) + " kB ");
}

std::string summary(const RecordArguments& arguments, int samples, std::size_t bytes) {
  const std::string name = arguments.file == "-" ? "standard output" : arguments.file;
  return std::string(isatty(STDERR_FILENO) == 1 ? "\n" : "") + name + ": " +
         std::to_string(samples) + (samples == 1 ? " sample, " : " samples, ") +
         std::to_string(bytes / 1000) + " kB\n";
}

// Waits without missing a wish to stop.
bool wait_until(runtime::Shutdown& shutdown, const core::Clock& clock, core::SteadyInstant until) {
  for (auto left = until - clock.steady(); left.count() > 0; left = until - clock.steady()) {
    const auto limit = std::chrono::ceil<core::Duration>(left);
    if (shutdown.wait_for(limit) == runtime::Wish::stop) return false;
  }
  return !shutdown.requested();
}

core::Status record_to(RecordingFile& file, const RecordArguments& arguments,
                       const OpenSubject& open, runtime::Shutdown& shutdown) {
  const runtime::SystemClock clock;
  const core::Result<Subject> subject = open(arguments.root, clock);
  if (!subject) return subject.error();
  const RecordingPlan plan{static_cast<int>(arguments.duration / arguments.interval),
                           arguments.interval};
  int recorded = 0;
  const Recorder recorder{
      .write =
          [&](std::string_view line) {
            core::Status written = file.write(line);
            if (written) ++recorded;
            return written;
          },
      .wait = [&](core::SteadyInstant until) { return wait_until(shutdown, clock, until); },
      .progress = [&](int samples) { show_progress(samples, plan, file.bytes()); }};
  core::Status status = record(*subject, plan, clock, recorder);
  const int samples = std::max(recorded - 1, 0);  // the first line is the machine's
  if (samples == 0 && status) status = core::Error("the machine says nothing");
  if (samples == 0) return status;
  // What there is, is worth keeping when the disk got full, too.
  core::Status kept = file.keep();
  if (kept) say(summary(arguments, samples, file.bytes()));
  return status ? kept : status;
}

}  // namespace

int run_recorder(const RecordProgram& program, const std::vector<std::string>& arguments,
                 const OpenSubject& open) {
  const auto complain = [&](const core::Error& error, int code) {
    say(std::string(program.name) + ": " + error.message() + "\n");
    return code;
  };
  const core::Result<RecordArguments> parsed = parse_record_arguments(program, arguments);
  if (!parsed) return complain(parsed.error(), 2);
  if (parsed->help) {
    const std::string usage = record_usage(program);
    std::fwrite(usage.data(), 1, usage.size(), stdout);
    return 0;
  }
  runtime::Shutdown shutdown;
  core::Result<RecordingFile> file = RecordingFile::create(parsed->file, parsed->force);
  if (!file) return complain(file.error(), 1);
  const core::Status status = record_to(*file, *parsed, open, shutdown);
  return status ? 0 : complain(status.error(), 1);
}

}  // namespace silicon::command
