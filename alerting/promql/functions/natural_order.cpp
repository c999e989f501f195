#include "alerting/promql/functions/natural_order.hpp"

#include "exporter/core/text.hpp"

namespace silicon::promql {
namespace {

// The leading run of digits, or of anything but digits.
std::string_view take_run(std::string_view& text) {
  const bool digits = core::is_digit(text.front());
  std::size_t length = 1;
  while (length < text.size() && core::is_digit(text[length]) == digits) ++length;
  const std::string_view run = text.substr(0, length);
  text.remove_prefix(length);
  return run;
}

std::string_view without_zeros(std::string_view digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? std::string_view() : digits.substr(first);
}

// Less than 0, 0 or more, as memcmp().
int compare_runs(std::string_view a, std::string_view b) {
  if (!core::is_digit(a.front()) || !core::is_digit(b.front())) return a.compare(b);
  const std::string_view left = without_zeros(a);
  const std::string_view right = without_zeros(b);
  if (left.size() != right.size()) return left.size() < right.size() ? -1 : 1;
  if (const int order = left.compare(right)) return order;
  return a.size() == b.size() ? 0 : (a.size() < b.size() ? -1 : 1);
}

}  // namespace

bool naturally_less(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (const int order = compare_runs(take_run(a), take_run(b))) return order < 0;
  }
  return a.empty() && !b.empty();
}

}  // namespace silicon::promql
