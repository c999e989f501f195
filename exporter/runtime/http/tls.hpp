// Whether this program's civetweb can serve HTTPS. Debian 12's civetweb 1.15 cannot: it looks for
// OpenSSL 1.1's functions, does not find all of them in OpenSSL 3, and would call a null pointer at
// the first TLS 1.2 request (civetweb #1047; seen on Debian 12). From 1.16 on it can be built for
// OpenSSL 3. Tested by tests/exporter/runtime/http/tls_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/result.hpp"

namespace silicon::runtime {

struct TlsOptions {
  std::string pem_file;  // the certificate, its chain and its key (without a passphrase), in PEM
};

// What decides whether TLS is sound.
struct TlsSupport {
  std::string civetweb_version;  // "1.15"
  bool built_in = false;         // civetweb was compiled with TLS
  bool libraries_fit = false;    // and finds the OpenSSL functions that it was compiled for
};

TlsSupport linked_tls_support();

// Refused with the reason, and with what to do instead, where it is not sound.
core::Status check_tls_support(const TlsSupport& support);

// Whether the file can be read and holds a certificate and a key.
core::Status check_tls_file(const TlsOptions& options);

}  // namespace silicon::runtime
