#include "alerting/alert/annotations.hpp"

#include <algorithm>

namespace silicon::alert {

Annotations::Annotations(const std::vector<core::Label>& list)
    : list_(std::vector<core::LabelView>(list.begin(), list.end())) {}

std::strong_ordering operator<=>(const Annotations& a, const Annotations& b) {
  return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace silicon::alert
