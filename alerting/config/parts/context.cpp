#include "alerting/config/parts/context.hpp"

#include "exporter/core/text.hpp"
#include "exporter/runtime/files.hpp"

namespace silicon::config {

bool read_secret_text(runtime::YamlMap& map, const std::string& key, SecretText& out,
                      const Context& context) {
  refuse(map, key + "_ref", "there is no secret manager here; use " + key + "_file");
  SecretText secret;
  if (!map.read_secret(key, secret.text, context.environment)) return false;
  if (map.has(key + "_file")) {
    read_path(map, key + "_file", secret.file);
    secret.text = {};
  }
  out = std::move(secret);
  return true;
}

bool read_path(runtime::YamlMap& map, std::string_view key, std::string& out) {
  std::string path;
  if (!map.read(key, path)) return false;
  if (path.empty()) return map.fail(key, "must be a path");
  out = runtime::path_beside(map.file(), path);
  return true;
}

bool read_url(runtime::YamlMap& map, std::string_view key, std::string& out) {
  std::string url;
  if (!map.read(key, url)) return false;
  const bool secure = url.starts_with("https://");
  const std::string_view rest =
      std::string_view(url).substr(secure                       ? 8
                                   : url.starts_with("http://") ? 7
                                                                : url.size());
  if (rest.empty() || std::string_view("/?#:").find(rest.front()) != std::string_view::npos) {
    return map.fail(key, "must be a URL that begins with http:// or https://");
  }
  if (url.find_first_of(" \t\r\n") != std::string::npos) {
    return map.fail(key, "must be a URL without blanks");
  }
  out = std::move(url);
  return true;
}

}  // namespace silicon::config
