#include "exporter/platform/recording/read.hpp"

#include <algorithm>
#include <utility>

#include "exporter/core/text.hpp"
#include "exporter/platform/recording/json_reader.hpp"

namespace silicon::recording {

// Of formats that are not known nothing is kept: such a channel has no identity.
void JsonReader::read_channel(const Place& at, apple::Channel& out) {
  ChannelLine line;
  read(at, line);
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

core::Error invalid(std::string message) {
  return core::Error(std::move(message), core::ErrorKind::invalid);
}

template <class Value>
core::Result<Value> value_of(std::string_view line) {
  JsonScanner json(line);
  Problem problem;
  Value value;
  JsonReader(json, problem).read({}, value);
  if (!problem.text().empty()) return invalid(problem.text());
  return value;
}

// What the line says of itself, where it is JSON as a whole.
core::Result<LineHead> parse_head(std::string_view line, std::string_view type) {
  if (line.size() > kLongestLine) return invalid("the line is longer than 4 MiB");
  JsonScanner json(line);
  const bool is_object = json.next() == JsonScanner::Kind::object;
  json.skip();
  if (!is_object || !json.at_end()) return invalid("no JSON object");
  core::Result<LineHead> head = value_of<LineHead>(line);
  if (head && head->type != type) {
    return invalid("expected a line of type \"" + std::string(type) + "\"");
  }
  return head;
}

// Of the first line of a recording of that platform; of any where it is "".
core::Result<LineHead> parse_first(std::string_view line, std::string_view platform) {
  core::Result<LineHead> head = parse_head(line, "machine");
  if (!head) return head;
  if (head->format != kFormat) {
    return invalid("format " +
                   (head->format ? "\"" + std::to_string(*head->format) + "\"" : "unstated") +
                   " is not known: this program reads format " + std::to_string(kFormat));
  }
  if (!platform.empty() && head->platform != platform) {
    return invalid(platform == "apple" ? "not a recording of an Apple machine"
                                       : "not a recording of a Linux machine");
  }
  if (head->platform != "apple" && head->platform != "linux") {
    return invalid("platform " + core::excerpt(head->platform) + " is neither apple nor linux");
  }
  return head;
}

template <class Value>
core::Result<Value> parse_as(const core::Result<LineHead>& head, std::string_view line) {
  if (!head) return head.error();
  return value_of<Value>(line);
}

}  // namespace

core::Result<std::string> parse_platform(std::string_view line) {
  core::Result<LineHead> head = parse_first(line, "");
  if (!head) return std::move(head).error();
  return std::move(head->platform);
}

core::Result<apple::Machine> parse_machine(std::string_view line) {
  return parse_as<apple::Machine>(parse_first(line, "apple"), line);
}

core::Result<LinuxMachine> parse_linux_machine(std::string_view line) {
  return parse_as<LinuxMachine>(parse_first(line, "linux"), line);
}

core::Result<LinuxSample> parse_linux_sample(std::string_view line) {
  return parse_as<LinuxSample>(parse_head(line, "sample"), line);
}

core::Result<apple::Sample> SampleParser::parse(std::string_view line) {
  core::Result<apple::Sample> sample = parse_as<apple::Sample>(parse_head(line, "sample"), line);
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
