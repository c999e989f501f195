// What a template can call: a name, what it takes, and what it does. Whoever executes a template
// hands over a table of them, so that templates of alerts and of notifications have their own.
// Values; any thread, as far as the functions are. Tested by
// tests/alerting/template/execute/executor_test.cpp.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "alerting/template/value/value.hpp"
#include "exporter/core/result.hpp"

namespace silicon::templates {

// The Go type that an argument must have. `any` takes constants for what they look like.
struct Parameter {
  enum class Kind { any, boolean, integer, real, text, named };

  Kind kind = Kind::any;
  std::string type_name = "interface {}";  // of kind named, and for messages

  static Parameter any() { return {}; }
  static Parameter real() { return {Kind::real, "float64"}; }
  static Parameter integer() { return {Kind::integer, "int"}; }
  static Parameter text() { return {Kind::text, "string"}; }
  static Parameter named(std::string type_name) { return {Kind::named, std::move(type_name)}; }
};

struct Function {
  using Body = std::function<core::Result<Value>(std::span<const Value>)>;

  std::vector<Parameter> parameters;
  bool variadic = false;  // the last parameter may be given any number of times
  Body body;
};

using Functions = std::map<std::string, Function, std::less<>>;

}  // namespace silicon::templates
