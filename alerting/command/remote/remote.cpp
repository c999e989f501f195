#include "alerting/command/remote/remote.hpp"

#include <optional>

#include "alerting/config/config.hpp"
#include "alerting/config/http_file.hpp"
#include "alerting/config/read.hpp"
#include "alerting/template/format/escape.hpp"
#include "exporter/runtime/files.hpp"

namespace silicon::command {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kFileLimit = std::size_t{16} << 20;     // bytes of a configuration
constexpr std::size_t kAnswerLimit = std::size_t{256} << 20;  // bytes
constexpr core::Duration kAnswerPatience = 250ms;
constexpr int kMethodNotAllowed = 405;
constexpr int kNotImplemented = 501;

core::Result<std::string> configured_url(const std::string& file,
                                         const runtime::Environment& environment) {
  if (file.empty()) return url_of(config::default_config().web.server);
  const auto text = runtime::read_file(file, kFileLimit);
  if (!text) return text.error();
  const auto config = config::read_config(*text, file, environment);
  if (!config) return config.error();
  return url_of(config->web.server);
}

config::SecretText in_file(const std::string& file) {
  return {{}, file};
}

core::Result<config::HttpOptions> http_options(const AlerterCommandLine& line,
                                               const runtime::Environment& environment) {
  config::HttpOptions options;
  if (const auto file = line.value("http.config.file")) {
    const auto text = runtime::read_file(*file, kFileLimit);
    if (!text) return text.error();
    auto read = config::read_http_file(*text, *file, environment);
    if (!read) return read;
    options = *std::move(read);
  }
  if (const auto file = line.value("token-file")) {
    options.authorization = config::Authorization{"Bearer", in_file(*file)};
  }
  const auto user = line.value("username");
  const auto password = line.value("password-file");
  if (user.has_value() != password.has_value()) {
    return core::Error("--username and --password-file go together", core::ErrorKind::invalid);
  }
  if (user) {
    options.basic = config::BasicAuthentication{{runtime::Secret(*user), ""}, in_file(*password)};
  }
  return options;
}

std::string encoded(const Form& form) {
  std::string text;
  for (const auto& [name, value] : form) {
    text += (text.empty() ? "" : "&") + templates::escape_query(name) + "=" +
            templates::escape_query(value);
  }
  return text;
}

}  // namespace

std::string url_of(const runtime::HttpServerOptions& server) {
  runtime::ListenAddress address = server.address;
  if (address.host.empty() || address.host == "0.0.0.0") address.host = "127.0.0.1";
  if (address.host == "::") address.host = "::1";
  return (server.tls ? "https://" : "http://") + runtime::to_string(address);
}

std::string tidy_url(std::string url) {
  if (url.find("://") == std::string::npos) url.insert(0, "http://");
  while (url.ends_with('/')) url.pop_back();
  return url;
}

core::Result<RemoteOptions> remote_options(const AlerterCommandLine& line, std::string url,
                                           const runtime::Environment& environment) {
  RemoteOptions options;
  if (url.empty()) {
    auto configured = configured_url(line.value("config.file").value_or(""), environment);
    if (!configured) return std::move(configured).error();
    url = *std::move(configured);
  }
  options.url = tidy_url(std::move(url));
  auto http = http_options(line, environment);
  if (!http) return std::move(http).error();
  options.http = std::make_shared<const config::HttpOptions>(*std::move(http));
  return options;
}

Remote::Remote(RemoteOptions options, const core::Clock& clock)
    : options_(std::move(options)), transfers_(clock, "silicon-alerter") {}

core::Result<runtime::HttpAnswer> Remote::get(const std::string& path) {
  shell::HttpTransfer transfer;
  transfer.url = options_.url + path;
  return exchange(std::move(transfer));
}

core::Result<runtime::HttpAnswer> Remote::post(const std::string& path, std::string json) {
  shell::HttpTransfer transfer;
  transfer.method = "POST";
  transfer.url = options_.url + path;
  transfer.headers = {{"Content-Type", "application/json"}};
  transfer.body = std::move(json);
  return exchange(std::move(transfer));
}

core::Result<runtime::HttpAnswer> Remote::remove(const std::string& path) {
  shell::HttpTransfer transfer;
  transfer.method = "DELETE";
  transfer.url = options_.url + path;
  return exchange(std::move(transfer));
}

core::Result<runtime::HttpAnswer> Remote::call(const std::string& path, const Form& form) {
  shell::HttpTransfer transfer;
  transfer.method = "POST";
  transfer.url = options_.url + "/api/v1/" + path;
  transfer.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  transfer.body = encoded(form);
  auto answer = exchange(std::move(transfer));
  if (answer && (answer->status == kMethodNotAllowed || answer->status == kNotImplemented)) {
    return get("/api/v1/" + path + "?" + encoded(form));
  }
  return answer;
}

core::Result<runtime::HttpAnswer> Remote::exchange(shell::HttpTransfer transfer) {
  transfer.options = options_.http;
  transfer.timeout = options_.timeout;
  transfer.body_limit = kAnswerLimit;
  std::optional<shell::HttpOutcome> outcome;
  transfers_.start(std::move(transfer),
                   [&outcome](shell::HttpOutcome ended) { outcome = std::move(ended); });
  while (!outcome) transfers_.poll(kAnswerPatience);
  if (!outcome->failure.empty()) return core::Error(options_.url + ": " + outcome->failure);
  return std::move(outcome->answer);
}

}  // namespace silicon::command
