// The cases of Prometheus's alert generator compliance suite through the whole engine in virtual
// time: the suite's series as a target's page, its rules as they are, against what a real promtool
// saw of ALERTS; where they are at hand. And what receivers are told meanwhile.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "alerting/config/rules/read_rules.hpp"
#include "alerting/promql/check/check.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "tests/support/alerting/engine_world.hpp"

namespace silicon::simulation {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;
using Alerts = std::vector<std::string>;

// On the grid of every group, as promtool's instant 0 is.
const core::Instant kStart(1'700'000'000s);

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The page at that second: what each series has as its newest value.
std::string page_at(const Json& cases, core::Duration second) {
  std::string page;
  const auto index = static_cast<std::size_t>(
      second / std::chrono::seconds(cases.at("sample_interval_s").get<int>()));
  for (const Json& series : cases.at("series")) {
    const Json& values = series.at("values");
    if (index >= values.size() || !values[index].is_number()) continue;
    std::vector<core::Label> labels;
    for (const auto& [name, value] : series.at("labels").items()) {
      if (name != "__name__") labels.push_back({name, value});
    }
    page += std::string(series.at("labels").at("__name__")) +
            promql::labels_text(core::Labels(labels)) + " " + values[index].dump() + "\n";
  }
  return page;
}

class Suite {
 public:
  explicit Suite(const std::filesystem::path& folder)
      : cases_(Json::parse(content(folder / "series.json"))), world_(settings(folder), kStart) {
    world_.answer = [this](const std::string&, core::Instant now) {
      return page_at(cases_, now - kStart);
    };
  }

  // ALERTS as they are at that second, without what the target adds.
  Alerts at(core::Duration second) {
    world_.run_until(kStart + second);
    world_.step();
    const auto query = promql::parse_query("ALERTS", {});
    const auto result = promql::Engine(*world_.store, {}).instant(**query, world_.now);
    Alerts alerts;
    for (const auto& sample : std::get<promql::InstantVector>(result->value)) {
      alerts.push_back(promql::labels_text(sample.labels.with("instance", "").with("job", "")));
    }
    std::sort(alerts.begin(), alerts.end());
    return alerts;
  }

  const testing::EngineWorld& world() const { return world_; }

 private:
  engine::Settings settings(const std::filesystem::path& folder) const {
    auto job = std::make_shared<scrape::Job>();
    job->name = "suite";
    job->interval = std::chrono::seconds(cases_.at("sample_interval_s").get<int>());
    job->timeout = 1s;
    engine::Settings result;
    result.jobs = {job};
    result.groups = config::read_rules(content(folder / "rules.yaml"), "rules.yaml").value();
    result.has_alertmanagers = true;
    result.resend_delay = std::chrono::seconds(cases_.at("resend_delay_s").get<int>());
    return result;
  }

  Json cases_;
  testing::EngineWorld world_;
};

// When the engine evaluates and scrapes is its own affair: within an interval of each.
TEST(AlertGenerator, GivesTheSameAlertsOverTimeThroughTheWholeEngine) {
  const std::filesystem::path folder =
      std::filesystem::path(SILICON_SOURCE_DIR) / "../shared/data/compliance/alert_generator";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is not here";
  const Json golden = Json::parse(content(folder / "golden_ALERTS_changes_promtool_3.5.3.json"));
  Suite suite(folder);
  Alerts before;
  std::size_t change = 0;
  const auto alerts_of = [&](std::size_t index) {
    auto alerts = golden[index].at("ALERTS").get<Alerts>();
    std::sort(alerts.begin(), alerts.end());
    return alerts;
  };
  const core::Duration late = 45s;  // a scrape's interval and a group's
  const core::Duration end = std::chrono::seconds(golden.back().at("t").get<int>()) + 5min;
  std::size_t compared = 0;
  for (core::Duration second = 0s; second <= end; second += 5s) {
    while (change + 1 < golden.size() &&
           std::chrono::seconds(golden[change + 1].at("t").get<int>()) <= second) {
      ++change;
    }
    const core::Duration since = std::chrono::seconds(golden[change].at("t").get<int>());
    const Alerts alerts = suite.at(second);
    if (second - since <= late) continue;
    ++compared;
    ASSERT_EQ(alerts, alerts_of(change)) << "at " << second / 1s << " s";
  }
  EXPECT_GT(compared, 100U);
  EXPECT_EQ(change + 1, golden.size());

  // Of every alert that fired there, Alertmanagers are told; again every ninety seconds, which is
  // the first evaluation behind a minute; and of the end of each that ended.
  std::set<std::string> fired;
  for (const Json& entry : golden) {
    for (const std::string& alert : entry.at("ALERTS").get<Alerts>()) {
      if (alert.find("alertstate=\"firing\"") != std::string::npos) fired.insert(alert);
    }
  }
  std::set<std::string> told;
  std::map<std::pair<std::string, core::Instant>, std::pair<core::Instant, bool>> last;
  for (const testing::Delivered& one : suite.world().told) {
    const core::Labels labels = one.notice.labels.with("instance", "").with("job", "");
    const std::string text =
        promql::labels_text(labels.with("__name__", "ALERTS").with("alertstate", "firing"));
    told.insert(text);
    const auto [entry, first] =
        last.try_emplace({text, one.notice.starts_at}, one.time, one.notice.resolved);
    if (!first && one.notice.resolved == entry->second.second) {
      EXPECT_EQ(one.time - entry->second.first, 90s) << text;
    }
    entry->second = {one.time, one.notice.resolved};
  }
  EXPECT_EQ(told, fired);
  for (const auto& [alert, state] : last) EXPECT_TRUE(state.second) << alert.first;
}

}  // namespace
}  // namespace silicon::simulation
