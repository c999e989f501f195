// Pipelines, commands, fields and variables.
// Tested by tests/alerting/template/execute/executor_test.cpp.
#include <cassert>

#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/template/execute/executor.hpp"
#include "alerting/template/syntax/number.hpp"

namespace silicon::templates {

Executor::Evaluated Executor::pipeline(const Value& dot, const Pipeline& pipeline) {
  at(pipeline);
  Piped value;
  for (const Command& next : pipeline.commands) {
    auto result = command(dot, next, value);
    if (!result) return result;
    value = *std::move(result);
  }
  for (const std::string& name : pipeline.variables) {
    if (pipeline.assigns) {
      if (auto status = set_variable(name, *value); !status) return std::move(status).error();
    } else {
      variables_.emplace_back(name, *value);
    }
  }
  return *std::move(value);
}

Executor::Evaluated Executor::command(const Value& dot, const Command& command,
                                      const Piped& piped) {
  if (auto status = count_step(); !status) return std::move(status).error();
  const Operand& first = command.arguments[0];
  const Arguments arguments(command.arguments);
  if (const auto* names = first.as<Field>()) {
    at(first);
    return field_chain(dot, dot, first, names->names, arguments, piped);
  }
  if (const auto* parts = first.as<Chain>()) return chain(dot, first, *parts, arguments, piped);
  if (const auto* called = first.as<FunctionName>()) {
    return function(dot, called->name, first, &command, arguments, piped);
  }
  if (const auto* named = first.as<Variable>()) {
    return variable(dot, first, *named, arguments, piped);
  }
  if (first.as<PipelinePtr>() == nullptr) at(first);
  if (auto status = not_a_function(arguments, piped); !status) return std::move(status).error();
  return plain(dot, first);
}

Executor::Evaluated Executor::plain(const Value& dot, const Operand& operand) {
  if (const auto* inner = operand.as<PipelinePtr>()) return pipeline(dot, **inner);
  if (operand.as<Dot>() != nullptr) return dot;
  if (const auto* boolean = operand.as<BooleanLiteral>()) return Value(boolean->value);
  if (const auto* text = operand.as<TextLiteral>()) return Value(text->value);
  if (const auto* number = operand.as<NumberLiteral>()) {
    if (number->integer && !looks_real(*number)) return Value(*number->integer);
    return Value(*number->real);
  }
  return fail("nil is not a command");
}

core::Status Executor::not_a_function(Arguments arguments, const Piped& piped) {
  if (arguments.size() <= 1 && !piped) return core::Done{};
  return fail("can't give argument to non-function " + spelled(arguments[0]));
}

Executor::Evaluated Executor::variable(const Value& dot, const Operand& node,
                                       const Variable& variable, Arguments arguments,
                                       const Piped& piped) {
  at(node);
  // It may be declared by the very pipeline that asks for it.
  const Value* found = find_variable(variable.names[0]);
  if (found == nullptr) return fail("undefined variable: " + variable.names[0]);
  const Value value = *found;
  if (variable.names.size() == 1) {
    if (auto status = not_a_function(arguments, piped); !status) return std::move(status).error();
    return value;
  }
  return field_chain(dot, value, node, std::span(variable.names).subspan(1), arguments, piped);
}

Executor::Evaluated Executor::chain(const Value& dot, const Operand& node, const Chain& chain,
                                    Arguments arguments, const Piped& piped) {
  at(node);
  auto receiver = argument(dot, Parameter::any(), *chain.node);
  if (!receiver) return receiver;
  return field_chain(dot, *receiver, node, chain.names, arguments, piped);
}

Executor::Evaluated Executor::field_chain(const Value& dot, const Value& receiver,
                                          const Operand& node, std::span<const std::string> names,
                                          Arguments arguments, const Piped& piped) {
  assert(!names.empty());
  Value value = receiver;
  for (const std::string& name : names.first(names.size() - 1)) {
    auto next = field(dot, name, node, value, {}, std::nullopt);
    if (!next) return next;
    value = *std::move(next);
  }
  return field(dot, names.back(), node, value, arguments, piped);
}

Executor::Evaluated Executor::field(const Value& dot, const std::string& name, const Operand& node,
                                    const Value& receiver, Arguments arguments,
                                    const Piped& piped) {
  if (receiver.is_nil()) return Value();
  const bool has_arguments = arguments.size() > 1 || piped;
  if (const Object* object = receiver.object()) {
    if (auto value = object->field(name)) {
      if (!has_arguments) return *std::move(value);
      return fail(name + " has arguments but cannot be invoked as function");
    }
  }
  if (receiver.has_methods()) {
    const Function any{{Parameter::any()}, true, {}};
    auto values = arguments_for(dot, any, arguments, piped);
    if (!values) return std::move(values).error();
    if (auto result = receiver.call(name, *values)) {
      if (*result) return *std::move(result);
      at(node);
      return fail("error calling " + name + ": " + result->error().message());
    }
  }
  if (const Map* map = receiver.map()) {
    if (has_arguments) return fail(name + " is not a method but has arguments");
    const auto found = map->entries.find(name);
    if (found != map->entries.end()) return found->second;
    return map->of_text ? Value("") : Value();
  }
  return fail("can't evaluate field " + name + " in type " + receiver.type_name());
}

Value* Executor::find_variable(std::string_view name) {
  for (auto entry = variables_.rbegin(); entry != variables_.rend(); ++entry) {
    if (entry->first == name) return &entry->second;
  }
  return nullptr;
}

core::Status Executor::set_variable(const std::string& name, const Value& value) {
  Value* found = find_variable(name);
  if (found == nullptr) return fail("undefined variable: " + name);
  *found = value;
  return core::Done{};
}

}  // namespace silicon::templates
