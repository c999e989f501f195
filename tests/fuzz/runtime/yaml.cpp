// Any text as a configuration: parsed, read with every kind of reader, and every mistake printed.
#include <cassert>
#include <cstdint>
#include <string>
#include <string_view>

#include "exporter/runtime/yaml/parse.hpp"
#include "exporter/runtime/yaml/reader.hpp"

namespace {

using namespace silicon;

void read_everything(runtime::YamlMap& map, int depth) {
  std::string text;
  bool truth = false;
  int number = 0;
  std::uint8_t small = 0;
  double real = 0;
  core::Duration duration{};
  std::vector<std::string> texts;
  std::map<std::string, std::string> pairs;
  runtime::Secret secret;
  map.read("text", text);
  map.read("truth", truth);
  map.read("number", number, {1, 100});
  map.read("small", small);
  map.read("real", real, {0, 1});
  map.read("duration", duration);
  map.read("texts", texts);
  map.read("pairs", pairs);
  // No secret_file: fuzzing must not read files.
  if (!map.has("secret_file")) {
    map.read_secret("secret", secret, [](const std::string&) { return std::nullopt; });
  }
  map.read_choice("choice", number, {{"one", 1}, {"two", 2}});
  map.require("required", text);
  if (depth == 0) return;
  map.read_map("map", [&](runtime::YamlMap& inner) { read_everything(inner, depth - 1); });
  map.read_each("each", [&](runtime::YamlMap& inner) { read_everything(inner, depth - 1); });
  map.read_named("named", [&](const std::string&, runtime::YamlMap& inner) {
    read_everything(inner, depth - 1);
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto node = runtime::parse_yaml(text, "f", {.bytes = 64 * 1024, .nodes = 10'000});
  if (!node) {
    assert(node.error().message().starts_with("f:"));
    return 0;
  }
  runtime::YamlErrors errors("f");
  runtime::YamlMap root(*node, errors);
  read_everything(root, 3);
  root.reject_unknown_keys();
  assert(errors.empty() || !errors.error().message().empty());
  return 0;
}
