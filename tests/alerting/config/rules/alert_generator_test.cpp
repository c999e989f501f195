// The cases of Prometheus's alert generator compliance suite in virtual time, against what a real
// promtool saw of ALERTS; where they are at hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "alerting/config/rules/read_rules.hpp"
#include "alerting/promql/check/check.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/rules/evaluate.hpp"

namespace silicon::config {
namespace {

using Json = nlohmann::json;
using Alerts = std::vector<std::string>;

core::Instant at(int seconds) {
  return core::Instant(std::chrono::seconds(seconds));
}

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Suite {
 public:
  explicit Suite(const std::filesystem::path& folder)
      : cases_(Json::parse(content(folder / "series.json"))),
        groups_(read_rules(content(folder / "rules.yaml"), "rules.yaml").value()),
        states_(groups_.size()) {
    for (const Json& entry : cases_.at("series")) {
      std::vector<core::Label> labels;
      for (const auto& [name, value] : entry.at("labels").items()) labels.push_back({name, value});
      series_.push_back(store_.intern(core::Labels(labels)).value());
    }
  }

  // ALERTS after the evaluation at this time.
  Alerts step(int seconds) {
    feed(seconds);
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      const auto evaluation = rules::evaluate(groups_[i], states_[i], at(seconds), surroundings_);
      EXPECT_TRUE(evaluation.failures.empty());
    }
    const auto query = promql::parse_query("ALERTS", {});
    const auto result = promql::Engine(store_, {}).instant(**query, at(seconds));
    Alerts alerts;
    for (const auto& sample : std::get<promql::InstantVector>(result->value)) {
      alerts.push_back(promql::labels_text(sample.labels));
    }
    std::sort(alerts.begin(), alerts.end());
    return alerts;
  }

  int group_interval() const { return cases_.at("group_interval_s"); }

 private:
  void feed(int seconds) {
    const int gap = cases_.at("sample_interval_s");
    std::vector<series::Append> batch;
    for (; fed_ * gap <= seconds; ++fed_) {
      for (std::size_t i = 0; i < series_.size(); ++i) {
        const Json& values = cases_.at("series")[i].at("values");
        const auto index = static_cast<std::size_t>(fed_);
        if (index >= values.size() || !values[index].is_number()) continue;
        batch.push_back({series_[i], {at(fed_ * gap), values[index].get<double>()}});
      }
    }
    store_.append(batch);
  }

  Json cases_;
  series::Store store_{{}};
  std::vector<rules::Group> groups_;
  std::vector<rules::GroupState> states_;
  std::vector<series::SeriesRef> series_;
  rules::Surroundings surroundings_{store_, rules::writer_to(store_)};
  int fed_ = 0;
};

TEST(AlertGenerator, GivesTheSameAlertsOverTimeAsPrometheus) {
  const std::filesystem::path folder =
      std::filesystem::path(SILICON_SOURCE_DIR) / "../shared/data/compliance/alert_generator";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is not here";
  const Json golden = Json::parse(content(folder / "golden_ALERTS_changes_promtool_3.5.3.json"));
  Suite suite(folder);
  Alerts expected;
  std::size_t changes = 0;
  const int end = golden.back().at("t").get<int>() + 300;
  for (int seconds = 0; seconds <= end; seconds += suite.group_interval()) {
    if (changes < golden.size() && golden[changes].at("t") == seconds) {
      expected = golden[changes++].at("ALERTS").get<Alerts>();
      std::sort(expected.begin(), expected.end());
    }
    ASSERT_EQ(suite.step(seconds), expected) << "at " << seconds << " s";
  }
  EXPECT_EQ(changes, golden.size());
}

}  // namespace
}  // namespace silicon::config
