#include "alerting/shell/targets/scraper.hpp"

#include <utility>

#include "exporter/core/numbers.hpp"

namespace silicon::shell {
namespace {

scrape::Response response_of(HttpOutcome outcome) {
  scrape::Response response;
  response.begun = outcome.begun;
  response.duration = outcome.duration;
  response.failure = std::move(outcome.failure);
  response.status = outcome.answer.status;
  response.content_type = outcome.answer.header("Content-Type");
  response.body = std::move(outcome.answer.body);
  return response;
}

}  // namespace

Scraper::~Scraper() {
  for (const auto& [key, id] : under_way_) transfers_.cancel(id);
}

bool Scraper::scrape(std::uint64_t key, core::Instant slot, const scrape::Target& target,
                     std::shared_ptr<const config::ScrapeConfig> config) {
  if (under_way_.contains(key)) return false;
  HttpTransfer transfer;
  transfer.url = target.url;
  const double timeout = std::chrono::duration<double>(target.timeout).count();
  transfer.headers = {{"Accept", scrape::accept_header(config->job.protocols)},
                      {"X-Prometheus-Scrape-Timeout-Seconds", core::format_double(timeout)}};
  transfer.timeout = target.timeout;
  transfer.body_limit = config->job.body_limit;
  const config::HttpOptions* options = &config->http;
  transfer.options = {std::move(config), options};
  under_way_[key] = transfers_.start(std::move(transfer), [this, key, slot](HttpOutcome outcome) {
    under_way_.erase(key);
    ended_.push_back({key, slot, response_of(std::move(outcome))});
  });
  return true;
}

void Scraper::cancel(std::uint64_t key) {
  const auto found = under_way_.find(key);
  if (found != under_way_.end()) {
    transfers_.cancel(found->second);
    under_way_.erase(found);
  }
  std::erase_if(ended_, [&](const ScrapeResult& result) { return result.key == key; });
}

std::vector<ScrapeResult> Scraper::take() {
  return std::exchange(ended_, {});
}

}  // namespace silicon::shell
