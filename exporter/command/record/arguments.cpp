#include "exporter/command/record/arguments.hpp"

#include <array>
#include <utility>

#include "exporter/core/duration.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::command {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kMostSeconds = 86400;

core::Error wrong(const std::string& message) {
  return core::Error(message, core::ErrorKind::invalid);
}

core::Status set_seconds(RecordArguments& arguments, const std::string& text) {
  const auto seconds = core::parse_unsigned(text);
  if (!seconds || *seconds == 0 || *seconds > kMostSeconds) {
    return wrong("--seconds takes a number from 1 to 86400, not " + core::excerpt(text));
  }
  arguments.duration = std::chrono::seconds(*seconds);
  return core::Done{};
}

core::Status set_interval(RecordArguments& arguments, const std::string& text) {
  const auto interval = core::parse_duration(text);
  if (!interval || *interval < 100ms || *interval > 1h) {
    return wrong("--interval takes a duration from 100ms to 1h, not " + core::excerpt(text));
  }
  arguments.interval = *interval;
  return core::Done{};
}

core::Status set_file(RecordArguments& arguments, const std::string& text) {
  arguments.file = text;
  return core::Done{};
}

core::Status set_root(RecordArguments& arguments, const std::string& text) {
  arguments.root = text;
  return core::Done{};
}

struct Flag {
  std::string_view name;
  core::Status (*set)(RecordArguments&, const std::string&);
};

constexpr std::array<Flag, 4> kFlags{{{"--seconds", set_seconds},
                                      {"--interval", set_interval},
                                      {"--out", set_file},
                                      {"--path.root", set_root}}};

const Flag* flag_of(const RecordProgram& program, std::string_view name) {
  for (const Flag& flag : kFlags) {
    if (flag.name == name && (program.takes_root || flag.set != set_root)) return &flag;
  }
  return nullptr;
}

}  // namespace

core::Result<RecordArguments> parse_record_arguments(const RecordProgram& program,
                                                     const std::vector<std::string>& arguments) {
  RecordArguments result;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument == "--help" || argument == "-h") {
      result.help = true;
      return result;
    }
    if (argument == "--force") {
      result.force = true;
      continue;
    }
    const auto [name, rest] = core::cut(argument, '=');
    const Flag* flag = flag_of(program, name);
    if (flag == nullptr) return wrong("unknown argument " + core::excerpt(argument));
    std::string value(rest);
    if (name.size() == argument.size() && i + 1 < arguments.size()) value = arguments[++i];
    if (value.empty()) return wrong(std::string(name) + " wants a value");
    if (core::Status set = flag->set(result, value); !set) return std::move(set).error();
  }
  if (result.interval > result.duration) return wrong("--interval is longer than --seconds");
  return result;
}

std::string record_usage(const RecordProgram& program) {
  const std::string name(program.name);
  const std::string subject = program.takes_root ? "machine" : "Mac";
  std::string text = "usage: " + name + " [--seconds N] [--interval D] [--out FILE] [--force]\n\n" +
                     "Writes down what this " + subject +
                     " says of itself: raw counters and sensors, a line of JSON for each\n"
                     "sample. Names of people, hosts and volumes, serial numbers and hardware "
                     "addresses are left\n"
                     "out. Needs no root; what only root may read is missing without it.\n\n"
                     "  --seconds N     how long, 60 by default; Ctrl-C ends it sooner\n"
                     "  --interval D    between samples, 1s by default\n"
                     "  --out FILE      where to, silicon-recording.ndjson by default; - is "
                     "standard output.\n"
                     "                  It appears when the recording is over\n"
                     "  --force         replace FILE where it exists\n";
  if (program.takes_root) {
    text += "  --path.root D   where the machine's /proc and /sys are found, / by default\n";
  }
  return text + "\nExamples:\n  " + name + " --seconds 120 --out slow.ndjson\n  " + name +
         " --seconds 5 --out - | gzip > now.ndjson.gz\n" +
         "  silicon-exporter --source recording:slow.ndjson,loop      plays it, on any machine\n";
}

}  // namespace silicon::command
