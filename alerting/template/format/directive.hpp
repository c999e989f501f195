// Takes a format text apart: plain text, and directives such as %-8.2f with the argument each is
// for. What is wrong with a directive is a complaint in Go's words.
// One thread at a time. Tested by tests/alerting/template/format/printf_test.cpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "alerting/template/value/value.hpp"

namespace silicon::templates {

struct Directive {
  char verb = 'v';
  bool plus = false;
  bool minus = false;
  bool sharp = false;
  bool space = false;
  bool zero = false;
  std::optional<int> width = std::nullopt;
  std::optional<int> precision = std::nullopt;
  const Value* argument = nullptr;  // null: only the complaint is to be printed
  std::string complaint = {};
};

class DirectiveReader {
 public:
  DirectiveReader(std::string_view format, std::span<const Value> arguments)
      : rest_(format), arguments_(arguments) {}

  // Appends the text before the next directive and gives that; nullopt at the end.
  std::optional<Directive> next(std::string& out);

  // What no directive asked for, unless directives chose their arguments by number.
  std::span<const Value> unused() const;

 private:
  void read_flags(Directive& directive);
  std::optional<int> read_number(std::string& out, bool precision);
  void read_index();
  Directive finished(Directive directive);

  std::string_view rest_;
  std::span<const Value> arguments_;
  std::size_t next_argument_ = 0;
  bool reordered_ = false;
  bool bad_index_ = false;
};

// "%!(EXTRA int=1, string=a)", or nothing.
void append_extra(std::string& out, std::span<const Value> unused);

}  // namespace silicon::templates
