// What is saved of routing, with every field filled.
#pragma once

#include <string>

#include "alerting/state/saved.hpp"
#include "tests/support/alerting/alert_samples.hpp"

namespace silicon::testing {

inline routing::SavedGroup saved_group(std::string route = "{}/{team=\"db\"}") {
  routing::SavedGroup group;
  group.identity = {std::move(route), {{"alertname", "HighLoad"}, {"cluster", "a"}}};
  group.next_flush = at_second(1'700'000'300);
  group.flushed = true;
  group.escalated = 2;
  routing::Channel channel{"ops", "slack[0]", {}, {}};
  channel.told = routing::Told{at_second(1'700'000'030), {1, 0xffffffffffffffffU}, {7}, {3, 4}};
  channel.pending = {{17, {at_second(1'700'000'060), {1}, {}, {}}}, {19, {}}};
  group.channels = {channel, {"dev", "email[1]", {}, {}}};
  group.first_told = {{1, at_second(1'700'000'031)}, {7, at_second(1'700'000'029)}};
  return group;
}

inline routing::Silence silence(std::string id = "5b2a7c5e") {
  routing::Silence silence;
  silence.id = std::move(id);
  silence.matchers = {
      routing::Matcher::create(match::MatchType::equal, "alertname", "HighLoad").value(),
      routing::Matcher::create(match::MatchType::not_regex, "n\xc3\xb6", "a.*|b").value()};
  silence.starts_at = at_second(1'700'000'000);
  silence.ends_at = at_second(1'700'003'600);
  silence.created_by = "ann";
  silence.comment = "moving \"db\"";
  silence.updated_at = at_second(1'700'000'001);
  routing::TimeInterval nights;
  nights.times = {{0, 360}, {1320, 1440}};
  nights.weekdays = {{1, 5}};
  nights.days_of_month = {{-3, -1}};
  nights.months = {{1, 12}};
  nights.years = {{2026, 2030}};
  nights.zone = routing::TimeZone::find("UTC").value();
  silence.schedule = {nights};
  silence.until_resolved = true;
  silence.seen = true;
  return silence;
}

inline routing::Acknowledgement acknowledgement(std::string instance = "a:1") {
  return {{{"alertname", "HighLoad"}, {"instance", std::move(instance)}},
          at_second(1'700'000'060),
          "ann",
          "on it",
          at_second(1'700'000'090),
          at_second(1'700'003'690)};
}

inline state::OutboxEntry outbox_entry(std::uint64_t id = 17) {
  notify::Item item;
  item.notice = {alert::make_origin(rule_identity(), "http://here/graph"),
                 {{"alertname", "HighLoad"}, {"instance", "a:1"}},
                 {{"empty", ""}, {"summary", "hot"}},
                 at_second(1'700'000'060),
                 at_second(1'700'000'360),
                 true,
                 true,
                 12.5,
                 0.25};
  item.threshold = notify::Threshold{">", 10};
  item.trend = notify::Trend{9.5, std::chrono::minutes(10)};
  item.acknowledgement = notify::Acknowledgement{"ann", "on it", at_second(1'700'003'690)};
  notify::Item plain;
  plain.notice.labels = {{"alertname", "Other"}};
  notify::Notification notification;
  notification.receiver = "ops";
  notification.group_key = R"({}/{team="db"}:{alertname="HighLoad"})";
  notification.group_labels = {{"alertname", "HighLoad"}};
  notification.alerts = {item, plain};
  notification.external_url = "http://here";
  notification.decided_at = at_second(1'700'000'061);
  notification.reason = "new alerts added";
  notification.remarks = {"the silence of ann has expired", "2 are quiet"};
  return {id, "slack[0]", notification, true, "HTTP status 404"};
}

inline state::DeliveryAttempt delivery_attempt(std::int64_t second, std::uint64_t id = 17) {
  return {at_second(second),
          id,
          "ops",
          "slack[0]",
          R"({}:{alertname="HighLoad"})",
          "first notification",
          3,
          1,
          state::DeliveryOutcome::again,
          "HTTP status 503",
          std::chrono::milliseconds(250)};
}

}  // namespace silicon::testing
