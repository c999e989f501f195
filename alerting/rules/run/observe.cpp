#include "alerting/rules/run/observe.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "alerting/rules/run/query.hpp"
#include "alerting/template/functions/alert_functions.hpp"

namespace silicon::rules {
namespace {

templates::Query query_of(const RuleRun& run) {
  return [&run](std::string_view text) -> core::Result<std::vector<templates::QuerySample>> {
    auto answer = ask(run, text, run.now);
    if (!answer) return std::move(answer).error();
    std::vector<templates::QuerySample> samples;
    for (promql::InstantSample& sample : answer->elements) {
      samples.push_back({std::move(sample.labels), sample.value});
    }
    return samples;
  };
}

using KnownAlerts = std::unordered_map<std::uint64_t, const alert::Alert*>;

KnownAlerts known_by_hash(const std::vector<alert::Alert>& known) {
  KnownAlerts out(known.size());
  for (const alert::Alert& alert : known) out.emplace(alert.labels.hash(), &alert);
  return out;
}

// Thousands of alerts are the same ones each time: what is equal is kept once.
void share(alert::Observation& observed, const KnownAlerts& known) {
  const auto found = known.find(observed.labels.hash());
  if (found == known.end() || found->second->labels != observed.labels) return;
  observed.labels = found->second->labels;
  if (observed.annotations == found->second->annotations) {
    observed.annotations = found->second->annotations;
  }
}

}  // namespace

template <class LabelRange>
std::vector<AlertTexts::Text> AlertTexts::parsed(const LabelRange& range) const {
  std::vector<Text> texts;
  for (const core::LabelView label : range) {
    texts.push_back({std::string(label.name), templates::AlertText(label.value, run_.rule.name)});
  }
  return texts;
}

AlertTexts::AlertTexts(const RuleRun& run)
    : run_(run),
      functions_(
          templates::alert_functions({query_of(run), run.now, run.surroundings.external_url})),
      labels_(parsed(run.rule.labels)),
      annotations_(parsed(run.rule.annotations)) {}

core::Labels AlertTexts::labels(const promql::InstantSample& element) const {
  const templates::AlertFacts facts = facts_of(element);
  std::vector<std::string> values;
  values.reserve(labels_.size());
  std::vector<core::LabelView> labels;
  labels.reserve(element.labels.size() + labels_.size() + 1);
  for (const core::LabelView label : element.labels) {
    if (label.name != "__name__") labels.push_back(label);
  }
  for (const Text& text : labels_) {
    labels.push_back({text.name, values.emplace_back(expanded(text, facts))});
  }
  labels.push_back({"alertname", run_.rule.name});
  return core::Labels(labels);
}

alert::Annotations AlertTexts::annotations(const promql::InstantSample& element) const {
  const templates::AlertFacts facts = facts_of(element);
  std::vector<core::Label> annotations;
  annotations.reserve(annotations_.size());
  for (const Text& text : annotations_) annotations.push_back({text.name, expanded(text, facts)});
  return alert::Annotations(annotations);
}

templates::AlertFacts AlertTexts::facts_of(const promql::InstantSample& element) const {
  templates::AlertFacts facts;
  facts.alert_name = run_.rule.name;
  facts.labels = element.labels;
  facts.value = element.value;
  facts.external_labels = run_.surroundings.external_labels;
  facts.external_url = run_.surroundings.external_url;
  facts.now = run_.now;
  return facts;
}

std::string AlertTexts::expanded(const Text& text, const templates::AlertFacts& facts) const {
  auto result = text.text.expand(facts, functions_);
  if (result) return *std::move(result);
  return "<error expanding template: " + result.error().message() + ">";
}

core::Result<std::vector<alert::Observation>> observe(const RuleRun& run,
                                                      const promql::InstantVector& elements,
                                                      const std::vector<alert::Alert>& known) {
  std::vector<alert::Observation> observed;
  if (elements.empty()) return observed;
  const AlertTexts texts(run);
  const KnownAlerts by_labels = known_by_hash(known);
  observed.reserve(elements.size());
  for (const promql::InstantSample& element : elements) {
    observed.push_back({texts.labels(element), texts.annotations(element), element.value});
    share(observed.back(), by_labels);
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
