#include "alerting/notify/relabelled.hpp"

#include "alerting/scrape/relabel/apply.hpp"

namespace silicon::notify {

std::vector<alert::Notice> relabelled(std::span<const alert::Notice> notices,
                                      std::span<const scrape::RelabelRule> rules) {
  std::vector<alert::Notice> result;
  result.reserve(notices.size());
  for (const alert::Notice& notice : notices) {
    const auto labels = scrape::relabel(notice.labels, rules);
    if (!labels) continue;
    result.push_back(notice);
    result.back().labels = *labels;
  }
  return result;
}

}  // namespace silicon::notify
