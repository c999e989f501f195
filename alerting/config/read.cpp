#include "alerting/config/read.hpp"

#include <map>
#include <utility>
#include <vector>

#include "alerting/config/parts/context.hpp"
#include "alerting/config/receivers/read_receivers.hpp"
#include "alerting/config/routing/read_routing.hpp"
#include "alerting/config/sections/delivery.hpp"
#include "alerting/config/sections/heartbeat.hpp"
#include "alerting/config/sections/own.hpp"
#include "alerting/config/sections/scrape.hpp"
#include "alerting/config/values/redact.hpp"
#include "alerting/config/values/variables.hpp"
#include "exporter/core/text.hpp"
#include "exporter/runtime/files.hpp"
#include "exporter/runtime/yaml/parse.hpp"

namespace silicon::config {
namespace {

using runtime::YamlMap;

constexpr std::string_view kStateDirectory = "data";

void read_external_labels(YamlMap& global, core::Labels& out, const Context& context) {
  std::map<std::string, std::string> texts;
  global.read("external_labels", texts);
  std::vector<core::Label> labels;
  for (const auto& [name, text] : texts) {
    if (name.empty() || name == "__name__" || !core::is_utf8(name)) {
      global.fail("external_labels", core::excerpt(name) + " is not a valid label name");
    }
    auto value = expand_variables(text, context.environment);
    if (!value) {
      global.fail("external_labels", name + ": " + value.error().message());
      continue;
    }
    labels.push_back({name, *std::move(value)});
  }
  out = core::Labels(labels);
}

void read_global(YamlMap& root, Config& out, scrape::Job& defaults, const Context& context) {
  root.read_map("global", [&](YamlMap& global) {
    read_scrape_defaults(global, defaults, context);
    global.read("evaluation_interval", out.global.evaluation_interval);
    global.read("rule_query_offset", out.global.rule_query_offset,
                {core::Duration(0), core::Duration::max()});
    read_external_labels(global, out.global.external_labels, context);
    ignore(global, "query_log_file", "slow queries are in the log", context);
    read_delivery_defaults(global, out.delivery, context);
  });
  out.global.scrape_interval = defaults.interval;
  out.global.scrape_timeout = defaults.timeout;
}

std::vector<std::string> names_of(const std::vector<Receiver>& receivers) {
  std::vector<std::string> names;
  for (const Receiver& receiver : receivers) names.push_back(receiver.name);
  return names;
}

// Alertmanager's sections.
void read_routes(YamlMap& root, Config& out, const Context& context) {
  read_receivers(root, out.delivery, out.receivers, context);
  read_template_files(root, out.template_files);
  RoutingConfig routing;
  if (read_routing(root, names_of(out.receivers), context.notes, routing)) {
    out.routing = std::move(routing);
  } else if (root.has("receivers")) {
    root.fail("receivers", "are of no use without `route`: nobody would be told");
  }
}

void read_rule_files(YamlMap& root, std::vector<std::string>& out) {
  root.read("rule_files", out);
  for (std::string& pattern : out) {
    if (pattern.empty()) root.fail("rule_files", "a path must not be empty");
    pattern = runtime::path_beside(root.file(), pattern);
  }
}

}  // namespace

Config default_config() {
  Config config;
  config.state.path = kStateDirectory;
  config.web.server.address = {"127.0.0.1", 9925};
  return config;
}

core::Result<Config> read_config(std::string_view text, const std::string& file,
                                 const runtime::Environment& environment) {
  const core::Result<runtime::YamlNode> tree = runtime::parse_yaml(text, file);
  if (!tree) return tree.error();
  Config config = default_config();
  config.file = file;
  config.state.path = runtime::path_beside(file, config.state.path);
  runtime::YamlErrors errors(file);
  runtime::YamlErrors notes(file);
  const Context context{environment, notes};
  YamlMap root(*tree, errors);
  scrape::Job defaults;
  read_global(root, config, defaults, context);
  read_scrape_configs(root, defaults, config.scrapes, context);
  read_rule_files(root, config.rule_files);
  read_alerting(root, config, context);
  read_routes(root, config, context);
  read_notify(root, config, context);
  read_heartbeat(root, config.heartbeat, context);
  read_own_sections(root, config, context);
  answer_foreign_sections(root, context);
  root.reject_unknown_keys();
  if (!errors.empty()) return errors.error();
  config.notes = notes.messages();
  config.shown = redacted(*tree);
  return config;
}

}  // namespace silicon::config
