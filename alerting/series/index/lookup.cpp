#include "alerting/series/index/lookup.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace silicon::index {
namespace {

using match::Matcher;
using match::MatchType;

// Membership by number, in one bit each.
class IdSet {
 public:
  explicit IdSet(Id end) : words_((end + 63) / 64) {}

  void insert(const Ids& ids) {
    for (const Id id : ids) words_[id / 64] |= std::uint64_t{1} << (id % 64);
  }
  bool contains(Id id) const { return (words_[id / 64] >> (id % 64) & 1) != 0; }

 private:
  std::vector<std::uint64_t> words_;
};

// Whether the values that a matcher names are those it accepts.
bool is_positive(const Matcher& matcher) {
  return matcher.type() == MatchType::equal || matcher.type() == MatchType::regex;
}

// The values that a matcher names, when it does so one by one.
std::optional<std::span<const std::string>> named_values(const Matcher& matcher) {
  const match::Shape* shape = matcher.shape();
  if (shape == nullptr) return std::span(&matcher.value(), 1);
  if (shape->words) return std::span<const std::string>(*shape->words);
  return std::nullopt;
}

// Calls visit(ids) with the list of each value that the matcher accepts (or, with `accepted`
// false, refuses).
template <class Visitor>
void for_each_list(const LabelIndex::Values& values, const Matcher& matcher, bool accepted,
                   Visitor visit) {
  const bool as_named = accepted == is_positive(matcher);
  const auto names = named_values(matcher);
  if (as_named && names) {
    for (const std::string& name : *names) {
      if (const auto entry = values.find(name); entry != values.end()) visit(entry->second);
    }
    return;
  }
  const std::string prefix = as_named ? matcher.shape()->prefix : std::string();
  for (auto entry = values.lower_bound(prefix);
       entry != values.end() && entry->first.starts_with(prefix); ++entry) {
    if (matcher.matches(entry->first) == accepted) visit(entry->second);
  }
}

// Below this many sets more than there are values, trying the sets one by one is cheaper.
constexpr std::size_t kFewSets = 100;

void filter(const LabelIndex& index, const Matcher& matcher, Ids& ids) {
  const bool accepts_absent = matcher.matches(std::string_view());
  const LabelIndex::Values* values = index.values(matcher.name());
  if (values == nullptr) {
    if (!accepts_absent) ids.clear();
    return;
  }
  if (ids.size() <= values->size() + kFewSets) {
    std::erase_if(ids, [&](Id id) { return !matcher.matches(index.labels(id)); });
    return;
  }
  // Sets without the label are in no list: gather what is accepted, or else what is not.
  IdSet gathered(index.end());
  for_each_list(*values, matcher, !accepts_absent,
                [&gathered](const Ids& list) { gathered.insert(list); });
  std::erase_if(ids, [&](Id id) { return gathered.contains(id) == accepts_absent; });
}

void intersect(Ids& ids, const Ids& list) {
  auto at = list.begin();
  std::erase_if(ids, [&](Id id) {
    at = std::lower_bound(at, list.end(), id);
    return at == list.end() || *at != id;
  });
}

bool is_exact(const Matcher& matcher) {
  return matcher.type() == MatchType::equal && !matcher.value().empty();
}

// The lists of the matchers that ask for one value each, the shortest first; nullopt when there is
// a value that no set has.
std::optional<std::vector<const Ids*>> exact_lists(const LabelIndex& index,
                                                   std::span<const Matcher> matchers) {
  std::vector<const Ids*> lists;
  for (const Matcher& matcher : matchers) {
    if (!is_exact(matcher)) continue;
    const LabelIndex::Values* values = index.values(matcher.name());
    if (values == nullptr) return std::nullopt;
    const auto entry = values->find(matcher.value());
    if (entry == values->end()) return std::nullopt;
    lists.push_back(&entry->second);
  }
  std::sort(lists.begin(), lists.end(),
            [](const Ids* a, const Ids* b) { return a->size() < b->size(); });
  return lists;
}

}  // namespace

Ids lookup(const LabelIndex& index, std::span<const Matcher> matchers) {
  const auto lists = exact_lists(index, matchers);
  if (!lists) return {};
  Ids ids = lists->empty() ? index.all() : *lists->front();
  for (std::size_t i = 1; i < lists->size(); ++i) intersect(ids, *(*lists)[i]);
  for (const Matcher& matcher : matchers) {
    if (!is_exact(matcher)) filter(index, matcher, ids);
  }
  return ids;
}

}  // namespace silicon::index
