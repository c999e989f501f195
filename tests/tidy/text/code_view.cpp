#include "tests/tidy/text/code_view.hpp"

#include <cctype>

namespace silicon::tidy {
namespace {

// Walks the text once; each method takes one kind of token off the front and shows it in its part.
class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {
    for (std::string* part : {&view_.code, &view_.comments, &view_.literals, &view_.raw}) {
      part->assign(text.size(), ' ');
      for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') (*part)[i] = '\n';
      }
    }
  }

  CodeView split() && {
    while (at_ < text_.size()) take_token();
    return std::move(view_);
  }

 private:
  void take_token() {
    if (rest().starts_with("//")) return take_comment(text_.find('\n', at_));
    if (rest().starts_with("/*")) return take_comment(end_behind("*/", at_ + 2));
    if (text_[at_] == '"') return is_raw_string() ? take_raw_string() : take_quoted('"');
    if (text_[at_] == '\'' && !is_digit_separator()) return take_quoted('\'');
    show(view_.code, at_ + 1);
  }

  void take_comment(std::size_t end) { show(view_.comments, end); }

  void take_quoted(char quote) {
    show(view_.code, at_ + 1);
    std::size_t end = at_;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') {
      end += text_[end] == '\\' ? 2 : 1;
    }
    show(view_.literals, end);
    show(view_.code, at_ + 1);
  }

  void take_raw_string() {
    const std::size_t open = text_.find('(', at_);
    if (open == std::string_view::npos) return show(view_.code, text_.size());
    const std::string close = ")" + std::string(text_.substr(at_ + 1, open - at_ - 1)) + "\"";
    show(view_.code, open + 1);
    const std::size_t end = std::min(text_.find(close, at_), text_.size());
    for (std::size_t i = at_; i < end; ++i) view_.raw[i] = text_[i];
    show(view_.literals, end);
    show(view_.code, end + close.size());
  }

  bool is_raw_string() const {
    if (at_ == 0 || text_[at_ - 1] != 'R') return false;
    std::size_t start = at_ - 1;
    while (start > 0 && is_name_character(text_[start - 1])) --start;
    const std::string_view prefix = text_.substr(start, at_ - start);
    return prefix == "R" || prefix == "u8R" || prefix == "uR" || prefix == "UR" || prefix == "LR";
  }

  // 1'000: the token that the quote stands in begins with a digit.
  bool is_digit_separator() const {
    std::size_t start = at_;
    while (start > 0 && (is_name_character(text_[start - 1]) || text_[start - 1] == '\'')) --start;
    return start < at_ && std::isdigit(static_cast<unsigned char>(text_[start])) != 0;
  }

  // Copies everything before `end` into its part and moves there.
  void show(std::string& part, std::size_t end) {
    end = std::min(end, text_.size());
    for (; at_ < end; ++at_) part[at_] = text_[at_];
  }

  std::size_t end_behind(std::string_view token, std::size_t from) const {
    const std::size_t found = text_.find(token, from);
    return found == std::string_view::npos ? text_.size() : found + token.size();
  }

  std::string_view rest() const { return text_.substr(at_); }

  std::string_view text_;
  std::size_t at_ = 0;
  CodeView view_;
};

}  // namespace

CodeView view_of(std::string_view text) {
  return Splitter(text).split();
}

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

std::size_t find_word(std::string_view code, std::string_view word, std::size_t from) {
  for (std::size_t at = code.find(word, from); at != std::string_view::npos;
       at = code.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool opens = at == 0 || !is_name_character(code[at - 1]);
    const bool closes = end == code.size() || !is_name_character(code[end]);
    if (opens && closes) return at;
  }
  return std::string_view::npos;
}

}  // namespace silicon::tidy
