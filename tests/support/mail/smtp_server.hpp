// A mail server of somebody else's: aiosmtpd (smtp_server.py beside this), with a certificate for
// "mail.example" that is made for the test. Where Python has no aiosmtpd, or there is no openssl,
// port() is 0 and the test skips itself.
#pragma once

#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/temporary_directory.hpp"

namespace silicon::testing {

class SmtpServer {
 public:
  // See smtp_server.py for the options.
  explicit SmtpServer(const std::string& options) {
    if (!make_certificate()) return;
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    if (::pipe(input.data()) != 0 || ::pipe(output.data()) != 0) return;
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(input[0], STDIN_FILENO);
      ::dup2(output[1], STDOUT_FILENO);
      for (const int end : {input[0], input[1], output[0], output[1]}) ::close(end);
      const std::string command = "exec /usr/bin/python3 -W ignore " SILICON_SOURCE_DIR
                                  "/tests/support/mail/smtp_server.py " +
                                  directory_.root().string() + " " + options + " 2>/dev/null";
      ::execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
      ::_exit(127);
    }
    ::close(input[0]);
    ::close(output[1]);
    input_ = input[1];
    output_ = ::fdopen(output[0], "r");
    port_ = std::atoi(read_line().c_str());
  }
  ~SmtpServer() {
    if (input_ >= 0) ::close(input_);  // at which it ends
    if (output_ != nullptr) std::fclose(output_);
    if (child_ > 0) ::waitpid(child_, nullptr, 0);
  }
  SmtpServer(const SmtpServer&) = delete;
  SmtpServer& operator=(const SmtpServer&) = delete;

  int port() const { return port_; }
  std::string certificate() const { return directory_.path("server.pem"); }

  // The next mail that it took; waits for it.
  nlohmann::json mail() { return nlohmann::json::parse(read_line(), nullptr, false); }

 private:
  bool make_certificate() {
    const std::string command = "cd " + directory_.root().string() +
                                " && openssl req -x509 -newkey ec -pkeyopt "
                                "ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "
                                "/CN=mail.example -addext subjectAltName=DNS:mail.example -keyout "
                                "server.key -out server.pem >/dev/null 2>&1";
    return std::system(command.c_str()) == 0;
  }

  std::string read_line() {
    std::string line;
    for (int c = std::fgetc(output_); c != EOF && c != '\n'; c = std::fgetc(output_)) {
      line += static_cast<char>(c);
    }
    return line;
  }

  TemporaryDirectory directory_;
  pid_t child_ = -1;
  int input_ = -1;
  std::FILE* output_ = nullptr;
  int port_ = 0;
};

}  // namespace silicon::testing
