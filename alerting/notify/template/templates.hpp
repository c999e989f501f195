// The templates of messages: our own definitions, and those of the user's files, which replace ours
// of the same name. Immutable and cheap to copy; any thread.
// Tested by tests/alerting/notify/template/templates_test.cpp.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "alerting/template/execute/executor.hpp"
#include "exporter/core/result.hpp"

namespace silicon::notify {

struct TemplateFile {
  std::string name;  // for messages, and what {{template}} may call its text by
  std::string text;
};

class MessageTemplates {
 public:
  // Ours alone.
  MessageTemplates();

  // Ours and those of the files. An error is the parser's and names file and line.
  static core::Result<MessageTemplates> create(std::span<const TemplateFile> files);

  const templates::Library& all() const { return *all_; }
  // Without the user's: for when those fail.
  const templates::Library& own() const { return *own_; }

 private:
  std::shared_ptr<const templates::Library> own_;
  std::shared_ptr<const templates::Library> all_;
};

// Whether a receiver's field can be parsed as a template. `name` is the field's.
core::Status check_message_text(std::string_view name, std::string_view text);

}  // namespace silicon::notify
