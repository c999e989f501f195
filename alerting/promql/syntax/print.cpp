#include "alerting/promql/syntax/print.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <initializer_list>

#include "alerting/promql/syntax/spelling.hpp"
#include "exporter/core/duration.hpp"

namespace silicon::promql {
namespace {

std::string duration_text(double seconds) {
  return core::format_duration(core::Duration(std::llround(seconds * 1000)));
}

bool is_one_of(std::string name, std::initializer_list<std::string_view> words) {
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return std::find(words.begin(), words.end(), name) != words.end();
}

// In other places than braces these words are numbers...
bool is_number_word(const std::string& name) {
  return is_one_of(name, {"inf", "nan"});
}

// ...and these can only go on with what stands before them.
bool is_bare_metric_name(const std::string& name) {
  return is_plain_metric_name(name) && !is_number_word(name) &&
         !is_one_of(name, {"on", "ignoring", "group_left", "group_right", "bool", "atan2"});
}

std::string joined(const std::vector<std::string>& labels) {
  std::string out;
  for (const std::string& label : labels) {
    if (!out.empty()) out += ", ";
    out += is_plain_label_name(label) && !is_number_word(label) ? label : quoted(label);
  }
  return out;
}

std::string print_duration(const DurationExpression& node);

std::string duration_body(const DurationExpression& node) {
  using enum DurationExpression::Kind;
  switch (node.kind) {
    case seconds:
      return node.written_as_duration ? duration_text(node.seconds) : fixed_number(node.seconds);
    case step:
      return "step()";
    case range:
      return "range()";
    case negate:
      return "-" + print_duration(*node.left);
    case plus:
      return "+" + print_duration(*node.left);
    case minimum:
      return "min_of(" + print_duration(*node.left) + ", " + print_duration(*node.right) + ")";
    case maximum:
      return "max_of(" + print_duration(*node.left) + ", " + print_duration(*node.right) + ")";
    case binary:
      return print_duration(*node.left) + " " + std::string(spelling(node.op)) + " " +
             print_duration(*node.right);
  }
  return {};
}

std::string print_duration(const DurationExpression& node) {
  const std::string body = duration_body(node);
  return node.parenthesized ? "(" + body + ")" : body;
}

std::string print_span(const TimeSpan& span) {
  return span.expression ? print_duration(*span.expression) : core::format_duration(span.value);
}

std::string print_at(const AtModifier& at) {
  if (at.anchor == AtAnchor::query_start) return " @ start()";
  if (at.anchor == AtAnchor::query_end) return " @ end()";
  std::array<char, 40> buffer{};
  const auto ms = static_cast<long long>(at.time.time_since_epoch().count());
  const long long magnitude = ms < 0 ? -ms : ms;
  std::snprintf(buffer.data(), buffer.size(), " @ %s%lld.%03lld", ms < 0 ? "-" : "",
                magnitude / 1000, magnitude % 1000);
  return buffer.data();
}

std::string print_modifiers(const TimeModifiers& modifiers) {
  std::string out;
  if (modifiers.at) out += print_at(*modifiers.at);
  if (modifiers.offset) out += " offset " + print_span(*modifiers.offset);
  return out;
}

std::string print_matcher(const match::Matcher& matcher) {
  const std::string& name = matcher.name();
  return (is_plain_label_name(name) ? name : quoted(name)) +
         std::string(match::symbol(matcher.type())) + quoted(matcher.value());
}

// Without modifiers, which stand behind the range of a range selector.
std::string print_selector(const VectorSelector& selector) {
  const bool plain = is_bare_metric_name(selector.name);
  std::string inside = plain || selector.name.empty() ? "" : quoted(selector.name);
  for (const match::Matcher& matcher : selector.matchers) {
    const bool is_the_name = !selector.name.empty() && matcher.name() == "__name__" &&
                             matcher.type() == match::MatchType::equal &&
                             matcher.value() == selector.name;
    if (is_the_name) continue;
    if (!inside.empty()) inside += ',';
    inside += print_matcher(matcher);
  }
  std::string out = plain ? selector.name : "";
  if (!inside.empty() || !plain) out += '{' + inside + '}';
  return out;
}

std::string print_fill(const VectorMatching& matching) {
  const auto value = [](double number) { return "(" + fixed_number(number) + ")"; };
  std::string out;
  if (matching.fill_left && matching.fill_right && *matching.fill_left == *matching.fill_right) {
    return " fill " + value(*matching.fill_left);
  }
  if (matching.fill_left) out += " fill_left " + value(*matching.fill_left);
  if (matching.fill_right) out += " fill_right " + value(*matching.fill_right);
  return out;
}

std::string print_matching(const VectorMatching& matching) {
  std::string out;
  if (!matching.labels.empty() || matching.on || matching.stated) {
    out += matching.on ? " on (" : " ignoring (";
    out += joined(matching.labels) + ")";
  }
  const bool grouped = matching.cardinality == Cardinality::many_to_one ||
                       matching.cardinality == Cardinality::one_to_many;
  if (grouped) {
    out += matching.cardinality == Cardinality::many_to_one ? " group_left (" : " group_right (";
    out += joined(matching.include) + ")";
  }
  return out + print_fill(matching);
}

struct Printer {
  std::string operator()(const NumberLiteral& node) const {
    return node.written_as_duration ? duration_text(node.value) : fixed_number(node.value);
  }
  std::string operator()(const StringLiteral& node) const { return quoted(node.value); }
  std::string operator()(const VectorSelector& node) const {
    return print_selector(node) + print_modifiers(node.modifiers);
  }
  std::string operator()(const MatrixSelector& node) const {
    return print_selector(node.selector) + "[" + print_span(node.range) + "]" +
           print_modifiers(node.selector.modifiers);
  }
  std::string operator()(const Subquery& node) const {
    return print(*node.inner) + "[" + print_span(node.range) + ":" +
           (node.step ? print_span(*node.step) : "") + "]" + print_modifiers(node.modifiers);
  }
  std::string operator()(const Unary& node) const {
    return (node.negative ? "-" : "+") + print(*node.operand);
  }
  std::string operator()(const Binary& node) const {
    return print_left(node) + " " + std::string(spelling(node.op)) +
           (node.returns_bool ? " bool" : "") + print_matching(node.matching) + " " +
           print(*node.right);
  }
  // As the base of a power "+Inf" would be read as the sign of it all.
  static std::string print_left(const Binary& node) {
    const auto* number = node.left->as<NumberLiteral>();
    const bool bare = node.op == Operator::power && number != nullptr && std::isinf(number->value);
    return bare ? "Inf" : print(*node.left);
  }
  std::string operator()(const Aggregate& node) const {
    std::string out(spelling(node.op));
    if (node.without) out += " without (" + joined(node.grouping) + ") ";
    if (!node.without && !node.grouping.empty()) out += " by (" + joined(node.grouping) + ") ";
    out += '(';
    if (node.parameter) out += print(*node.parameter) + ", ";
    if (node.operand) out += print(*node.operand);
    return out + ')';
  }
  std::string operator()(const Call& node) const {
    std::string arguments;
    for (const ExpressionPtr& argument : node.arguments) {
      if (!arguments.empty()) arguments += ", ";
      arguments += print(*argument);
    }
    return node.function + "(" + arguments + ")";
  }
  std::string operator()(const Parentheses& node) const { return "(" + print(*node.inner) + ")"; }
};

}  // namespace

std::string print(const Expression& expression) {
  return std::visit(Printer{}, expression.node);
}

}  // namespace silicon::promql
