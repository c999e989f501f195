// Rule files: an error whose every line has a place, or rules that can be evaluated.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "alerting/config/rules/read_rules.hpp"
#include "alerting/rules/evaluate.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  silicon::config::RuleFileOptions options;
  options.ignore_unknown_fields = size % 2 == 0;
  const auto groups = silicon::config::read_rules(text, "r.yml", options);
  if (!groups) {
    if (groups.error().message().rfind("r.yml", 0) != 0) std::abort();
    return 0;
  }
  silicon::series::Store store({});
  silicon::rules::Surroundings surroundings{store, silicon::rules::writer_to(store)};
  surroundings.options.max_samples = 10'000;
  for (const silicon::rules::Group& group : *groups) {
    silicon::rules::GroupState state;
    silicon::rules::evaluate(group, state, silicon::core::Instant(), surroundings);
  }
  silicon::config::repeated_rules(*groups);
  return 0;
}
