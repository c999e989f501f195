#include "alerting/api/monitoring/outbox.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace silicon::api {
namespace {

using nlohmann::json;

constexpr core::Instant kNow{std::chrono::seconds(1'700'000'000)};

engine::Outgoing outgoing(std::uint64_t id) {
  engine::Outgoing out;
  out.entry.id = id;
  out.entry.integration = "slack[0]";
  out.entry.notification.receiver = "team";
  out.entry.notification.group_key = "{}:{}";
  out.entry.notification.reason = "first notification";
  out.entry.notification.decided_at = kNow;
  out.entry.notification.alerts.resize(3);
  out.entry.notification.alerts[1].notice.resolved = true;
  return out;
}

TEST(ListOutbox, ShowsWhatWaitsAndWhatWasGivenUp) {
  std::map<std::uint64_t, engine::Outgoing> outbox{{7, outgoing(7)}, {9, outgoing(9)}};
  outbox[7].entry.dead = true;
  outbox[7].entry.answer = "404 Not Found";
  outbox[9].last_attempt = state::DeliveryAttempt();
  outbox[9].last_attempt->time = kNow + std::chrono::seconds(1);
  outbox[9].last_attempt->answer = "503 Service Unavailable";
  EXPECT_EQ(json::parse(list_outbox(outbox).body)["data"], json::parse(R"({"messages": [
      {"id": 7, "receiver": "team", "integration": "slack[0]", "groupKey": "{}:{}",
       "reason": "first notification", "decidedAt": "2023-11-14T22:13:20.000Z", "firing": 2,
       "resolved": 1, "state": "given up", "answer": "404 Not Found"},
      {"id": 9, "receiver": "team", "integration": "slack[0]", "groupKey": "{}:{}",
       "reason": "first notification", "decidedAt": "2023-11-14T22:13:20.000Z", "firing": 2,
       "resolved": 1, "state": "waiting", "answer": "503 Service Unavailable",
       "triedAt": "2023-11-14T22:13:21.000Z"}], "leftOut": 0})"));
}

TEST(ListOutbox, IsLimited) {
  std::map<std::uint64_t, engine::Outgoing> outbox;
  for (std::uint64_t id = 1; id <= kMostListed + 5; ++id) outbox[id] = outgoing(id);
  const json data = json::parse(list_outbox(outbox).body)["data"];
  EXPECT_EQ(data["messages"].size(), kMostListed);
  EXPECT_EQ(data["leftOut"], 5);
}

TEST(ListOutbox, MayBeEmpty) {
  EXPECT_EQ(list_outbox({}).body, R"({"status":"success","data":{"messages":[],"leftOut":0}})");
}

}  // namespace
}  // namespace silicon::api
