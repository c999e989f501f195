// A TLS server of somebody else's: openssl s_server, with certificates that are made for the test.
// Where there is no openssl program, port() is 0 and the test skips itself.
#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <sys/types.h>
#include <csignal>

#include "tests/support/temporary_directory.hpp"

namespace silicon::testing {

class TlsServer {
 public:
  // Its certificate is for the name "web.example"; with `options` for s_server besides.
  explicit TlsServer(const std::string& options = "") {
    if (!make_certificate("server", "web.example") || !make_certificate("client", "somebody")) {
      return;
    }
    const std::string command =
        "echo $$; cd " + directory_.root().string() +
        "; exec openssl s_server -accept 127.0.0.1:0 -www -cert server.pem -key server.key " +
        options + " 2>&1";
    output_ = ::popen(command.c_str(), "r");
    if (output_ == nullptr) return;
    pid_ = static_cast<pid_t>(std::atol(read_line().c_str()));
    for (std::string line = read_line(); !line.empty(); line = read_line()) {
      if (!line.starts_with("ACCEPT ")) continue;
      port_ = static_cast<std::uint16_t>(std::atol(line.substr(line.rfind(':') + 1).c_str()));
      return;
    }
  }
  ~TlsServer() {
    if (pid_ > 0) ::kill(pid_, SIGTERM);
    if (output_ != nullptr) ::pclose(output_);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  std::uint16_t port() const { return port_; }
  // server.pem, server.key, client.pem, client.key.
  std::string path(const std::string& name) const { return directory_.path(name); }
  std::string text(const std::string& name) const {
    std::ifstream stream(path(name));
    return {std::istreambuf_iterator<char>(stream), {}};
  }

 private:
  bool make_certificate(const std::string& file, const std::string& name) {
    const std::string command = "cd " + directory_.root().string() +
                                " && openssl req -x509 -newkey ec -pkeyopt "
                                "ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=" +
                                name + " -addext subjectAltName=DNS:" + name + " -keyout " + file +
                                ".key -out " + file + ".pem >/dev/null 2>&1";
    return std::system(command.c_str()) == 0;
  }

  std::string read_line() {
    std::array<char, 512> line{};
    return std::fgets(line.data(), line.size(), output_) == nullptr ? "" : line.data();
  }

  TemporaryDirectory directory_;
  std::FILE* output_ = nullptr;
  pid_t pid_ = 0;
  std::uint16_t port_ = 0;
};

}  // namespace silicon::testing
