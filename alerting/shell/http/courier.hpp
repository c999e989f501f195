// Sends what others have rendered to receivers, and says how each took it. Sends each thing once:
// whether and when again is decided by who ordered it (notify/retry/outbox.hpp). Follows no
// redirect to another host, and none that would make a GET of it (notify/retry/redirect.hpp).
// Works within Transfers::poll(). One thread. Tested by tests/alerting/shell/http/courier_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "alerting/config/http_options.hpp"
#include "alerting/notify/retry/judge.hpp"
#include "alerting/shell/http/transfers.hpp"
#include "exporter/core/time.hpp"

namespace silicon::shell {

// What an answer means; notify::judge() or that of a service which says more in its answers.
using JudgeAnswer =
    std::function<notify::Judgement(const notify::Answer& answer, core::Instant now)>;

struct Delivery {
  std::uint64_t key = 0;                               // handed back in the result
  config::SecretText url;                              // of an Alertmanager, or a webhook
  std::string body;                                    // JSON
  std::shared_ptr<const config::HttpOptions> options;  // null: the defaults
  core::Duration timeout = std::chrono::seconds(10);
  JudgeAnswer judge = notify::judge;
};

struct DeliveryResult {
  std::uint64_t key = 0;
  notify::Judgement judgement;
  int status = 0;         // 0 when there was no answer
  std::string body = {};  // of the answer
  core::SteadyDuration duration{};
};

class Courier {
 public:
  // Both must outlive this.
  Courier(Transfers& transfers, const core::Clock& clock) : transfers_(transfers), clock_(clock) {}
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;
  ~Courier();  // what is under way is cancelled

  void send(Delivery delivery);

  // What has ended since the last call.
  std::vector<DeliveryResult> take();

  std::size_t under_way() const { return under_way_.size(); }

 private:
  void post(std::shared_ptr<const Delivery> delivery, std::string url, int redirects);
  void finish(const std::shared_ptr<const Delivery>& delivery, const std::string& url,
              int redirects, HttpOutcome outcome);

  Transfers& transfers_;
  const core::Clock& clock_;
  std::vector<std::uint64_t> under_way_;  // Transfers' numbers
  std::vector<DeliveryResult> ended_;
};

}  // namespace silicon::shell
