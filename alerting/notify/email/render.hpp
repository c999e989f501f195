// A notification as a mail: text and HTML (RFC 2046), headers in ASCII, the mails of one group in
// one thread. Whatever labels hold, it is text and no header, no part and no command.
// Source: Alertmanager 0.28, notify/email/email.go. Pure; any thread.
// Tested by tests/alerting/notify/email/render_test.cpp and
// tests/alerting/notify/email/golden_test.cpp.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "alerting/notify/message/notification.hpp"
#include "alerting/notify/template/rendering.hpp"
#include "exporter/core/result.hpp"

namespace silicon::email {

// Which mails of a group are one thread.
enum class Threading { none, always, daily };

// All texts are templates.
struct Settings {
  std::string from;
  std::string to;  // addresses, separated by commas
  // Subject and any others of the user's own.
  std::map<std::string, std::string> headers;
  std::string html = R"({{ template "email.default.html" . }})";
  std::string text = R"({{ template "email.default.text" . }})";
  Threading threading = Threading::always;
};

struct Mail {
  std::string from;             // the envelope's: an address without a name
  std::vector<std::string> to;  // at least one
  std::string content;          // headers and body; lines end in CRLF and are never over 998 bytes
  std::vector<std::string> problems;  // of the user's templates, a line each: for the log
};

// An error where From or To are no addresses: nothing can be sent then.
core::Result<Mail> render(const notify::Notification& notification, const Settings& settings,
                          const notify::Rendering& rendering);

// Whether a user may set a header of this name: a name at all, and none that says what the mail's
// parts are. The problem otherwise, "" for none.
std::string header_problem(std::string_view name);

}  // namespace silicon::email
