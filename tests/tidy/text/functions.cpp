#include "tests/tidy/text/functions.hpp"

#include <array>
#include <cctype>

#include "exporter/core/text.hpp"
#include "tests/tidy/text/code_view.hpp"

namespace silicon::tidy {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;
constexpr std::string_view kOperator = "operator";

// The bracket that closes the one at `open`; npos when there is none.
std::size_t closing(std::string_view code, std::size_t open, char opener, char closer) {
  int depth = 0;
  for (std::size_t i = open; i < code.size(); ++i) {
    if (code[i] == opener) ++depth;
    if (code[i] == closer && --depth == 0) return i;
  }
  return kNowhere;
}

std::string_view without_template(std::string_view head) {
  head = core::trimmed(head);
  if (!head.starts_with("template")) return head;
  const std::size_t end = closing(head, head.find('<'), '<', '>');
  return end == kNowhere ? head : core::trimmed(head.substr(end + 1));
}

bool is_type_or_namespace(std::string_view head) {
  head = without_template(head);
  constexpr std::array<std::string_view, 7> kWords = {
      "namespace", "inline namespace", "class", "struct", "union", "enum", "extern"};
  for (const std::string_view word : kWords) {
    if (!head.starts_with(word)) continue;
    if (head.size() == word.size() || !is_name_character(head[word.size()])) {
      return head.find('(') == kNowhere || head.find("final") != kNowhere;
    }
  }
  return false;
}

// Where the parameter list begins: the first '(' outside of <> and behind an operator's own sign;
// npos when there is none.
std::size_t parameter_list(std::string_view head) {
  const std::size_t name = find_word(head, kOperator);
  if (name != kNowhere) {
    const std::size_t sign = head.find_first_not_of(' ', name + kOperator.size());
    if (sign == kNowhere) return kNowhere;
    return head.find('(', head.substr(sign).starts_with("()") ? sign + 2 : sign);
  }
  int angles = 0;
  for (std::size_t i = 0; i < head.size(); ++i) {
    if (head[i] == '<') ++angles;
    if (head[i] == '>' && (i == 0 || head[i - 1] != '-')) --angles;
    if (head[i] == '(' && angles <= 0) return i;
  }
  return head.find('(');
}

// A '=' before the parameter list, other than in an operator's name: data, or a lambda with a name.
bool is_initialisation(std::string_view head) {
  const std::size_t equals = head.find('=');
  return equals != kNowhere && equals < parameter_list(head) && head.find("operator") == kNowhere &&
         head.find('[') == kNowhere;
}

// `a_` in `Foo::Foo(int a) : a_{a} {`: the brace opens a member's value, not the body.
bool is_member_value(std::string_view head) {
  const std::size_t open = parameter_list(head);
  const std::size_t close = open == kNowhere ? kNowhere : closing(head, open, '(', ')');
  if (close == kNowhere) return false;
  const std::string_view behind = core::trimmed(head.substr(close + 1));
  if (!behind.starts_with(':') && !behind.starts_with("noexcept :")) return false;
  return is_name_character(behind.back()) || behind.back() == '>';
}

bool is_function(std::string_view head) {
  return head.find('(') != kNowhere && !is_initialisation(head);
}

std::string name_of(std::string_view head) {
  const std::string_view before = core::trimmed(head.substr(0, parameter_list(head)));
  const std::size_t name = find_word(before, kOperator);
  if (name != kNowhere) return std::string(before.substr(name));
  std::size_t start = before.size();
  while (start > 0 && (is_name_character(before[start - 1]) || before[start - 1] == ':' ||
                       before[start - 1] == '~')) {
    --start;
  }
  return std::string(before.substr(start));
}

// Preprocessor lines are no part of any declaration.
std::string without_directives(std::string_view code) {
  std::string result(code);
  bool in_directive = false;
  bool line_is_empty = true;
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (result[i] == '\n') {
      in_directive = in_directive && i > 0 && code[i - 1] == '\\';
      line_is_empty = true;
      continue;
    }
    if (line_is_empty && result[i] == '#') in_directive = true;
    if (std::isspace(static_cast<unsigned char>(result[i])) == 0) line_is_empty = false;
    if (in_directive) result[i] = ' ';
  }
  return result;
}

class Scanner {
 public:
  explicit Scanner(std::string_view code) : code_(code) {}

  FunctionScan scan() && {
    for (at_ = 0; at_ < code_.size() && scan_.balanced; ++at_) step();
    if (depth_ != 0) scan_.balanced = false;
    return std::move(scan_);
  }

 private:
  void step() {
    switch (code_[at_]) {
      case ';':
        return start_over();
      case '(':
        return skip('(', ')');
      case '{':
        return open_brace();
      case '}':
        return close_brace();
      case ':':
        return end_access_label();
      default:
        return;
    }
  }

  void open_brace() {
    const std::string_view head = core::trimmed(code_.substr(head_, at_ - head_));
    if (is_type_or_namespace(head)) {
      ++depth_;
      return start_over();
    }
    if (is_member_value(head)) return skip('{', '}');
    const std::size_t begin = code_.find(head, head_);
    skip('{', '}');
    if (!is_function(head)) return;
    if (scan_.balanced) scan_.functions.push_back({name_of(head), begin, at_});
    start_over();
  }

  void close_brace() {
    if (--depth_ < 0) scan_.balanced = false;
    start_over();
  }

  // `public:` ends no declaration but is no part of the next one either.
  void end_access_label() {
    const std::string_view head = core::trimmed(code_.substr(head_, at_ - head_));
    if (head == "public" || head == "private" || head == "protected") start_over();
  }

  void skip(char opener, char closer) {
    const std::size_t end = closing(code_, at_, opener, closer);
    if (end == kNowhere) scan_.balanced = false;
    at_ = end == kNowhere ? code_.size() - 1 : end;
  }

  void start_over() { head_ = at_ + 1; }

  std::string_view code_;
  std::size_t at_ = 0;
  std::size_t head_ = 0;  // where the declaration being read begins
  int depth_ = 0;         // open namespaces and types
  FunctionScan scan_;
};

}  // namespace

FunctionScan scan_functions(std::string_view code) {
  return Scanner(without_directives(code)).scan();
}

}  // namespace silicon::tidy
