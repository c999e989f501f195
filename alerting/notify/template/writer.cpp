#include "alerting/notify/template/writer.hpp"

#include <memory>

#include "alerting/notify/escape/html_escaper.hpp"
#include "alerting/notify/escape/slack_escaper.hpp"
#include "alerting/notify/message/clip.hpp"
#include "alerting/template/syntax/parser.hpp"

namespace silicon::notify {
namespace {

// A group may have thousands of alerts, and a user's template may list them all.
constexpr templates::ExecutionLimits kLimits{std::size_t{2} << 20, 5'000'000, 60};

std::unique_ptr<templates::Escaper> escaper_for(Channel channel) {
  switch (channel) {
    case Channel::html:
      return std::make_unique<HtmlEscaper>();
    case Channel::slack:
      return std::make_unique<SlackEscaper>();
    case Channel::plain:
      break;
  }
  return nullptr;
}

}  // namespace

std::string Writer::write(const Field& field, Channel channel) {
  auto written = expand(field.name, field.text, templates_.all(), channel);
  if (written) return *std::move(written);
  problems_.push_back(one_line(written.error().message()));
  auto replaced = expand(field.name, field.otherwise, templates_.own(), channel);
  if (replaced) return *std::move(replaced);
  problems_.push_back(one_line(replaced.error().message()));
  return "";
}

core::Result<std::string> Writer::expand(std::string_view name, std::string_view text,
                                         const templates::Library& library, Channel channel) const {
  if (text.find("{{") == std::string_view::npos) return std::string(text);
  const auto definitions = templates::parse(name, text, is_message_function);
  if (!definitions) return definitions.error();
  const auto escaper = escaper_for(channel);
  const templates::Program program{name, text, *definitions, functions_, &library, escaper.get()};
  return templates::Executor(program, kLimits).run(data_);
}

}  // namespace silicon::notify
