// Bytes as what is posted to take alerts in hand and to give them back, and as what asks to have
// one explained: all of it is answered, in JSON.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "alerting/api/client/words/explanation.hpp"
#include "alerting/api/monitoring/call.hpp"
#include "alerting/engine/engine.hpp"
#include "alerting/series/store.hpp"
#include "exporter/runtime/http/message.hpp"

namespace {

namespace api = silicon::api;
namespace core = silicon::core;
namespace engine = silicon::engine;

constexpr core::Instant kNow{std::chrono::seconds(1'700'000'000)};

void check(bool holds) {
  if (!holds) std::abort();
}

// An alerter with one route, and one alert that fires.
struct Fixture {
  Fixture() {
    engine::Settings settings;
    settings.plan.emplace();
    settings.plan->root.receiver = "team";
    settings.plan->receivers = {{"team", {{"webhook[0]", true}}}};
    alerter.configure(std::move(settings), kNow);
    silicon::alert::Notice notice;
    notice.labels = {{"alertname", "Down"}, {"instance", "a"}};
    notice.starts_at = kNow;
    notice.ends_at = kNow + std::chrono::hours(1);
    alerter.notifier().take(engine::AlertsPosted{{notice}});
    alerter.step(kNow, {});
  }

  silicon::series::Store store{silicon::series::StoreLimits{}};
  engine::Engine alerter{store, [] { return core::SteadyInstant(); }};
};

api::AlertmanagerWorld world_of(Fixture& fixture) {
  api::AlertmanagerWorld world;
  world.look = [&](const auto& function) { return function(fixture.alerter); };
  world.change = [&](const auto& function) {
    engine::Notifier::Work work;
    return function(fixture.alerter, work);
  };
  world.now = kNow;
  return world;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Fixture fixture;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const api::AlertmanagerWorld world = world_of(fixture);
  for (const char* path : {"acknowledge", "withdraw"}) {
    const api::Answer answer = api::call_monitoring({"POST", path, {}, text}, world);
    check(answer.status == 200 || answer.status == 400 || answer.status == 404);
    check(answer.status != 200 || api::hands_text(path, answer.status, answer.body).ok());
  }
  const api::Parameters asked(silicon::runtime::parse_query(text));
  const api::Answer answer = api::call_monitoring({"GET", "explain", asked, ""}, world);
  check(answer.status == 200 || answer.status == 400 || answer.status == 404);
  check(answer.status != 200 || api::explanation_text(answer.status, answer.body).ok());
  return 0;
}
