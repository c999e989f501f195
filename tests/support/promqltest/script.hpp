// The grammar of Prometheus's test scripts, old and new: a script's text becomes a list of
// commands. Source: prometheus/prometheus, promql/promqltest/test.go (2.42 to 3.14). Tested by
// tests/support/promqltest/script_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "alerting/promql/notation/series_notation.hpp"
#include "alerting/promql/value/grid.hpp"

namespace silicon::promqltest {

struct Load {
  core::Duration gap{0};
  bool with_custom_buckets = false;  // load_with_nhcb
  bool start_timestamps = false;     // @st lines, which are recognised only
  std::vector<promql::SeriesDescription> series;
};

struct Clear {};

// What an `expect` line says of an error or a remark.
struct Expectation {
  std::string text;  // "" accepts any
  bool is_regex = false;
};

struct Eval {
  std::string query;
  bool is_range = false;
  promql::Grid grid;  // one step for an instant

  bool fails = false;
  std::optional<Expectation> failure;
  bool ordered = false;
  std::vector<Expectation> warnings;
  std::vector<Expectation> infos;
  bool no_warnings = false;
  bool no_infos = false;

  std::optional<double> scalar;
  std::optional<std::string> string;
  std::optional<promql::Grid> range_vector;  // expect range vector
  std::vector<promql::SeriesDescription> series;
};

struct Command {
  int line = 0;
  std::variant<Clear, Load, Eval> what;
};

// An error names the line.
core::Result<std::vector<Command>> parse_script(std::string_view text);

}  // namespace silicon::promqltest
