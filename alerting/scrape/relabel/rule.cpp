#include "alerting/scrape/relabel/rule.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "exporter/core/text.hpp"

namespace silicon::scrape {
namespace {

using Action = RelabelAction;

constexpr std::array<std::pair<std::string_view, Action>, 11> kActions{{
    {"replace", Action::replace},
    {"keep", Action::keep},
    {"drop", Action::drop},
    {"keepequal", Action::keep_equal},
    {"dropequal", Action::drop_equal},
    {"hashmod", Action::hash_mod},
    {"labelmap", Action::label_map},
    {"labeldrop", Action::label_drop},
    {"labelkeep", Action::label_keep},
    {"lowercase", Action::lowercase},
    {"uppercase", Action::uppercase},
}};

bool is_one_of(Action action, std::initializer_list<Action> actions) {
  return std::find(actions.begin(), actions.end(), action) != actions.end();
}

// Since Prometheus 3 any text is a label's name.
bool is_name(std::string_view name) {
  return !name.empty() && core::is_utf8(name);
}

bool is_template(std::string_view text) {
  return text.find('$') != std::string_view::npos;
}

// Which of the options the user has set to something else than the default.
bool is_default(const std::string& value, const std::string RelabelOptions::*option) {
  return value == RelabelOptions{}.*option;
}

std::string problem_with_target(const RelabelOptions& options, Action action) {
  const std::string& target = options.target_label;
  if (!is_one_of(action, {Action::replace, Action::hash_mod, Action::lowercase, Action::uppercase,
                          Action::keep_equal, Action::drop_equal})) {
    return "";
  }
  if (target.empty()) return "action " + options.action + " needs a target_label";
  if (action == Action::replace && is_template(target)) return "";
  return is_name(target) ? "" : "target_label " + core::excerpt(target) + " is no label name";
}

std::string problem_with_replacement(const RelabelOptions& options, Action action) {
  if (action == Action::label_map && !is_name(options.replacement)) {
    return "replacement " + core::excerpt(options.replacement) + " is no label name";
  }
  const bool is_unused = is_one_of(
      action, {Action::lowercase, Action::uppercase, Action::keep_equal, Action::drop_equal});
  if (is_unused && !is_default(options.replacement, &RelabelOptions::replacement)) {
    return "action " + options.action + " takes no replacement";
  }
  return "";
}

// Options that the action would ignore are mistakes of whoever wrote them.
std::string problem_with_unused(const RelabelOptions& options, Action action) {
  const bool plain = is_default(options.separator, &RelabelOptions::separator) &&
                     is_default(options.replacement, &RelabelOptions::replacement) &&
                     options.modulus == 0;
  if (is_one_of(action, {Action::keep_equal, Action::drop_equal}) &&
      (!plain || !is_default(options.regex, &RelabelOptions::regex))) {
    return "action " + options.action + " takes source_labels and target_label only";
  }
  if (is_one_of(action, {Action::label_drop, Action::label_keep}) &&
      (!plain || !options.source_labels.empty() || !options.target_label.empty())) {
    return "action " + options.action + " takes a regex only";
  }
  return "";
}

std::string problem_with(const RelabelOptions& options, Action action) {
  for (const std::string& name : options.source_labels) {
    if (!is_name(name)) return "source label " + core::excerpt(name) + " is no label name";
  }
  if (action == Action::hash_mod && options.modulus == 0) {
    return "action hashmod needs a modulus above 0";
  }
  for (const auto check : {problem_with_unused, problem_with_target, problem_with_replacement}) {
    if (std::string problem = check(options, action); !problem.empty()) return problem;
  }
  return "";
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

}  // namespace

std::optional<RelabelAction> parse_action(std::string_view word) {
  for (const auto& [known, action] : kActions) {
    if (known == word) return action;
  }
  return std::nullopt;
}

RelabelRule::RelabelRule(RelabelOptions options, RelabelAction action, match::Regex regex)
    : options_(std::move(options)), action_(action), regex_(std::move(regex)) {}

core::Result<RelabelRule> RelabelRule::create(RelabelOptions options) {
  const auto invalid = [](std::string problem) {
    return core::Error(std::move(problem), core::ErrorKind::invalid);
  };
  options.action = lower(std::move(options.action));
  const std::optional<RelabelAction> action = parse_action(options.action);
  if (!action) return invalid("unknown relabel action " + core::excerpt(options.action));
  if (std::string problem = problem_with(options, *action); !problem.empty()) {
    return invalid(std::move(problem));
  }
  auto regex = match::Regex::compile(options.regex);
  if (!regex) return std::move(regex).error();
  return RelabelRule(std::move(options), *action, *std::move(regex));
}

}  // namespace silicon::scrape
