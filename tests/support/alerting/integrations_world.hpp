// Integrations whose posts and mails go nowhere, and the answers that a test gives to them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "alerting/shell/delivery/integrations.hpp"
#include "tests/support/alerting/receiver_config.hpp"

namespace silicon::testing {

class IntegrationsWorld {
 public:
  using Events = std::vector<engine::Event>;

  void configure(const std::string& yaml) {
    integrations.configure(receivers_config(yaml), notify::MessageTemplates());
  }

  Events turn() { return integrations.turn(now); }

  // Sends what is due next.
  Events wait() {
    const auto due = integrations.due();
    EXPECT_TRUE(due);
    if (due) now = std::max(now, *due);
    return turn();
  }

  // Answers the oldest post that has no answer yet.
  Events answer(int status, const std::string& body = "", const std::string& retry_after = "") {
    if (posts.empty()) {
      ADD_FAILURE() << "nothing was sent";
      return {};
    }
    const shell::Delivery post = std::move(posts.front());
    posts.pop_front();
    const std::string failure = status == 0 ? body : "";
    shell::DeliveryResult result;
    result.key = post.key;
    result.judgement = post.judge({failure, status, body, retry_after}, now);
    result.status = status;
    result.body = body;
    result.duration = std::chrono::milliseconds(20);
    return integrations.finished(result, now);
  }

  std::string url() const { return std::string(posts.at(0).url.text.expose()); }
  nlohmann::json body() const { return nlohmann::json::parse(posts.at(0).body); }
  double metric(const std::string& name) const {
    for (const core::Family& family : integrations.metrics()) {
      double sum = 0;
      for (const core::Sample& sample : family.samples) sum += sample.value;
      if (family.name == name) return sum;
    }
    ADD_FAILURE() << name;
    return -1;
  }

  core::Instant now = instant("2026-11-21T00:20:00Z");
  std::deque<shell::Delivery> posts;
  std::deque<shell::MailDelivery> mails;
  shell::Integrations integrations{
      [this](shell::Delivery post) { posts.push_back(std::move(post)); },
      [this](shell::MailDelivery mail) { mails.push_back(std::move(mail)); },
      {}};
};

}  // namespace silicon::testing
