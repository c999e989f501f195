// Receivers from YAML, as alertmanager.yml has them.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alerting/config/receivers/read_receivers.hpp"
#include "exporter/runtime/yaml/parse.hpp"

namespace silicon::testing {

struct ReceiverReading {
  config::DeliveryDefaults defaults;
  std::vector<config::Receiver> receivers;
  std::vector<std::string> templates;
  std::vector<std::string> problems;
  std::vector<std::string> notes;

  bool mentions(std::string_view words) const { return contains(problems, words); }
  bool notes_mention(std::string_view words) const { return contains(notes, words); }

  static bool contains(const std::vector<std::string>& lines, std::string_view words) {
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
      return line.find(words) != std::string::npos;
    });
  }
};

// The sections `global`, `receivers` and `templates` of a file called FILE; ${TOKEN} is "t0k3n".
inline ReceiverReading read_receiver_text(std::string_view text,
                                          const std::string& file = "am.yml") {
  ReceiverReading reading;
  const auto tree = runtime::parse_yaml(text, file);
  if (!tree) {
    reading.problems.push_back(tree.error().message());
    return reading;
  }
  const runtime::Environment environment = [](const std::string& name) {
    return name == "TOKEN" ? std::optional<std::string>("t0k3n") : std::nullopt;
  };
  runtime::YamlErrors errors(file);
  runtime::YamlErrors notes(file);
  const config::Context context{environment, notes};
  runtime::YamlMap root(*tree, errors);
  root.read_map("global", [&](runtime::YamlMap& global) {
    config::read_delivery_defaults(global, reading.defaults, context);
  });
  config::read_receivers(root, reading.defaults, reading.receivers, context);
  config::read_template_files(root, reading.templates);
  reading.problems = errors.messages();
  reading.notes = notes.messages();
  return reading;
}

}  // namespace silicon::testing
