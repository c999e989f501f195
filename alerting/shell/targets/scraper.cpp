#include "alerting/shell/targets/scraper.hpp"

#include <string_view>
#include <utility>
#include <variant>

#include "alerting/shell/secrets/hidden_secrets.hpp"
#include "exporter/core/exposition/read.hpp"
#include "exporter/core/exposition/series.hpp"
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

// Whether all of it can be read.
bool is_page(std::string_view body, core::ExpositionFormat format) {
  core::ExpositionReader reader(body, format);
  while (true) {
    const auto entry = reader.next();
    if (!entry) return false;
    if (!*entry) return true;
    const auto* sample = std::get_if<core::SampleLine>(&**entry);
    if (sample != nullptr && !core::parse_series(sample->series, format)) return false;
  }
}

// What is wrong with a page is said in words of the page, which may be those that it was asked
// with. A sound page stays as it is: a password may be a word like any other.
void hide_secrets(scrape::Response& response, const config::HttpOptions& options) {
  HiddenSecrets secrets;
  secrets.add(options);
  if (secrets.empty()) return;
  response.content_type = secrets.hide(std::move(response.content_type));
  std::string hidden = secrets.hide(response.body);
  if (hidden == response.body) return;
  const auto format = core::format_of_content_type(response.content_type);
  if (is_page(response.body, format.value_or(core::ExpositionFormat::text))) return;
  response.body = std::move(hidden);
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
  HttpDone done = [this, key, slot, identity = transfer.options](HttpOutcome outcome) {
    under_way_.erase(key);
    scrape::Response response = response_of(std::move(outcome));
    hide_secrets(response, *identity);
    ended_.push_back({key, slot, std::move(response)});
  };
  under_way_[key] = transfers_.start(std::move(transfer), std::move(done));
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
