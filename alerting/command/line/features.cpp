#include "alerting/command/line/features.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "exporter/core/text.hpp"

namespace silicon::command {
namespace {

struct Feature {
  std::string_view name;
  bool promql::Options::*enabled;
};

// Source: prometheus/prometheus, docs/feature_flags.md (3.10).
constexpr std::array<Feature, 3> kFeatures{{
    {"promql-experimental-functions", &promql::Options::experimental_functions},
    {"promql-delayed-name-removal", &promql::Options::delayed_name_removal},
    {"promql-binop-fill-modifiers", &promql::Options::fill_modifiers},
}};

core::Error unknown(std::string_view name) {
  std::string known;
  for (const Feature& feature : kFeatures) {
    known += (known.empty() ? "" : ", ") + std::string(feature.name);
  }
  return core::Error("--enable-feature: unknown " + core::excerpt(name) + "; there are " + known,
                     core::ErrorKind::invalid);
}

}  // namespace

core::Result<promql::Options> language_of(const std::vector<std::string>& values) {
  promql::Options language;
  for (const std::string& names : values) {
    for (std::string_view rest = names; !rest.empty();) {
      const auto [name, others] = core::cut(rest, ',');
      const auto* const feature =
          std::find_if(kFeatures.begin(), kFeatures.end(),
                       [&, wanted = name](const Feature& one) { return one.name == wanted; });
      if (feature == kFeatures.end()) return unknown(name);
      language.*(feature->enabled) = true;
      rest = others;
    }
  }
  return language;
}

promql::Options whole_language() {
  promql::Options language;
  for (const Feature& feature : kFeatures) language.*(feature.enabled) = true;
  return language;
}

}  // namespace silicon::command
