#include "alerting/rules/testing/alert_difference.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::rules {
namespace {

// How a text is shown: in a colour, or in none.
struct Mark {
  std::string_view begin;
  std::string_view end;
};

constexpr std::string_view kEnd = "\033[0m";
constexpr Mark kAdded{"\033[0;32m", kEnd};
constexpr Mark kRemoved{"\033[0;31m", kEnd};
constexpr Mark kChanged{"\033[0;33m", kEnd};

constexpr std::size_t kIndent = 12;
constexpr std::size_t kIndentPerLevel = 4;

std::string marked(const Mark& mark, const std::string& text) {
  return std::string(mark.begin) + text + std::string(mark.end);
}

std::string line(std::size_t level, const std::string& text) {
  return "\n" + std::string(kIndent + level * kIndentPerLevel, ' ') + text;
}

// The values that a name has in the one list and in the other; nothing where it has none.
struct Values {
  std::optional<std::string_view> expected;
  std::optional<std::string_view> got;
};

using Fields = std::map<std::string_view, Values>;

template <class LabelRange>
Fields fields_of(const LabelRange& expected, const LabelRange& got) {
  Fields fields;
  for (const core::LabelView label : expected) fields[label.name].expected = label.value;
  for (const core::LabelView label : got) fields[label.name].got = label.value;
  return fields;
}

std::string field_text(std::string_view name, const Values& values) {
  const std::string key = promql::quoted(name) + ": ";
  if (!values.got) return marked(kRemoved, key + promql::quoted(*values.expected));
  if (!values.expected) return marked(kAdded, key + promql::quoted(*values.got));
  const std::string got = promql::quoted(*values.got);
  if (*values.got == *values.expected) return key + got;
  return key + marked(kChanged, promql::quoted(*values.expected) + " => " + got);
}

// "Labels" or "Annotations" of an alert that both lists have.
std::string fields_text(std::string_view what, const Fields& fields) {
  const std::string opening = promql::quoted(what) + ": {";
  if (fields.empty()) return line(2, opening + "}");
  std::string text = line(2, opening);
  for (auto field = fields.begin(); field != fields.end(); ++field) {
    text += line(3, field_text(field->first, field->second));
    if (std::next(field) != fields.end()) text += ",";
  }
  return text + line(2, "}");
}

std::string both_text(const ExpectedAlert& expected, const ExpectedAlert& got) {
  return line(1, "{") +
         fields_text("Annotations", fields_of(expected.annotations, got.annotations)) + "," +
         fields_text("Labels", fields_of(expected.labels, got.labels)) + line(1, "}");
}

// The same of an alert that only one of them has: every line is marked, with its comma.
template <class LabelRange>
std::string marked_fields_text(std::string_view what, const LabelRange& labels, const Mark& mark,
                               const std::string& comma) {
  const Fields fields = fields_of(labels, labels);
  const std::string opening = promql::quoted(what) + ": {";
  if (fields.empty()) return line(2, marked(mark, opening + "}" + comma));
  std::string text = line(2, marked(mark, opening));
  for (auto field = fields.begin(); field != fields.end(); ++field) {
    const bool last = std::next(field) == fields.end();
    text += line(3, marked(mark, field_text(field->first, field->second) + (last ? "" : ",")));
  }
  return text + line(2, marked(mark, "}" + comma));
}

std::string one_text(const ExpectedAlert& alert, const Mark& mark) {
  return line(1, marked(mark, "{")) +
         marked_fields_text("Annotations", alert.annotations, mark, ",") +
         marked_fields_text("Labels", alert.labels, mark, "") + line(1, marked(mark, "}"));
}

std::string difference(const std::vector<ExpectedAlert>& expected,
                       const std::vector<ExpectedAlert>& got) {
  const std::size_t count = std::max(expected.size(), got.size());
  std::string text = "[";
  for (std::size_t i = 0; i < count; ++i) {
    if (i >= got.size()) {
      text += one_text(expected[i], kRemoved);
    } else if (i >= expected.size()) {
      text += one_text(got[i], kAdded);
    } else {
      text += both_text(expected[i], got[i]);
    }
    if (i + 1 < count) text += ",";
  }
  return text + line(0, "]");
}

}  // namespace

std::string alert_difference(const std::vector<ExpectedAlert>& expected,
                             const std::vector<ExpectedAlert>& got) {
  // As promtool does: no alert at all is shown as one without anything.
  const std::vector<ExpectedAlert> none(1);
  return difference(expected.empty() ? none : expected, got.empty() ? none : got);
}

}  // namespace silicon::rules
