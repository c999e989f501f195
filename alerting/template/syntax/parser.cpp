#include "alerting/template/syntax/parser.hpp"

#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/template/syntax/lexer.hpp"
#include "alerting/template/syntax/pipeline_parser.hpp"
#include "exporter/core/text.hpp"

namespace silicon::templates {
namespace {

// What ended a list of statements.
enum class Ending { end_of_text, end_word, else_word };

bool is_empty(const Statements& statements) {
  for (const Statement& statement : statements) {
    const auto* text = std::get_if<PlainText>(&statement.node);
    if (text == nullptr || !core::trimmed(text->text).empty()) return false;
  }
  return true;
}

class Parser {
 public:
  Parser(std::string_view name, TokenStream tokens, const KnowsFunction& knows_function)
      : name_(name), tokens_(std::move(tokens)), pipelines_(tokens_, knows_function) {}

  core::Result<Definitions> run() {
    Statements root;
    auto ending = statements(root, true);
    if (!ending) return std::move(ending).error();
    if (*ending == Ending::end_word) return tokens_.error("unexpected {{end}}");
    if (*ending == Ending::else_word) return tokens_.error("unexpected {{else}}");
    if (auto status = add(std::string(name_), std::move(root)); !status) {
      return std::move(status).error();
    }
    return std::move(definitions_);
  }

 private:
  using Parsed = core::Result<std::optional<Statement>>;

  // `outermost`: the end of the text is an end like any other, and templates may be defined.
  core::Result<Ending> statements(Statements& out, bool outermost) {
    while (true) {
      const Token token = outermost ? tokens_.next() : tokens_.next_nonspace();
      if (token.kind == TokenKind::end) {
        if (outermost) return Ending::end_of_text;
        return tokens_.error("unexpected EOF");
      }
      if (token.kind == TokenKind::text) {
        out.push_back({PlainText{token.text}, token.position});
        continue;
      }
      if (token.kind != TokenKind::left_delimiter) return tokens_.unexpected(token, "input");
      tokens_.enter_action(token.line);
      std::optional<Ending> ending;
      auto statement = action(outermost, ending);
      if (!statement) return std::move(statement).error();
      tokens_.leave_action();
      if (ending) return *ending;
      if (*statement) out.push_back(**std::move(statement));
    }
  }

  Parsed action(bool outermost, std::optional<Ending>& ending) {
    const std::size_t place = tokens_.place();
    const Token token = tokens_.next_nonspace();
    switch (token.kind) {
      case TokenKind::define_word:
        if (outermost) return define();
        break;
      case TokenKind::block_word:
        return block();
      case TokenKind::break_word:
        return loop_control({Break{}, token.position}, "{{break}}");
      case TokenKind::continue_word:
        return loop_control({Continue{}, token.position}, "{{continue}}");
      case TokenKind::else_word:
        ending = Ending::else_word;
        return else_control();
      case TokenKind::end_word:
        ending = Ending::end_word;
        return expect_right("end");
      case TokenKind::if_word:
        return branch(BranchKind::condition, "if", token.position);
      case TokenKind::range_word:
        return branch(BranchKind::range, "range", token.position);
      case TokenKind::with_word:
        return branch(BranchKind::with, "with", token.position);
      case TokenKind::template_word:
        return invocation();
      default:
        break;
    }
    tokens_.go_back(place);
    const std::size_t position = tokens_.peek_nonspace().position;
    auto pipeline = pipelines_.pipeline("command", TokenKind::right_delimiter);
    if (!pipeline) return std::move(pipeline).error();
    return some({Action{*std::move(pipeline)}, position});
  }

  static Parsed some(Statement statement) { return std::optional<Statement>(std::move(statement)); }
  static Parsed none() { return std::optional<Statement>(); }

  Parsed expect_right(std::string_view context) {
    const Token token = tokens_.next_nonspace();
    if (token.kind != TokenKind::right_delimiter) return tokens_.unexpected(token, context);
    return none();
  }

  // "else", or the first half of "else if": what follows is then read as {{else}}{{if.
  Parsed else_control() {
    const TokenKind next = tokens_.peek_nonspace().kind;
    if (next == TokenKind::if_word || next == TokenKind::with_word) return none();
    return expect_right("else");
  }

  Parsed loop_control(Statement statement, std::string_view spelling) {
    const Token token = tokens_.next_nonspace();
    if (token.kind != TokenKind::right_delimiter) return tokens_.unexpected(token, spelling);
    if (ranges_ == 0) return tokens_.error(std::string(spelling) + " outside {{range}}");
    return some(std::move(statement));
  }

  Parsed branch(BranchKind kind, std::string_view word, std::size_t position) {
    if (++depth_ > kMaxNesting) return tokens_.error("too many blocks, one inside the other");
    const std::size_t variables = pipelines_.variables.size();
    auto result = branch_inside(kind, word, position);
    pipelines_.variables.resize(variables);
    --depth_;
    return result;
  }

  Parsed branch_inside(BranchKind kind, std::string_view word, std::size_t position) {
    auto pipeline = pipelines_.pipeline(word, TokenKind::right_delimiter);
    if (!pipeline) return std::move(pipeline).error();
    Branch result;
    result.kind = kind;
    result.pipeline = *std::move(pipeline);
    if (kind == BranchKind::range) ++ranges_;
    const auto ending = statements(result.body, false);
    if (kind == BranchKind::range) --ranges_;
    if (!ending) return ending.error();
    if (*ending == Ending::else_word) {
      auto status = otherwise(result, word);
      if (!status) return std::move(status).error();
    }
    return some({std::move(result), position});
  }

  core::Status otherwise(Branch& branch_so_far, std::string_view word) {
    Statements list;
    const Token next = tokens_.peek();
    const bool chained = (word == "if" && next.kind == TokenKind::if_word) ||
                         (word == "with" && next.kind == TokenKind::with_word);
    if (chained) {
      tokens_.next();
      auto nested = branch(branch_so_far.kind, word, next.position);
      if (!nested) return std::move(nested).error();
      list.push_back(**std::move(nested));
    } else {
      if (next.kind == TokenKind::if_word || next.kind == TokenKind::with_word) {
        return tokens_.unexpected(tokens_.next(), "input");
      }
      const auto ending = statements(list, false);
      if (!ending) return ending.error();
      if (*ending != Ending::end_word) return tokens_.error("expected end; found {{else}}");
    }
    branch_so_far.otherwise = std::move(list);
    return core::Done{};
  }

  core::Result<std::string> template_name(const Token& token, std::string_view context) {
    if (token.kind != TokenKind::string && token.kind != TokenKind::raw_string) {
      return tokens_.unexpected(token, context);
    }
    auto name = unquoted_token(token);
    if (!name) return tokens_.error(name.error().message());
    return name;
  }

  Parsed invocation() {
    constexpr std::string_view kContext = "template clause";
    const Token token = tokens_.next_nonspace();
    auto name = template_name(token, kContext);
    if (!name) return std::move(name).error();
    Invocation result{*std::move(name), std::nullopt};
    if (tokens_.peek_nonspace().kind == TokenKind::right_delimiter) {
      tokens_.next();
    } else {
      auto pipeline = pipelines_.pipeline(kContext, TokenKind::right_delimiter);
      if (!pipeline) return std::move(pipeline).error();
      result.pipeline = *std::move(pipeline);
    }
    return some({std::move(result), token.position});
  }

  Parsed define() {
    constexpr std::string_view kContext = "define clause";
    auto name = template_name(tokens_.next_nonspace(), kContext);
    if (!name) return std::move(name).error();
    if (auto right = expect_right(kContext); !right) return right;
    auto status = definition(*std::move(name), kContext);
    if (!status) return std::move(status).error();
    return none();
  }

  // A definition and an invocation at once.
  Parsed block() {
    constexpr std::string_view kContext = "block clause";
    const Token token = tokens_.next_nonspace();
    auto name = template_name(token, kContext);
    if (!name) return std::move(name).error();
    auto pipeline = pipelines_.pipeline(kContext, TokenKind::right_delimiter);
    if (!pipeline) return std::move(pipeline).error();
    auto status = definition(*name, kContext);
    if (!status) return std::move(status).error();
    return some({Invocation{*std::move(name), *std::move(pipeline)}, token.position});
  }

  // Sees none of the variables around it.
  core::Status definition(std::string name, std::string_view context) {
    if (++depth_ > kMaxNesting) return tokens_.error("too many blocks, one inside the other");
    std::vector<std::string> outer{"$"};
    std::swap(outer, pipelines_.variables);
    const int outer_ranges = std::exchange(ranges_, 0);
    Statements body;
    const auto ending = statements(body, false);
    std::swap(outer, pipelines_.variables);
    ranges_ = outer_ranges;
    --depth_;
    if (!ending) return ending.error();
    if (*ending != Ending::end_word) {
      return tokens_.error("unexpected {{else}} in " + std::string(context));
    }
    return add(std::move(name), std::move(body));
  }

  core::Status add(std::string name, Statements body) {
    const auto known = definitions_.find(name);
    if (known == definitions_.end() || is_empty(known->second)) {
      definitions_.insert_or_assign(std::move(name), std::move(body));
    } else if (!is_empty(body)) {
      return tokens_.error("template: multiple definition of template " + promql::quoted(name));
    }
    return core::Done{};
  }

  std::string_view name_;
  TokenStream tokens_;
  PipelineParser pipelines_;
  Definitions definitions_;
  int ranges_ = 0;
  int depth_ = 0;
};

}  // namespace

core::Result<Definitions> parse(std::string_view name, std::string_view text,
                                const KnowsFunction& knows_function) {
  if (text.size() > kMaxTemplateBytes) {
    return core::Error("template: " + std::string(name) + ": more than " +
                           std::to_string(kMaxTemplateBytes) + " bytes",
                       core::ErrorKind::invalid);
  }
  return Parser(name, TokenStream(name, tokens_of(text)), knows_function).run();
}

}  // namespace silicon::templates
