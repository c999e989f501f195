#include "exporter/runtime/http/tls.hpp"

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"

namespace silicon::runtime {
namespace {

TEST(CheckTlsSupport, TakesACivetwebThatFitsItsLibraries) {
  EXPECT_TRUE(check_tls_support({"1.16", true, true}));
}

TEST(CheckTlsSupport, RefusesOneThatWouldCrashAndSaysWhatToDo) {
  const core::Status status = check_tls_support({"1.15", true, false});
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().message(),
            "TLS cannot be used: civetweb 1.15 does not fit this machine's OpenSSL (libssl.so and"
            " libcrypto.so are missing or of another version), and would crash at the first"
            " request; put a reverse proxy that speaks TLS in front of this program, or build it"
            " with civetweb 1.16 or later made for the machine's OpenSSL");
}

TEST(CheckTlsSupport, RefusesOneWithoutTls) {
  const core::Status status = check_tls_support({"1.16", false, false});
  ASSERT_FALSE(status);
  EXPECT_TRUE(status.error().message().starts_with(
      "TLS cannot be used: civetweb 1.16 was built without TLS; "));
}

TEST(LinkedTlsSupport, TellsTheVersionWithoutCrashing) {
  const TlsSupport support = linked_tls_support();
  EXPECT_NE(support.civetweb_version, "");
  EXPECT_TRUE(support.built_in);
}

TEST(CheckTlsFile, WantsCertificateAndKeyInOneFile) {
  const testing::TemporaryDirectory directory;
  const std::string certificate = "-----BEGIN CERTIFICATE-----\n";
  const std::string key = "-----BEGIN PRIVATE KEY-----\n";
  EXPECT_TRUE(check_tls_file({directory.write("both", certificate + key)}));
  EXPECT_FALSE(check_tls_file({directory.write("certificate", certificate)}));
  EXPECT_FALSE(check_tls_file({directory.write("key", key)}));
  EXPECT_EQ(check_tls_file({"/nowhere"}).error().message(), "/nowhere: No such file or directory");
}

}  // namespace
}  // namespace silicon::runtime
