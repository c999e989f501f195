#include "exporter/platform/recording/read.hpp"

#include <utility>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/platform/recording/json_reader.hpp"

namespace silicon::recording {

// As a list they are named anew; as an object, by their positions, only what changed is said.
void JsonReader::read_channels(const Place& at, Channels& out) {
  if (json_.next() == Kind::object) return read_channel_changes(at, out);
  out.clear();
  known_.begin();
  if (!is_next(Kind::array, at, "a list")) return;
  json_.items([&](std::size_t i) {
    if (has_room(i, at, "a list")) read_channel({&at, "", i}, out);
  });
}

// Of formats that are not known nothing is kept.
void JsonReader::read_channel(const Place& at, Channels& out) {
  ChannelLine line;
  read(at, line);
  const bool is_simple = line.format == "simple";
  if (!is_simple && line.format != "state") return known_.pass_over();
  if (is_simple && !line.value) problem_.note({&at, "value", 0}, words_for<std::int64_t>());
  if (is_simple) line.states.clear();
  apple::Channel channel{nullptr, is_simple ? line.value.value_or(0) : 0, {}, line.published_ns};
  apple::ChannelIdentity identity{
      .group = std::move(line.group),
      .subgroup = std::move(line.subgroup),
      .channel = std::move(line.channel),
      .driver = std::move(line.driver),
      .unit = std::move(line.unit),
      .format = is_simple ? apple::ChannelFormat::simple : apple::ChannelFormat::state,
      .states = {}};
  identity.states.reserve(line.states.size());
  channel.residencies.reserve(line.states.size());
  for (StateTime& state : line.states) {
    identity.states.push_back(std::move(state.name));
    channel.residencies.push_back(state.ticks);
  }
  channel.identity = known_.keep(std::move(identity));
  out.push_back(std::move(channel));
}

void JsonReader::read_channel_changes(const Place& at, Channels& out) {
  json_.members([&](std::string_view key) {
    const Place place{&at, key, 0};
    const auto position = core::parse_unsigned(key);
    if (!position || !known_.has(*position)) {
      problem_.note(place, "the position of a channel");
      return json_.skip();
    }
    const KnownChannels::Index index = known_.index_of(*position);
    if (!index) return json_.skip();
    read_channel_change(place, out.at(*index));
  });
}

void JsonReader::read_channel_change(const Place& at, apple::Channel& out) {
  ChannelChange change;
  read(at, change);
  const bool is_simple = out.identity->format == apple::ChannelFormat::simple;
  if (is_simple && change.value) out.value = *change.value;
  if (!is_simple && !change.ticks.empty()) {
    const std::size_t states = out.residencies.size();
    if (change.ticks.size() != states) {
      problem_.note({&at, "ticks", 0}, "a list of " + std::to_string(states));
    }
    out.residencies = std::move(change.ticks);
  }
  if (change.published_ns) out.published_ns = change.published_ns;
}

namespace {

template <class Value>
core::Status read_into(Value& value, KnownChannels& known, std::string_view line) {
  JsonScanner json(line);
  Problem problem;
  JsonReader(json, problem, known).read({}, value);
  if (!problem.text().empty()) return core::invalid(problem.text());
  return core::Done{};
}

template <class Value>
core::Result<Value> value_of(std::string_view line) {
  KnownChannels none;
  Value value;
  if (core::Status read = read_into(value, none, line); !read) return std::move(read).error();
  return value;
}

// What the line says of itself, where it is JSON as a whole.
core::Result<LineHead> parse_head(std::string_view line) {
  if (line.size() > kLongestLine) return core::invalid("the line is longer than 4 MiB");
  JsonScanner json(line);
  const bool is_object = json.next() == JsonScanner::Kind::object;
  json.skip();
  if (!is_object || !json.at_end()) return core::invalid("no JSON object");
  return value_of<LineHead>(line);
}

core::Result<LineHead> parse_head(std::string_view line, std::string_view type) {
  core::Result<LineHead> head = parse_head(line);
  if (head && head->type != type) {
    return core::invalid("expected a line of type \"" + std::string(type) + "\"");
  }
  return head;
}

// Of the first line of a recording of that platform; of any where it is "".
core::Result<LineHead> parse_first(std::string_view line, std::string_view platform) {
  core::Result<LineHead> head = parse_head(line, "machine");
  if (!head) return head;
  if (!head->format || *head->format < kOldestFormat || *head->format > kFormat) {
    return core::invalid("format " +
                         (head->format ? "\"" + std::to_string(*head->format) + "\"" : "unstated") +
                         " is not known: this program reads formats " +
                         std::to_string(kOldestFormat) + " to " + std::to_string(kFormat));
  }
  if (!platform.empty() && head->platform != platform) {
    return core::invalid(platform == "apple" ? "not a recording of an Apple machine"
                                             : "not a recording of a Linux machine");
  }
  if (head->platform != "apple" && head->platform != "linux") {
    return core::invalid("platform " + core::excerpt(head->platform) +
                         " is neither apple nor linux");
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

core::Result<std::uint64_t> parse_moment(std::string_view line) {
  const core::Result<Moment> moment = parse_as<Moment>(parse_head(line), line);
  if (!moment) return moment.error();
  return moment->mono_ns;
}

void SampleParser::begin() {
  sample_.reset();
}

core::Result<const apple::Sample*> SampleParser::parse(std::string_view line) {
  const core::Result<LineHead> head = parse_head(line);
  if (!head) return head.error();
  if (head->type == "sample") {
    known_.begin();
    sample_.emplace();
  } else if (head->type != "changes") {
    return core::invalid("expected a line of type \"sample\" or \"changes\"");
  } else if (!sample_) {
    return core::invalid("changes of no sample");
  }
  if (core::Status read = read_into(*sample_, known_, line); !read) {
    sample_.reset();
    return std::move(read).error();
  }
  return &*sample_;
}

}  // namespace silicon::recording
