// Samples every source as the exporter would, through files that note what was read.
#include <unistd.h>

#include <memory>
#include <utility>
#include <vector>

#include "exporter/command/linux_sources.hpp"
#include "exporter/command/this_machine/subject.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/platform/linux/disk_files.hpp"
#include "exporter/platform/linux/recorded/notes.hpp"
#include "exporter/platform/recording/write.hpp"
#include "exporter/runtime/files.hpp"

namespace silicon::command {
namespace {

using linux_platform::DiskFiles;
using linux_platform::Notes;

// Of people, not of services: those that may log in.
bool is_person(std::string_view user_number) {
  const auto number = core::parse_unsigned(user_number);
  return number && *number >= 1000 && *number < 60000;
}

// Names that no recording is to hold: the host's and those of the people on it.
std::vector<std::string> private_names(const std::string& root) {
  constexpr std::size_t kMostBytes = 1U << 20U;
  std::vector<std::string> names;
  DiskFiles files(root);
  if (const auto host = files.read_once("/proc/sys/kernel/hostname")) {
    const std::string_view name = core::trimmed(*host);
    names.emplace_back(name);
    names.emplace_back(core::cut(name, '.').first);
  }
  const auto users = runtime::read_file(root + "/etc/passwd", kMostBytes);
  core::for_each_line(users ? *users : "", [&](std::string_view line) {
    const auto [name, rest] = core::cut(line, ':');
    const std::string_view number = core::cut(core::cut(rest, ':').second, ':').first;
    if (is_person(number)) names.emplace_back(name);
  });
  return names;
}

std::string without_final_slash(std::string root) {
  while (root.ends_with('/')) root.pop_back();
  return root;
}

class LinuxRecorder {
 public:
  LinuxRecorder(const std::string& root, const core::Clock& clock)
      : root_(without_final_slash(root)),
        clock_(clock),
        notes_(linux_platform::Pseudonyms(private_names(root_))) {}

  // Opens every source that the machine has.
  core::Status open() {
    LinuxAccess access;
    access.files = [this] { return noted(std::make_unique<DiskFiles>(root_), notes_); };
    access.root = root_;
    access.measure = [this](const std::string& path) { return measure(path); };
    for (const sources::SourceSpec& spec : machine_sources(access, default_config(), clock_)) {
      auto source = spec.open();
      if (!source) continue;
      if (spec.name == "machine") describe(**source);
      sources_.push_back(*std::move(source));
    }
    if (sources_.size() > 1) return core::Done{};
    return core::Error(root_ + "/proc: nothing of a Linux machine there", core::ErrorKind::absent);
  }

  std::string machine_line() const { return recording::machine_line(machine_); }

  std::string sample_line(core::SteadyInstant now) {
    const sources::Tick tick{now, clock_.now()};
    // What a source makes of the files, and whether it can, does not matter here.
    for (const auto& source : sources_) (void)source->sample(tick);
    recording::LinuxSample sample = notes_.take();
    sample.mono_ns = static_cast<std::uint64_t>(now.time_since_epoch().count());
    sample.unix_ms = tick.wall.time_since_epoch().count();
    return recording::sample_line(sample);
  }

 private:
  core::Result<disks::FilesystemStatistics> measure(const std::string& path) {
    auto room = linux_platform::measure_filesystem(path);
    if (room) notes_.filesystem(std::string_view(path).substr(root_.size()), *room);
    return room;
  }

  void describe(sources::Source& source) {
    machine_.root = notes_.path(root_);
    machine_.page_size = static_cast<std::uint32_t>(::sysconf(_SC_PAGESIZE));
    const auto families = source.sample({clock_.steady(), clock_.now()});
    if (!families || families->empty() || families->front().samples.empty()) return;
    const core::Labels& labels = families->front().samples.front().labels;
    machine_.model = labels.get("model");
    machine_.chip = labels.get("chip");
    machine_.os = labels.get("os");
  }

  std::string root_;  // without a final '/'
  const core::Clock& clock_;
  Notes notes_;
  recording::LinuxMachine machine_;
  std::vector<std::unique_ptr<sources::Source>> sources_;
};

}  // namespace

core::Result<Subject> this_machine(const std::string& root, const core::Clock& clock) {
  const auto recorder = std::make_shared<LinuxRecorder>(root, clock);
  if (core::Status opened = recorder->open(); !opened) return std::move(opened).error();
  return Subject{.machine_line = recorder->machine_line(),
                 .sample_line = [recorder](core::SteadyInstant now) -> core::Result<std::string> {
                   return recorder->sample_line(now);
                 }};
}

}  // namespace silicon::command
