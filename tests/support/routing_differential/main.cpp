// routing_differential FILE: for each line of the input, the labels of an alert as NAME<tab>VALUE
// ..., the receivers that the file's routes give it, as amtool prints them: "a,b". Only for
// differential.py.
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "alerting/config/routing/read_routing.hpp"
#include "exporter/core/text.hpp"
#include "exporter/runtime/yaml/parse.hpp"

namespace {

using silicon::runtime::YamlNode;

std::vector<std::string> receiver_names(const YamlNode& root) {
  std::vector<std::string> names;
  const YamlNode* receivers = root.find("receivers");
  if (receivers == nullptr) return names;
  for (const YamlNode& receiver : receivers->items) {
    if (const YamlNode* name = receiver.find("name")) names.push_back(name->text);
  }
  return names;
}

silicon::core::Labels labels_of(std::string_view line) {
  std::vector<silicon::core::LabelView> labels;
  while (!line.empty()) {
    const auto [name, behind] = silicon::core::cut(line, '\t');
    const auto [value, rest] = silicon::core::cut(behind, '\t');
    labels.push_back({name, value});
    line = rest;
  }
  return silicon::core::Labels(labels);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  std::ifstream file(arguments[1]);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto tree = silicon::runtime::parse_yaml(text, arguments[1]);
  if (!tree) return std::cout << "error: " << tree.error().message() << "\n", 1;
  silicon::runtime::YamlErrors errors(arguments[1]);
  silicon::runtime::YamlErrors notes(arguments[1]);
  silicon::runtime::YamlMap root(*tree, errors);
  silicon::config::RoutingConfig config;
  silicon::config::read_routing(root, receiver_names(*tree), notes, config);
  if (!errors.empty()) return std::cout << "error: " << errors.messages().front() << "\n", 1;
  const silicon::routing::RouteTree routes(config.root);
  for (std::string line; std::getline(std::cin, line);) {
    std::string out;
    for (const std::size_t place : routes.match(labels_of(line))) {
      out += (out.empty() ? "" : ",") + routes.routes()[place].options.receiver;
    }
    std::cout << out << "\n";
  }
  return 0;
}
