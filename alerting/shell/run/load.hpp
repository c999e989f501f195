// Reads all that the user has written: the configuration and the rule files that it names. Every
// mistake in all of them at once. Tested by tests/alerting/shell/run/load_test.cpp.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "alerting/config/config.hpp"
#include "alerting/notify/template/templates.hpp"
#include "alerting/promql/value/options.hpp"
#include "alerting/rules/group.hpp"
#include "exporter/core/result.hpp"
#include "exporter/runtime/secret.hpp"

namespace silicon::shell {

struct Loaded {
  std::shared_ptr<const config::Config> config;
  std::vector<rules::Group> groups;
  notify::MessageTemplates templates;  // ours, and those of the configuration's files
};

// "" has the defaults. `language` is what rules may use, and the configuration then says so.
core::Result<Loaded> load(const std::string& file, const runtime::Environment& environment,
                          const promql::Options& language = {});

}  // namespace silicon::shell
