#include "exporter/runtime/http/tls.hpp"

#include <civetweb.h>

#include "exporter/runtime/files.hpp"

namespace silicon::runtime {
namespace {

constexpr std::size_t kPemLimit = 1 << 20;

core::Error refused(const std::string& why) {
  return core::Error("TLS cannot be used: " + why +
                         "; put a reverse proxy that speaks TLS in front of this program, or build"
                         " it with civetweb 1.16 or later made for the machine's OpenSSL",
                     core::ErrorKind::absent);
}

// Only looks up the functions of libssl and libcrypto: that is what fails, without harm, where a
// handshake would call a function that is not there. Asked again, civetweb would say that all is
// well (1.15 and 1.16), so this is done once per process.
TlsSupport probe() {
  TlsSupport support;
  support.civetweb_version = mg_version();
  support.built_in = mg_check_feature(MG_FEATURES_TLS) != 0;
  support.libraries_fit = (mg_init_library(MG_FEATURES_TLS) & MG_FEATURES_TLS) != 0;
  mg_exit_library();
  return support;
}

}  // namespace

TlsSupport linked_tls_support() {
  static const TlsSupport known = probe();
  return known;
}

core::Status check_tls_support(const TlsSupport& support) {
  const std::string name = "civetweb " + support.civetweb_version;
  if (!support.built_in) return refused(name + " was built without TLS");
  if (!support.libraries_fit) {
    return refused(name +
                   " does not fit this machine's OpenSSL (libssl.so and libcrypto.so are"
                   " missing or of another version), and would crash at the first request");
  }
  return core::Done{};
}

core::Status check_tls_file(const TlsOptions& options) {
  const core::Result<std::string> pem = read_file(options.pem_file, kPemLimit);
  if (!pem) return pem.error();
  for (const std::string_view part : {"-----BEGIN CERTIFICATE-----", "PRIVATE KEY-----"}) {
    if (pem->find(part) == std::string::npos) {
      return core::Error(options.pem_file + ": has no \"" + std::string(part) +
                             "\"; it must hold the certificate, its chain and the key, all in PEM",
                         core::ErrorKind::invalid);
    }
  }
  return core::Done{};
}

}  // namespace silicon::runtime
