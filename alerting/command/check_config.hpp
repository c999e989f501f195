// `check config`: the configuration, the rule files and the files of targets that it names, as a
// start would read them; every mistake in all of them at once.
// Blocking. Tested by tests/alerting/command/check_config_test.cpp.
#pragma once

#include <iosfwd>
#include <string>

#include "alerting/promql/value/options.hpp"
#include "exporter/runtime/secret.hpp"

namespace silicon::command {

struct CheckConfigOptions {
  std::string file;
  bool print = false;  // the configuration as it was understood, without secrets, to `out`
  promql::Options language = {};
};

// 0 when a start would succeed, 1 when something is wrong. What is fine goes to `out`, mistakes and
// warnings to `err`.
int check_config(const CheckConfigOptions& options, const runtime::Environment& environment,
                 std::ostream& out, std::ostream& err);

}  // namespace silicon::command
