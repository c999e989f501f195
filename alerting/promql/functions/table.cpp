#include "alerting/promql/functions/table.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "alerting/promql/functions/families.hpp"

namespace silicon::promql {
namespace {

constexpr ValueType kScalar = ValueType::scalar;
constexpr ValueType kString = ValueType::string;
constexpr ValueType kVector = ValueType::vector;
constexpr ValueType kMatrix = ValueType::matrix;

// Names that <cmath> overloads for several types.
OverValue of_double(double (*function)(double)) {
  return function;
}

Function over_vector(std::string_view name, Body body) {
  return {.name = name, .arguments = {kVector}, .body = body};
}

Function over_matrix(std::string_view name, OverWindow body) {
  return {.name = name, .arguments = {kMatrix}, .body = body};
}

// year() is year(vector(time())).
Function of_date(std::string_view name, OverValue body) {
  return {.name = name, .arguments = {kVector}, .variadic = 1, .body = body};
}

Function scalar_constant(std::string_view name, OverArguments body) {
  return {.name = name, .arguments = {}, .returns = kScalar, .body = body};
}

Function experimental(Function function) {
  function.experimental = true;
  return function;
}

Function keeping_name(Function function) {
  function.keeps_name = true;
  return function;
}

Function of_counter(Function function) {
  function.expects_counter = true;
  return function;
}

std::vector<Function> math_functions() {
  return {
      over_vector("abs", of_double(std::fabs)),
      over_vector("acos", of_double(std::acos)),
      over_vector("acosh", of_double(std::acosh)),
      over_vector("asin", of_double(std::asin)),
      over_vector("asinh", of_double(std::asinh)),
      over_vector("atan", of_double(std::atan)),
      over_vector("atanh", of_double(std::atanh)),
      over_vector("ceil", of_double(std::ceil)),
      {.name = "clamp", .arguments = {kVector, kScalar, kScalar}, .body = &clamp_value},
      {.name = "clamp_max", .arguments = {kVector, kScalar}, .body = &clamp_maximum},
      {.name = "clamp_min", .arguments = {kVector, kScalar}, .body = &clamp_minimum},
      over_vector("cos", of_double(std::cos)),
      over_vector("cosh", of_double(std::cosh)),
      over_vector("deg", &degrees),
      over_vector("exp", of_double(std::exp)),
      over_vector("floor", of_double(std::floor)),
      over_vector("ln", of_double(std::log)),
      over_vector("log10", &decimal_logarithm),
      over_vector("log2", &binary_logarithm),
      scalar_constant("pi", &pi),
      over_vector("rad", &radians),
      {.name = "round", .arguments = {kVector, kScalar}, .variadic = 1, .body = &round_value},
      over_vector("sgn", &sign_of),
      over_vector("sin", of_double(std::sin)),
      over_vector("sinh", of_double(std::sinh)),
      over_vector("sqrt", of_double(std::sqrt)),
      over_vector("tan", of_double(std::tan)),
      over_vector("tanh", of_double(std::tanh)),
  };
}

std::vector<Function> window_functions() {
  return {
      over_matrix("avg_over_time", &avg_over_time),
      over_matrix("changes", &changes),
      over_matrix("count_over_time", &count_over_time),
      over_matrix("delta", &delta),
      over_matrix("deriv", &deriv),
      {.name = "double_exponential_smoothing",
       .arguments = {kMatrix, kScalar, kScalar},
       .body = &double_exponential_smoothing,
       .experimental = true,
       .refuse = &refuse_smoothing},
      keeping_name(over_matrix("first_over_time", &first_over_time)),
      over_matrix("idelta", &idelta),
      of_counter(over_matrix("increase", &increase)),
      over_matrix("irate", &irate),
      keeping_name(over_matrix("last_over_time", &last_over_time)),
      experimental(over_matrix("mad_over_time", &mad_over_time)),
      over_matrix("max_over_time", &max_over_time),
      over_matrix("min_over_time", &min_over_time),
      {.name = "predict_linear", .arguments = {kMatrix, kScalar}, .body = &predict_linear},
      over_matrix("present_over_time", &present_over_time),
      {.name = "quantile_over_time",
       .arguments = {kScalar, kMatrix},
       .body = &quantile_over_time,
       .quantile = 0},
      of_counter(over_matrix("rate", &rate)),
      over_matrix("resets", &resets),
      over_matrix("stddev_over_time", &stddev_over_time),
      over_matrix("stdvar_over_time", &stdvar_over_time),
      over_matrix("sum_over_time", &sum_over_time),
      experimental(over_matrix("ts_of_first_over_time", &ts_of_first_over_time)),
      experimental(over_matrix("ts_of_last_over_time", &ts_of_last_over_time)),
      experimental(over_matrix("ts_of_max_over_time", &ts_of_max_over_time)),
      experimental(over_matrix("ts_of_min_over_time", &ts_of_min_over_time)),
  };
}

std::vector<Function> time_functions() {
  return {
      of_date("day_of_month", &day_of_month),
      of_date("day_of_week", &day_of_week),
      of_date("day_of_year", &day_of_year),
      of_date("days_in_month", &days_in_month),
      experimental(scalar_constant("end", &query_end)),
      of_date("hour", &hour),
      of_date("minute", &minute),
      of_date("month", &month),
      experimental(scalar_constant("range", &query_range)),
      experimental(scalar_constant("start", &query_start)),
      experimental(scalar_constant("step", &query_step)),
      scalar_constant("time", &evaluation_time),
      over_vector("timestamp", Special::timestamp),
      of_date("year", &year),
  };
}

std::vector<Function> vector_functions() {
  return {
      over_vector("absent", &absent_vector),
      {.name = "absent_over_time", .arguments = {kMatrix}, .body = Special::absent_over_time},
      {.name = "info",
       .arguments = {kVector, kVector},
       .variadic = 1,
       .body = Special::info,
       .experimental = true},
      {.name = "label_join",
       .arguments = {kVector, kString, kString, kString},
       .variadic = -1,
       .body = &label_join},
      {.name = "label_replace",
       .arguments = {kVector, kString, kString, kString, kString},
       .body = &label_replace},
      {.name = "max_of",
       .arguments = {kScalar, kScalar},
       .returns = kScalar,
       .body = &greater_of,
       .experimental = true},
      {.name = "min_of",
       .arguments = {kScalar, kScalar},
       .returns = kScalar,
       .body = &lesser_of,
       .experimental = true},
      {.name = "scalar", .arguments = {kVector}, .returns = kScalar, .body = &scalar_of},
      over_vector("sort", &sort_ascending),
      {.name = "sort_by_label",
       .arguments = {kVector, kString},
       .variadic = -1,
       .body = &sort_by_label,
       .experimental = true},
      {.name = "sort_by_label_desc",
       .arguments = {kVector, kString},
       .variadic = -1,
       .body = &sort_by_label_descending,
       .experimental = true},
      over_vector("sort_desc", &sort_descending),
      {.name = "vector", .arguments = {kScalar}, .body = &vector_of},
  };
}

std::vector<Function> histogram_functions() {
  return {
      over_vector("histogram_avg", &no_native_histograms),
      over_vector("histogram_count", &no_native_histograms),
      {.name = "histogram_fraction",
       .arguments = {kScalar, kScalar, kVector},
       .body = &histogram_fraction},
      {.name = "histogram_quantile",
       .arguments = {kScalar, kVector},
       .body = &histogram_quantile,
       .quantile = 0},
      {.name = "histogram_quantiles",
       .arguments = {kVector, kString, kScalar, kScalar},
       .variadic = 9,
       .body = &histogram_quantiles,
       .experimental = true},
      over_vector("histogram_stddev", &no_native_histograms),
      over_vector("histogram_stdvar", &no_native_histograms),
      over_vector("histogram_sum", &no_native_histograms),
  };
}

std::vector<Function> sorted_table() {
  std::vector<Function> table;
  for (auto& family : {math_functions(), window_functions(), time_functions(), vector_functions(),
                       histogram_functions()}) {
    table.insert(table.end(), family.begin(), family.end());
  }
  std::sort(table.begin(), table.end(),
            [](const Function& a, const Function& b) { return a.name < b.name; });
  return table;
}

}  // namespace

std::span<const Function> all_functions() {
  static const std::vector<Function> table = sorted_table();
  return table;
}

const Function* find_function(std::string_view name) {
  const std::span<const Function> table = all_functions();
  const auto found = std::lower_bound(
      table.begin(), table.end(), name,
      [](const Function& function, std::string_view wanted) { return function.name < wanted; });
  return found != table.end() && found->name == name ? &*found : nullptr;
}

}  // namespace silicon::promql
