// Text to YamlNode. The one place that knows yaml-cpp; its exceptions end here. Pure; any thread.
// Tested by tests/exporter/runtime/yaml/parse_test.cpp, fuzzed by tests/fuzz/runtime/yaml.cpp.
#pragma once

#include <cstddef>
#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/runtime/yaml/node.hpp"

namespace silicon::runtime {

struct YamlLimits {
  std::size_t bytes = 1 << 20;
  std::size_t nodes = 100'000;  // after aliases are expanded: a bomb of aliases ends here
  int depth = 64;
};

// One document; empty text is a null node. Anchors, aliases and "<<" merging work. Errors:
// "NAME:LINE:COLUMN: what is wrong" for bad syntax, a key given twice, a key that is not plain
// text, a second document, and text over a limit.
core::Result<YamlNode> parse_yaml(std::string_view text, std::string_view name,
                                  const YamlLimits& limits = {});

}  // namespace silicon::runtime
