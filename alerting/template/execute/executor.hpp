// Runs a parsed template over data. Errors are Go's: "template: NAME:LINE:COLUMN: executing "NAME"
// at <what it was doing>: what went wrong". Bounded in steps, depth and length of output, so that
// any template ends. Source: Go 1.24, text/template/exec.go, with the option missingkey=zero. One
// thread at a time. Tested by tests/alerting/template/execute/executor_test.cpp.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "alerting/template/execute/function.hpp"
#include "alerting/template/syntax/ast.hpp"
#include "alerting/template/value/value.hpp"
#include "exporter/core/result.hpp"

namespace silicon::templates {

struct ExecutionLimits {
  std::size_t output_bytes = std::size_t{256} << 10;  // also of each text on the way
  std::size_t steps = 200'000;                        // statements and commands
  int depth = 60;                                     // templates that invoke templates
};

// Templates defined in other texts; the text's own go before them.
struct Library {
  struct Source {
    std::string name;  // of the file
    std::string text;
  };
  struct Definition {
    std::shared_ptr<const Source> source;
    Statements statements;
  };
  std::map<std::string, Definition, std::less<>> definitions;
};

// Makes what actions print fit for where it goes, as html/template does. Sees everything in the
// order it is written.
class Escaper {
 public:
  Escaper() = default;
  Escaper(const Escaper&) = delete;
  Escaper& operator=(const Escaper&) = delete;
  virtual ~Escaper() = default;

  virtual void literal(std::string_view text) = 0;
  virtual std::string escaped(const Value& value) = 0;
};

// What is being run: a template's text, all that is defined in it, and what it may call.
struct Program {
  std::string_view name;
  std::string_view text;
  const Definitions& definitions;
  const Functions& functions;        // besides builtins()
  const Library* library = nullptr;  // what others define
  Escaper* escaper = nullptr;        // null: what actions print stays as it is
};

class Executor {
 public:
  Executor(const Program& program, const ExecutionLimits& limits)
      : program_(program), limits_(limits), template_(program.name) {}

  // What the template called as the program writes about `data`.
  core::Result<std::string> run(const Value& data);

 private:
  enum class Flow { on, end_loop, next_round };
  using Walked = core::Result<Flow>;
  using Evaluated = core::Result<Value>;
  // How the part that is being run is written; made only when something goes wrong.
  using Spelling = std::function<std::string()>;

  // A value that comes through a pipe, if one does.
  using Piped = std::optional<Value>;
  using Arguments = std::span<const Operand>;  // with what is called in front; may be empty

  template <class Node>
  void at(const Node& node) {
    position_ = node.position;
    spelling_ = [&node] { return spelled(node); };
  }
  core::Error fail(std::string_view message) const;
  core::Status count_step();

  // execute.cpp: statements
  Walked walk(const Value& dot, const Statement& statement);
  Walked walk_all(const Value& dot, const Statements& statements);
  Walked walk_branch(const Value& dot, const Branch& branch);
  Walked walk_condition(const Value& dot, const Branch& branch);
  Walked walk_range(const Value& dot, const Branch& branch);
  core::Result<bool> walk_item(const Branch& branch, const Value& key, const Value& item);
  Walked invoke(const Value& dot, const Statement& statement, const Invocation& invocation);
  const Statements* find_definition(std::string_view name, const Library::Source*& source) const;
  core::Status write(std::string_view text);
  core::Status print_value(const Value& value);

  // evaluate.cpp: pipelines and what is in them
  Evaluated pipeline(const Value& dot, const Pipeline& pipeline);
  Evaluated command(const Value& dot, const Command& command, const Piped& piped);
  Evaluated plain(const Value& dot, const Operand& operand);
  core::Status not_a_function(Arguments arguments, const Piped& piped);
  Evaluated field_chain(const Value& dot, const Value& receiver, const Operand& node,
                        std::span<const std::string> names, Arguments arguments,
                        const Piped& piped);
  Evaluated field(const Value& dot, const std::string& name, const Operand& node,
                  const Value& receiver, Arguments arguments, const Piped& piped);
  Evaluated variable(const Value& dot, const Operand& node, const Variable& variable,
                     Arguments arguments, const Piped& piped);
  Evaluated chain(const Value& dot, const Operand& node, const Chain& chain, Arguments arguments,
                  const Piped& piped);
  // The newest variable of that name; null where it is not declared yet.
  Value* find_variable(std::string_view name);
  core::Status set_variable(const std::string& name, const Value& value);

  // call.cpp: functions and their arguments
  Evaluated function(const Value& dot, const std::string& name, const Operand& node,
                     const Command* command, Arguments arguments, const Piped& piped);
  core::Result<std::vector<Value>> arguments_for(const Value& dot, const Function& function,
                                                 Arguments arguments, const Piped& piped);
  Evaluated short_circuit(const Value& dot, bool until, Arguments arguments, const Piped& piped);
  Evaluated argument(const Value& dot, const Parameter& parameter, const Operand& operand);
  Evaluated constant(const Parameter& parameter, const Operand& operand);
  Evaluated validated(Value value, const Parameter& parameter) const;
  core::Status check_size(const Value& value) const;

  const Program& program_;
  const ExecutionLimits& limits_;
  std::string template_;                     // the one being run
  const Library::Source* source_ = nullptr;  // where that is written; null: the program's text
  std::vector<std::pair<std::string, Value>> variables_;
  std::string out_;
  std::size_t steps_ = 0;
  int depth_ = 0;
  std::size_t position_ = 0;
  Spelling spelling_;
};

}  // namespace silicon::templates
