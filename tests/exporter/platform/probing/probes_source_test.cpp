#include "exporter/platform/probing/probes_source.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "exporter/runtime/system_clock.hpp"
#include "tests/support/family_lines.hpp"
#include "tests/support/http/http_pages.hpp"

namespace silicon::probing {
namespace {

using namespace std::chrono_literals;

TEST(ProbesSource, IsAbsentWithoutProbes) {
  const runtime::SystemClock clock;
  const auto source = probes_source({}, clock).open();
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(source.error().message(), "the configuration lists no probes");
}

TEST(ProbesSource, AsksNobodyBeforeItIsSampledAndThenShowsTheAnswer) {
  std::atomic<bool> asked = false;
  const testing::ScriptedServer server([&](testing::RawSocket& peer) {
    asked = true;
    testing::always(testing::http_page(200, "ok"))(peer);
  });
  Probe probe;
  probe.name = "shop";
  probe.url_text = "http://127.0.0.1:" + std::to_string(server.port()) + "/";
  probe.url = *runtime::parse_http_url(probe.url_text);
  const runtime::SystemClock clock;
  const auto source = probes_source({probe}, clock).open();
  ASSERT_TRUE(source);
  EXPECT_FALSE(asked);
  const auto end = clock.steady() + 10s;
  core::Families families;
  while (families.empty() && clock.steady() < end) {
    families = *source.value()->sample({});
    std::this_thread::yield();
  }
  EXPECT_EQ(testing::value_of(
                families, "silicon_probe_success{probe=\"shop\",url=\"" + probe.url_text + "\"}"),
            1);
}

}  // namespace
}  // namespace silicon::probing
