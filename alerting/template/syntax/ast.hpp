// What a template is made of, as the parser finds it. Every part knows where it stands, because an
// error while it runs names the part as it is written.
// Values; reading is safe from any thread. Tested by
// tests/alerting/template/syntax/parser_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace silicon::templates {

struct Pipeline;
using PipelinePtr = std::unique_ptr<Pipeline>;
struct Operand;

struct Dot {};
struct NilLiteral {};
struct BooleanLiteral {
  bool value = false;
};
// A constant is what its place wants it to be: 1 may be an integer or a float.
struct NumberLiteral {
  std::string text;
  std::optional<std::int64_t> integer;
  std::optional<double> real;
};
struct TextLiteral {
  std::string quoted;  // as written
  std::string value;
};
struct FunctionName {
  std::string name;
};
struct Field {  // .a.b
  std::vector<std::string> names;
};
struct Variable {  // $x.a: the first is "$x"
  std::vector<std::string> names;
};
struct Chain {  // (...).a.b
  std::unique_ptr<Operand> node;
  std::vector<std::string> names;
};

struct Operand {
  std::variant<Dot, NilLiteral, BooleanLiteral, NumberLiteral, TextLiteral, FunctionName, Field,
               Variable, Chain, PipelinePtr>
      node;
  std::size_t position = 0;

  template <class T>
  const T* as() const {
    return std::get_if<T>(&node);
  }
};

struct Command {
  std::vector<Operand> arguments;  // the first says what to do
  std::size_t position = 0;
};

struct Pipeline {
  std::vector<std::string> variables;  // "$x"
  bool assigns = false;                // = rather than :=
  std::vector<Command> commands;
  std::size_t position = 0;
};

struct Statement;
using Statements = std::vector<Statement>;

struct PlainText {
  std::string text;
};
struct Action {
  Pipeline pipeline;
};
enum class BranchKind { condition, range, with };
struct Branch {
  BranchKind kind = BranchKind::condition;
  Pipeline pipeline;
  Statements body;
  std::optional<Statements> otherwise;
};
struct Invocation {  // {{template "name" pipeline}}
  std::string name;
  std::optional<Pipeline> pipeline;
};
struct Break {};
struct Continue {};

struct Statement {
  std::variant<PlainText, Action, Branch, Invocation, Break, Continue> node;
  std::size_t position = 0;
};

// A template and those that it defines, by name.
using Definitions = std::map<std::string, Statements, std::less<>>;

// As Go prints them.
std::string spelled(const Operand& operand);
std::string spelled(const Command& command);
std::string spelled(const Pipeline& pipeline);
std::string spelled(const Statement& statement);

}  // namespace silicon::templates
