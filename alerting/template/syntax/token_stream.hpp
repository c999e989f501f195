// Tokens one after the other, with as much looking ahead as the grammar needs, and the words for
// what is wrong with them. One thread at a time.
// Tested by tests/alerting/template/syntax/parser_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "alerting/template/syntax/token.hpp"
#include "exporter/core/result.hpp"

namespace silicon::templates {

class TokenStream {
 public:
  TokenStream(std::string_view name, std::vector<Token> tokens)
      : name_(name), tokens_(std::move(tokens)) {}

  // The last token again and again once all are read.
  const Token& peek() const { return tokens_[at_]; }
  const Token& next() {
    const Token& token = tokens_[at_];
    if (at_ + 1 < tokens_.size()) ++at_;
    last_line_ = token.line;
    return token;
  }

  const Token& peek_nonspace() {
    while (peek().kind == TokenKind::space) next();
    last_line_ = peek().line;
    return peek();
  }
  const Token& next_nonspace() {
    peek_nonspace();
    return next();
  }

  // Where we are, to come back to.
  std::size_t place() const { return at_; }
  void go_back(std::size_t place) { at_ = place; }

  void enter_action(int line) { action_line_ = line; }
  void leave_action() { action_line_ = 0; }

  // "template: NAME:LINE: MESSAGE"
  core::Error error(std::string_view message) const {
    return core::Error(
        "template: " + name_ + ":" + std::to_string(last_line_) + ": " + std::string(message),
        core::ErrorKind::invalid);
  }

  core::Error unexpected(const Token& token, std::string_view context) const {
    if (token.kind != TokenKind::error) {
      return error("unexpected " + shown(token) + " in " + std::string(context));
    }
    if (action_line_ == 0 || action_line_ == token.line) return error(token.text);
    std::string started = " in action started at " + name_ + ":" + std::to_string(action_line_);
    if (token.text.ends_with(" action")) started.erase(0, std::string_view(" in action").size());
    return error(token.text + started);
  }

 private:
  std::string name_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int last_line_ = 1;
  int action_line_ = 0;
};

}  // namespace silicon::templates
