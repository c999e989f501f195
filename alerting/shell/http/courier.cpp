#include "alerting/shell/http/courier.hpp"

#include <utility>

#include "alerting/shell/http/request_options.hpp"

namespace silicon::shell {
namespace {

// Of an answer; more is not read.
constexpr std::size_t kAnswerLimit = std::size_t{1} << 20;

DeliveryResult result_of(std::uint64_t key, const HttpOutcome& outcome, core::Instant now) {
  const runtime::HttpAnswer& answer = outcome.answer;
  return {key,
          notify::judge({outcome.failure, answer.status, answer.body, answer.header("Retry-After")},
                        now),
          answer.status, outcome.duration};
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
  HttpTransfer transfer;
  transfer.method = "POST";
  transfer.url = *std::move(url);
  transfer.headers = {{"Content-Type", "application/json"}};
  transfer.body = std::move(delivery.body);
  transfer.options = std::move(delivery.options);
  transfer.timeout = delivery.timeout;
  transfer.body_limit = kAnswerLimit;
  const auto id = std::make_shared<std::uint64_t>(0);
  *id = transfers_.start(std::move(transfer),
                         [this, id, key = delivery.key](const HttpOutcome& outcome) {
                           std::erase(under_way_, *id);
                           ended_.push_back(result_of(key, outcome, clock_.now()));
                         });
  under_way_.push_back(*id);
}

std::vector<DeliveryResult> Courier::take() {
  return std::exchange(ended_, {});
}

}  // namespace silicon::shell
