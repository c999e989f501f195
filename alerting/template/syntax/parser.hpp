// Tokens into statements, checked as far as they can be without running: functions exist, variables
// are declared, blocks are closed. Errors are Go's: "template: NAME:LINE: what is wrong".
// Source: Go 1.24, text/template/parse/parse.go. Bounded in size and nesting.
// Pure; any thread. Tested by tests/alerting/template/syntax/parser_test.cpp.
#pragma once

#include <functional>
#include <string_view>

#include "alerting/template/syntax/ast.hpp"
#include "exporter/core/result.hpp"

namespace silicon::templates {

inline constexpr std::size_t kMaxTemplateBytes = std::size_t{256} * 1024;
inline constexpr int kMaxNesting = 100;

using KnowsFunction = std::function<bool(std::string_view name)>;

// The template called `name` is the text itself; others are what it defines.
core::Result<Definitions> parse(std::string_view name, std::string_view text,
                                const KnowsFunction& knows_function);

}  // namespace silicon::templates
