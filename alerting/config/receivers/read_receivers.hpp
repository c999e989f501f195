// Reads Alertmanager's `receivers` and what of `global` concerns them. Every key of theirs is
// either done or answered by name: refused where messages would be lost without it, noted where
// none would. Texts are parsed as templates, so that mistakes in them show before an alert does.
// One thread at a time. Tested by tests/alerting/config/receivers/read_receivers_test.cpp, fuzzed
// by tests/fuzz/notify/receivers.cpp.
#pragma once

#include <vector>

#include "alerting/config/parts/context.hpp"
#include "alerting/config/receivers/receivers.hpp"

namespace silicon::config {

// The keys of `global` that are Alertmanager's; others are left to the caller.
void read_delivery_defaults(runtime::YamlMap& global, DeliveryDefaults& out,
                            const Context& context);

// The list `receivers`. Requires that the defaults have been read.
void read_receivers(runtime::YamlMap& root, const DeliveryDefaults& defaults,
                    std::vector<Receiver>& out, const Context& context);

// `templates`: patterns of files, as whole paths.
void read_template_files(runtime::YamlMap& root, std::vector<std::string>& out);

}  // namespace silicon::config
