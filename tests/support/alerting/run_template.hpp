// Runs a template over a value, with Go's builtin functions and those given.
#pragma once

#include <string>
#include <string_view>

#include "alerting/template/execute/builtins.hpp"
#include "alerting/template/execute/executor.hpp"
#include "alerting/template/syntax/parser.hpp"

namespace silicon::testing {

// The text, or the error's message.
inline std::string run_template(std::string_view text, const templates::Value& data = {},
                                const templates::Functions& functions = {},
                                const templates::ExecutionLimits& limits = {}) {
  const auto knows = [&](std::string_view name) {
    return functions.count(name) > 0 || templates::builtins().count(name) > 0;
  };
  const auto definitions = templates::parse("t", text, knows);
  if (!definitions) return definitions.error().message();
  const templates::Program program{"t", text, *definitions, functions};
  const auto result = templates::Executor(program, limits).run(data);
  return result ? *result : result.error().message();
}

}  // namespace silicon::testing
