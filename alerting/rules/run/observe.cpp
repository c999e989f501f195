#include "alerting/rules/run/observe.hpp"

#include <algorithm>

#include "alerting/rules/run/query.hpp"
#include "alerting/template/alert_template.hpp"

namespace silicon::rules {
namespace {

templates::AlertFacts facts_of(const RuleRun& run, const promql::InstantSample& element) {
  templates::AlertFacts facts;
  facts.alert_name = run.rule.name;
  facts.labels = element.labels;
  facts.value = element.value;
  facts.external_labels = run.surroundings.external_labels;
  facts.external_url = run.surroundings.external_url;
  facts.now = run.now;
  facts.query = [&run](std::string_view text) -> core::Result<std::vector<templates::QuerySample>> {
    auto answer = ask(run, text, run.now);
    if (!answer) return std::move(answer).error();
    std::vector<templates::QuerySample> samples;
    for (promql::InstantSample& sample : answer->elements) {
      samples.push_back({std::move(sample.labels), sample.value});
    }
    return samples;
  };
  return facts;
}

std::string expanded(const std::string& text, const templates::AlertFacts& facts) {
  auto result = templates::expand_alert_text(text, facts);
  if (result) return *std::move(result);
  return "<error expanding template: " + result.error().message() + ">";
}

core::Labels labels_of(const RuleRun& run, const templates::AlertFacts& facts) {
  std::vector<core::Label> labels;
  for (const core::Label& label : facts.labels) {
    if (label.name != "__name__") labels.push_back(label);
  }
  for (const core::Label& label : run.rule.labels) {
    labels.push_back({label.name, expanded(label.value, facts)});
  }
  labels.push_back({"alertname", run.rule.name});
  return core::Labels(std::move(labels));
}

}  // namespace

core::Labels alert_labels(const RuleRun& run, const promql::InstantSample& element) {
  return labels_of(run, facts_of(run, element));
}

core::Result<std::vector<alert::Observation>> observe(const RuleRun& run,
                                                      const promql::InstantVector& elements) {
  std::vector<alert::Observation> observed;
  observed.reserve(elements.size());
  for (const promql::InstantSample& element : elements) {
    const templates::AlertFacts facts = facts_of(run, element);
    alert::Annotations annotations = run.rule.annotations;
    for (core::Label& annotation : annotations) {
      annotation.value = expanded(annotation.value, facts);
    }
    observed.push_back({labels_of(run, facts), std::move(annotations), element.value});
  }
  std::sort(
      observed.begin(), observed.end(),
      [](const alert::Observation& a, const alert::Observation& b) { return a.labels < b.labels; });
  const auto twice =
      std::adjacent_find(observed.begin(), observed.end(),
                         [](const alert::Observation& a, const alert::Observation& b) {
                           return a.labels == b.labels;
                         });
  if (twice == observed.end()) return observed;
  return core::Error("vector contains metrics with the same labelset after applying alert labels",
                     core::ErrorKind::invalid);
}

}  // namespace silicon::rules
