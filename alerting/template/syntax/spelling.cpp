// Parts of a template as text again.
// Tested by tests/alerting/template/syntax/parser_test.cpp.
#include "alerting/promql/syntax/spelling.hpp"

#include "alerting/template/syntax/ast.hpp"

namespace silicon::templates {
namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += between;
    out += parts[i];
  }
  return out;
}

std::string dotted(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += '.' + name;
  return out;
}

struct SpellOperand {
  std::string operator()(const Dot&) const { return "."; }
  std::string operator()(const NilLiteral&) const { return "nil"; }
  std::string operator()(const BooleanLiteral& literal) const {
    return literal.value ? "true" : "false";
  }
  std::string operator()(const NumberLiteral& literal) const { return literal.text; }
  std::string operator()(const TextLiteral& literal) const { return literal.quoted; }
  std::string operator()(const FunctionName& function) const { return function.name; }
  std::string operator()(const Field& field) const { return dotted(field.names); }
  std::string operator()(const Variable& variable) const { return joined(variable.names, "."); }
  std::string operator()(const Chain& chain) const {
    const bool pipeline = chain.node->as<PipelinePtr>() != nullptr;
    const std::string node = spelled(*chain.node);
    return (pipeline ? "(" + node + ")" : node) + dotted(chain.names);
  }
  std::string operator()(const PipelinePtr& pipeline) const { return spelled(*pipeline); }
};

std::string spelled_list(const Statements& statements) {
  std::string out;
  for (const Statement& statement : statements) out += spelled(statement);
  return out;
}

std::string_view word(BranchKind kind) {
  switch (kind) {
    case BranchKind::condition:
      return "if";
    case BranchKind::range:
      return "range";
    case BranchKind::with:
      return "with";
  }
  return {};
}

struct SpellStatement {
  std::string operator()(const PlainText& text) const { return text.text; }
  std::string operator()(const Action& action) const {
    return "{{" + spelled(action.pipeline) + "}}";
  }
  std::string operator()(const Branch& branch) const {
    std::string out = "{{" + std::string(word(branch.kind)) + " " + spelled(branch.pipeline) + "}}";
    out += spelled_list(branch.body);
    if (branch.otherwise) out += "{{else}}" + spelled_list(*branch.otherwise);
    return out + "{{end}}";
  }
  std::string operator()(const Invocation& invocation) const {
    std::string out = "{{template " + promql::quoted(invocation.name);
    if (invocation.pipeline) out += " " + spelled(*invocation.pipeline);
    return out + "}}";
  }
  std::string operator()(const Break&) const { return "{{break}}"; }
  std::string operator()(const Continue&) const { return "{{continue}}"; }
};

}  // namespace

std::string spelled(const Operand& operand) {
  return std::visit(SpellOperand{}, operand.node);
}

std::string spelled(const Command& command) {
  std::string out;
  for (std::size_t i = 0; i < command.arguments.size(); ++i) {
    if (i > 0) out += ' ';
    const Operand& argument = command.arguments[i];
    const bool pipeline = argument.as<PipelinePtr>() != nullptr;
    out += pipeline ? "(" + spelled(argument) + ")" : spelled(argument);
  }
  return out;
}

std::string spelled(const Pipeline& pipeline) {
  std::string out = joined(pipeline.variables, ", ");
  if (!out.empty()) out += pipeline.assigns ? " = " : " := ";
  for (std::size_t i = 0; i < pipeline.commands.size(); ++i) {
    if (i > 0) out += " | ";
    out += spelled(pipeline.commands[i]);
  }
  return out;
}

std::string spelled(const Statement& statement) {
  return std::visit(SpellStatement{}, statement.node);
}

}  // namespace silicon::templates
