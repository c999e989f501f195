#include "alerting/command/doctor/examine.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace silicon::command {
namespace {

using namespace std::chrono_literals;

// An API without HTTP: data by path, or by path and first value.
class Examine : public ::testing::Test {
 protected:
  Examine() {
    say("scrape_pools", R"({"scrapePools":["node"]})");
    say("targets", R"({"activeTargets":[{"scrapePool":"node","scrapeUrl":"http://a",
                       "health":"up","lastError":""}]})");
    say("query", R"({"resultType":"vector","result":[]})");
    say("rules", R"({"groups":[{"file":"r.yml","name":"g","rules":[{"name":"A",
                     "query":"node_load1{job=\"x\"} > 1","type":"alerting","health":"ok"}]}]})");
    say("label/__name__/values", R"(["node_load1"])");
    say("series", "[{}]");
  }

  void say(const std::string& path, const std::string& data) { data_[path] = data; }

  Ask ask() {
    return [this](const std::string& path, const Form&) -> core::Result<runtime::HttpAnswer> {
      asked_.push_back(path);
      const auto found = data_.find(path);
      if (found == data_.end()) return runtime::HttpAnswer{404, {}, ""};
      return runtime::HttpAnswer{200, {}, R"({"status":"success","data":)" + found->second + "}"};
    };
  }

  static std::string wrong(const Findings& findings) {
    std::string text;
    for (const Finding& one : findings) {
      if (one.severity != Severity::fine) text += one.what + " | " + one.fix + "\n";
    }
    return text;
  }

  std::map<std::string, std::string> data_;
  std::vector<std::string> asked_;
};

TEST_F(Examine, FindsNothingWrongWhereNothingIs) {
  const Findings findings = examine(ask());
  EXPECT_EQ(wrong(findings), "");
  EXPECT_GE(findings.size(), 3U);
}

TEST_F(Examine, FindsTheLabelThatNoSeriesHas) {
  say("series", "[]");
  say("label/job/values", R"(["node"])");
  EXPECT_EQ(wrong(examine(ask())),
            "A: there is no node_load1{job=\"x\"} | there are: job = node\n");
}

TEST_F(Examine, FindsTheNameThatWasMeant) {
  say("series", "[]");
  say("label/__name__/values", R"(["node_load15"])");
  EXPECT_EQ(wrong(examine(ask())),
            "A: there is no node_load1{job=\"x\"} | did you mean node_load15?\n");
}

TEST_F(Examine, FindsSourcesAndClocks) {
  say("query", R"({"resultType":"vector","result":[
      {"metric":{"instance":"a:1","source":"gpu"},"value":[1,"9"]}]})");
  const std::string text = wrong(examine(ask()));
  EXPECT_NE(text.find("its source \"gpu\""), std::string::npos);
  EXPECT_NE(text.find("differs from the alerter's by 9 s"), std::string::npos);
}

TEST_F(Examine, CallsAnAddressAFaultThatIsNoApi) {
  data_.clear();
  const Findings findings = examine(ask());
  EXPECT_TRUE(std::all_of(findings.begin(), findings.end(), [](const Finding& one) {
    return one.severity == Severity::fault;
  })) << report(findings);
  EXPECT_GE(findings.size(), 3U);
}

TEST_F(Examine, AsksForTimeReloadAndReceivers) {
  say("query", R"({"resultType":"scalar","result":[1700000000,"1700000000"]})");
  EXPECT_EQ(time_of(ask()).value(), core::Instant(1'700'000'000s));
  say("status/runtimeinfo", R"({"reloadConfigSuccess":false})");
  EXPECT_EQ(examine_reload(ask()).size(), 1U);
  say("status/runtimeinfo", R"({"reloadConfigSuccess":true})");
  EXPECT_TRUE(examine_reload(ask()).empty());
  say("alertmanagers", R"({"activeAlertmanagers":[{"url":"http://m/api/v2/alerts"}]})");
  EXPECT_EQ(alertmanagers_of(ask()).value().size(), 1U);
}

}  // namespace
}  // namespace silicon::command
