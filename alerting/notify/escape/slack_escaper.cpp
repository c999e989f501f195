#include "alerting/notify/escape/slack_escaper.hpp"

#include "alerting/template/format/print.hpp"

namespace silicon::notify {
namespace {

bool is_escaped_already(std::string_view text) {
  return text.starts_with("&amp;") || text.starts_with("&lt;") || text.starts_with("&gt;");
}

// The whole "<https://...>" or "<https://...|words>" at the front of a text; "" for anything else.
std::string_view link_at_front(std::string_view text) {
  const bool known =
      text.starts_with("<http://") || text.starts_with("<https://") || text.starts_with("<mailto:");
  if (!known) return {};
  const std::size_t end = text.find_first_of("<>\n", 1);
  if (end == std::string_view::npos || text[end] != '>') return {};
  return text.substr(0, end + 1);
}

}  // namespace

std::string escape_slack(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t taken = 1;
    if (const std::string_view link = link_at_front(text); !link.empty()) {
      out += link;
      taken = link.size();
    } else if (text[0] == '<') {
      out += "&lt;";
    } else if (text[0] == '>') {
      out += "&gt;";
    } else if (text[0] == '&' && !is_escaped_already(text)) {
      out += "&amp;";
    } else {
      out += text[0];
    }
    text.remove_prefix(taken);
  }
  return out;
}

std::string SlackEscaper::escaped(const templates::Value& value) {
  return escape_slack(value.is_nil() ? "<no value>" : templates::print(value));
}

}  // namespace silicon::notify
