// The calls about what is scraped: /api/v1/targets, /scrape_pools, /metadata and /targets/metadata.
// Answers and errors are Prometheus 3.5's. Pure; whoever calls sees to it that the pool stays as it
// is meanwhile. Tested by tests/alerting/api/status/targets_test.cpp.
#pragma once

#include "alerting/api/answer/answer.hpp"
#include "alerting/api/answer/parameters.hpp"
#include "alerting/engine/targets/target_pool.hpp"

namespace silicon::api {

Answer list_targets(const Parameters& parameters, const engine::TargetPool& pool);
Answer list_scrape_pools(const engine::TargetPool& pool);
Answer list_metadata(const Parameters& parameters, const engine::TargetPool& pool);
Answer list_target_metadata(const Parameters& parameters, const engine::TargetPool& pool);

}  // namespace silicon::api
