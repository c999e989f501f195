#include "exporter/platform/engine/session.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "exporter/sources/containers/engine/event.hpp"
#include "exporter/sources/containers/engine/protocol.hpp"
#include "exporter/sources/containers/engine/stats.hpp"

namespace silicon::engine_platform {
namespace {

using namespace std::chrono_literals;

const std::string kEvents = "events";

constexpr std::size_t kMostAnswerBytes =
    std::size_t{32} * 1024 * 1024;  // of a list: labels can be long
constexpr std::size_t kMostLineBytes = std::size_t{16} * 1024 * 1024;
constexpr std::size_t kInspectionsInTurn = 8;
constexpr std::size_t kMostStatistics = 256;  // connections at a time
constexpr core::Duration kShortRest = 250ms;  // while something is to be inspected
constexpr core::SteadyDuration kStatisticsRetry = 2s;

}  // namespace

Session::Session(runtime::HttpUrl url, SessionOptions options, engine::Book& book,
                 const core::Clock& clock, const runtime::Cancellation& cancellation)
    : url_(std::move(url)),
      options_(std::move(options)),
      book_(book),
      clock_(clock),
      cancellation_(cancellation),
      streams_(clock) {}

runtime::HttpCall Session::call_to(const std::string& target) const {
  runtime::HttpCall call;
  call.url = url_;
  call.url.target = target;
  call.limits = {.total = options_.patience,
                 .connect = options_.patience,
                 .silence = options_.patience,
                 .body_bytes = kMostAnswerBytes};
  return call;
}

core::Result<runtime::HttpAnswer> Session::ask(const std::string& target) const {
  core::Result<runtime::HttpAnswer> answer =
      runtime::http_call(call_to(target), clock_, &cancellation_);
  if (!answer || answer->status == 200) return answer;
  return engine::refusal(answer->status, answer->body);
}

core::Status Session::negotiate() {
  const core::Result<runtime::HttpAnswer> pong = ask(std::string(engine::kPingTarget));
  if (!pong) return pong.error();
  core::Result<std::string> prefix = engine::version_prefix(pong->header("Api-Version"));
  if (!prefix) return std::move(prefix).error();
  prefix_ = *std::move(prefix);
  return core::Done{};
}

core::Status Session::follow_events() {
  runtime::HttpCall call = call_to(engine::events_target(prefix_));
  call.limits.silence = 0ms;  // nothing may happen for days
  return streams_.open(
      kEvents, call,
      [this](std::string_view line) {
        const core::Result<engine::Event> event = engine::parse_event(line);
        if (event) {
          changed_ = book_.apply(*event) || changed_;
        } else {
          ++bad_events_;
          reconcile_at_ = std::min(reconcile_at_, clock_.steady() + kStatisticsRetry);
        }
      },
      kMostLineBytes);
}

core::Status Session::reconcile() {
  const core::Result<runtime::HttpAnswer> answer = ask(engine::list_target(prefix_));
  if (!answer) return answer.error();
  core::Result<std::vector<engine::ContainerMetadata>> list =
      engine::parse_list(answer->body, options_.labels);
  if (!list) return std::move(list).error();
  book_.reconcile(*std::move(list));
  changed_ = true;
  reconcile_at_ = clock_.steady() + options_.reconcile_interval;
  return core::Done{};
}

core::Status Session::open() {
  if (core::Status status = negotiate(); !status) return status;
  // First the events, then the list: what happens in between is in both. The engine has begun to
  // listen for us when the head of its answer is here, which Docker and Podman send at once.
  if (core::Status status = follow_events(); !status) return status;
  const core::Duration patience = std::min<core::Duration>(options_.patience, 1s);
  if (core::Status status = take_ended(streams_.poll(patience, cancellation_)); !status) {
    return status;
  }
  return reconcile();
}

core::Status Session::inspect_due() {
  for (const std::string& id : book_.take_due(clock_.steady(), kInspectionsInTurn)) {
    const core::Result<runtime::HttpAnswer> answer = ask(engine::inspect_target(prefix_, id));
    if (answer) {
      core::Result<engine::ContainerMetadata> container =
          engine::parse_inspection(answer->body, options_.labels);
      book_.learn(id, container ? std::optional(*std::move(container)) : std::nullopt);
    } else if (answer.error().kind() == core::ErrorKind::absent) {
      book_.forget(id);  // it went while we asked
    } else if (answer.error().kind() == core::ErrorKind::timeout) {
      return answer.error();
    } else {
      book_.learn(id, std::nullopt);  // the next list will tell whether the engine is well
    }
    changed_ = true;
  }
  return core::Done{};
}

void Session::open_statistics_of(const std::string& id) {
  const auto wait = statistics_wait_.find(id);
  if (wait != statistics_wait_.end() && clock_.steady() < wait->second) return;
  statistics_wait_[id] = clock_.steady() + kStatisticsRetry;
  // An engine that does not send any for a while is asked again.
  const core::Status opened = streams_.open(
      id, call_to(engine::stats_target(prefix_, id)), [this, id](std::string_view line) {
        const engine::ContainerMetadata* container = book_.find(id);
        if (container == nullptr) return;
        core::Result<containers::ContainerReading> reading = engine::parse_stats(line, *container);
        if (reading) options_.statistics->put(*std::move(reading), clock_.steady());
      });
  static_cast<void>(opened);  // tried again later; the events tell when the engine is gone
}

void Session::open_statistics() {
  if (options_.statistics == nullptr) return;
  std::set<std::string, std::less<>> wanted;
  for (const engine::ContainerMetadata* container : book_.running()) {
    if (wanted.size() == kMostStatistics) break;
    wanted.insert(container->id);
  }
  for (auto known = statistics_wait_.begin(); known != statistics_wait_.end();) {
    if (wanted.contains(known->first)) {
      ++known;
      continue;
    }
    streams_.close(known->first);
    options_.statistics->erase(known->first);
    known = statistics_wait_.erase(known);
  }
  for (const std::string& id : wanted) {
    if (!streams_.is_open(id)) open_statistics_of(id);
  }
}

core::Status Session::take_ended(const std::vector<runtime::HttpStreams::Ended>& ended) {
  for (const runtime::HttpStreams::Ended& end : ended) {
    if (end.key != kEvents) continue;
    if (end.status != 0) return engine::refusal(end.status, end.problem).within("its events");
    return core::Error("its events ended" + (end.problem.empty() ? "" : ": " + end.problem));
  }
  return core::Done{};
}

core::Status Session::follow(const Changed& changed) {
  while (!cancellation_.cancelled()) {
    if (core::Status status = inspect_due(); !status) return status;
    open_statistics();
    if (std::exchange(changed_, false)) changed();
    const auto ahead = std::chrono::ceil<core::Duration>(reconcile_at_ - clock_.steady());
    const core::Duration most = options_.statistics == nullptr ? 30s : 1s;
    const core::Duration rest = std::min(book_.has_stale() ? kShortRest : ahead, most);
    if (core::Status status = take_ended(streams_.poll(rest, cancellation_)); !status) {
      return status;
    }
    if (clock_.steady() < reconcile_at_) continue;
    if (core::Status status = reconcile(); !status) return status;
  }
  return core::Done{};
}

}  // namespace silicon::engine_platform
