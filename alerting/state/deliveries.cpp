#include "alerting/state/deliveries.hpp"

namespace silicon::state {

std::string_view delivery_outcome_name(DeliveryOutcome outcome) {
  switch (outcome) {
    case DeliveryOutcome::delivered:
      return "delivered";
    case DeliveryOutcome::again:
      return "again";
    case DeliveryOutcome::given_up:
      break;
  }
  return "given up";
}

}  // namespace silicon::state
