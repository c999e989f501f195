#include "exporter/platform/recording/read.hpp"

#include <algorithm>
#include <utility>

#include "exporter/core/text.hpp"
#include "exporter/platform/recording/json_reader.hpp"

namespace silicon::recording {

// Of formats that are not known nothing is kept: such a channel has no identity.
void JsonReader::read_channel(const Json& json, const Place& at, apple::Channel& out) {
  ChannelLine line;
  read(json, at, line);
  const bool is_simple = line.format == "simple";
  if (!is_simple && line.format != "state") return;
  if (is_simple && !line.value) problem_.note({&at, "value", 0}, words_for<std::int64_t>());
  apple::ChannelIdentity identity{
      .group = std::move(line.group),
      .subgroup = std::move(line.subgroup),
      .channel = std::move(line.channel),
      .driver = std::move(line.driver),
      .unit = std::move(line.unit),
      .format = is_simple ? apple::ChannelFormat::simple : apple::ChannelFormat::state,
      .states = {}};
  if (is_simple) line.states.clear();
  for (StateTime& state : line.states) {
    identity.states.push_back(std::move(state.name));
    out.residencies.push_back(state.ticks);
  }
  out.identity = std::make_shared<const apple::ChannelIdentity>(std::move(identity));
  if (is_simple) out.value = line.value.value_or(0);
  out.published_ns = line.published_ns;
}

namespace {

constexpr int kDeepest = 8;

core::Error invalid(std::string message) {
  return core::Error(std::move(message), core::ErrorKind::invalid);
}

core::Result<Json> parse_object(std::string_view line) {
  if (line.size() > kLongestLine) return invalid("the line is longer than 4 MiB");
  bool too_deep = false;
  Json json = Json::parse(
      line,
      [&](int depth, Json::parse_event_t, Json&) {
        too_deep = too_deep || depth > kDeepest;
        return depth <= kDeepest;
      },
      false);
  if (json.is_discarded() || too_deep || !json.is_object()) return invalid("no JSON object");
  return json;
}

template <class Value>
core::Result<Value> value_of(const Json& json) {
  Problem problem;
  Value value;
  JsonReader(problem).read(json, {}, value);
  if (!problem.text().empty()) return invalid(problem.text());
  return value;
}

// The line as an object of this type.
core::Result<Json> parse_line(std::string_view line, std::string_view type) {
  core::Result<Json> json = parse_object(line);
  if (!json) return json;
  const auto found = json->find("type");
  if (found == json->end() || *found != type) {
    return invalid("expected a line of type \"" + std::string(type) + "\"");
  }
  return json;
}

// The first line of a recording of that platform; of any where it is "".
core::Result<Json> parse_first(std::string_view line, std::string_view platform) {
  core::Result<Json> json = parse_line(line, "machine");
  if (!json) return json;
  const auto format = json->find("format");
  if (format == json->end() || *format != kFormat) {
    return invalid("format " +
                   (format == json->end() ? "unstated" : core::excerpt(format->dump())) +
                   " is not known: this program reads format " + std::to_string(kFormat));
  }
  const core::Result<LineHead> head = value_of<LineHead>(*json);
  if (!head) return head.error();
  if (!platform.empty() && head->platform != platform) {
    return invalid(platform == "apple" ? "not a recording of an Apple machine"
                                       : "not a recording of a Linux machine");
  }
  if (head->platform != "apple" && head->platform != "linux") {
    return invalid("platform " + core::excerpt(head->platform) + " is neither apple nor linux");
  }
  return json;
}

template <class Value>
core::Result<Value> parse_as(const core::Result<Json>& json) {
  if (!json) return json.error();
  return value_of<Value>(*json);
}

}  // namespace

core::Result<std::string> parse_platform(std::string_view line) {
  core::Result<LineHead> head = parse_as<LineHead>(parse_first(line, ""));
  if (!head) return std::move(head).error();
  return std::move(head->platform);
}

core::Result<apple::Machine> parse_machine(std::string_view line) {
  return parse_as<apple::Machine>(parse_first(line, "apple"));
}

core::Result<LinuxMachine> parse_linux_machine(std::string_view line) {
  return parse_as<LinuxMachine>(parse_first(line, "linux"));
}

core::Result<LinuxSample> parse_linux_sample(std::string_view line) {
  return parse_as<LinuxSample>(parse_line(line, "sample"));
}

core::Result<apple::Sample> SampleParser::parse(std::string_view line) {
  core::Result<apple::Sample> sample = parse_as<apple::Sample>(parse_line(line, "sample"));
  if (sample) share_identities(sample->ioreport);
  return sample;
}

void SampleParser::share_identities(std::vector<apple::Channel>& channels) {
  std::erase_if(channels,
                [](const apple::Channel& channel) { return channel.identity == nullptr; });
  if (channels.size() > identities_.size()) identities_.resize(channels.size());
  for (std::size_t i = 0; i < channels.size(); ++i) {
    auto& known = identities_[i];
    if (known == nullptr || *known != *channels[i].identity) known = channels[i].identity;
    channels[i].identity = known;
  }
}

}  // namespace silicon::recording
