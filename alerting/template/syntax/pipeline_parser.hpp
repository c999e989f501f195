// The inner half of the grammar: what stands inside one action. One thread at a time.
// Tested by tests/alerting/template/syntax/parser_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "alerting/template/syntax/ast.hpp"
#include "alerting/template/syntax/parser.hpp"
#include "alerting/template/syntax/token_stream.hpp"
#include "exporter/core/result.hpp"

namespace silicon::templates {

class PipelineParser {
 public:
  PipelineParser(TokenStream& tokens, const KnowsFunction& knows_function)
      : tokens_(tokens), knows_function_(knows_function) {}

  // Up to and with the token `end`. `context` names what the pipeline is for in messages.
  core::Result<Pipeline> pipeline(std::string_view context, TokenKind end);

  // Variables that may be used here; the first is "$".
  std::vector<std::string> variables{"$"};

 private:
  core::Status declarations(Pipeline& pipeline, std::string_view context);
  core::Result<bool> declaration(Pipeline& pipeline, std::string_view context);
  core::Result<Command> command();
  core::Result<Operand> operand(bool& found);
  core::Result<Operand> term(bool& found);
  core::Result<Operand> variable(const Token& token);
  core::Result<Operand> number(const Token& token);
  core::Result<Operand> text(const Token& token);
  core::Result<Operand> parenthesized();
  core::Result<Operand> with_fields(Operand operand);

  TokenStream& tokens_;
  const KnowsFunction& knows_function_;
  int depth_ = 0;
};

// The value of a text token, quotes of either kind taken off.
core::Result<std::string> unquoted_token(const Token& token);

}  // namespace silicon::templates
