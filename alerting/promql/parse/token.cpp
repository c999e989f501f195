#include "alerting/promql/parse/token.hpp"

#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::promql {
namespace {

std::string abbreviated(std::string_view text) {
  if (text.size() > 10) return quoted(text.substr(0, 10)) + "...";
  return quoted(text);
}

}  // namespace

std::string description(const Token& token) {
  const std::string text(token.text);
  switch (token.type) {
    case TokenType::end:
      return "end of input";
    case TokenType::error:
      return "error " + text;
    case TokenType::identifier:
      return "identifier " + quoted(text);
    case TokenType::metric_identifier:
      return "metric identifier " + quoted(text);
    case TokenType::number:
      return "number " + abbreviated(text);
    case TokenType::duration:
      return "duration " + abbreviated(text);
    case TokenType::string:
      return "string " + abbreviated(text);
    case TokenType::binary_operator:
      return "<op:" + text + ">";
    case TokenType::aggregator:
      return "<aggr:" + text + ">";
    case TokenType::keyword:
      return "<" + text + ">";
    default:
      return quoted(text);
  }
}

}  // namespace silicon::promql
