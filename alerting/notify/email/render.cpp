#include "alerting/notify/email/render.hpp"

#include <algorithm>
#include <array>

#include "alerting/notify/email/address.hpp"
#include "alerting/notify/email/encode.hpp"
#include "alerting/notify/message/clip.hpp"
#include "alerting/notify/message/data.hpp"
#include "alerting/notify/message/sha256.hpp"
#include "alerting/notify/template/writer.hpp"
#include "alerting/template/functions/text.hpp"
#include "alerting/template/functions/time_values.hpp"
#include "exporter/core/calendar/timestamp.hpp"

namespace silicon::email {
namespace {

using notify::Notification;
using notify::Writer;

constexpr std::string_view kDefaultSubject = R"({{ template "email.default.subject" . }})";
constexpr std::size_t kLongestHeader = 2000;             // characters of a value
constexpr std::size_t kMostBody = std::size_t{4} << 20;  // bytes of a part
constexpr std::string_view kHost = "siliconwatch";

// Ours alone.
constexpr std::array<std::string_view, 4> kReserved = {"content-type", "content-transfer-encoding",
                                                       "mime-version", "bcc"};

struct Envelope {
  Address from;
  std::vector<Address> to;
};

core::Result<Envelope> envelope_of(const Settings& settings, Writer& writer) {
  auto from = parse_addresses(writer.write({"from", settings.from}));
  if (!from) return std::move(from).error().within("from");
  if (from->size() != 1) return core::Error("from: wants one address", core::ErrorKind::invalid);
  auto to = parse_addresses(writer.write({"to", settings.to}));
  if (!to) return std::move(to).error().within("to");
  return Envelope{from->front(), *std::move(to)};
}

std::string addresses_text(const std::vector<Address>& addresses) {
  std::string out;
  for (const Address& address : addresses) out += (out.empty() ? "" : ", ") + header_text(address);
  return out;
}

// The same however often the mail is tried, so that a second copy can be told from a new mail.
std::string identity_of(const Notification& notification) {
  return notify::sha256_hex(notification.receiver + '\n' + notification.group_key + '\n' +
                            core::format_timestamp(notification.decided_at))
      .substr(0, 32);
}

// What all mails of a thread refer to, though no mail has it: the first may have been lost.
std::string thread_of(const Notification& notification, const Settings& settings) {
  if (settings.threading == Threading::none) return "";
  const std::string date = settings.threading == Threading::daily
                               ? "-" + templates::format_time(notification.decided_at, "2006-01-02")
                               : "";
  return "<alert-" + notify::sha256_hex(notification.group_key).substr(0, 16) + date + "@" +
         std::string(kHost) + ">";
}

// The value of a header that is written by the user, or of its default.
std::string written_header(const Settings& settings, std::string_view name,
                           std::string_view otherwise, Writer& writer) {
  for (const auto& [stated, text] : settings.headers) {
    if (templates::to_lower(stated) == templates::to_lower(name)) {
      return notify::clip_characters(writer.write({name, text, otherwise}), kLongestHeader);
    }
  }
  return notify::clip_characters(writer.write({name, otherwise, otherwise}), kLongestHeader);
}

bool is_one_of_ours(std::string_view name) {
  constexpr std::array<std::string_view, 7> kOurs = {
      "subject", "to", "from", "date", "message-id", "references", "in-reply-to"};
  return std::find(kOurs.begin(), kOurs.end(), templates::to_lower(name)) != kOurs.end();
}

// A header with addresses that the user states replaces what is shown, not who gets the mail.
std::string address_header(const Settings& settings, std::string_view name,
                           const std::string& actual, Writer& writer) {
  const std::string text = written_header(settings, name, "", writer);
  const auto addresses = parse_addresses(text);
  return structured_header_line(name, addresses ? addresses_text(*addresses) : actual);
}

std::string headers_of(const Notification& notification, const Settings& settings,
                       const Envelope& envelope, core::Instant now, Writer& writer) {
  std::string out =
      header_line("Subject", written_header(settings, "Subject", kDefaultSubject, writer));
  out += address_header(settings, "To", addresses_text(envelope.to), writer);
  out += address_header(settings, "From", header_text(envelope.from), writer);
  for (const auto& [name, text] : settings.headers) {
    if (is_one_of_ours(name) || !header_problem(name).empty()) continue;
    out += header_line(name, notify::clip_characters(writer.write({name, text}), kLongestHeader));
  }
  out += "Message-Id: <" + identity_of(notification) + "@" + std::string(kHost) + ">\r\n";
  if (const std::string thread = thread_of(notification, settings); !thread.empty()) {
    out += "References: " + thread + "\r\nIn-Reply-To: " + thread + "\r\n";
  }
  out += "Date: " + templates::format_time(now, "Mon, 02 Jan 2006 15:04:05 -0700") + "\r\n";
  // For programs that answer mails: nobody is on holiday for an alert.
  return out + "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
}

std::string part(std::string_view type, std::string_view text) {
  return "Content-Type: text/" + std::string(type) +
         "; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
         quoted_printable(notify::clip_bytes(notify::printable(text), kMostBody));
}

// Quoted-printable has no "=_", so that no text can end a part.
std::string multipart(const std::string& identity, const std::string& text,
                      const std::string& html) {
  const std::string boundary = "=_" + identity;
  std::string out = "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n";
  for (const std::string* one : {&text, &html}) out += "--" + boundary + "\r\n" + *one + "\r\n";
  return out + "--" + boundary + "--\r\n";
}

std::string body_of(const Notification& notification, const Settings& settings, Writer& writer) {
  const Settings defaults;
  std::string text = writer.write({"text", settings.text, defaults.text});
  const std::string html =
      writer.write({"html", settings.html, defaults.html}, notify::Channel::html);
  for (const std::string& problem : writer.problems()) {
    text += "\nA template of this receiver failed: " + problem + "\n";
  }
  if (html.empty()) return part("plain", text);
  if (settings.text.empty() && writer.problems().empty()) return part("html", html);
  return multipart(identity_of(notification), part("plain", text), part("html", html));
}

}  // namespace

core::Result<Mail> render(const Notification& notification, const Settings& settings,
                          const notify::Rendering& rendering) {
  const core::Instant now = rendering.surroundings.now;
  Writer writer(rendering.templates, rendering.surroundings, notify::data_of(notification, now));
  auto envelope = envelope_of(settings, writer);
  if (!envelope) return std::move(envelope).error();
  Mail mail;
  mail.from = envelope->from.mailbox;
  for (const Address& address : envelope->to) mail.to.push_back(address.mailbox);
  mail.content = headers_of(notification, settings, *envelope, now, writer);
  mail.content += body_of(notification, settings, writer);
  mail.problems = writer.problems();
  return mail;
}

std::string header_problem(std::string_view name) {
  const auto is_plain = [](char c) { return c > ' ' && c <= '~' && c != ':'; };
  if (name.empty() || name.size() > 60 || !std::all_of(name.begin(), name.end(), is_plain)) {
    return "is no name of a header";
  }
  const std::string small = templates::to_lower(name);
  if (std::find(kReserved.begin(), kReserved.end(), small) != kReserved.end()) {
    return "is for the program to set";
  }
  return "";
}

}  // namespace silicon::email
