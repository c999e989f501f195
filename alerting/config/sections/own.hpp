// Reads the sections that Prometheus states by flags or has not: storage, state, evaluation, web,
// log; and answers those of Prometheus that are not done here.
// One thread at a time. Tested by tests/alerting/config/sections/own_test.cpp.
#pragma once

#include "alerting/config/config.hpp"
#include "alerting/config/parts/context.hpp"

namespace silicon::config {

void read_own_sections(runtime::YamlMap& root, Config& out, const Context& context);

// Top-level keys of Prometheus that concern its own storage.
void answer_foreign_sections(runtime::YamlMap& root, const Context& context);

}  // namespace silicon::config
