// Reads JSON from front to back, one value after the other, and keeps nothing: a line costs no
// memory but its text and what is made of it. Strict (RFC 8259); what is no JSON, and what is
// nested more than 16 deep, ends it. One thread. Tested by
// tests/exporter/platform/recording/json/scanner_test.cpp, fuzzed with read.hpp.
#pragma once

#include <string>
#include <string_view>

namespace silicon::recording {

class JsonScanner {
 public:
  enum class Kind { object, array, text, number, word, none };  // word: true, false, null

  explicit JsonScanner(std::string_view text);

  // Of the value that comes next; none at the end and once it failed.
  Kind next();

  // Each takes the value that comes next, which must be of that kind.
  std::string text();
  std::string_view number();  // as it is written
  void skip();                // of any kind

  // visit(key) for each member of an object, and visit(index) for each item of an array; a visit
  // takes one value.
  template <class Visit>
  void members(Visit visit) {
    if (!enter('{')) return;
    while (more('}')) {
      const std::string key = text();
      if (!take(':')) return fail();
      visit(std::string_view(key));
    }
  }
  template <class Visit>
  void items(Visit visit) {
    if (!enter('[')) return;
    for (std::size_t i = 0; more(']'); ++i) visit(i);
  }

  void fail();
  bool failed() const { return failed_; }
  // Whether all of it was read, and was JSON.
  bool at_end();

 private:
  void skip_blanks();
  bool take(char c);
  bool enter(char bracket);
  bool more(char bracket);
  bool take_digits();
  void append_escape(std::string& out);
  unsigned take_code_unit();

  std::string_view rest_;
  int depth_ = 0;
  bool first_ = false;  // behind the bracket that was entered last
  bool failed_ = false;
};

}  // namespace silicon::recording
