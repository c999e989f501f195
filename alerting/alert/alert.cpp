#include "alerting/alert/alert.hpp"

#include <tuple>

namespace silicon::alert {

std::string_view phase_name(Phase phase) {
  switch (phase) {
    case Phase::pending:
      return "pending";
    case Phase::firing:
      return "firing";
    case Phase::resolved:
      return "inactive";
  }
  return {};
}

std::strong_ordering operator<=>(const RuleIdentity& a, const RuleIdentity& b) {
  return std::tie(a.file, a.group, a.rule, a.labels, a.occurrence) <=>
         std::tie(b.file, b.group, b.rule, b.labels, b.occurrence);
}

}  // namespace silicon::alert
