#include "alerting/shell/delivery/zones.hpp"

#include <utility>

#include "alerting/routing/calendar/time_zone.hpp"

namespace silicon::shell {

notify::ZoneLookup zone_lookup() {
  return [](std::string_view name, core::Instant at) -> core::Result<templates::ZoneOffset> {
    const auto zone = routing::TimeZone::find(name);
    if (!zone) return zone.error();
    routing::TimeZone::Offset offset = zone->offset(at);
    return templates::ZoneOffset{offset.east, std::move(offset.name)};
  };
}

}  // namespace silicon::shell
