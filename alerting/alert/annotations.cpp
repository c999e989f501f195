#include "alerting/alert/annotations.hpp"

#include <algorithm>
#include <utility>

namespace silicon::alert {

Annotations::Annotations(std::vector<core::Label> list) {
  if (!list.empty()) list_ = std::make_shared<const std::vector<core::Label>>(std::move(list));
}

bool operator==(const Annotations& a, const Annotations& b) {
  return a.is_copy_of(b) || std::equal(a.begin(), a.end(), b.begin(), b.end());
}

std::strong_ordering operator<=>(const Annotations& a, const Annotations& b) {
  return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace silicon::alert
