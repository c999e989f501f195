#include "exporter/command/record/record.hpp"

#include <memory>
#include <string>
#include <utility>

#include "exporter/command/record/privacy.hpp"
#include "exporter/platform/recording/write.hpp"

namespace silicon::command {
namespace {

// Temperatures, fans, power; current and voltage of the rails. Not those with the machine's
// identity: keys of serial numbers begin with R.
bool is_worth_recording(std::string_view key) {
  return key.starts_with('T') || key.starts_with('F') || key.starts_with('P');
}

// Of the 94 histograms of memory traffic those that the figures come from: a third of a recording.
bool is_traffic(std::string_view channel) {
  return channel.starts_with("AMCC ") || channel.ends_with(" RD+WR");
}

bool is_of_the_neural_engine(std::string_view channel) {
  return channel.starts_with("ANE");
}

core::Status write_line(const Recorder& recorder, std::string line) {
  line += '\n';
  return recorder.write(line);
}

}  // namespace

apple::Wanted everything_worth_recording() {
  apple::Wanted wanted;
  wanted.cpu_ticks = true;
  wanted.load = true;
  wanted.memory = true;
  wanted.ioreport = {
      {.group = "Energy Model", .subgroup = ""},
      {.group = "CPU Stats", .subgroup = "CPU Complex Performance States"},
      {.group = "CPU Stats", .subgroup = "CPU Core Performance States"},
      {.group = "GPU Stats", .subgroup = "GPU Performance States"},
      {.group = "AMC Stats", .subgroup = "Perf Counters"},
  };
  for (const char* group : {"PMP", "PMP0"}) {
    wanted.ioreport.push_back({.group = group, .subgroup = "DCS BW", .accepts = is_traffic});
    for (const char* subgroup : {"SOC Floor", "DCS Floor"}) {
      wanted.ioreport.push_back(
          {.group = group, .subgroup = subgroup, .accepts = is_of_the_neural_engine});
    }
  }
  wanted.smc = is_worth_recording;
  wanted.hid = true;
  wanted.ioaccelerator = true;
  wanted.thermal_pressure = true;
  wanted.disks = true;
  wanted.interfaces = true;
  wanted.filesystems = true;
  return wanted;
}

core::Result<Subject> subject_of(const apple::Access& access) {
  auto opened = access.open(everything_worth_recording());
  if (!opened) return std::move(opened).error();
  const std::shared_ptr<apple::Reader> reader = *std::move(opened);
  return Subject{.machine_line = recording::machine_line(access.machine),
                 .sample_line = [reader, writer = recording::SampleWriter()](
                                    core::SteadyInstant now) mutable -> core::Result<std::string> {
                   const core::Result<const apple::Sample*> sample = reader->read(now);
                   if (!sample) return sample.error();
                   return writer.line(without_names(**sample));
                 }};
}

core::Status record(const Subject& subject, const RecordingPlan& plan, const core::Clock& clock,
                    const Recorder& recorder) {
  core::Status written = write_line(recorder, subject.machine_line);
  core::SteadyInstant next = clock.steady();
  for (int i = 0; i < plan.samples && written; ++i) {
    if (i > 0 && !recorder.wait(next)) break;
    if (core::Result<std::string> line = subject.sample_line(clock.steady())) {
      written = write_line(recorder, *std::move(line));
    }
    recorder.progress(i + 1);
    for (next += plan.interval; next < clock.steady() && i + 1 < plan.samples; ++i) {
      next += plan.interval;
    }
  }
  return written;
}

}  // namespace silicon::command
