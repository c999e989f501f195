// A YAML document as a tree of values, each knowing where it was written. No meaning is given to
// scalars here: "yes", 1 and 1s are all text (see reader.hpp). Values; any thread.
// Tested by tests/exporter/runtime/yaml/parse_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace silicon::runtime {

// Both from 1, as editors count.
struct YamlMark {
  int line = 1;
  int column = 1;
};

struct YamlNode {
  enum class Kind { null, scalar, sequence, map };

  struct Entry;

  Kind kind = Kind::null;
  YamlMark mark;
  bool quoted = false;          // a scalar in quotes or a block: text, whatever it looks like
  std::string text;             // of a scalar
  std::vector<YamlNode> items;  // of a sequence
  std::vector<Entry> entries;   // of a map, in the order written; keys are unique

  // The value behind a key of a map, or null.
  const YamlNode* find(std::string_view key) const;
};

struct YamlNode::Entry {
  std::string key;
  YamlMark mark;
  YamlNode value;
};

// "a map", "a list", "text", "nothing": for messages.
std::string_view kind_in_words(YamlNode::Kind kind);

}  // namespace silicon::runtime
