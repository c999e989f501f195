// One connection to a container engine, from the first question to the loss: negotiates, follows
// the events, lists and inspects, and if wanted streams statistics. Calls wait for the engine
// within limits. One thread but for the cancellation and the statistics. Tested by
// tests/exporter/platform/engine/session_test.cpp.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/platform/engine/statistics.hpp"
#include "exporter/runtime/http/client.hpp"
#include "exporter/runtime/http/streaming/http_streams.hpp"
#include "exporter/sources/containers/engine/book.hpp"
#include "exporter/sources/containers/engine/containers.hpp"

namespace silicon::engine_platform {

struct SessionOptions {
  engine::ChosenLabels labels;
  Statistics* statistics = nullptr;                   // null: not wanted
  core::Duration patience = std::chrono::seconds(5);  // with one answer
  core::Duration reconcile_interval = std::chrono::seconds(30);
};

class Session {
 public:
  using Changed = std::function<void()>;

  // `book` gets what is learnt; `changed` is called when its inventory may have changed. Everything
  // must outlive the session.
  Session(runtime::HttpUrl url, SessionOptions options, engine::Book& book,
          const core::Clock& clock, const runtime::Cancellation& cancellation);

  // Done when the engine answers and its containers are listed.
  core::Status open();

  // Works until the connection is lost, which is the error, or until cancelled.
  core::Status follow(const Changed& changed);

  // "/v1.41"; "" before open(), and for engines that name no version.
  const std::string& version_prefix() const { return prefix_; }

  // Lines of events that made no sense so far.
  std::uint64_t bad_events() const { return bad_events_; }

 private:
  core::Result<runtime::HttpAnswer> ask(const std::string& target) const;
  core::Status negotiate();
  core::Status follow_events();
  core::Status reconcile();
  core::Status inspect_due();
  void open_statistics();
  void open_statistics_of(const std::string& id);
  core::Status take_ended(const std::vector<runtime::HttpStreams::Ended>& ended);
  runtime::HttpCall call_to(const std::string& target) const;

  const runtime::HttpUrl url_;
  const SessionOptions options_;
  engine::Book& book_;
  const core::Clock& clock_;
  const runtime::Cancellation& cancellation_;
  runtime::HttpStreams streams_;
  std::string prefix_;
  core::SteadyInstant reconcile_at_;
  bool changed_ = false;
  std::uint64_t bad_events_ = 0;
  std::map<std::string, core::SteadyInstant, std::less<>> statistics_wait_;  // by id: not before
};

}  // namespace silicon::engine_platform
