#include "alerting/notify/template/templates.hpp"

#include <cassert>
#include <utility>

#include "alerting/notify/template/defaults.hpp"
#include "alerting/notify/template/message_functions.hpp"
#include "alerting/template/syntax/parser.hpp"

namespace silicon::notify {
namespace {

using templates::Library;

core::Status add(Library& library, std::string_view name, std::string_view text) {
  auto parsed = templates::parse(name, text, is_message_function);
  if (!parsed) return std::move(parsed).error();
  const auto source = std::make_shared<const Library::Source>(
      Library::Source{std::string(name), std::string(text)});
  for (auto& [defined, statements] : *parsed) {
    library.definitions.insert_or_assign(defined,
                                         Library::Definition{source, std::move(statements)});
  }
  return core::Done{};
}

}  // namespace

MessageTemplates::MessageTemplates() {
  Library library;
  const auto added = add(library, "default", kDefaultTemplates);
  assert(added);
  (void)added;
  own_ = std::make_shared<const Library>(std::move(library));
  all_ = own_;
}

core::Result<MessageTemplates> MessageTemplates::create(std::span<const TemplateFile> files) {
  MessageTemplates result;
  Library library;
  const auto added = add(library, "default", kDefaultTemplates);
  assert(added);
  (void)added;
  for (const TemplateFile& file : files) {
    if (auto status = add(library, file.name, file.text); !status) {
      return std::move(status).error();
    }
  }
  result.all_ = std::make_shared<const Library>(std::move(library));
  return result;
}

core::Status check_message_text(std::string_view name, std::string_view text) {
  auto parsed = templates::parse(name, text, is_message_function);
  if (!parsed) return std::move(parsed).error();
  return core::Done{};
}

}  // namespace silicon::notify
