// Bytes as a request to the API: "METHOD PATH\nQUERY". Every one is answered, in JSON where it is
// an API answer at all, and errors have the words that clients look for.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "alerting/api/call.hpp"
#include "alerting/api/client/envelope.hpp"
#include "alerting/series/store.hpp"
#include "exporter/core/text.hpp"
#include "exporter/runtime/http/message.hpp"

namespace {

using namespace std::chrono_literals;
namespace api = silicon::api;
namespace core = silicon::core;

constexpr core::Instant kNow{std::chrono::seconds(1'700'000'000)};

void check(bool holds) {
  if (!holds) std::abort();
}

// Three series of ten points, and an engine with nothing to do.
struct Fixture {
  Fixture() {
    for (const char* job : {"a", "b", "c"}) {
      const auto ref = store.intern(core::Labels{{"__name__", "up"}, {"job", job}});
      for (int i = 0; i < 10; ++i) {
        std::vector<silicon::series::Append> one{{*ref, {kNow - i * 15s, double(i % 2)}}};
        points.push_back(one.front());
      }
    }
    store.append(points);
  }

  std::vector<silicon::series::Append> points;
  silicon::series::Store store{silicon::series::StoreLimits{}};
  silicon::engine::Engine engine{store, {}};
};

api::World world_of(Fixture& fixture) {
  return {fixture.store,
          [&](const auto& function) { return function(fixture.engine); },
          [] { return api::About(); },
          [&] {
            api::QueryContext context{fixture.store};
            context.now = kNow;
            context.options.max_samples = 100'000;  // as users may set it
            // A query that goes on is ended after so many questions instead of a time.
            context.interrupt_after = [](core::Duration) -> silicon::promql::Interrupt {
              return [asked = 0]() mutable -> std::optional<std::string> {
                if (++asked < 2000) return std::nullopt;
                return "query timed out in expression evaluation";
              };
            };
            return context;
          },
          {}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Fixture fixture;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto [line, query] = core::cut(text, '\n');
  const auto [method, path] = core::cut(line, ' ');
  const api::Answer answer = api::call({std::string(method), std::string(path),
                                        api::Parameters(silicon::runtime::parse_query(query))},
                                       world_of(fixture));
  check(answer.status == 200 || answer.status == 400 || answer.status == 404 ||
        answer.status == 405 || answer.status == 422 || answer.status == 503);
  if (answer.status == 405) return 0;
  const auto envelope = api::read_envelope(answer.status, answer.body);
  if (answer.status == 200) check(envelope.ok());
  if (answer.status == 400 || answer.status == 422) {
    check(!envelope.ok() && !envelope.error().message().starts_with("client_error"));
  }
  return 0;
}
