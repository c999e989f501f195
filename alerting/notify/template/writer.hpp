// Writes the texts of one message: a receiver's fields with their actions carried out over a
// notification. A template that fails loses no message: the field's default takes its place, and
// what went wrong is remembered. One thread at a time.
// Tested by tests/alerting/notify/template/writer_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "alerting/notify/message/notification.hpp"
#include "alerting/notify/template/message_functions.hpp"
#include "alerting/notify/template/templates.hpp"
#include "alerting/template/value/value.hpp"

namespace silicon::notify {

// Where the text goes, which decides how what actions print is escaped.
enum class Channel { plain, html, slack };

// A field of a receiver: its name for messages, what the user wrote, and what is written where that
// fails.
struct Field {
  std::string_view name;
  std::string_view text;
  std::string_view otherwise = {};
};

class Writer {
 public:
  // All must outlive this.
  Writer(const MessageTemplates& templates, const Surroundings& surroundings, templates::Value data)
      : templates_(templates),
        functions_(message_functions(surroundings)),
        data_(std::move(data)) {}

  std::string write(const Field& field, Channel channel = Channel::plain);

  // What went wrong, a line each; no secrets.
  const std::vector<std::string>& problems() const { return problems_; }

 private:
  core::Result<std::string> expand(std::string_view name, std::string_view text,
                                   const templates::Library& library, Channel channel) const;

  const MessageTemplates& templates_;
  templates::Functions functions_;
  templates::Value data_;
  std::vector<std::string> problems_;
};

}  // namespace silicon::notify
