// One entry of relabel_configs, metric_relabel_configs or alert_relabel_configs, checked and ready
// to be applied. Not the application: see apply.hpp.
// Immutable values; any thread. Tested by tests/alerting/scrape/relabel/rule_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alerting/series/match/regex.hpp"
#include "exporter/core/result.hpp"

namespace silicon::scrape {

enum class RelabelAction {
  replace,
  keep,
  drop,
  keep_equal,
  drop_equal,
  hash_mod,
  label_map,
  label_drop,
  label_keep,
  lowercase,
  uppercase,
};

// What users write, with Prometheus's defaults.
struct RelabelOptions {
  std::vector<std::string> source_labels = {};
  std::string separator = ";";
  std::string regex = "(.*)";
  std::uint64_t modulus = 0;
  std::string target_label = {};
  std::string replacement = "$1";
  std::string action = "replace";  // in any case
};

class RelabelRule {
 public:
  // Refuses what Prometheus refuses (model/relabel/relabel.go, Validate), in one line.
  static core::Result<RelabelRule> create(RelabelOptions options);

  RelabelAction action() const { return action_; }
  const RelabelOptions& options() const { return options_; }
  const match::Regex& regex() const { return regex_; }

 private:
  RelabelRule(RelabelOptions options, RelabelAction action, match::Regex regex);

  RelabelOptions options_;
  RelabelAction action_;
  match::Regex regex_;
};

// "labeldrop" and so on, as written in files; nullopt for another word.
std::optional<RelabelAction> parse_action(std::string_view word);

}  // namespace silicon::scrape
