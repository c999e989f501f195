#include "alerting/scrape/relabel/apply.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "alerting/scrape/relabel/label_builder.hpp"
#include "alerting/scrape/relabel/md5.hpp"
#include "alerting/series/match/expand.hpp"
#include "exporter/core/text.hpp"

namespace silicon::scrape {
namespace {

std::string source_of(const LabelBuilder& labels, const RelabelOptions& options) {
  std::string source;
  for (const std::string& name : options.source_labels) {
    if (&name != &options.source_labels.front()) source += options.separator;
    source += labels.get(name);
  }
  return source;
}

// ASCII letters from `first` to `last`, the others of the alphabet's case.
std::string with_case(std::string text, char first, char last, char other_first) {
  for (char& c : text) {
    if (c >= first && c <= last) c = static_cast<char>(c - first + other_first);
  }
  return text;
}

void replace(LabelBuilder& labels, const RelabelRule& rule, const std::string& source) {
  const auto groups = rule.regex().groups(source);
  if (!groups) return;
  const std::string target = match::expand(rule.options().target_label, rule.regex(), *groups);
  if (target.empty() || !core::is_utf8(target)) return;
  labels.set(target, match::expand(rule.options().replacement, rule.regex(), *groups));
}

std::string hash_mod(const std::string& source, std::uint64_t modulus) {
  return std::to_string(md5_tail(source) % modulus);
}

// The labels as they are now, because the loops below change them.
std::vector<std::pair<std::string, std::string>> snapshot(const LabelBuilder& labels) {
  return {labels.values().begin(), labels.values().end()};
}

void map_names(LabelBuilder& labels, const RelabelRule& rule) {
  for (const auto& [name, value] : snapshot(labels)) {
    const auto groups = rule.regex().groups(name);
    if (!groups) continue;
    const std::string target = match::expand(rule.options().replacement, rule.regex(), *groups);
    if (!target.empty()) labels.set(target, value);
  }
}

void erase_names(LabelBuilder& labels, const RelabelRule& rule, bool matching) {
  for (const auto& [name, value] : snapshot(labels)) {
    if (rule.regex().matches(name) == matching) labels.erase(name);
  }
}

// False when the labels are to be dropped.
bool apply(const RelabelRule& rule, LabelBuilder& labels) {
  const RelabelOptions& options = rule.options();
  const std::string source = source_of(labels, options);
  switch (rule.action()) {
    case RelabelAction::keep:
      return rule.regex().matches(source);
    case RelabelAction::drop:
      return !rule.regex().matches(source);
    case RelabelAction::keep_equal:
      return labels.get(options.target_label) == source;
    case RelabelAction::drop_equal:
      return labels.get(options.target_label) != source;
    case RelabelAction::replace:
      replace(labels, rule, source);
      break;
    case RelabelAction::hash_mod:
      labels.set(options.target_label, hash_mod(source, options.modulus));
      break;
    case RelabelAction::label_map:
      map_names(labels, rule);
      break;
    case RelabelAction::label_drop:
      erase_names(labels, rule, true);
      break;
    case RelabelAction::label_keep:
      erase_names(labels, rule, false);
      break;
    case RelabelAction::lowercase:
      labels.set(options.target_label, with_case(source, 'A', 'Z', 'a'));
      break;
    case RelabelAction::uppercase:
      labels.set(options.target_label, with_case(source, 'a', 'z', 'A'));
      break;
  }
  return true;
}

}  // namespace

std::optional<core::Labels> relabel(const core::Labels& labels,
                                    std::span<const RelabelRule> rules) {
  if (rules.empty()) return labels;
  LabelBuilder builder(labels);
  for (const RelabelRule& rule : rules) {
    if (!apply(rule, builder)) return std::nullopt;
  }
  core::Labels result = builder.labels();
  if (result.empty()) return std::nullopt;
  return result;
}

}  // namespace silicon::scrape
