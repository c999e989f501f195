#include "alerting/command/query/request.hpp"

#include <algorithm>
#include <utility>

#include "alerting/api/answer/parameters.hpp"
#include "alerting/api/answer/spelling.hpp"

namespace silicon::command {
namespace {

using namespace std::chrono_literals;

constexpr core::Duration kDefaultRange = 5min;
constexpr int kDefaultSteps = 250;

core::Error misuse(const std::string& what) {
  return core::Error(what, core::ErrorKind::invalid);
}

core::Result<core::Instant> time_flag(const AlerterCommandLine& line, const std::string& flag,
                                      core::Instant otherwise) {
  const auto text = line.value(flag);
  if (!text) return otherwise;
  auto time = api::parse_time(*text);
  if (!time) return misuse("--" + flag + " " + *text + ": seconds of Unix time, or RFC 3339");
  return time;
}

core::Status add_range(const AlerterCommandLine& line, core::Instant now, Form& form) {
  const auto end = time_flag(line, "end", now);
  if (!end) return end.error();
  const auto start = time_flag(line, "start", *end - kDefaultRange);
  if (!start) return start.error();
  if (*end <= *start) return misuse("--start is not before --end");
  core::Duration step = std::max<core::Duration>(1s, (*end - *start) / kDefaultSteps);
  step -= step % 1s;
  if (const auto text = line.value("step")) {
    const auto parsed = api::parse_step(*text);
    if (!parsed || *parsed <= core::Duration(0)) {
      return misuse("--step " + *text + ": a duration as 30s, or seconds");
    }
    step = *parsed;
  }
  form.emplace_back("start", api::short_seconds_text(*start));
  form.emplace_back("end", api::short_seconds_text(*end));
  form.emplace_back("step", api::short_seconds_text(core::Instant(step)));
  return core::Done{};
}

}  // namespace

core::Result<QueryRequest> query_request(const AlerterCommandLine& line, core::Instant now) {
  QueryRequest request;
  const bool range = line.command == AlerterCommand::query_range;
  const std::string name = range ? "query range" : "query instant";
  if (line.words.empty()) return misuse(name + ": which expression?");
  if (line.words.size() > 2) {
    return misuse(name + ": one expression, in quotes; an URL may stand before it");
  }
  const std::string format = line.value("format").value_or("promql");
  if (format != "promql" && format != "json")
    return misuse("--format " + format + ": promql or json");
  request.json = format == "json";
  request.path = range ? "query_range" : "query";
  request.form = {{"query", line.words.back()}};
  if (range) {
    if (core::Status status = add_range(line, now, request.form); !status) return status.error();
    return request;
  }
  const auto time = time_flag(line, "time", now);
  if (!time) return time.error();
  // Without a flag it is the server's own now.
  if (line.has("time")) request.form.emplace_back("time", api::short_seconds_text(*time));
  return request;
}

std::string server_of(const AlerterCommandLine& line) {
  if (line.words.size() == 2) return line.words[0];
  return line.value("url").value_or("");
}

}  // namespace silicon::command
