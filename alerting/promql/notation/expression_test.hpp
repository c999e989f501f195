// One promql_expr_test of a rule unit test: an expression, and the samples it must give.
// Source: prometheus/prometheus, cmd/promtool/unittest.go.
// Pure; any thread. Tested by tests/alerting/promql/notation/expression_test_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "alerting/promql/evaluate/engine.hpp"

namespace silicon::promql {

enum class Tolerance { exact, neighbours };  // neighbours: `fuzzy_compare`, one representable step

// What the expression gives at `time`, sorted by labels; a scalar is one sample without labels. A
// text or a range vector is an error, as is what the engine refuses.
core::Result<InstantVector> samples_at(const Engine& engine, std::string_view expression,
                                       core::Instant time);

// Same labels and same values, in any order. NaN is equal to NaN, other than in promtool, where no
// test can expect it.
bool same_samples(InstantVector expected, InstantVector got, Tolerance tolerance);

// `{__name__="up", job="a"} 1E+00, {job="b"} 2.5E+00`, or "nil", as promtool prints samples.
std::string samples_text(const InstantVector& samples);

}  // namespace silicon::promql
