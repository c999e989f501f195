// What all readers of sections share: the environment for secrets, the notes, and how a key that
// is known but not done here is answered.
// One thread at a time. Tested by tests/alerting/config/read_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "alerting/config/http_options.hpp"
#include "exporter/runtime/secret.hpp"
#include "exporter/runtime/yaml/reader.hpp"

namespace silicon::config {

struct Context {
  const runtime::Environment& environment;
  runtime::YamlErrors& notes;  // what is asked and not done, though no alert changes by it
};

// A key of theirs that we cannot do without changing what is watched: an error, with what to do
// instead.
inline void refuse(runtime::YamlMap& map, std::string_view key, std::string_view hint) {
  if (map.has(key)) map.fail(key, "is not supported: " + std::string(hint));
}

// A key of theirs that concerns Prometheus itself: noted, and otherwise ignored.
inline void ignore(runtime::YamlMap& map, std::string_view key, std::string_view hint,
                   const Context& context) {
  const runtime::YamlNode* node = map.node(key);
  if (node != nullptr) {
    context.notes.add(node->mark, map.path_of(key), "is ignored: " + std::string(hint));
  }
}

// KEY, or KEY_file with a path relative to the configuration; the file must be there now, and is
// read again whenever it is used. KEY_ref is refused.
bool read_secret_text(runtime::YamlMap& map, const std::string& key, SecretText& out,
                      const Context& context);

// A path, relative to the configuration.
bool read_path(runtime::YamlMap& map, std::string_view key, std::string& out);

// An http or https URL with a host.
bool read_url(runtime::YamlMap& map, std::string_view key, std::string& out);

}  // namespace silicon::config
