#include "exporter/serve/merge.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace silicon::serve {
namespace {

using core::Family;

using SeriesKeys = std::set<std::pair<core::Suffix, core::Labels>>;

void join(const Family& from, SeriesKeys& present, Family& into) {
  for (const core::Sample& sample : from.samples) {
    if (present.emplace(sample.suffix, sample.labels).second) into.samples.push_back(sample);
  }
}

Family joined(const Family* const* begin, const Family* const* end) {
  Family result{(*begin)->name, (*begin)->help, (*begin)->type, {}, (*begin)->unit};
  SeriesKeys present;
  for (const Family* const* family = begin; family != end; ++family) {
    if ((*family)->type == result.type) join(**family, present, result);
  }
  return result;
}

}  // namespace

MergedFamilies merge(const std::vector<const core::Families*>& parts) {
  std::vector<const Family*> all;
  for (const core::Families* part : parts) {
    for (const Family& family : *part) {
      if (!family.samples.empty()) all.push_back(&family);
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Family* a, const Family* b) { return a->name < b->name; });
  MergedFamilies merged;
  const Family* const* const end = all.data() + all.size();
  for (const Family* const* first = all.data(); first != end;) {
    const Family* const* const last = std::find_if(
        first, end, [&](const Family* other) { return other->name != (*first)->name; });
    if (last - first > 1) merged.joined.push_back(joined(first, last));
    merged.families.push_back(last - first > 1 ? &merged.joined.back() : *first);
    first = last;
  }
  return merged;
}

}  // namespace silicon::serve
