// `routes show|test`: where alerts go by a configuration file, printed as `amtool config routes`
// does. No server is asked. Blocking. Tested by tests/alerting/command/routes/routes_test.cpp; that
// it agrees with amtool, by tests/e2e/test_amtool.py.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "alerting/routing/tree/route.hpp"
#include "exporter/core/result.hpp"
#include "exporter/runtime/secret.hpp"

namespace silicon::command {

struct RoutesOptions {
  std::string file;
  std::vector<std::string> labels;    // of `test`: words as 'team="db"'
  std::optional<std::string> verify;  // "a,b": the receivers that they must go to
};

// 0, or 1 where the file has a mistake or no `route`.
int show_routes(const RoutesOptions& options, const runtime::Environment& environment,
                std::ostream& out, std::ostream& err);

// The receivers in their order; 1 also where they are not those of `verify`, 2 for labels that
// cannot be read.
int test_routes(const RoutesOptions& options, const runtime::Environment& environment,
                std::ostream& out, std::ostream& err);

// A tree as text, a line for each route.
std::string routes_text(const routing::RouteTree& tree);

// "a,b".
std::string receivers_text(const routing::RouteTree& tree, const core::Labels& labels);

// The tree of a configuration file: the alerter's, or an alertmanager.yml.
core::Result<routing::RouteTree> read_routes(const std::string& file,
                                             const runtime::Environment& environment);

}  // namespace silicon::command
