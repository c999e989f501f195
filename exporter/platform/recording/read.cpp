#include "exporter/platform/recording/read.hpp"

#include <string>
#include <utility>

#include "exporter/core/text.hpp"
#include "exporter/platform/recording/fields.hpp"
#include "exporter/platform/recording/write.hpp"

namespace silicon::recording {
namespace {

using Identities = std::vector<std::shared_ptr<const apple::ChannelIdentity>>;

constexpr int kDeepest = 8;

core::Error invalid(std::string message) {
  return core::Error(std::move(message), core::ErrorKind::invalid);
}

// The line as an object of this type.
core::Result<Json> parse_line(std::string_view line, std::string_view type) {
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
  const auto found = json.find("type");
  if (found == json.end() || *found != type) {
    return invalid("expected a line of type \"" + std::string(type) + "\"");
  }
  return json;
}

core::Status check_format(const Json& line) {
  const auto format = line.find("format");
  if (format == line.end() || *format != kFormat) {
    return invalid("format " + (format == line.end() ? "unstated" : core::excerpt(format->dump())) +
                   " is not known: this program reads format " + std::to_string(kFormat));
  }
  const auto platform = line.find("platform");
  if (platform == line.end() || *platform != "apple") {
    return invalid("not a recording of an Apple machine");
  }
  return core::Done{};
}

void read_sysctl(const Fields& fields, apple::Machine& machine, Problem& problem) {
  fields.each_of_map("sysctl",
                     [&](const std::string& name, const Json& value, const std::string& path) {
                       std::int64_t number = 0;
                       std::string text;
                       if (convert(value, number)) {
                         machine.sysctl[name] = number;
                       } else if (convert(value, text)) {
                         machine.sysctl[name] = std::move(text);
                       } else {
                         problem.note(path, "a whole number or a text");
                       }
                     });
}

void read_states(const Fields& fields, apple::ChannelIdentity& identity, apple::Channel& channel,
                 Problem& problem) {
  fields.each("states", [&](const Json& state, const std::string& path) {
    std::string name;
    std::int64_t ticks = 0;
    if (!state.is_array() || state.size() != 2 || !convert(state[0], name) ||
        !convert(state[1], ticks)) {
      return problem.note(path, "[name, whole number]");
    }
    identity.states.push_back(std::move(name));
    channel.residencies.push_back(ticks);
  });
}

// Of formats that are not known nothing is kept.
void read_channel(const Fields& fields, Identities& identities, apple::Sample& sample,
                  Problem& problem) {
  apple::ChannelIdentity identity;
  apple::Channel channel;
  std::string format;
  fields.require("group", identity.group);
  fields.read("subgroup", identity.subgroup);
  fields.require("channel", identity.channel);
  fields.read("driver", identity.driver);
  fields.read("unit", identity.unit);
  fields.require("format", format);
  fields.read("published", channel.published_ns);
  if (format == "state") {
    identity.format = apple::ChannelFormat::state;
    read_states(fields, identity, channel, problem);
  } else if (format == "simple") {
    fields.require("value", channel.value);
  } else {
    return;
  }
  const std::size_t place = sample.ioreport.size();
  if (place >= identities.size()) identities.resize(place + 1);
  auto& known = identities[place];
  if (known == nullptr || *known != identity) {
    known = std::make_shared<const apple::ChannelIdentity>(std::move(identity));
  }
  channel.identity = known;
  sample.ioreport.push_back(std::move(channel));
}

void read_host(const Fields& fields, apple::Sample& sample, Problem& problem) {
  fields.each("cpu_ticks", [&](const Json& cpu, const std::string& path) {
    apple::CpuTicks ticks{};
    bool good = cpu.is_array() && cpu.size() == ticks.size();
    for (std::size_t i = 0; good && i < ticks.size(); ++i) good = convert(cpu[i], ticks[i]);
    if (!good) return problem.note(path, "four counts of 32 bits");
    sample.cpu_ticks.push_back(ticks);
  });
  if (fields.find("load") != nullptr) {
    std::vector<double> load;
    fields.each("load", [&](const Json& value, const std::string& path) {
      if (!convert(value, load.emplace_back())) problem.note(path, "a number");
    });
    if (load.size() != 3) return problem.note("load", "three numbers");
    sample.load = {load[0], load[1], load[2]};
  }
  fields.read_map("vm", sample.vm);
  if (const Json* swap = fields.find("swap")) {
    const Fields inner(*swap, "swap", problem);
    sample.swap.emplace();
    inner.require("total", sample.swap->total);
    inner.require("avail", sample.swap->available);
    inner.require("used", sample.swap->used);
  }
  fields.read("pressure_level", sample.pressure_level);
}

void read_sensors(const Fields& fields, apple::Sample& sample, Problem& problem) {
  fields.each_of_map("smc",
                     [&](const std::string& key, const Json& value, const std::string& path) {
                       const Fields inner(value, path, problem);
                       inner.require("type", sample.smc[key].type);
                       inner.require("bytes", sample.smc[key].bytes);
                     });
  fields.each("hid", [&](const Json& sensor, const std::string& path) {
    apple::HidSensor& out = sample.hid.emplace_back();
    if (!sensor.is_array() || sensor.size() != 2 || !convert(sensor[0], out.name) ||
        !convert(sensor[1], out.celsius)) {
      problem.note(path, "[name, number]");
    }
  });
  fields.read_map("ioaccelerator", sample.ioaccelerator);
  fields.read("thermal_pressure", sample.thermal_pressure);
}

void read_disks(const Fields& fields, apple::Sample& sample, Problem& problem) {
  fields.each_of_map("disks",
                     [&](const std::string& name, const Json& value, const std::string& path) {
                       const Fields inner(value, path, problem);
                       apple::DiskCounters& disk = sample.disks[name];
                       inner.require("read_bytes", disk.read_bytes);
                       inner.require("written_bytes", disk.written_bytes);
                       inner.require("reads", disk.reads);
                       inner.require("writes", disk.writes);
                     });
  fields.each("filesystems", [&](const Json& value, const std::string& path) {
    const Fields inner(value, path, problem);
    apple::FilesystemRoom& room = sample.filesystems.emplace_back();
    inner.require("mountpoint", room.mountpoint);
    inner.read("device", room.device);
    inner.read("fstype", room.fstype);
    inner.require("size_bytes", room.size_bytes);
    inner.require("available_bytes", room.available_bytes);
  });
}

void read_interfaces(const Fields& fields, apple::Sample& sample, Problem& problem) {
  fields.each_of_map("interfaces",
                     [&](const std::string& name, const Json& value, const std::string& path) {
                       const Fields inner(value, path, problem);
                       apple::InterfaceCounters& counters = sample.interfaces[name];
                       inner.require("received_bytes", counters.received_bytes);
                       inner.require("received_packets", counters.received_packets);
                       inner.require("received_errors", counters.received_errors);
                       inner.require("received_drops", counters.received_drops);
                       inner.require("sent_bytes", counters.sent_bytes);
                       inner.require("sent_packets", counters.sent_packets);
                       inner.require("sent_errors", counters.sent_errors);
                     });
}

}  // namespace

core::Result<apple::Machine> parse_machine(std::string_view line) {
  const core::Result<Json> json = parse_line(line, "machine");
  if (!json) return json.error();
  if (const core::Status format = check_format(*json); !format) return format.error();
  Problem problem;
  apple::Machine machine;
  const Fields fields(*json, "", problem);
  fields.read("model", machine.model);
  fields.read("chip", machine.chip);
  fields.read("os", machine.os);
  read_sysctl(fields, machine, problem);
  fields.each("cpus", [&](const Json& value, const std::string& path) {
    const Fields inner(value, path, problem);
    apple::CpuNode& cpu = machine.cpus.emplace_back();
    inner.read("name", cpu.name);
    inner.read("cluster_type", cpu.cluster_type);
    inner.read("logical_cluster_id", cpu.logical_cluster_id);
    inner.read("logical_cpu_id", cpu.logical_cpu_id);
  });
  fields.read_map("pmgr", machine.pmgr);
  fields.read("gpu_core_count", machine.gpu_core_count);
  fields.read("page_size", machine.page_size);
  if (!problem.text().empty()) return invalid(problem.text());
  return machine;
}

core::Result<apple::Sample> SampleParser::parse(std::string_view line) {
  const core::Result<Json> json = parse_line(line, "sample");
  if (!json) return json.error();
  Problem problem;
  apple::Sample sample;
  const Fields fields(*json, "", problem);
  fields.require("mono_ns", sample.mono_ns);
  fields.require("unix_ms", sample.unix_ms);
  read_host(fields, sample, problem);
  fields.each("ioreport", [&](const Json& value, const std::string& path) {
    read_channel(Fields(value, path, problem), identities_, sample, problem);
  });
  read_sensors(fields, sample, problem);
  read_disks(fields, sample, problem);
  read_interfaces(fields, sample, problem);
  if (!problem.text().empty()) return invalid(problem.text());
  return sample;
}

}  // namespace silicon::recording
