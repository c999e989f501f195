// A server that a command asks over HTTP: which one and how, from the command line, and one answer
// at a time. Blocking. Tested by tests/alerting/command/remote/remote_test.cpp.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "alerting/command/line/options.hpp"
#include "alerting/config/http_options.hpp"
#include "alerting/shell/http/transfers.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/runtime/http/server.hpp"
#include "exporter/runtime/secret.hpp"

namespace silicon::command {

using Form = std::vector<std::pair<std::string, std::string>>;  // names and values, not encoded

struct RemoteOptions {
  std::string url;  // without a trailing '/'
  std::shared_ptr<const config::HttpOptions> http;
  core::Duration timeout = std::chrono::minutes(2);  // of one answer
};

// Where the alerter of this listener is reached from this machine.
std::string url_of(const runtime::HttpServerOptions& server);

// "host:9090/" as "http://host:9090".
std::string tidy_url(std::string url);

// `url`, or where it is "" the listener of --config.file, or without one the default listener; and
// the credentials that flags name. ErrorKind::invalid: wrong usage, or a mistake in a file.
core::Result<RemoteOptions> remote_options(const AlerterCommandLine& line, std::string url,
                                           const runtime::Environment& environment);

class Remote {
 public:
  Remote(RemoteOptions options, const core::Clock& clock);

  // GET of a path as "/-/ready". The error says why there is no answer.
  core::Result<runtime::HttpAnswer> get(const std::string& path);

  // POST of a form to /api/v1/PATH; GET where the server takes no POST, as Prometheus's own client
  // does it.
  core::Result<runtime::HttpAnswer> call(const std::string& path, const Form& form);

  // POST of JSON to a path as "/api/v2/silences".
  core::Result<runtime::HttpAnswer> post(const std::string& path, std::string json);

  // DELETE of a path.
  core::Result<runtime::HttpAnswer> remove(const std::string& path);

  const std::string& url() const { return options_.url; }

 private:
  core::Result<runtime::HttpAnswer> exchange(shell::HttpTransfer transfer);

  RemoteOptions options_;
  shell::Transfers transfers_;
};

}  // namespace silicon::command
