#include "alerting/scrape/target.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/relabel_helpers.hpp"

namespace silicon::scrape {
namespace {

using core::Labels;
using namespace std::chrono_literals;

Job job_named(std::string name) {
  Job job;
  job.name = std::move(name);
  return job;
}

Labels found(const Job& job, const std::string& address, const Labels& group = {}) {
  return discovered_labels({{"__address__", address}}, group, job);
}

Target target(const Job& job, const Labels& discovered) {
  const auto made = make_target(discovered, job);
  EXPECT_TRUE(made) << (made ? "" : made.error().message());
  return made && made->has_value() ? **made : Target{};
}

std::string problem(const Labels& discovered, const Job& job = job_named("j")) {
  const auto made = make_target(discovered, job);
  return made ? "" : made.error().message();
}

TEST(DiscoveredLabels, AreWhatPrometheusShows) {
  Job job = job_named("node");
  job.params = {{"module", {"a", "b"}}, {"none", {}}};
  EXPECT_EQ(found(job, "h:1"), (Labels{{"__address__", "h:1"},
                                       {"__metrics_path__", "/metrics"},
                                       {"__param_module", "a"},
                                       {"__scheme__", "http"},
                                       {"__scrape_interval__", "1m"},
                                       {"__scrape_timeout__", "10s"},
                                       {"job", "node"}}));
}

TEST(DiscoveredLabels, TheTargetsOwnGoBeforeTheGroupsAndThoseBeforeTheJobs) {
  const Labels labels =
      discovered_labels({{"__address__", "h"}, {"zone", "own"}},
                        {{"zone", "group"}, {"job", "group"}, {"dc", "x"}}, job_named("j"));
  EXPECT_EQ(labels.get("zone"), "own");
  EXPECT_EQ(labels.get("job"), "group");
  EXPECT_EQ(labels.get("dc"), "x");
}

TEST(MakeTarget, HasAUrlAndTheLabelsOfItsSeries) {
  const Job job = job_named("node");
  const Target made = target(job, found(job, "web-1:9100", {{"dc", "eu"}}));
  EXPECT_EQ(made.job, "node");
  EXPECT_EQ(made.url, "http://web-1:9100/metrics");
  EXPECT_EQ(made.labels, (Labels{{"dc", "eu"}, {"instance", "web-1:9100"}, {"job", "node"}}));
  EXPECT_EQ(made.discovered.get("__address__"), "web-1:9100");
  EXPECT_EQ(made.interval, 1min);
  EXPECT_EQ(made.timeout, 10s);
}

TEST(MakeTarget, AddsNoPortToTheInstance) {
  const Job job = job_named("j");
  EXPECT_EQ(target(job, found(job, "example.org")).labels.get("instance"), "example.org");
}

TEST(MakeTarget, TakesIpv6Addresses) {
  const Job job = job_named("j");
  EXPECT_EQ(target(job, found(job, "[::1]:9100")).url, "http://[::1]:9100/metrics");
}

TEST(MakeTarget, KeepsTheInstanceThatSomebodySet) {
  const Job job = job_named("j");
  EXPECT_EQ(target(job, found(job, "h:1", {{"instance", "web"}})).labels.get("instance"), "web");
}

TEST(MakeTarget, FollowsWhatRelabellingSays) {
  Job job = job_named("probe");
  job.params = {{"module", {"http_2xx", "second"}}};
  job.relabel = testing::rules({
      {.source_labels = {"__address__"}, .target_label = "__param_target"},
      {.source_labels = {"__param_target"}, .target_label = "instance"},
      {.target_label = "__address__", .replacement = "prober:9115"},
      {.target_label = "__scheme__", .replacement = "https"},
      {.target_label = "__metrics_path__", .replacement = "/probe"},
      {.target_label = "__scrape_interval__", .replacement = "15s"},
      {.target_label = "__scrape_timeout__", .replacement = "15s"},
  });
  const Target made = target(job, found(job, "https://example.org/a?b"));
  EXPECT_EQ(made.url,
            "https://prober:9115/probe?module=http_2xx&module=second"
            "&target=https%3A%2F%2Fexample.org%2Fa%3Fb");
  EXPECT_EQ(made.labels, (Labels{{"instance", "https://example.org/a?b"}, {"job", "probe"}}));
  EXPECT_EQ(made.interval, 15s);
  EXPECT_EQ(made.timeout, 15s);
}

TEST(MakeTarget, ForgetsWhatWasForRelabellingOnly) {
  const Job job = job_named("j");
  const Target made = target(job, found(job, "h", {{"__meta_zone", "a"}, {"__tmp", "b"}}));
  EXPECT_EQ(made.labels, (Labels{{"instance", "h"}, {"job", "j"}}));
}

TEST(MakeTarget, MayBeDropped) {
  Job job = job_named("j");
  job.relabel = testing::rules({{.source_labels = {"zone"}, .regex = "a", .action = "keep"}});
  const auto made = make_target(found(job, "h"), job);
  ASSERT_TRUE(made);
  EXPECT_FALSE(made->has_value());
}

TEST(MakeTarget, RefusesWhatIsNoAddress) {
  const Job job = job_named("j");
  EXPECT_EQ(problem(discovered_labels({}, {}, job)), "no address");
  EXPECT_EQ(problem(found(job, "http://h:1")), "\"http://h:1\" is not a valid hostname");
  for (const char* address : {"a b", "user@h", "h?x", "h#x", "h\nx", "h\x7f"}) {
    EXPECT_TRUE(problem(found(job, address)).ends_with("is not a valid hostname")) << address;
  }
}

TEST(MakeTarget, RefusesWhatIsNoScheme) {
  const auto with = [](const char* scheme) {
    return problem(found(job_named("j"), "h", {{"__scheme__", scheme}}));
  };
  EXPECT_EQ(with("https z"), "\"https z\" is not a valid scheme");
  for (const char* scheme :
       {"1http", "+http", "ht\ntp", "http:", "file:///etc/passwd#", "\xc3\xa9"}) {
    EXPECT_TRUE(with(scheme).ends_with("is not a valid scheme")) << scheme;
  }
  EXPECT_EQ(with("coap+tcp"), "") << "to fail when it is scraped";
  Job job = job_named("j");
  job.relabel = testing::rules({{.target_label = "__scheme__", .replacement = ""}});
  EXPECT_EQ(problem(found(job, "h"), job), "\"\" is not a valid scheme");
}

TEST(MakeTarget, RefusesTimesThatCannotBe) {
  const auto with = [](const char* name, const char* value) {
    return problem(found(job_named("j"), "h", {{name, value}}));
  };
  EXPECT_TRUE(with("__scrape_interval__", "soon").starts_with("error parsing scrape interval: "));
  EXPECT_EQ(with("__scrape_interval__", "0s"), "scrape interval cannot be 0");
  EXPECT_TRUE(with("__scrape_timeout__", "-").starts_with("error parsing scrape timeout: "));
  EXPECT_EQ(with("__scrape_interval__", "5s"),
            "scrape timeout cannot be greater than scrape interval (\"10s\" > \"5s\")");
}

TEST(MakeTarget, RefusesLabelsThatAreNotUtf8) {
  EXPECT_EQ(problem(found(job_named("j"), "h", {{"zone", "a\xff"}})),
            "invalid label value for \"zone\": \"a?\"");
}

TEST(Target, IsTheSameByJobLabelsAndUrl) {
  const Job job = job_named("j");
  const Target one = target(job, found(job, "h:1"));
  EXPECT_EQ(one, target(job, found(job, "h:1", {{"__meta_x", "y"}})));
  EXPECT_FALSE(one == target(job, found(job, "h:2")));
  EXPECT_EQ(one.hash, target(job, found(job, "h:1")).hash);
  EXPECT_NE(one.hash, target(job, found(job, "h:2")).hash);
  EXPECT_FALSE(one == target(job, found(job, "h:1", {{"__metrics_path__", "/x"}})));
}

TEST(HealthWord, IsTheApis) {
  EXPECT_EQ(health_word(Health::unknown), "unknown");
  EXPECT_EQ(health_word(Health::up), "up");
  EXPECT_EQ(health_word(Health::down), "down");
}

}  // namespace
}  // namespace silicon::scrape
