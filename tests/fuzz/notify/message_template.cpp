// Templates of messages over alerts whose labels are the input, too: whatever they say they end
// soon, with a text of bounded length or a problem; and where what is written by a template has no
// HTML of its own, no label makes any.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "alerting/notify/message/data.hpp"
#include "alerting/notify/template/writer.hpp"

namespace {

using namespace silicon;

void require(bool condition) {
  if (!condition) std::abort();
}

notify::Notification notification_of(const std::string& text) {
  notify::Notification notification;
  notification.receiver = text;
  notification.group_key = "{}:{}";
  notification.group_labels = {{"alertname", text}};
  notify::Item item;
  item.notice.labels = {{"alertname", text}, {"instance", "a"}};
  item.notice.annotations = {{"summary", text}, {"runbook_url", text}};
  item.notice.origin = alert::make_origin({}, text);
  notification.alerts = {item, item};
  notification.alerts[1].notice.resolved = true;
  notification.external_url = "http://here";
  return notification;
}

std::size_t tags(std::string_view html) {
  std::size_t count = 0;
  for (const char c : html) count += c == '<' ? 1 : 0;
  return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const notify::MessageTemplates templates;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const notify::Surroundings surroundings;
  const notify::Notification hostile = notification_of(text);
  notify::Writer writer(templates, surroundings, notify::data_of(hostile, {}));
  for (const notify::Channel channel :
       {notify::Channel::plain, notify::Channel::html, notify::Channel::slack}) {
    const std::string written = writer.write({"field", text, "{{ .Status }}"}, channel);
    require(written.size() <= std::max<std::size_t>(size, std::size_t{2} << 20));
  }
  const notify::Field html{"html", R"({{ template "email.default.html" . }})"};
  notify::Writer plain(templates, surroundings, notify::data_of(notification_of("a"), {}));
  notify::Writer odd(templates, surroundings, notify::data_of(hostile, {}));
  // A runbook that is a URL, and a graph, are links: at most two tags more for each alert.
  const std::string page = odd.write(html, notify::Channel::html);
  require(odd.problems().empty());
  require(tags(page) <= tags(plain.write(html, notify::Channel::html)) + 40);
  require(page.find("<script") == std::string::npos);
  require(page.find("\"javascript:") == std::string::npos);
  return 0;
}
