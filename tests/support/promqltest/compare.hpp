// Whether a result is the one a script expects: Prometheus's tolerance, order where it matters,
// remarks by text. Pure; any thread. Tested by tests/support/promqltest/script_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "alerting/promql/evaluate/engine.hpp"
#include "tests/support/promqltest/script.hpp"

namespace silicon::promqltest {

// "" where they agree, otherwise what differs.
using Difference = std::string;

bool almost_equal(double a, double b);

Difference compare_vector(const Eval& expected, const promql::InstantVector& got);
Difference compare_matrix(const Eval& expected, const promql::Grid& grid,
                          const promql::Matrix& got);
Difference compare_failure(const Eval& expected, std::string_view message);
// `quiet`: without a word to the contrary there must be no remarks, as until Prometheus 3.6.
Difference compare_annotations(const Eval& expected, bool quiet,
                               const std::vector<promql::Annotation>& got);

std::string text_of(const promql::InstantVector& vector);
std::string text_of(const promql::Matrix& matrix);
std::string text_of_expected(const Eval& expected);

}  // namespace silicon::promqltest
