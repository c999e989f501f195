// The types of PromQL's expressions, and the words error messages use for them.
// Values; any thread. Tested by tests/alerting/promql/check/check_test.cpp.
#pragma once

#include <string_view>

namespace silicon::promql {

enum class ValueType { scalar, string, vector, matrix };

// "scalar", "string", "instant vector", "range vector", as Prometheus's documentation says.
constexpr std::string_view documented_name(ValueType type) {
  switch (type) {
    case ValueType::scalar:
      return "scalar";
    case ValueType::string:
      return "string";
    case ValueType::vector:
      return "instant vector";
    case ValueType::matrix:
      return "range vector";
  }
  return {};
}

// "scalar", "string", "vector", "matrix": the same in the HTTP API and in some error messages.
constexpr std::string_view api_name(ValueType type) {
  switch (type) {
    case ValueType::scalar:
      return "scalar";
    case ValueType::string:
      return "string";
    case ValueType::vector:
      return "vector";
    case ValueType::matrix:
      return "matrix";
  }
  return {};
}

}  // namespace silicon::promql
