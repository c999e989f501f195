// Reads global's scraping keys and scrape_configs.
// One thread at a time. Tested by tests/alerting/config/sections/scrape_test.cpp.
#pragma once

#include <vector>

#include "alerting/config/config.hpp"
#include "alerting/config/parts/context.hpp"

namespace silicon::config {

// What global says of every job that does not say otherwise: a job without a name.
void read_scrape_defaults(runtime::YamlMap& global, scrape::Job& defaults, const Context& context);

// scrape_configs. Requires that `defaults` have been read.
void read_scrape_configs(runtime::YamlMap& root, const scrape::Job& defaults,
                         std::vector<ScrapeConfig>& out, const Context& context);

}  // namespace silicon::config
