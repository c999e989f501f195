// Functions and their arguments.
// Tested by tests/alerting/template/execute/executor_test.cpp.
#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/template/execute/builtins.hpp"
#include "alerting/template/execute/executor.hpp"

namespace silicon::templates {
namespace {

const Function* find(const Functions& own, std::string_view name) {
  if (const auto found = own.find(name); found != own.end()) return &found->second;
  const auto found = builtins().find(name);
  return found == builtins().end() ? nullptr : &found->second;
}

// The parameter that the argument with this number belongs to.
const Parameter& parameter_at(const Function& function, std::size_t index) {
  return index < function.parameters.size() ? function.parameters[index]
                                            : function.parameters.back();
}

bool is_constant(const Operand& operand) {
  return operand.as<BooleanLiteral>() != nullptr || operand.as<NumberLiteral>() != nullptr ||
         operand.as<TextLiteral>() != nullptr;
}

std::string_view expected(Parameter::Kind kind) {
  switch (kind) {
    case Parameter::Kind::boolean:
      return "bool";
    case Parameter::Kind::integer:
      return "integer";
    case Parameter::Kind::real:
      return "float";
    default:
      return "string";
  }
}

bool suits(const Value& value, const Parameter& parameter) {
  switch (parameter.kind) {
    case Parameter::Kind::any:
      return true;
    case Parameter::Kind::boolean:
      return value.boolean() != nullptr;
    case Parameter::Kind::integer:
      return value.integer() != nullptr;
    case Parameter::Kind::real:
      return value.real() != nullptr;
    case Parameter::Kind::text:
      return value.text() != nullptr;
    case Parameter::Kind::named:
      return value.type_name() == parameter.type_name;
  }
  return false;
}

}  // namespace

Executor::Evaluated Executor::function(const Value& dot, const std::string& name,
                                       const Operand& node, const Command* command,
                                       Arguments arguments, const Piped& piped) {
  at(node);
  const Function* found = find(program_.functions, name);
  if (found == nullptr) return fail(promql::quoted(name) + " is not a defined function");
  const std::size_t given = (arguments.empty() ? 0 : arguments.size() - 1) + (piped ? 1 : 0);
  const std::size_t least = found->parameters.size() - (found->variadic ? 1 : 0);
  if (found->variadic ? given < least : given != least) {
    return fail("wrong number of args for " + name + ": want " +
                (found->variadic ? "at least " : "") + std::to_string(least) + " got " +
                std::to_string(found->variadic && piped ? given - 1 : given));
  }
  if (name == "and" || name == "or") return short_circuit(dot, name == "or", arguments, piped);
  auto values = arguments_for(dot, *found, arguments, piped);
  if (!values) return std::move(values).error();
  auto result = found->body(*values);
  if (!result) {
    if (command != nullptr) {
      at(*command);
    } else {
      at(node);
    }
    return fail("error calling " + name + ": " + result.error().message());
  }
  if (auto status = check_size(*result); !status) return std::move(status).error();
  return result;
}

core::Result<std::vector<Value>> Executor::arguments_for(const Value& dot, const Function& function,
                                                         Arguments arguments, const Piped& piped) {
  std::vector<Value> values;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    auto value = argument(dot, parameter_at(function, i - 1), arguments[i]);
    if (!value) return std::move(value).error();
    values.push_back(*std::move(value));
  }
  if (piped) {
    auto value = validated(*piped, parameter_at(function, values.size()));
    if (!value) return std::move(value).error();
    values.push_back(*std::move(value));
  }
  return values;
}

Executor::Evaluated Executor::short_circuit(const Value& dot, bool until, Arguments arguments,
                                            const Piped& piped) {
  Value value;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    auto next = argument(dot, Parameter::any(), arguments[i]);
    if (!next) return next;
    value = *std::move(next);
    if (value.truth() == until) return value;
  }
  return piped ? *piped : value;
}

Executor::Evaluated Executor::argument(const Value& dot, const Parameter& parameter,
                                       const Operand& operand) {
  at(operand);
  if (is_constant(operand)) return constant(parameter, operand);
  if (operand.as<NilLiteral>() != nullptr) {
    if (parameter.kind == Parameter::Kind::any) return Value();
    return fail("cannot assign nil to " + parameter.type_name);
  }
  Evaluated value = Value();
  if (operand.as<Dot>() != nullptr) {
    value = dot;
  } else if (const auto* names = operand.as<Field>()) {
    value = field_chain(dot, dot, operand, names->names, {}, std::nullopt);
  } else if (const auto* named = operand.as<Variable>()) {
    value = variable(dot, operand, *named, {}, std::nullopt);
  } else if (const auto* parts = operand.as<Chain>()) {
    value = chain(dot, operand, *parts, {}, std::nullopt);
  } else if (const auto* called = operand.as<FunctionName>()) {
    value = function(dot, called->name, operand, nullptr, {}, std::nullopt);
  } else {
    value = pipeline(dot, **operand.as<PipelinePtr>());
  }
  if (!value) return value;
  return validated(*std::move(value), parameter);
}

// A constant takes the type that is wanted of it, if it can.
Executor::Evaluated Executor::constant(const Parameter& parameter, const Operand& operand) {
  const auto* number = operand.as<NumberLiteral>();
  if (parameter.kind == Parameter::Kind::any) return plain(Value(), operand);
  if (parameter.kind == Parameter::Kind::named) {
    return fail("can't handle " + spelled(operand) + " for arg of type " + parameter.type_name);
  }
  if (parameter.kind == Parameter::Kind::real && number != nullptr) return Value(*number->real);
  if (parameter.kind == Parameter::Kind::integer && number != nullptr && number->integer) {
    return Value(*number->integer);
  }
  Evaluated value = plain(Value(), operand);
  if (value && suits(*value, parameter)) return value;
  return fail("expected " + std::string(expected(parameter.kind)) + "; found " + spelled(operand));
}

Executor::Evaluated Executor::validated(Value value, const Parameter& parameter) const {
  if (suits(value, parameter)) return value;
  if (value.is_nil()) return fail("invalid value; expected " + parameter.type_name);
  return fail("wrong type for value; expected " + parameter.type_name + "; got " +
              value.type_name());
}

core::Status Executor::check_size(const Value& value) const {
  if (value.text() == nullptr || value.text()->size() <= limits_.output_bytes) return core::Done{};
  return fail("more than " + std::to_string(limits_.output_bytes) + " bytes of text");
}

}  // namespace silicon::templates
