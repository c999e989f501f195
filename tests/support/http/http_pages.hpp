// Answers that a ScriptedServer sends, and the scripts that send one of them to everybody.
#pragma once

#include <string>
#include <string_view>

#include "tests/support/http/scripted_server.hpp"

namespace silicon::testing {

// With `headers` as further lines, each ending in \r\n.
inline std::string http_page(int status, std::string_view body, std::string_view headers = {}) {
  return "HTTP/1.1 " + std::to_string(status) +
         " Words\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string(headers) + "\r\n" + std::string(body);
}

inline ScriptedServer::Script always(std::string answer) {
  return [answer = std::move(answer)](RawSocket& peer) {
    peer.receive_until("\r\n\r\n");
    peer.send(answer);
  };
}

}  // namespace silicon::testing
