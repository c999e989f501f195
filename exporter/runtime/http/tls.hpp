// Whether this program's civetweb can serve HTTPS, and with which files. Debian 12's civetweb 1.15
// cannot: it was built against OpenSSL 1.1's symbols and crashes on the first TLS 1.2 request when
// only OpenSSL 3 is there (civetweb #1047); from 1.16 on it can be built for OpenSSL 3.
// Tested by tests/exporter/runtime/http/tls_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/result.hpp"

namespace silicon::runtime {

struct TlsOptions {
  std::string certificate_file;  // PEM: the certificate, then any chain
  std::string key_file;          // PEM, without a passphrase
};

// What decides whether TLS is sound.
struct TlsSupport {
  std::string civetweb_version;  // "1.15"
  bool built_with_tls = false;
};

TlsSupport linked_tls_support();

// Refused with the reason, and with what to do instead, where it is not sound.
core::Status check_tls_support(const TlsSupport& support);

}  // namespace silicon::runtime
