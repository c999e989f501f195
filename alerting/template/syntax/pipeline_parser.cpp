#include "alerting/template/syntax/pipeline_parser.hpp"

#include <algorithm>

#include "alerting/promql/parse/literals.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/template/syntax/number.hpp"

namespace silicon::templates {
namespace {

std::vector<std::string> split_at_dots(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t dot = text.find('.');
    parts.emplace_back(text.substr(0, dot));
    if (dot == std::string_view::npos) return parts;
    text.remove_prefix(dot + 1);
  }
}

bool begins_operand(TokenKind kind) {
  switch (kind) {
    case TokenKind::boolean:
    case TokenKind::character_constant:
    case TokenKind::dot:
    case TokenKind::field:
    case TokenKind::identifier:
    case TokenKind::number:
    case TokenKind::nil_word:
    case TokenKind::raw_string:
    case TokenKind::string:
    case TokenKind::variable:
    case TokenKind::left_parenthesis:
      return true;
    default:
      return false;
  }
}

// A value that nothing can be piped into.
bool is_plain_value(const Operand& operand) {
  return operand.as<BooleanLiteral>() != nullptr || operand.as<Dot>() != nullptr ||
         operand.as<NilLiteral>() != nullptr || operand.as<NumberLiteral>() != nullptr ||
         operand.as<TextLiteral>() != nullptr;
}

}  // namespace

core::Result<std::string> unquoted_token(const Token& token) {
  return promql::unquoted(token.text);
}

core::Result<Pipeline> PipelineParser::pipeline(std::string_view context, TokenKind end) {
  Pipeline result;
  result.position = tokens_.peek_nonspace().position;
  if (auto status = declarations(result, context); !status) return std::move(status).error();
  while (true) {
    const Token& token = tokens_.peek_nonspace();
    if (token.kind == end) break;
    if (!begins_operand(token.kind)) return tokens_.unexpected(tokens_.next(), context);
    auto next = command();
    if (!next) return std::move(next).error();
    result.commands.push_back(*std::move(next));
  }
  tokens_.next();
  if (result.commands.empty()) return tokens_.error("missing value for " + std::string(context));
  for (std::size_t i = 1; i < result.commands.size(); ++i) {
    if (is_plain_value(result.commands[i].arguments[0])) {
      return tokens_.error("non executable command in pipeline stage " + std::to_string(i + 1));
    }
  }
  return result;
}

core::Status PipelineParser::declarations(Pipeline& pipeline, std::string_view context) {
  while (true) {
    auto more = declaration(pipeline, context);
    if (!more) return std::move(more).error();
    if (!*more) return core::Done{};
  }
}

// One "$x :=", "$x =" or "$x,"; true when another one follows.
core::Result<bool> PipelineParser::declaration(Pipeline& pipeline, std::string_view context) {
  if (tokens_.peek_nonspace().kind != TokenKind::variable) return false;
  const std::size_t place = tokens_.place();
  const std::string name = tokens_.next().text;
  const Token next = tokens_.peek_nonspace();
  if (next.kind == TokenKind::assign || next.kind == TokenKind::declare) {
    tokens_.next();
    pipeline.assigns = next.kind == TokenKind::assign;
    pipeline.variables.push_back(name);
    variables.push_back(name);
    return false;
  }
  if (next.kind == TokenKind::character && next.text == ",") {
    tokens_.next();
    pipeline.variables.push_back(name);
    variables.push_back(name);
    if (context != "range" || pipeline.variables.size() >= 2) {
      return tokens_.error("too many declarations in " + std::string(context));
    }
    const TokenKind after = tokens_.peek_nonspace().kind;
    if (after != TokenKind::variable && after != TokenKind::right_delimiter &&
        after != TokenKind::right_parenthesis) {
      return tokens_.error("range can only initialize variables");
    }
    return true;
  }
  tokens_.go_back(place);
  return false;
}

core::Result<Command> PipelineParser::command() {
  Command result;
  result.position = tokens_.peek_nonspace().position;
  while (true) {
    tokens_.peek_nonspace();
    bool found = false;
    auto next = operand(found);
    if (!next) return std::move(next).error();
    if (found) result.arguments.push_back(*std::move(next));
    const Token& token = tokens_.peek();
    if (token.kind == TokenKind::right_delimiter || token.kind == TokenKind::right_parenthesis) {
      break;
    }
    tokens_.next();
    if (token.kind == TokenKind::pipe) break;
    if (token.kind != TokenKind::space) return tokens_.unexpected(token, "operand");
  }
  if (result.arguments.empty()) return tokens_.error("empty command");
  return result;
}

core::Result<Operand> PipelineParser::operand(bool& found) {
  auto result = term(found);
  if (!result || !found || tokens_.peek().kind != TokenKind::field) return result;
  return with_fields(*std::move(result));
}

// A term with .a.b behind it.
core::Result<Operand> PipelineParser::with_fields(Operand operand) {
  const std::size_t position = tokens_.peek().position;
  std::vector<std::string> names;
  while (tokens_.peek().kind == TokenKind::field) names.push_back(tokens_.next().text.substr(1));
  if (auto* field = std::get_if<Field>(&operand.node)) {
    field->names.insert(field->names.end(), names.begin(), names.end());
    operand.position = position;
    return operand;
  }
  if (auto* variable = std::get_if<Variable>(&operand.node)) {
    variable->names.insert(variable->names.end(), names.begin(), names.end());
    operand.position = position;
    return operand;
  }
  if (is_plain_value(operand)) {
    return tokens_.error("unexpected . after term " + promql::quoted(spelled(operand)));
  }
  Chain chain;
  chain.node = std::make_unique<Operand>(std::move(operand));
  chain.names = std::move(names);
  return Operand{std::move(chain), position};
}

core::Result<Operand> PipelineParser::term(bool& found) {
  const std::size_t place = tokens_.place();
  const Token token = tokens_.next_nonspace();
  found = true;
  switch (token.kind) {
    case TokenKind::identifier:
      if (!knows_function_(token.text)) {
        return tokens_.error("function " + promql::quoted(token.text) + " not defined");
      }
      return Operand{FunctionName{token.text}, token.position};
    case TokenKind::dot:
      return Operand{Dot{}, token.position};
    case TokenKind::nil_word:
      return Operand{NilLiteral{}, token.position};
    case TokenKind::variable:
      return variable(token);
    case TokenKind::field:
      return Operand{Field{split_at_dots(std::string_view(token.text).substr(1))}, token.position};
    case TokenKind::boolean:
      return Operand{BooleanLiteral{token.text == "true"}, token.position};
    case TokenKind::character_constant:
    case TokenKind::number:
      return number(token);
    case TokenKind::left_parenthesis:
      return parenthesized();
    case TokenKind::string:
    case TokenKind::raw_string:
      return text(token);
    default:
      tokens_.go_back(place);
      found = false;
      return Operand{};
  }
}

core::Result<Operand> PipelineParser::variable(const Token& token) {
  if (std::find(variables.begin(), variables.end(), token.text) == variables.end()) {
    return tokens_.error("undefined variable " + promql::quoted(token.text));
  }
  return Operand{Variable{{token.text}}, token.position};
}

core::Result<Operand> PipelineParser::number(const Token& token) {
  auto literal = number_literal(token);
  if (!literal) return tokens_.error(literal.error().message());
  return Operand{*std::move(literal), token.position};
}

core::Result<Operand> PipelineParser::text(const Token& token) {
  auto value = unquoted_token(token);
  if (!value) return tokens_.error(value.error().message());
  return Operand{TextLiteral{token.text, *std::move(value)}, token.position};
}

core::Result<Operand> PipelineParser::parenthesized() {
  if (++depth_ > kMaxNesting) return tokens_.error("too many parentheses, one inside the other");
  auto inner = pipeline("parenthesized pipeline", TokenKind::right_parenthesis);
  --depth_;
  if (!inner) return std::move(inner).error();
  const std::size_t position = inner->position;
  return Operand{std::make_unique<Pipeline>(*std::move(inner)), position};
}

}  // namespace silicon::templates
