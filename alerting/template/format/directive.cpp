#include "alerting/template/format/directive.hpp"

#include <algorithm>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::templates {
namespace {

// Go's limit is a million; nobody formats an alert into so many columns.
constexpr int kMostColumns = 10'000;

}  // namespace

std::optional<Directive> DirectiveReader::next(std::string& out) {
  const std::size_t percent = rest_.find('%');
  out += rest_.substr(0, percent);
  if (percent == std::string_view::npos) return std::nullopt;
  rest_.remove_prefix(percent + 1);
  bad_index_ = false;
  Directive directive;
  read_flags(directive);
  read_index();
  directive.width = read_number(out, false);
  if (directive.width && *directive.width < 0) {
    directive.minus = true;
    directive.width = -*directive.width;
  }
  if (rest_.starts_with('.')) {
    rest_.remove_prefix(1);
    read_index();
    directive.precision = read_number(out, true);
    if (!directive.precision) directive.precision = 0;
    if (*directive.precision < 0) directive.precision.reset();
  }
  read_index();
  return finished(std::move(directive));
}

void DirectiveReader::read_flags(Directive& directive) {
  while (!rest_.empty()) {
    switch (rest_.front()) {
      case '+':
        directive.plus = true;
        break;
      case '-':
        directive.minus = true;
        break;
      case '#':
        directive.sharp = true;
        break;
      case ' ':
        directive.space = true;
        break;
      case '0':
        directive.zero = true;
        break;
      default:
        return;
    }
    rest_.remove_prefix(1);
  }
}

// Width or precision: digits, or '*' for an argument.
std::optional<int> DirectiveReader::read_number(std::string& out, bool precision) {
  if (rest_.starts_with('*')) {
    rest_.remove_prefix(1);
    const Value* value =
        next_argument_ < arguments_.size() ? &arguments_[next_argument_++] : nullptr;
    const std::int64_t* number = value == nullptr ? nullptr : value->integer();
    if (number != nullptr && *number >= -kMostColumns && *number <= kMostColumns) {
      return static_cast<int>(*number);
    }
    out += precision ? "%!(BADPREC)" : "%!(BADWIDTH)";
    return std::nullopt;
  }
  const auto end = std::find_if_not(rest_.begin(), rest_.end(), core::is_digit);
  const std::string_view digits = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
  if (digits.empty()) return std::nullopt;
  rest_.remove_prefix(digits.size());
  const auto number = core::parse_unsigned(digits);
  if (number && *number <= static_cast<std::uint64_t>(kMostColumns)) {
    return static_cast<int>(*number);
  }
  out += precision ? "%!(BADPREC)" : "%!(BADWIDTH)";
  return std::nullopt;
}

// "[2]": the argument that the next verb, width or precision takes.
void DirectiveReader::read_index() {
  if (!rest_.starts_with('[')) return;
  reordered_ = true;
  const std::size_t close = rest_.find(']');
  if (close == std::string_view::npos) {
    bad_index_ = true;
    rest_.remove_prefix(1);
    return;
  }
  const auto index = core::parse_unsigned(rest_.substr(1, close - 1));
  rest_.remove_prefix(close + 1);
  if (index && *index >= 1 && *index <= arguments_.size()) {
    next_argument_ = static_cast<std::size_t>(*index) - 1;
  } else {
    bad_index_ = true;
  }
}

Directive DirectiveReader::finished(Directive directive) {
  if (rest_.empty()) {
    directive.complaint = "%!(NOVERB)";
    return directive;
  }
  const std::size_t width = std::max<std::size_t>(core::utf8_width(rest_), 1);
  const std::string verb(rest_.substr(0, width));
  rest_.remove_prefix(width);
  if (verb == "%") {
    directive.complaint = "%";
  } else if (bad_index_) {
    directive.complaint = "%!" + verb + "(BADINDEX)";
  } else if (next_argument_ >= arguments_.size()) {
    directive.complaint = "%!" + verb + "(MISSING)";
  } else {
    directive.verb = verb.front();
    directive.argument = &arguments_[next_argument_++];
  }
  return directive;
}

std::span<const Value> DirectiveReader::unused() const {
  if (reordered_ || next_argument_ >= arguments_.size()) return {};
  return arguments_.subspan(next_argument_);
}

}  // namespace silicon::templates
