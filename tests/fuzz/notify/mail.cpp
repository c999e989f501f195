// Mails of alerts whose labels may hold anything: the headers are those of any other alert, lines
// are short ASCII, nothing ends the mail early, and what was to be said can be read back.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "alerting/notify/email/address.hpp"
#include "alerting/notify/email/encode.hpp"
#include "alerting/notify/email/render.hpp"
#include "exporter/core/text.hpp"

namespace {

using namespace silicon;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_lines(std::string_view content) {
  core::for_each_line(content, [](std::string_view line) {
    require(line.ends_with('\r') && line.size() <= 999);
    require(line != ".\r");
    for (const char c : line.substr(0, line.size() - 1))
      require((c >= ' ' && c <= '~') || c == '\t');
  });
}

email::Mail mail_of(const std::string& text) {
  notify::Notification notification;
  notification.group_labels = {{"alertname", text}};
  notify::Item item;
  item.notice.labels = {{"alertname", text}};
  item.notice.annotations = {{"summary", text}};
  notification.alerts = {item};
  email::Settings settings;
  settings.from = "a@b";
  settings.to = "c@d";
  settings.headers = {{"X-Summary", "{{ .CommonAnnotations.summary }}"}};
  static const notify::MessageTemplates templates;
  auto mail = email::render(notification, settings, {templates, {}});
  require(mail.ok() && mail->problems.empty());
  return *std::move(mail);
}

// Names of the headers.
std::string names(std::string_view content) {
  std::string all;
  core::for_each_line(content.substr(0, content.find("\r\n\r\n")), [&](std::string_view line) {
    if (!line.starts_with(' ')) all += std::string(core::cut(line, ':').first) + ",";
  });
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string usual = names(mail_of("usual").content);
  const std::string text(reinterpret_cast<const char*>(data), size);
  const email::Mail mail = mail_of(text);
  require(names(mail.content) == usual);
  check_lines(mail.content);
  check_lines(email::quoted_printable(text));
  check_lines(email::header_line("Subject", text));
  if (const auto addresses = email::parse_addresses(text)) {
    for (const email::Address& address : *addresses) {
      require(address.mailbox.find_first_of("<> \r\n,") == std::string::npos);
      check_lines(email::structured_header_line("To", email::header_text(address)));
    }
  }
  return 0;
}
