// The server with TLS, asked by curl. Skipped where the linked civetweb cannot do TLS soundly;
// tests/e2e/https builds one that can and runs this program with it.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "tests/support/http/http_server_test.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::runtime {
namespace {

using testing::RawSocket;

// What a shell command prints, and its exit code behind it.
std::string output_of(const std::string& command) {
  std::FILE* pipe = ::popen(("{ " + command + "; } 2>&1").c_str(), "r");
  if (pipe == nullptr) return "popen failed";
  std::string output;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
  return output + "|" + std::to_string(WEXITSTATUS(::pclose(pipe)));
}

class Https : public testing::ServerTest {
 protected:
  void SetUp() override {
    const core::Status support = check_tls_support(linked_tls_support());
    if (!support) GTEST_SKIP() << support.error().message();
    const std::string made = output_of(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj "
        "/CN=localhost"
        " -addext subjectAltName=IP:127.0.0.1 -keyout " +
        pem_ + ".key -out " + pem_ + ".crt && cat " + pem_ + ".crt " + pem_ + ".key > " + pem_);
    ASSERT_TRUE(made.ends_with("|0")) << made;
    start({.tls = TlsOptions{pem_}});
  }

  std::string curl(const std::string& arguments) const {
    return output_of("curl -sS --max-time 10 --cacert " + pem_ + ".crt " + arguments);
  }

  std::string url(const std::string& path) const {
    return "https://127.0.0.1:" + std::to_string(server_->port()) + path;
  }

  const testing::TemporaryDirectory directory_;
  const std::string pem_ = directory_.path("server.pem");
};

TEST_F(Https, ServesTls12AndTls13) {
  EXPECT_EQ(curl("--tlsv1.2 --tls-max 1.2 " + url("/")), "home\n|0");
  EXPECT_EQ(curl("--tlsv1.3 " + url("/")), "home\n|0");
  EXPECT_EQ(curl(url("/page")), *page_ + "|0");
}

TEST_F(Https, KeepsTheConnection) {
  EXPECT_EQ(curl("-w '%{num_connects} ' " + url("/") + " " + url("/")), "home\n1 home\n0 |0");
}

TEST_F(Https, RefusesOlderProtocols) {
  EXPECT_FALSE(curl("--tlsv1.0 --tls-max 1.1 " + url("/")).ends_with("|0"));
}

TEST_F(Https, SurvivesClientsThatSpeakPlainHttpOrHangUp) {
  for (int i = 0; i < 20; ++i) {
    RawSocket plain = connect();
    plain.send(get("/"));
    if (i % 2 == 0) plain.reset();
  }
  EXPECT_EQ(curl(url("/")), "home\n|0");
}

TEST_F(Https, SaysWhyACertificateCannotBeUsed) {
  const std::string broken = directory_.write(
      "broken.pem", "-----BEGIN CERTIFICATE-----\nx\n-----BEGIN PRIVATE KEY-----\nx\n");
  const auto server = HttpServer::start({.tls = TlsOptions{broken}}, router(), clock_);
  ASSERT_FALSE(server);
  EXPECT_NE(server.error().message().find(broken), std::string::npos) << server.error().message();
}

}  // namespace
}  // namespace silicon::runtime
