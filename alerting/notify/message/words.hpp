// What a tired person wants to know of an alert, in a few words each: what, where, since when, how
// much against which threshold and where it is going, what to do, and how to make it quiet. What an
// alert does not say is "" and takes no line. Pure; any thread.
// Tested by tests/alerting/notify/message/words_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "alerting/notify/message/notification.hpp"

namespace silicon::notify {

// The first of the annotations summary, message, title, description that says something.
std::string what(const Item& item);

// "instance web-1:9100, device sda": the labels that name a place, from the large to the small.
std::string where(const core::Labels& labels);

// "2026-11-21 00:18 UTC, for 3m 0s"; of a resolved alert from when to when.
std::string since(const Item& item, core::Instant now);

// "0.97, above 0.9; rising, 0.82 ten minutes ago" as far as it is known.
std::string measure(const Item& item);

// "by ann until 2026-11-21 01:00 UTC: looking into it".
std::string acknowledged(const Item& item);

// The annotation runbook_url, or runbook.
std::string runbook(const Item& item);

struct Link {
  std::string name;
  std::string url;  // http or https, nothing else
};
// The rule's graph and the annotations that are dashboards.
std::vector<Link> links(const Item& item);

// Commands for a shell: whatever the labels hold, it is quoted.
std::string acknowledge_command(const Item& item);
std::string silence_command(const Item& item);

// A number for people: 0.97, 1.5G, 42.
std::string figure(double value);

}  // namespace silicon::notify
