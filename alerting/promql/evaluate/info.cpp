// info(), the join with the info metrics of the same target.
// Tested by tests/alerting/promql/evaluate/engine_test.cpp.
#include <algorithm>
#include <map>

#include "alerting/promql/evaluate/evaluator.hpp"

namespace silicon::promql {
namespace {

// What info() joins on; Prometheus knows no other identifying labels yet.
constexpr std::string_view kIdentifying[] = {"instance", "job"};

bool is_identifying(std::string_view name) {
  return std::find(std::begin(kIdentifying), std::end(kIdentifying), name) !=
         std::end(kIdentifying);
}

core::Labels identity(const core::Labels& labels) {
  std::vector<core::LabelView> kept;
  for (const std::string_view name : kIdentifying) kept.push_back({name, labels.get(name)});
  return core::Labels(kept);
}

// Which info series are asked for, and which of their labels.
struct Wanted {
  VectorSelector selector;  // of the info series
  std::vector<match::Matcher> name_matchers;
  std::vector<match::Matcher> label_matchers;

  bool takes(std::string_view label) const {
    if (label == "__name__" || is_identifying(label)) return false;
    return label_matchers.empty() ||
           std::any_of(label_matchers.begin(), label_matchers.end(),
                       [&](const match::Matcher& matcher) { return matcher.name() == label; });
  }
  // A series without any info still fits when every matcher accepts an absent label.
  bool optional() const {
    return std::all_of(label_matchers.begin(), label_matchers.end(),
                       [](const match::Matcher& matcher) { return matcher.matches(""); });
  }
  bool is_info(const core::Labels& labels) const {
    return std::all_of(name_matchers.begin(), name_matchers.end(),
                       [&](const match::Matcher& matcher) { return matcher.matches(labels); });
  }
};

Wanted wanted_by(const Call& call) {
  Wanted wanted;
  if (call.arguments.size() > 1) {
    for (const auto& matcher : unwrapped(*call.arguments[1]).as<VectorSelector>()->matchers) {
      auto& list = matcher.name() == "__name__" ? wanted.name_matchers : wanted.label_matchers;
      list.push_back(matcher);
    }
  }
  if (wanted.name_matchers.empty()) {
    wanted.name_matchers.push_back(
        match::Matcher::create(match::MatchType::equal, "__name__", "target_info").value());
  }
  wanted.selector.matchers = wanted.name_matchers;
  wanted.selector.matchers.insert(wanted.selector.matchers.end(), wanted.label_matchers.begin(),
                                  wanted.label_matchers.end());
  return wanted;
}

core::Error conflict(std::string_view label) {
  return core::Error("conflicting label: " + std::string(label), core::ErrorKind::invalid);
}

// Where the first selector of an expression looks: info() looks for the info series there, too.
struct FirstModifiers {
  const TimeModifiers* operator()(const NumberLiteral& /*node*/) const { return nullptr; }
  const TimeModifiers* operator()(const StringLiteral& /*node*/) const { return nullptr; }
  const TimeModifiers* operator()(const VectorSelector& node) const { return &node.modifiers; }
  const TimeModifiers* operator()(const MatrixSelector& node) const {
    return &node.selector.modifiers;
  }
  const TimeModifiers* operator()(const Subquery& node) const { return of(node.inner); }
  const TimeModifiers* operator()(const Unary& node) const { return of(node.operand); }
  const TimeModifiers* operator()(const Binary& node) const {
    const TimeModifiers* left = of(node.left);
    return left != nullptr ? left : of(node.right);
  }
  const TimeModifiers* operator()(const Aggregate& node) const {
    const TimeModifiers* parameter = node.parameter == nullptr ? nullptr : of(node.parameter);
    return parameter != nullptr ? parameter : of(node.operand);
  }
  const TimeModifiers* operator()(const Call& node) const {
    for (const ExpressionPtr& argument : node.arguments) {
      if (const TimeModifiers* found = of(argument)) return found;
    }
    return nullptr;
  }
  const TimeModifiers* operator()(const Parentheses& node) const { return of(node.inner); }

  static const TimeModifiers* of(const ExpressionPtr& expression) {
    return std::visit(FirstModifiers{}, expression->node);
  }
};

// The info series of one target that are present at this step: of each name the one with the
// newest sample, because a target that came back with other labels has both for a while.
// `infos` shows the times of the samples.
core::Result<std::vector<std::size_t>> newest_rows(const Columns& infos,
                                                   const std::vector<std::size_t>& rows,
                                                   std::size_t step) {
  std::map<std::string_view, std::size_t> by_name;
  for (const std::size_t row : rows) {
    const double time = infos.row(row)[step];
    if (is_absent(time)) continue;
    const std::string_view name = infos.head(row).labels.get("__name__");
    const auto [known, added] = by_name.emplace(name, row);
    if (added) continue;
    const double other = infos.row(known->second)[step];
    if (time == other) {
      return core::Error("found duplicate series for info metric " + std::string(name),
                         core::ErrorKind::invalid);
    }
    if (time > other) known->second = row;
  }
  std::vector<std::size_t> result;
  for (const auto& [name, row] : by_name) result.push_back(row);
  return result;
}

// The base labels with those of the info series that are present at this step. `found` says
// whether there was any.
core::Result<core::Labels> enriched(const core::Labels& base, const Columns& infos,
                                    const std::vector<std::size_t>& candidates, std::size_t step,
                                    const Wanted& wanted, bool& found) {
  const auto rows = newest_rows(infos, candidates, step);
  if (!rows) return rows.error();
  core::Labels labels = base;
  for (const std::size_t row : *rows) {
    for (const core::LabelView label : infos.head(row).labels) {
      if (!wanted.takes(label.name) || !base.get(label.name).empty()) continue;
      const std::string_view known = labels.get(label.name);
      if (!known.empty() && known != label.value) return conflict(label.name);
      labels = labels.with(label.name, label.value);
      found = true;
    }
  }
  return labels;
}

}  // namespace

// info(v, {selector}): the series of v with the labels of the info metrics of the same target.
// Source: prometheus/prometheus, promql/info.go (experimental since 2.55).
core::Result<Value> Evaluator::info(const CallSite& site) {
  auto value = evaluate(*site.call.arguments[0], site.grid);
  if (!value) return value;
  const Columns& base = std::get<Columns>(*value);
  Wanted wanted = wanted_by(site.call);
  if (const TimeModifiers* modifiers = FirstModifiers::of(site.call.arguments[0])) {
    wanted.selector.modifiers = clone(*modifiers);
  }
  const auto infos = select_instants(wanted.selector, site.grid, Show::timestamps);
  if (!infos) return infos.error();
  std::map<core::Labels, std::vector<std::size_t>> by_target;
  for (std::size_t i = 0; i < infos->size(); ++i) {
    by_target[identity(infos->head(i).labels)].push_back(i);
  }
  Columns result(base.steps());
  std::map<core::Labels, std::size_t> rows;
  for (std::size_t i = 0; i < base.size(); ++i) {
    const Head& head = base.head(i);
    const bool is_info = wanted.is_info(head.labels);
    const auto& candidates = by_target[identity(head.labels)];
    for (std::size_t step = 0; step < base.steps(); ++step) {
      if (is_absent(base.row(i)[step])) continue;
      bool found = is_info;
      auto labels = is_info ? core::Result<core::Labels>(head.labels)
                            : enriched(head.labels, *infos, candidates, step, wanted, found);
      if (!labels) return std::move(labels).error();
      if (!found && !wanted.optional()) continue;
      const auto [entry, added] = rows.emplace(*labels, result.size());
      if (added) result.add({*labels, head.drop_name});
      result.row(entry->second)[step] = base.row(i)[step];
    }
  }
  return Value(std::move(result));
}

}  // namespace silicon::promql
