#include "alerting/config/sections/own.hpp"

#include "alerting/config/values/bytes.hpp"
#include "exporter/runtime/http/authentication.hpp"
#include "exporter/runtime/yaml/settings.hpp"

namespace silicon::config {
namespace {

using runtime::YamlMap;
using runtime::YamlRange;

constexpr YamlRange<core::Duration> kZeroToo{core::Duration(0), core::Duration::max()};

const std::vector<std::pair<std::string, OnMissing>> kOnMissing{{"keep", OnMissing::keep},
                                                                {"resolve", OnMissing::resolve}};

void read_storage(YamlMap& root, StorageConfig& out, const Context& context) {
  root.read_map("storage", [&](YamlMap& storage) {
    storage.read("retention", out.retention, {std::chrono::minutes(1), core::Duration::max()});
    if (storage.read_with("max_bytes", out.max_bytes, parse_bytes) &&
        out.max_bytes < (std::size_t{1} << 20)) {
      storage.fail("max_bytes", "must be at least 1MiB");
    }
    storage.read("max_series", out.max_series, {1, 100'000'000});
    ignore(storage, "tsdb", "samples are kept in memory: see storage.retention", context);
    ignore(storage, "exemplars", "exemplars are not kept", context);
  });
}

void read_state(YamlMap& root, StateConfig& out) {
  root.read_map("state", [&](YamlMap& state) {
    read_path(state, "path", out.path);
    state.read("save_interval", out.save_interval,
               {std::chrono::seconds(1), core::Duration::max()});
    state.read("history_retention", out.history_retention, kZeroToo);
  });
}

void read_evaluation(YamlMap& root, EvaluationConfig& out) {
  root.read_map("evaluation", [&](YamlMap& evaluation) {
    evaluation.read_choice("on_missing", out.on_missing, kOnMissing);
    evaluation.read("report_empty_after", out.report_empty_after);
    evaluation.read("resend_delay", out.resend_delay, kZeroToo);
    evaluation.read("lookback_delta", out.lookback_delta);
    evaluation.read("query_timeout", out.query_timeout);
    evaluation.read("query_max_samples", out.query_max_samples, {1, 1'000'000'000});
  });
}

void read_web(YamlMap& root, WebConfig& out, const Context& context) {
  root.read_map("web", [&](YamlMap& web) {
    runtime::read_web_settings(web, context.environment, out.server, out.allow_unauthenticated);
    web.read("reload", out.reload);
    read_url(web, "external_url", out.external_url);
    while (out.external_url.ends_with('/')) out.external_url.pop_back();
    const auto exposure = runtime::check_exposure(out.server.address, out.server.authentication,
                                                  out.allow_unauthenticated);
    if (!exposure) web.fail("listen_address", exposure.error().message());
  });
}

}  // namespace

void read_own_sections(YamlMap& root, Config& out, const Context& context) {
  read_storage(root, out.storage, context);
  read_state(root, out.state);
  read_evaluation(root, out.evaluation);
  read_web(root, out.web, context);
  root.read_map("log", [&](YamlMap& log) { runtime::read_log_settings(log, out.log); });
}

void answer_foreign_sections(YamlMap& root, const Context& context) {
  for (const char* key : {"remote_write", "remote_read", "tracing", "otlp", "runtime"}) {
    ignore(root, key, "it is Prometheus's own business; this program watches and alerts", context);
  }
  refuse(root, "scrape_config_files", "write the jobs into scrape_configs");
}

}  // namespace silicon::config
