#include "exporter/platform/probing/prober.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <memory>

#include "exporter/runtime/system_clock.hpp"
#include "tests/support/http/http_pages.hpp"

namespace silicon::probing {
namespace {

using namespace std::chrono_literals;
using testing::always;
using testing::http_page;
using testing::RawSocket;
using testing::ScriptedServer;

Probe probe_of(const std::string& name, std::uint16_t port, core::Duration interval = 50ms) {
  Probe probe;
  probe.name = name;
  probe.url_text = "http://127.0.0.1:" + std::to_string(port) + "/";
  probe.url = *runtime::parse_http_url(probe.url_text);
  probe.interval = interval;
  return probe;
}

// The records as soon as they fulfil the condition, or as they are after ten seconds.
template <class Condition>
std::vector<probes::Record> records_when(const Prober& prober, Condition condition) {
  const runtime::SystemClock clock;
  const auto end = clock.steady() + 10s;
  std::vector<probes::Record> records = prober.records();
  while (!condition(records) && clock.steady() < end) {
    std::this_thread::yield();
    records = prober.records();
  }
  return records;
}

TEST(Prober, TriesEachProbeAgainAndAgain) {
  std::atomic<int> asked = 0;
  const ScriptedServer server([&](RawSocket& peer) {
    ++asked;
    always(http_page(200, "ok"))(peer);
  });
  const runtime::SystemClock clock;
  const Prober prober({probe_of("a", server.port())}, clock);
  const auto records = records_when(prober, [&](const auto&) { return asked >= 3; });
  EXPECT_GE(asked, 3);
  EXPECT_EQ(records[0].consecutive_failures, 0U);
}

TEST(Prober, CountsFailuresAndRecovers) {
  std::atomic<bool> well = false;
  const ScriptedServer server(
      [&](RawSocket& peer) { always(http_page(well ? 200 : 500, ""))(peer); });
  const runtime::SystemClock clock;
  const Prober prober({probe_of("a", server.port())}, clock);
  auto records =
      records_when(prober, [](const auto& now) { return now[0].consecutive_failures >= 2; });
  EXPECT_GE(records[0].consecutive_failures, 2U);
  EXPECT_EQ(records[0].last_success, std::nullopt);
  well = true;
  records = records_when(prober, [](const auto& now) { return now[0].last_success.has_value(); });
  EXPECT_EQ(records[0].consecutive_failures, 0U);
}

TEST(Prober, GoesOnWhileOtherServicesHang) {
  const ScriptedServer hanging([](RawSocket& peer) { peer.receive_all(); });
  const ScriptedServer well(always(http_page(200, "ok")));
  std::vector<Probe> probes;
  for (int i = 0; i < 8; ++i) probes.push_back(probe_of("h" + std::to_string(i), hanging.port()));
  probes.push_back(probe_of("well", well.port()));
  const runtime::SystemClock clock;
  const Prober prober(std::move(probes), clock);
  const auto records =
      records_when(prober, [](const auto& now) { return now[8].latest.has_value(); });
  ASSERT_TRUE(records[8].latest);
  EXPECT_TRUE(records[8].latest->success());
  EXPECT_FALSE(records[0].latest);  // still waiting, and the end of the test does not wait for it
}

TEST(Prober, TriesMoreProbesThanItHasThreads) {
  const ScriptedServer server(always(http_page(200, "ok")));
  std::vector<Probe> probes;
  for (int i = 0; i < 50; ++i) probes.push_back(probe_of(std::to_string(i), server.port(), 1h));
  const runtime::SystemClock clock;
  const Prober prober(std::move(probes), clock);
  const auto all_tried = [](const auto& now) {
    return std::all_of(now.begin(), now.end(), [](const auto& r) { return r.latest.has_value(); });
  };
  EXPECT_TRUE(all_tried(records_when(prober, all_tried)));
}

TEST(Prober, WithoutProbesDoesNothing) {
  const runtime::SystemClock clock;
  const Prober prober({}, clock);
  EXPECT_TRUE(prober.records().empty());
}

}  // namespace
}  // namespace silicon::probing
