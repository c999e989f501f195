// Values inside Slack's messages: an alert's labels cannot call a whole channel ("<!channel>"),
// name people or be taken for markup, while links that an annotation brings along still work.
// One thread at a time. Tested by tests/alerting/notify/escape/slack_escaper_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "alerting/template/execute/executor.hpp"

namespace silicon::notify {

// &, < and > as Slack wants them, except in "<https://...|...>" and in what is escaped already.
std::string escape_slack(std::string_view text);

class SlackEscaper : public templates::Escaper {
 public:
  void literal(std::string_view) override {}
  std::string escaped(const templates::Value& value) override;
};

}  // namespace silicon::notify
