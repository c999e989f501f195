#include "alerting/config/http_file.hpp"

#include "alerting/config/parts/http.hpp"
#include "exporter/runtime/yaml/parse.hpp"
#include "exporter/runtime/yaml/reader.hpp"

namespace silicon::config {

core::Result<HttpOptions> read_http_file(std::string_view text, const std::string& file,
                                         const runtime::Environment& environment) {
  const core::Result<runtime::YamlNode> tree = runtime::parse_yaml(text, file);
  if (!tree) return tree.error();
  runtime::YamlErrors errors(file);
  runtime::YamlErrors notes(file);
  runtime::YamlMap root(*tree, errors);
  HttpOptions options;
  read_http_options(root, options, {environment, notes});
  root.reject_unknown_keys();
  if (!errors.empty()) return errors.error();
  return options;
}

}  // namespace silicon::config
