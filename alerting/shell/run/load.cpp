#include "alerting/shell/run/load.hpp"

#include <algorithm>
#include <utility>

#include "alerting/config/read.hpp"
#include "alerting/config/rules/read_rules.hpp"
#include "exporter/runtime/files.hpp"
#include "exporter/runtime/glob.hpp"
#include "exporter/runtime/http/authentication.hpp"

namespace silicon::shell {
namespace {

constexpr std::size_t kFileLimit = std::size_t{16} << 20;  // bytes

core::Result<config::Config> load_config(const std::string& file,
                                         const runtime::Environment& environment) {
  if (file.empty()) return config::default_config();
  const auto text = runtime::read_file(file, kFileLimit);
  if (!text) return text.error();
  auto config = config::read_config(*text, file, environment);
  if (!config) return config;
  if (const core::Status status =
          runtime::check_exposure(config->web.server.address, config->web.server.authentication,
                                  config->web.allow_unauthenticated);
      !status) {
    return status.error();
  }
  return config;
}

config::RuleFileOptions rule_options(const config::Config& config) {
  config::RuleFileOptions options;
  options.interval = config.global.evaluation_interval;
  options.query_offset = config.global.rule_query_offset;
  options.language = config.evaluation.language;
  return options;
}

// Each file once, though several patterns may name it.
std::vector<std::string> files_of(const std::vector<std::string>& patterns) {
  std::vector<std::string> files;
  for (const std::string& pattern : patterns) {
    for (std::string& file : runtime::expand_glob(pattern)) {
      if (std::find(files.begin(), files.end(), file) == files.end()) {
        files.push_back(std::move(file));
      }
    }
    // A name that stands for itself must be there; a pattern may stand for nothing.
    if (!runtime::is_glob(pattern) &&
        std::find(files.begin(), files.end(), pattern) == files.end()) {
      files.push_back(pattern);
    }
  }
  return files;
}

core::Result<notify::MessageTemplates> load_templates(const std::vector<std::string>& patterns) {
  std::vector<notify::TemplateFile> files;
  for (std::string& path : files_of(patterns)) {
    auto text = runtime::read_file(path, kFileLimit);
    if (!text) return text.error();
    files.push_back({std::move(path), *std::move(text)});
  }
  return notify::MessageTemplates::create(files);
}

}  // namespace

core::Result<Loaded> load(const std::string& file, const runtime::Environment& environment,
                          const promql::Options& language) {
  auto config = load_config(file, environment);
  if (!config) return std::move(config).error();
  config->evaluation.language = language;
  Loaded loaded;
  std::string mistakes;
  const config::RuleFileOptions options = rule_options(*config);
  for (const std::string& path : files_of(config->rule_files)) {
    const auto text = runtime::read_file(path, kFileLimit);
    auto groups = text ? config::read_rules(*text, path, options)
                       : core::Result<std::vector<rules::Group>>(text.error());
    if (!groups) {
      mistakes += (mistakes.empty() ? "" : "\n") + groups.error().message();
      continue;
    }
    for (rules::Group& group : *groups) loaded.groups.push_back(std::move(group));
  }
  auto templates = load_templates(config->template_files);
  if (templates) {
    loaded.templates = *std::move(templates);
  } else {
    mistakes += (mistakes.empty() ? "" : "\n") + templates.error().message();
  }
  if (!mistakes.empty()) return core::Error(std::move(mistakes), core::ErrorKind::invalid);
  loaded.config = std::make_shared<const config::Config>(*std::move(config));
  return loaded;
}

}  // namespace silicon::shell
