// Statements.
// Tested by tests/alerting/template/execute/executor_test.cpp.
#include <algorithm>

#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/template/execute/executor.hpp"
#include "alerting/template/format/print.hpp"

namespace silicon::templates {

core::Result<std::string> Executor::run(const Value& data) {
  const auto found = program_.definitions.find(program_.name);
  if (found == program_.definitions.end()) return std::string();
  variables_ = {{"$", data}};
  auto walked = walk_all(data, found->second);
  if (!walked) return std::move(walked).error();
  return std::move(out_);
}

core::Error Executor::fail(std::string_view message) const {
  const std::string_view name = source_ == nullptr ? program_.name : source_->name;
  const std::string_view text = source_ == nullptr ? program_.text : source_->text;
  const std::string_view before = text.substr(0, position_);
  const std::size_t line_break = before.rfind('\n');
  const std::size_t column =
      line_break == std::string_view::npos ? position_ : position_ - line_break - 1;
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  std::string words = "template: " + std::string(name) + ":" + std::to_string(line) + ":" +
                      std::to_string(column) + ": executing " + promql::quoted(template_);
  if (spelling_) words += " at <" + spelling_() + ">";
  return core::Error(words + ": " + std::string(message), core::ErrorKind::invalid);
}

core::Status Executor::count_step() {
  if (++steps_ <= limits_.steps) return core::Done{};
  return fail("more than " + std::to_string(limits_.steps) + " steps");
}

core::Status Executor::write(std::string_view text) {
  if (out_.size() + text.size() > limits_.output_bytes) {
    return fail("more than " + std::to_string(limits_.output_bytes) + " bytes of text");
  }
  out_ += text;
  return core::Done{};
}

core::Status Executor::print_value(const Value& value) {
  if (program_.escaper != nullptr) return write(program_.escaper->escaped(value));
  return write(value.is_nil() ? "<no value>" : print(value));
}

Executor::Walked Executor::walk_all(const Value& dot, const Statements& statements) {
  for (const Statement& statement : statements) {
    auto walked = walk(dot, statement);
    if (!walked || *walked != Flow::on) return walked;
  }
  return Flow::on;
}

Executor::Walked Executor::walk(const Value& dot, const Statement& statement) {
  if (auto status = count_step(); !status) return std::move(status).error();
  at(statement);
  if (const auto* text = std::get_if<PlainText>(&statement.node)) {
    if (program_.escaper != nullptr) program_.escaper->literal(text->text);
    if (auto status = write(text->text); !status) return std::move(status).error();
    return Flow::on;
  }
  if (const auto* action = std::get_if<Action>(&statement.node)) {
    auto value = pipeline(dot, action->pipeline);
    if (!value) return std::move(value).error();
    if (!action->pipeline.variables.empty()) return Flow::on;
    at(statement);
    if (auto status = print_value(*value); !status) return std::move(status).error();
    return Flow::on;
  }
  if (const auto* branch = std::get_if<Branch>(&statement.node)) {
    return walk_branch(dot, *branch);
  }
  if (const auto* invocation = std::get_if<Invocation>(&statement.node)) {
    return invoke(dot, statement, *invocation);
  }
  return std::holds_alternative<Break>(statement.node) ? Flow::end_loop : Flow::next_round;
}

Executor::Walked Executor::walk_branch(const Value& dot, const Branch& branch) {
  const std::size_t variables = variables_.size();
  auto walked =
      branch.kind == BranchKind::range ? walk_range(dot, branch) : walk_condition(dot, branch);
  variables_.resize(variables);
  return walked;
}

Executor::Walked Executor::walk_condition(const Value& dot, const Branch& branch) {
  auto value = pipeline(dot, branch.pipeline);
  if (!value) return std::move(value).error();
  if (value->truth()) {
    return walk_all(branch.kind == BranchKind::with ? *value : dot, branch.body);
  }
  return branch.otherwise ? walk_all(dot, *branch.otherwise) : Walked(Flow::on);
}

Executor::Walked Executor::walk_range(const Value& dot, const Branch& branch) {
  auto value = pipeline(dot, branch.pipeline);
  if (!value) return std::move(value).error();
  std::vector<std::pair<Value, Value>> items;
  const Map* map = value->map();
  const List* list = value->list();
  if (map != nullptr) {
    for (const auto& [key, item] : map->entries) items.emplace_back(key, item);
  } else if (list != nullptr) {
    for (const Value& item : list->items) items.emplace_back(items.size(), item);
  } else if (const std::int64_t* count = value->integer()) {
    if (branch.pipeline.variables.size() > 1) {
      return fail("can't use " + std::to_string(*count) +
                  " to iterate over more than one variable");
    }
    if (*count > static_cast<std::int64_t>(limits_.steps)) {
      return fail("more than " + std::to_string(limits_.steps) + " steps");
    }
    for (std::int64_t i = 0; i < *count; ++i) items.emplace_back(i, i);
  } else if (!value->is_nil()) {
    return fail("range can't iterate over " + print(*value));
  }
  if (items.empty()) return branch.otherwise ? walk_all(dot, *branch.otherwise) : Walked(Flow::on);
  for (const auto& [key, item] : items) {
    const auto more = walk_item(branch, key, item);
    if (!more) return more.error();
    if (!*more) break;
  }
  return Flow::on;
}

// One round of a loop; false after {{break}}.
core::Result<bool> Executor::walk_item(const Branch& branch, const Value& key, const Value& item) {
  if (auto status = count_step(); !status) return std::move(status).error();
  const std::size_t outer = variables_.size();
  const std::vector<std::string>& names = branch.pipeline.variables;
  // One variable is the item, two are key and item.
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto status = set_variable(names[i], i + 1 == names.size() ? item : key);
    if (!status) return std::move(status).error();
  }
  const auto walked = walk_all(item, branch.body);
  variables_.resize(outer);
  if (!walked) return walked.error();
  return *walked != Flow::end_loop;
}

// The template of that name, and where it is written.
const Statements* Executor::find_definition(std::string_view name,
                                            const Library::Source*& source) const {
  if (const auto own = program_.definitions.find(name); own != program_.definitions.end()) {
    source = nullptr;
    return &own->second;
  }
  if (program_.library == nullptr) return nullptr;
  const auto found = program_.library->definitions.find(name);
  if (found == program_.library->definitions.end()) return nullptr;
  source = found->second.source.get();
  return &found->second.statements;
}

Executor::Walked Executor::invoke(const Value& dot, const Statement& statement,
                                  const Invocation& invocation) {
  const Library::Source* source = source_;
  const Statements* called = find_definition(invocation.name, source);
  if (called == nullptr) {
    return fail("template " + promql::quoted(invocation.name) + " not defined");
  }
  if (depth_ >= limits_.depth) {
    return fail("exceeded maximum template depth (" + std::to_string(limits_.depth) + ")");
  }
  Value inner;
  if (invocation.pipeline) {
    auto value = pipeline(dot, *invocation.pipeline);
    if (!value) return std::move(value).error();
    inner = *std::move(value);
  }
  ++depth_;
  std::vector<std::pair<std::string, Value>> variables{{"$", inner}};
  std::swap(variables, variables_);
  std::string name = std::exchange(template_, invocation.name);
  std::swap(source, source_);
  auto walked = walk_all(inner, *called);
  if (!walked) return walked;
  std::swap(source, source_);
  template_ = std::move(name);
  std::swap(variables, variables_);
  --depth_;
  at(statement);
  return Flow::on;
}

}  // namespace silicon::templates
