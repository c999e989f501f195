#include "alerting/command/doctor/examine.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "alerting/command/doctor/findings/judge.hpp"
#include "alerting/command/doctor/findings/needs.hpp"

namespace silicon::command {
namespace {

void append(Findings& to, Findings from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

// A call and the reading of what came: `read` is one of api/client's.
template <class Read>
auto asked(const Ask& ask, const std::string& path, const Form& form, Read read)
    -> decltype(read(0, std::string_view())) {
  const auto answer = ask(path, form);
  if (!answer) return answer.error();
  return read(answer->status, answer->body);
}

Finding unanswered(const std::string& subject, const core::Error& error) {
  return fault(subject, "cannot be asked for: " + error.message(),
               "is that address a Prometheus API, and may you ask it?");
}

void examine_targets(const Ask& ask, Findings& findings) {
  const auto jobs = asked(ask, "scrape_pools", {}, api::read_jobs);
  const auto targets = asked(ask, "targets", {{"state", "active"}}, api::read_targets);
  if (!targets) return findings.push_back(unanswered("scrape", targets.error()));
  if (!jobs) return findings.push_back(unanswered("scrape", jobs.error()));
  append(findings, judge_targets(*jobs, *targets));
}

template <class Judge>
void examine_query(const Ask& ask, std::string_view query, const std::string& subject, Judge judge,
                   Findings& findings) {
  const auto reply = asked(ask, "query", {{"query", std::string(query)}}, api::read_query_reply);
  if (!reply) return findings.push_back(unanswered(subject, reply.error()));
  append(findings, judge(*reply));
}

// Which of the labels that the selector wants no series of the metric has.
void find_label(const Ask& ask, const Need& need, Lack& lack) {
  for (const core::Label& label : need.equals) {
    const auto values =
        asked(ask, "label/" + label.name + "/values", {{"match[]", need.metric}}, api::read_texts);
    if (!values || std::find(values->begin(), values->end(), label.value) != values->end())
      continue;
    lack.label = label.name;
    lack.label_values = *values;
    return;
  }
}

void examine_series(const Ask& ask, const std::vector<api::RuleReply>& rules, Findings& findings) {
  const auto metrics = asked(ask, "label/__name__/values", {}, api::read_texts);
  if (!metrics) return findings.push_back(unanswered("series", metrics.error()));
  const std::vector<Need> needs = needs_of(rules);
  std::size_t found = 0;
  for (const Need& need : needs) {
    const auto series =
        asked(ask, "series", {{"match[]", need.selector}, {"limit", "1"}}, api::read_count);
    if (!series) return findings.push_back(unanswered("series", series.error()));
    if (*series > 0) {
      ++found;
      continue;
    }
    Lack lack{*metrics, "", {}};
    const bool known = std::find(metrics->begin(), metrics->end(), need.metric) != metrics->end();
    if (known) find_label(ask, need, lack);
    findings.push_back(judge_lack(need, lack));
  }
  findings.push_back(fine("series", "the rules read " + counted(needs.size(), "selector") + ", " +
                                        std::to_string(found) + " of them find series"));
}

}  // namespace

Findings examine(const Ask& ask) {
  Findings findings;
  examine_targets(ask, findings);
  examine_query(ask, kDownSources, "sources", judge_sources, findings);
  const auto rules = asked(ask, "rules", {}, api::read_rules);
  if (rules) {
    append(findings, judge_rules(*rules));
    examine_series(ask, *rules, findings);
  } else {
    findings.push_back(unanswered("rules", rules.error()));
  }
  examine_query(ask, kClocksAhead, "clock", judge_exporter_clocks, findings);
  return findings;
}

core::Result<core::Instant> time_of(const Ask& ask) {
  const auto reply = asked(ask, "query", {{"query", "time()"}}, api::read_query_reply);
  if (!reply) return reply.error();
  return reply->scalar.time;
}

Findings examine_reload(const Ask& ask) {
  const auto sound = asked(ask, "status/runtimeinfo", {}, api::read_reload_success);
  if (!sound || *sound) return {};
  return {fault("alerter", "its last reload failed: it runs with what it had before",
                "silicon-alerter check config FILE, then POST /-/reload")};
}

core::Result<std::vector<std::string>> alertmanagers_of(const Ask& ask) {
  return asked(ask, "alertmanagers", {}, api::read_alertmanagers);
}

}  // namespace silicon::command
