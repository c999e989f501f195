#include "exporter/sources/containers/engine/containers.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/sources/containers/engine/document.hpp"

namespace silicon::engine {
namespace {

using containers::ContainerState;
using containers::Health;

constexpr std::size_t kNameBytes = 256;
constexpr std::size_t kImageBytes = 512;
constexpr std::size_t kLabelBytes = 1024;
constexpr std::size_t kWordBytes = 64;
constexpr std::uint64_t kOrdinaryPeriod = 100'000;  // microseconds; the kernel's own default
constexpr std::uint64_t kNanoCpusPerCpu = 1'000'000'000;
constexpr std::uint64_t kMostNanoCpus = kNanoCpusPerCpu * 100'000;  // more CPUs has no machine

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

Keys with_labels(Keys keys, const ChosenLabels& labels) {
  for (const ChosenLabel& label : labels) keys.insert(label.key);
  return keys;
}

std::string name_of(const Document& value) {
  std::string name = text_of(value, kNameBytes);
  if (name.starts_with('/')) name.erase(0, 1);
  return name;
}

std::vector<core::Label> labels_of(const Document& all, const ChosenLabels& chosen) {
  std::vector<core::Label> labels;
  for (const ChosenLabel& label : chosen) {
    std::string value = text_of(entry(all, label.key), kLabelBytes);
    if (!value.empty()) labels.push_back({label.name, std::move(value)});
  }
  return labels;
}

// The text between the last "(" and ")" of a status.
std::string_view in_brackets(std::string_view status) {
  const std::size_t begin = status.rfind('(');
  const std::size_t end = status.rfind(')');
  if (begin == status.npos || end == status.npos || end < begin) return {};
  return status.substr(begin + 1, end - begin - 1);
}

std::optional<Health> health_in_status(std::string_view status) {
  const std::string_view word = in_brackets(status);
  if (word == "health: starting") return Health::starting;
  const std::optional<Health> health = parse_health(word);
  return health.value_or(Health::none);
}

// "Exited (137) 2 hours ago"
std::optional<std::int64_t> exit_code_in_status(std::string_view status) {
  if (!status.starts_with("Exited (")) return std::nullopt;
  return core::parse_signed(in_brackets(status));
}

std::optional<core::Instant> created_at(const Document& unix_seconds) {
  const auto seconds = count_of(unix_seconds);
  if (!seconds || *seconds > std::numeric_limits<std::uint32_t>::max() * std::uint64_t{8}) {
    return std::nullopt;
  }
  return core::Instant(std::chrono::seconds(static_cast<std::int64_t>(*seconds)));
}

bool owns_network(const Document& host_config) {
  const std::string mode = text_of(entry(host_config, "NetworkMode"), kWordBytes);
  return mode != "host" && !mode.starts_with("container:");
}

ContainerMetadata listed(const Document& item, const ChosenLabels& labels) {
  ContainerMetadata metadata;
  metadata.id = text_of(entry(item, "Id"), kImageBytes);
  const Document& names = entry(item, "Names");
  if (names.is_array() && !names.empty()) metadata.name = name_of(names.front());
  metadata.image = text_of(entry(item, "Image"), kImageBytes);
  metadata.labels = labels_of(entry(item, "Labels"), labels);
  metadata.state = parse_state(text_of(entry(item, "State"), kWordBytes));
  const std::string status = text_of(entry(item, "Status"), kNameBytes);
  const Document& health = entry(item, "Health");
  metadata.health = health.is_object() ? parse_health(text_of(entry(health, "Status"), kWordBytes))
                                       : health_in_status(status);
  metadata.exit_code = exit_code_in_status(status);
  metadata.created = created_at(entry(item, "Created"));
  metadata.owns_network = owns_network(entry(item, "HostConfig"));
  return metadata;
}

// A limit as the API states it, where 0, -1, null and nonsense all mean that there is none.
std::uint64_t limit_of(const Document& value) {
  const auto limit = integer_of(value);
  return limit && *limit > 0 ? static_cast<std::uint64_t>(*limit) : 0;
}

void read_limits(const Document& host_config, ContainerMetadata& metadata) {
  if (!host_config.is_object()) return;
  metadata.memory_limit_bytes = limit_of(entry(host_config, "Memory"));
  metadata.threads_limit = limit_of(entry(host_config, "PidsLimit"));
  metadata.cpuset = text_of(entry(host_config, "CpusetCpus"), kImageBytes);
  const std::uint64_t cpus = limit_of(entry(host_config, "NanoCpus"));
  const std::uint64_t period = limit_of(entry(host_config, "CpuPeriod"));
  metadata.cpu_period_microseconds = period == 0 ? kOrdinaryPeriod : period;
  metadata.cpu_quota_microseconds = limit_of(entry(host_config, "CpuQuota"));
  if (cpus == 0 || cpus > kMostNanoCpus) return;
  metadata.cpu_period_microseconds = kOrdinaryPeriod;  // moby daemon/daemon_unix.go
  metadata.cpu_quota_microseconds = cpus / (kNanoCpusPerCpu / kOrdinaryPeriod);
}

void read_state(const Document& state, ContainerMetadata& metadata) {
  metadata.state = parse_state(text_of(entry(state, "Status"), kWordBytes));
  const Document& health = entry(state, "Health");
  // Docker leaves Health out and Podman leaves it empty where there is no check.
  metadata.health = health.is_object() ? parse_health(text_of(entry(health, "Status"), kWordBytes))
                                       : Health::none;
  metadata.started = instant_of(entry(state, "StartedAt"));
  metadata.finished = instant_of(entry(state, "FinishedAt"));
  // A running container has an exit code of 0, which is that of no end (moby container/state.go).
  if (metadata.finished && !has_processes(metadata)) {
    metadata.exit_code = integer_of(entry(state, "ExitCode"));
  }
}

}  // namespace

ChosenLabel chosen_label(std::string_view key) {
  std::string name = "container_label_";
  for (const char c : key) name += is_letter_or_digit(c) ? c : '_';
  return {std::string(key), std::move(name)};
}

core::Result<std::vector<ContainerMetadata>> parse_list(std::string_view text,
                                                        const ChosenLabels& labels) {
  const Keys keys = with_labels({"Id", "Names", "Image", "Created", "State", "Status", "Health",
                                 "Labels", "HostConfig", "NetworkMode"},
                                labels);
  const core::Result<Document> document = parse_document(text, keys);
  if (!document) return document.error();
  if (!document->is_array()) {
    return core::Error("the answer is not a list of containers", core::ErrorKind::invalid);
  }
  std::vector<ContainerMetadata> list;
  for (const Document& item : *document) {
    ContainerMetadata container = listed(item, labels);
    if (is_container_id(container.id)) list.push_back(std::move(container));
  }
  return list;
}

core::Result<ContainerMetadata> parse_inspection(std::string_view text,
                                                 const ChosenLabels& labels) {
  const Keys keys = with_labels(
      {"Id",       "Name",     "Created",   "RestartCount", "Config",     "Image",  "Labels",
       "State",    "Status",   "ExitCode",  "StartedAt",    "FinishedAt", "Health", "HostConfig",
       "NanoCpus", "CpuQuota", "CpuPeriod", "CpusetCpus",   "PidsLimit",  "Memory", "NetworkMode"},
      labels);
  const core::Result<Document> document = parse_document(text, keys);
  if (!document) return document.error();
  ContainerMetadata metadata;
  metadata.id = text_of(entry(*document, "Id"), kImageBytes);
  if (!is_container_id(metadata.id)) {
    return core::Error("the answer describes no container", core::ErrorKind::invalid);
  }
  metadata.name = name_of(entry(*document, "Name"));
  const Document& config = entry(*document, "Config");
  metadata.image = text_of(entry(config, "Image"), kImageBytes);
  metadata.labels = labels_of(entry(config, "Labels"), labels);
  metadata.restarts = count_of(entry(*document, "RestartCount"));
  metadata.created = instant_of(entry(*document, "Created"));
  read_state(entry(*document, "State"), metadata);
  const Document& host_config = entry(*document, "HostConfig");
  read_limits(host_config, metadata);
  metadata.owns_network = owns_network(host_config);
  return metadata;
}

std::optional<ContainerState> parse_state(std::string_view word) {
  static constexpr std::pair<std::string_view, ContainerState> kStates[] = {
      {"created", ContainerState::created},
      {"configured", ContainerState::created},
      {"initialized", ContainerState::created},
      {"running", ContainerState::running},
      {"stopping", ContainerState::running},
      {"paused", ContainerState::paused},
      {"restarting", ContainerState::restarting},
      {"removing", ContainerState::removing},
      {"exited", ContainerState::exited},
      {"stopped", ContainerState::exited},
      {"dead", ContainerState::dead}};
  for (const auto& [name, state] : kStates) {
    if (word == name) return state;
  }
  return std::nullopt;
}

std::optional<Health> parse_health(std::string_view word) {
  if (word.empty() || word == "none") return Health::none;
  if (word == "starting") return Health::starting;
  if (word == "healthy") return Health::healthy;
  if (word == "unhealthy") return Health::unhealthy;
  return std::nullopt;
}

bool is_container_id(std::string_view text) {
  constexpr std::size_t kMostBytes = 128;
  return !text.empty() && text.size() <= kMostBytes && text.front() != '.' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_letter_or_digit(c) || c == '_' || c == '.' || c == '-';
         });
}

bool has_processes(const ContainerMetadata& metadata) {
  return metadata.state == ContainerState::running || metadata.state == ContainerState::paused;
}

}  // namespace silicon::engine
