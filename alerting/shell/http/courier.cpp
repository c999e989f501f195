#include "alerting/shell/http/courier.hpp"

#include <utility>

#include "alerting/notify/retry/redirect.hpp"
#include "alerting/shell/http/request_options.hpp"

namespace silicon::shell {
namespace {

// Of an answer; more is not read. The status has said what became of the message.
constexpr std::size_t kAnswerLimit = std::size_t{1} << 20;

// Of one and the same host; as many as no sound server needs.
constexpr int kMostForwards = 3;

DeliveryResult result_of(const Delivery& delivery, HttpOutcome outcome, core::Instant now) {
  runtime::HttpAnswer& answer = outcome.answer;
  auto judgement = delivery.judge(
      {outcome.failure, answer.status, answer.body, answer.header("Retry-After")}, now);
  return {delivery.key, std::move(judgement), answer.status, std::move(answer.body),
          outcome.duration};
}

// The same, but that libcurl follows nothing by itself.
std::shared_ptr<const config::HttpOptions> without_redirects(
    const std::shared_ptr<const config::HttpOptions>& options) {
  auto copy = options ? std::make_shared<config::HttpOptions>(*options)
                      : std::make_shared<config::HttpOptions>();
  copy->follow_redirects = false;
  return copy;
}

}  // namespace

Courier::~Courier() {
  for (const std::uint64_t id : under_way_) transfers_.cancel(id);
}

void Courier::send(Delivery delivery) {
  auto url = exposed(delivery.url);
  if (!url) {
    ended_.push_back({delivery.key, {notify::Verdict::retry, url.error().message()}});
    return;
  }
  delivery.options = without_redirects(delivery.options);
  post(std::make_shared<const Delivery>(std::move(delivery)), *std::move(url), 0);
}

void Courier::post(std::shared_ptr<const Delivery> delivery, std::string url, int redirects) {
  HttpTransfer transfer;
  transfer.method = "POST";
  transfer.url = url;
  transfer.headers = {{"Content-Type", "application/json"}};
  transfer.body = delivery->body;
  transfer.options = delivery->options;
  transfer.timeout = delivery->timeout;
  transfer.body_limit = kAnswerLimit;
  transfer.cuts_body = true;
  const auto id = std::make_shared<std::uint64_t>(0);
  *id = transfers_.start(std::move(transfer),
                         [this, id, delivery, url, redirects](HttpOutcome outcome) {
                           std::erase(under_way_, *id);
                           finish(delivery, url, redirects, std::move(outcome));
                         });
  under_way_.push_back(*id);
}

void Courier::finish(const std::shared_ptr<const Delivery>& delivery, const std::string& url,
                     int redirects, HttpOutcome outcome) {
  auto next = notify::redirected(url, outcome.answer.status, outcome.answer.header("Location"));
  if (next && *next && redirects < kMostForwards) {
    post(delivery, **std::move(next), redirects + 1);
    return;
  }
  DeliveryResult result = result_of(*delivery, std::move(outcome), clock_.now());
  if (!next) result.judgement = {notify::Verdict::give_up, next.error().message()};
  ended_.push_back(std::move(result));
}

std::vector<DeliveryResult> Courier::take() {
  return std::exchange(ended_, {});
}

}  // namespace silicon::shell
