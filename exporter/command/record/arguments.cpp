#include "exporter/command/record/arguments.hpp"

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::command {
namespace {

constexpr std::uint64_t kMostSeconds = 86400;

core::Error wrong(const std::string& message) {
  return core::Error(message, core::ErrorKind::invalid);
}

core::Result<int> parse_seconds(std::string_view text) {
  const auto seconds = core::parse_unsigned(text);
  if (!seconds || *seconds == 0 || *seconds > kMostSeconds) {
    return wrong("--seconds takes a number from 1 to 86400, not " + core::excerpt(text));
  }
  return static_cast<int>(*seconds);
}

}  // namespace

core::Result<RecordArguments> parse_record_arguments(const std::vector<std::string>& arguments) {
  RecordArguments result;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument == "--help" || argument == "-h") {
      result.help = true;
      continue;
    }
    if (argument != "--seconds" && argument != "--out") {
      return wrong("unknown argument " + core::excerpt(argument));
    }
    if (i + 1 == arguments.size() || arguments[i + 1].empty()) {
      return wrong(argument + " wants a value");
    }
    const std::string& value = arguments[++i];
    if (argument == "--out") {
      result.file = value;
      continue;
    }
    const core::Result<int> seconds = parse_seconds(value);
    if (!seconds) return seconds.error();
    result.seconds = *seconds;
  }
  return result;
}

std::string_view record_usage() {
  return "usage: silicon-record [--seconds N] [--out FILE]\n"
         "\n"
         "Records what this Mac says of itself, once a second: raw counters and sensors, no "
         "serial\n"
         "number, no names of people, hosts or volumes. Needs neither root nor any library.\n"
         "\n"
         "  --seconds N   how long, 60 by default\n"
         "  --out FILE    where to, silicon-recording.ndjson by default; - is standard output\n";
}

}  // namespace silicon::command
