// What a webhook has not been told yet. Rules report a firing alert every minute, as an
// Alertmanager wants it; a webhook is told of its beginning and of its end, and reminded after some
// hours. Values; one thread at a time. Tested by tests/alerting/notify/webhook/news_test.cpp.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "alerting/alert/notice.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"

namespace silicon::webhook {

class News {
 public:
  // `repeat` is Alertmanager's repeat_interval by default.
  explicit News(bool send_resolved, core::Duration repeat = std::chrono::hours(4))
      : send_resolved_(send_resolved), repeat_(repeat) {}

  // Those of the notices that are news at `now`; they count as told from then on. An end is news
  // only where the beginning was told.
  std::vector<alert::Notice> take(std::span<const alert::Notice> notices, core::Instant now);

  // How many alerts it remembers: those that it told of as firing, until their end.
  std::size_t size() const { return told_.size(); }

 private:
  struct Told {
    core::Instant starts_at;
    core::Instant told_at;
  };

  bool is_news(const alert::Notice& notice, core::Instant now);

  bool send_resolved_;
  core::Duration repeat_;
  std::map<core::Labels, Told> told_;
};

}  // namespace silicon::webhook
