#include "alerting/config/parts/http.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/config_reading.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::config {
namespace {

using testing::mentions;

// A job with these keys.
std::string job_with(const std::string& keys) {
  return "scrape_configs:\n- job_name: j\n  " + keys + "\n";
}

HttpOptions options(const std::string& keys) {
  const Config config = testing::sound_config(job_with(keys));
  return config.scrapes.empty() ? HttpOptions{} : config.scrapes[0].http;
}

std::string problem(const std::string& keys) {
  return testing::config_problems(job_with(keys));
}

TEST(HttpOptions, HavePrometheusesDefaults) {
  const HttpOptions read = options("metrics_path: /metrics");
  EXPECT_FALSE(read.basic);
  EXPECT_FALSE(read.authorization);
  EXPECT_TRUE(read.follow_redirects);
  EXPECT_TRUE(read.http2);
  EXPECT_TRUE(read.compression);
  EXPECT_EQ(read.proxy.url, "");
  EXPECT_EQ(read.tls.least, TlsVersion::tls_1_2);
}

TEST(HttpOptions, ReadBasicAuthentication) {
  const HttpOptions read = options("basic_auth: { username: ann, password: '${TOKEN}' }");
  EXPECT_EQ(read.basic->username.text.expose(), "ann");
  EXPECT_EQ(read.basic->password.text.expose(), "s3cret");
}

TEST(HttpOptions, KeepTheNameOfASecretsFileAndNotItsContent) {
  const testing::TemporaryDirectory directory;
  const std::string file = directory.write("token", "hush\n");
  const auto read = testing::read_alerter_config(
      job_with("authorization: { credentials_file: token }"), directory.path("a.yml"));
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(read->scrapes[0].http.authorization->type, "Bearer");
  EXPECT_EQ(read->scrapes[0].http.authorization->credentials.file, file);
  EXPECT_TRUE(read->scrapes[0].http.authorization->credentials.text.empty());
}

TEST(HttpOptions, ReadTheOldSpellingOfABearerToken) {
  EXPECT_EQ(options("bearer_token: abc").authorization->credentials.text.expose(), "abc");
}

TEST(HttpOptions, RefuseTwoIdentities) {
  EXPECT_TRUE(mentions(problem("{ basic_auth: {}, bearer_token: a }"), "a.yml:3:3")) << "flow map";
  EXPECT_TRUE(mentions(problem("basic_auth: { username: a }\n  bearer_token: b"),
                       "scrape_configs[0]: at most one of basic_auth, authorization and "
                       "bearer_token may be stated"));
  EXPECT_TRUE(mentions(problem("authorization: { type: Basic, credentials: a }"),
                       "cannot be \"basic\": use basic_auth instead"));
}

TEST(HttpOptions, NameSecretsThatAreNotThere) {
  EXPECT_TRUE(mentions(problem("basic_auth: { username: a, password_file: /none }"),
                       "basic_auth.password_file: /none: No such file or directory"));
  EXPECT_TRUE(
      mentions(problem("bearer_token: '${NOBODY}'"), "environment variable NOBODY is not set"));
  EXPECT_TRUE(mentions(problem("basic_auth: { username: a, password_ref: b }"),
                       "password_ref: is not supported"));
}

TEST(HttpOptions, ReadTls) {
  const HttpOptions read = options(
      "tls_config: { ca: PEM, server_name: web, insecure_skip_verify: true, min_version: TLS11, "
      "max_version: TLS13 }");
  EXPECT_EQ(read.tls.authority.text.expose(), "PEM");
  EXPECT_EQ(read.tls.server_name, "web");
  EXPECT_TRUE(read.tls.insecure_skip_verify);
  EXPECT_EQ(read.tls.least, TlsVersion::tls_1_1);
  EXPECT_EQ(read.tls.most, TlsVersion::tls_1_3);
}

TEST(HttpOptions, RefuseTlsThatCannotBe) {
  EXPECT_TRUE(
      mentions(problem("tls_config: { cert: a }"), "a certificate and its key go together"));
  EXPECT_TRUE(mentions(problem("tls_config: { min_version: TLS13, max_version: TLS12 }"),
                       "max_version: must not be below min_version"));
  EXPECT_TRUE(mentions(problem("tls_config: { min_version: SSL3 }"), "must be one of TLS10"));
}

TEST(HttpOptions, ReadProxies) {
  const HttpOptions read = options(
      "proxy_url: http://proxy:8080\n  no_proxy: localhost\n"
      "  proxy_connect_header: { X-A: [one, two] }");
  EXPECT_EQ(read.proxy.url, "http://proxy:8080");
  EXPECT_EQ(read.proxy.no_proxy, "localhost");
  ASSERT_EQ(read.proxy.connect_headers.size(), 2U);
  EXPECT_EQ(read.proxy.connect_headers[1].value.text.expose(), "two");
  EXPECT_TRUE(mentions(problem("proxy_url: proxy:8080"), "must be a URL that begins with http://"));
  EXPECT_TRUE(mentions(problem("proxy_from_environment: true\n  no_proxy: a"),
                       "goes neither with proxy_url nor with no_proxy"));
  EXPECT_TRUE(mentions(problem("proxy_connect_header: { X-A: [a] }"), "beside a proxy_url"));
}

TEST(HttpOptions, ReadHeaders) {
  const HttpOptions read = options("http_headers: { X-Scope: { values: [a], secrets: [b] } }");
  ASSERT_EQ(read.headers.size(), 2U);
  EXPECT_EQ(read.headers[0].name, "X-Scope");
  EXPECT_EQ(read.headers[1].value.text.expose(), "b");
  EXPECT_TRUE(mentions(problem("http_headers: { host: { values: [a] } }"),
                       "setting this header is not allowed"));
  EXPECT_TRUE(
      mentions(problem("http_headers: { 'a b': { values: [a] } }"), "this is no header's name"));
}

TEST(HttpOptions, NameWhatIsNotSupported) {
  EXPECT_TRUE(mentions(problem("oauth2: { client_id: a }"),
                       "a.yml:3:11: scrape_configs[0].oauth2: is not supported: let what renews"));
}

}  // namespace
}  // namespace silicon::config
