#include "exporter/command/settings/config.hpp"

#include <algorithm>
#include <utility>

#include "exporter/command/settings/probes.hpp"
#include "exporter/runtime/yaml/parse.hpp"
#include "exporter/runtime/yaml/reader.hpp"
#include "exporter/runtime/yaml/settings.hpp"
#include "exporter/runtime/yaml/suggestion.hpp"

namespace silicon::command {
namespace {

using runtime::YamlErrors;
using runtime::YamlMap;

// Below 100 ms the exporter itself would be a good part of what it measures.
constexpr runtime::YamlRange<core::Duration> kIntervals{std::chrono::milliseconds(100),
                                                        std::chrono::hours(1)};
constexpr runtime::YamlRange<core::Duration> kBudgets{std::chrono::milliseconds(1),
                                                      std::chrono::hours(1)};

// Each of them is eight series for as long as it is remembered.
constexpr runtime::YamlRange<std::size_t> kMostStopped{0, 10'000};
constexpr runtime::YamlRange<core::Duration> kStoppedFor{std::chrono::seconds(0),
                                                         std::chrono::hours(24 * 366)};

void read_containers(YamlMap& map, Config& config) {
  map.read("stopped", config.stopped_containers.most, kMostStopped);
  map.read("stopped_for", config.stopped_containers.longest, kStoppedFor);
}

void read_sources(YamlMap& sources, const std::vector<std::string>& names, Config& config) {
  for (const std::string& name : names) {
    sources.read_map(name, [&](YamlMap& map) {
      SourceConfig& source = config.sources[name];
      map.read("enabled", source.enabled);
      core::Duration duration{};
      if (map.read("interval", duration, kIntervals)) source.interval = duration;
      if (map.read("budget", duration, kBudgets)) source.budget = duration;
      if (name == "filesystems") map.read("network", config.network_filesystems);
      if (name == "containers") read_containers(map, config);
    });
  }
}

template <class T>
core::Status choose(const std::optional<std::string>& word, std::string_view flag,
                    const std::vector<std::pair<std::string, T>>& choices, T& out) {
  if (!word) return core::Done{};
  std::string known;
  for (const auto& [name, value] : choices) {
    if (name == *word) {
      out = value;
      return core::Done{};
    }
    known += (known.empty() ? "" : ", ") + name;
  }
  return core::Error(std::string(flag) + ": '" + *word + "' is none of " + known,
                     core::ErrorKind::invalid);
}

core::Status check_names(const std::vector<std::string>& names, std::string_view flag,
                         const std::vector<std::string>& known) {
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string problem = std::string(flag) + ": there is no source '" + name + "'";
    if (const auto nearest = runtime::nearest_word(name, known)) {
      problem += "; did you mean '" + *nearest + "'?";
    }
    return core::Error(problem + " (silicon-exporter sources lists them)",
                       core::ErrorKind::invalid);
  }
  return core::Done{};
}

core::Status choose_source(const Options& options, Config& config) {
  constexpr std::string_view kRecording = "recording:";
  if (!options.source) return core::Done{};
  if (!options.source->starts_with(kRecording) || options.source->size() == kRecording.size()) {
    return core::Error("--source: '" + *options.source + "' is not recording:FILE",
                       core::ErrorKind::invalid);
  }
  config.recording = options.source->substr(kRecording.size());
  return core::Done{};
}

void select_sources(const Options& options, const std::vector<std::string>& names, Config& config) {
  const auto listed = [](const std::vector<std::string>& list, const std::string& name) {
    return std::find(list.begin(), list.end(), name) != list.end();
  };
  for (const std::string& name : names) {
    if (!options.only.empty()) config.sources[name].enabled = listed(options.only, name);
    if (listed(options.without, name)) config.sources[name].enabled = false;
  }
}

}  // namespace

Config default_config() {
  Config config;
  config.web.address = {"127.0.0.1", 9924};
  return config;
}

core::Result<Config> parse_config(std::string_view text, const std::string& file,
                                  const std::vector<std::string>& source_names,
                                  const runtime::Environment& environment) {
  const core::Result<runtime::YamlNode> tree = runtime::parse_yaml(text, file);
  if (!tree) return tree.error();
  Config config = default_config();
  YamlErrors errors(file);
  YamlMap root(*tree, errors);
  root.read_map("web", [&](YamlMap& web) {
    runtime::read_web_settings(web, environment, config.web, config.allow_unauthenticated);
  });
  root.read_map("log", [&](YamlMap& log) { runtime::read_log_settings(log, config.log); });
  root.read_map("path", [&](YamlMap& path) { path.read("root", config.root); });
  root.read_map("sources", [&](YamlMap& sources) { read_sources(sources, source_names, config); });
  read_containers(root, config.container_access);
  read_probes(root, environment, config.probes);
  root.reject_unknown_keys();
  if (!errors.empty()) return errors.error();
  return config;
}

core::Result<Config> with_options(Config config, const Options& options,
                                  const std::vector<std::string>& source_names) {
  if (options.listen_address) {
    core::Result<runtime::ListenAddress> address =
        runtime::parse_listen_address(*options.listen_address);
    if (!address) return std::move(address).error().within("--web.listen-address");
    config.web.address = *std::move(address);
  }
  if (options.root) config.root = *options.root;
  if (const core::Status status = choose_source(options, config); !status) return status.error();
  if (auto status = choose(options.log_level, "--log.level", runtime::kLogLevels, config.log.level);
      !status) {
    return status.error();
  }
  if (auto status =
          choose(options.log_format, "--log.format", runtime::kLogFormats, config.log.format);
      !status) {
    return status.error();
  }
  for (const auto& [flag, names] :
       {std::pair("--only", options.only), std::pair("--without", options.without)}) {
    if (auto status = check_names(names, flag, source_names); !status) return status.error();
  }
  select_sources(options, source_names, config);
  return config;
}

}  // namespace silicon::command
