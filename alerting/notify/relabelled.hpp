// alert_relabel_configs: what of the notices goes to a receiver, and by which labels.
// Pure; any thread. Tested by tests/alerting/notify/relabelled_test.cpp.
#pragma once

#include <span>
#include <vector>

#include "alerting/alert/notice.hpp"
#include "alerting/scrape/relabel/rule.hpp"

namespace silicon::notify {

// In their order, without those that a rule drops or leaves no label.
std::vector<alert::Notice> relabelled(std::span<const alert::Notice> notices,
                                      std::span<const scrape::RelabelRule> rules);

}  // namespace silicon::notify
