// What every channel needs besides the notification and its own settings, and what it makes.
// Values; any thread.
#pragma once

#include <string>
#include <vector>

#include "alerting/notify/template/message_functions.hpp"
#include "alerting/notify/template/templates.hpp"

namespace silicon::notify {

struct Rendering {
  const MessageTemplates& templates;
  Surroundings surroundings;
};

// One POST of JSON. Bodies may hold a key: they are for the receiver alone, not for logs or disks.
struct Request {
  std::string
      method;  // of an API that has several ("chat.update"); "" for the receiver's URL as is
  std::string body;
};

struct Rendered {
  std::vector<Request> requests;      // to be sent in this order
  std::vector<std::string> problems;  // of the user's templates, a line each: for the log
};

}  // namespace silicon::notify
