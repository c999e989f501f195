#include "alerting/config/http_file.hpp"

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"

namespace silicon::config {
namespace {

std::optional<std::string> no_variable(const std::string&) {
  return std::nullopt;
}

TEST(HttpFile, IsAnHttpConfigByItself) {
  const testing::TemporaryDirectory directory;
  directory.write("password", "open sesame\n");
  const auto options = read_http_file(
      "basic_auth: {username: ann, password_file: password}\n"
      "tls_config: {insecure_skip_verify: true}\n",
      directory.path("http.yml"), no_variable);
  ASSERT_TRUE(options);
  EXPECT_EQ(options->basic->username.text.expose(), "ann");
  EXPECT_EQ(options->basic->password.file, directory.path("password"));
  EXPECT_TRUE(options->tls.insecure_skip_verify);
}

TEST(HttpFile, MayBeEmpty) {
  EXPECT_TRUE(read_http_file("", "http.yml", no_variable));
}

TEST(HttpFile, NamesEveryMistakeWithItsPlace) {
  const auto options =
      read_http_file("basic_autg: {}\nfollow_redirects: maybe\n", "http.yml", no_variable);
  ASSERT_FALSE(options);
  EXPECT_NE(options.error().message().find("http.yml:1:1"), std::string::npos);
  EXPECT_NE(options.error().message().find("http.yml:2:"), std::string::npos);
  EXPECT_FALSE(read_http_file("[", "http.yml", no_variable));
}

}  // namespace
}  // namespace silicon::config
