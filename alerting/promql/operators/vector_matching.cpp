#include "alerting/promql/operators/vector_matching.hpp"

#include <algorithm>
#include <cassert>
#include <map>

#include "alerting/promql/operators/arithmetic.hpp"
#include "alerting/promql/operators/keys.hpp"
#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::promql {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// The rows of both sides that share one key.
struct MatchGroup {
  std::vector<std::size_t> many;
  std::vector<std::size_t> one;
};

// "Many" is the left side unless group_right says otherwise; in a one-to-one match both are one.
class Matching {
 public:
  Matching(const Binary& node, const Columns& left, const Columns& right, const Options& options)
      : node_(node),
        swapped_(node.matching.cardinality == Cardinality::one_to_many),
        many_(swapped_ ? right : left),
        one_(swapped_ ? left : right),
        options_(options),
        filter_(node.matching.labels, node.matching.on, options),
        result_(left.steps()) {}

  core::Result<Columns> run() &&;

 private:
  std::vector<MatchGroup> groups() const;
  core::Status match(const MatchGroup& group);
  core::Status check_one_side(const MatchGroup& group) const;
  core::Error duplicate(std::size_t first, std::size_t second) const;
  core::Status match_pair(std::size_t many_row, std::size_t one_row, const MatchGroup& group);
  core::Status claim(std::size_t step, const core::Labels& labels);
  core::Status fill_gaps(const MatchGroup& group);
  double combined(double many, double one) const;
  template <class ValueOf>
  void fill_row(std::span<const double> own, const Columns& side,
                const std::vector<std::size_t>& partners, Head head, ValueOf value);
  core::Labels result_labels(const Head& many, const Head& one) const;
  bool one_to_one() const { return node_.matching.cardinality == Cardinality::one_to_one; }
  bool ambiguous(const MatchGroup& group) const { return group.many.size() > 1; }

  const Binary& node_;
  bool swapped_;
  const Columns& many_;
  const Columns& one_;
  const Options& options_;
  LabelFilter filter_;
  Columns result_;
  bool needs_merge_ = false;
  // Which series has matched at a step within the current group: by labels where the one side's
  // labels are copied, one for all in a one-to-one match.
  std::map<core::Labels, std::vector<bool>> claimed_;
};

std::vector<MatchGroup> Matching::groups() const {
  KeyNumbers numbers(filter_);
  const std::vector<std::uint32_t> one_keys = numbers.numbers(one_);
  const std::vector<std::uint32_t> many_keys = numbers.numbers(many_);
  std::vector<MatchGroup> result(numbers.size());
  for (std::size_t i = 0; i < one_keys.size(); ++i) result[one_keys[i]].one.push_back(i);
  for (std::size_t i = 0; i < many_keys.size(); ++i) result[many_keys[i]].many.push_back(i);
  return result;
}

core::Result<Columns> Matching::run() && {
  if (many_.empty() || one_.empty()) {
    const bool fills = node_.matching.fill_left || node_.matching.fill_right;
    if (!fills) return std::move(result_);
  }
  result_.reserve(many_.size());
  result_.distinct_without_name =
      one_to_one() || (many_.distinct_without_name && node_.matching.include.empty());
  const std::vector<MatchGroup> found = groups();
  for (const MatchGroup& group : found) {
    if (auto status = check_one_side(group); !status) return std::move(status).error();
  }
  for (const MatchGroup& group : found) {
    if (auto status = match(group); !status) return std::move(status).error();
  }
  needs_merge_ = needs_merge_ || (!one_to_one() && !result_.distinct_without_name);
  if (needs_merge_) {
    if (auto status = merge_equal_rows(result_); !status) return std::move(status).error();
  }
  return std::move(result_);
}

core::Status Matching::match(const MatchGroup& group) {
  if (group.one.size() > 1) needs_merge_ = true;
  if (ambiguous(group)) claimed_.clear();
  for (const std::size_t many_row : group.many) {
    for (const std::size_t one_row : group.one) {
      if (auto status = match_pair(many_row, one_row, group); !status) return status;
    }
  }
  if (ambiguous(group) && one_to_one()) {
    result_.distinct_without_name = false;
    needs_merge_ = true;
  }
  const bool fills = node_.matching.fill_left || node_.matching.fill_right;
  return fills ? fill_gaps(group) : core::Status(core::Done{});
}

// Two series of the one side with one key at one step cannot both be the partner, even where
// nothing asks for it; but where the many side is empty nobody looks.
core::Status Matching::check_one_side(const MatchGroup& group) const {
  if (group.one.size() < 2) return core::Done{};
  for (std::size_t step = 0; step < one_.steps(); ++step) {
    std::size_t first = kNone;
    for (const std::size_t row : group.one) {
      if (is_absent(one_.row(row)[step])) continue;
      if (first == kNone) {
        first = row;
        continue;
      }
      for (std::size_t i = 0; i < many_.size(); ++i) {
        if (!is_absent(many_.row(i)[step])) return duplicate(first, row);
      }
    }
  }
  return core::Done{};
}

core::Error Matching::duplicate(std::size_t first, std::size_t second) const {
  const LabelFilter matched(node_.matching.labels, node_.matching.on, options_);
  return core::invalid(
      "found duplicate series for the match group " + labels_text(matched.apply(one_.head(first))) +
      " on the " + (swapped_ ? "left" : "right") + " hand-side of the operation: [" +
      labels_text(one_.head(second).labels) + ", " + labels_text(one_.head(first).labels) +
      "];many-to-many matching not allowed: matching labels must be unique on one side");
}

double Matching::combined(double many, double one) const {
  const double left = swapped_ ? one : many;
  const double value = calculate(node_.op, left, swapped_ ? many : one);
  if (!is_comparison(node_.op) || node_.returns_bool) return value;
  return value != 0 ? left : absent();
}

core::Status Matching::match_pair(std::size_t many_row, std::size_t one_row,
                                  const MatchGroup& group) {
  const core::Labels labels = result_labels(many_.head(many_row), one_.head(one_row));
  const std::span<double> row =
      result_.add({labels, drops_name(node_) || many_.head(many_row).drop_name});
  const std::span<const double> many = many_.row(many_row);
  const std::span<const double> one = one_.row(one_row);
  bool any = false;
  for (std::size_t step = 0; step < row.size(); ++step) {
    if (is_absent(many[step]) || is_absent(one[step])) continue;
    row[step] = combined(many[step], one[step]);
    // A second partner is ambiguous even where a comparison then drops the value; several series
    // with one partner each are only where both leave something.
    if (ambiguous(group) && (one_to_one() || !is_absent(row[step]))) {
      if (auto status = claim(step, labels); !status) return status;
    }
    any = any || !is_absent(row[step]);
  }
  if (!any) result_.pop();
  return core::Done{};
}

core::Status Matching::claim(std::size_t step, const core::Labels& labels) {
  const bool nameless = drops_name(node_) && !options_.delayed_name_removal;
  std::vector<bool>& steps =
      claimed_[one_to_one() ? core::Labels()
               : nameless   ? without_name(labels, options_.type_and_unit_labels)
                            : labels];
  steps.resize(result_.steps());
  if (steps[step]) {
    return core::invalid(
        one_to_one() ? "multiple matches for labels: many-to-one matching must be explicit "
                       "(group_left/group_right)"
                     : "multiple matches for labels: grouping labels must ensure unique matches");
  }
  steps[step] = true;
  return core::Done{};
}

// fill(): a series without a partner meets the fill value instead, which bears the labels that were
// to be matched and no others.
core::Status Matching::fill_gaps(const MatchGroup& group) {
  const auto& fill_many = swapped_ ? node_.matching.fill_right : node_.matching.fill_left;
  const auto& fill_one = swapped_ ? node_.matching.fill_left : node_.matching.fill_right;
  for (const std::size_t row : fill_one ? group.many : std::vector<std::size_t>()) {
    const Head& many = many_.head(row);
    const Head partner{filter_.apply(many), false};
    fill_row(many_.row(row), one_, group.one, {result_labels(many, partner), many.drop_name},
             [&](double own) { return combined(own, *fill_one); });
  }
  for (const std::size_t row : fill_many ? group.one : std::vector<std::size_t>()) {
    const Head& one = one_.head(row);
    const Head partner{filter_.apply(one), false};
    fill_row(one_.row(row), many_, group.many, {result_labels(partner, one), false},
             [&](double own) { return combined(*fill_many, own); });
  }
  result_.prune();
  needs_merge_ = true;
  return core::Done{};
}

// A row of what `value` makes of `own` at those steps where none of the partners is present.
template <class ValueOf>
void Matching::fill_row(std::span<const double> own, const Columns& side,
                        const std::vector<std::size_t>& partners, Head head, ValueOf value) {
  head.drop_name = head.drop_name || drops_name(node_);
  const std::span<double> row = result_.add(std::move(head));
  for (std::size_t step = 0; step < row.size(); ++step) {
    const bool met = std::any_of(partners.begin(), partners.end(), [&](std::size_t partner) {
      return !is_absent(side.row(partner)[step]);
    });
    if (!met && !is_absent(own[step])) row[step] = value(own[step]);
  }
}

core::Labels Matching::result_labels(const Head& many, const Head& one) const {
  const VectorMatching& matching = node_.matching;
  core::Labels labels = many.labels;
  // An operator that drops the name drops it here and now, even with delayed name removal. Without
  // that, marking it as dropped looks the same and costs nothing.
  const bool strip = !is_comparison(node_.op) && options_.delayed_name_removal;
  if (one_to_one() && matching.on) {
    labels = filter_.apply(many);
  } else if (one_to_one()) {
    for (const std::string& name : matching.labels) labels = labels.with(name, "");
  }
  if (strip) labels = without_name(labels, options_.type_and_unit_labels);
  for (const std::string& name : matching.include) {
    const bool hidden = name == "__name__" && one.drop_name && !options_.delayed_name_removal;
    labels = labels.with(name, hidden ? "" : one.labels.get(name));
  }
  return labels;
}

}  // namespace

core::Result<Columns> match_vectors(const Binary& node, const Columns& left, const Columns& right,
                                    const Options& options) {
  return Matching(node, left, right, options).run();
}

}  // namespace silicon::promql
