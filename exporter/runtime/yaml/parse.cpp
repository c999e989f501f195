#include "exporter/runtime/yaml/parse.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace silicon::runtime {
namespace {

// Why a document is refused; thrown from inside yaml-cpp's parser and caught in parse_yaml().
struct Refusal {
  YamlMark mark;
  std::string problem;
};

YamlMark to_mark(const YAML::Mark& mark) {
  if (mark.is_null()) return {};
  return {mark.line + 1, mark.column + 1};
}

// A finished value that an alias may copy.
struct Anchored {
  YamlNode node;
  std::size_t nodes = 0;
  std::size_t bytes = 0;
  int depth = 0;
};

void measure(const YamlNode& node, int depth, Anchored& out) {
  ++out.nodes;
  out.bytes += node.text.size();
  out.depth = std::max(out.depth, depth);
  for (const YamlNode& item : node.items) measure(item, depth + 1, out);
  for (const YamlNode::Entry& entry : node.entries) {
    out.bytes += entry.key.size();
    measure(entry.value, depth + 1, out);
  }
}

// Turns yaml-cpp's events into a tree, and refuses what goes over a limit before it is built.
class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const YamlLimits& limits) : limits_(limits) {}

  YamlNode take_root() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) throw Refusal{to_mark(mark), "a second document: there can be only one"};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    YamlNode node;
    node.mark = to_mark(mark);
    finish(std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto known = anchors_.find(anchor);
    if (known == anchors_.end()) throw Refusal{to_mark(mark), "an alias inside of what it means"};
    count(to_mark(mark), known->second.nodes, known->second.bytes, known->second.depth);
    place(known->second.node, to_mark(mark));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    YamlNode node;
    node.kind = YamlNode::Kind::scalar;
    node.mark = to_mark(mark);
    node.quoted = tag == "!";
    node.text = value;
    if (tag == "?" && (value == "~" || value == "null" || value == "Null" || value == "NULL")) {
      node.kind = YamlNode::Kind::null;
    }
    finish(std::move(node), anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::sequence, to_mark(mark), anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::map, to_mark(mark), anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  // A list or map whose end has not come yet.
  struct Level {
    YamlNode node;
    YAML::anchor_t anchor = 0;
    bool has_key = false;
    YamlNode key;
    std::set<std::string, std::less<>> keys;
    std::vector<YamlNode> merged;  // the values of "<<"
  };

  void count(YamlMark mark, std::size_t nodes, std::size_t bytes, int depth) {
    nodes_ += nodes;
    bytes_ += bytes;
    if (nodes_ > limits_.nodes) {
      throw Refusal{mark, "more than " + std::to_string(limits_.nodes) + " values"};
    }
    if (bytes_ > 4 * limits_.bytes) throw Refusal{mark, "too much text when aliases are expanded"};
    if (static_cast<int>(levels_.size()) + depth > limits_.depth) {
      throw Refusal{mark, "nested deeper than " + std::to_string(limits_.depth) + " levels"};
    }
  }

  void open(YamlNode::Kind kind, YamlMark mark, YAML::anchor_t anchor) {
    count(mark, 1, 0, 1);
    Level level;
    level.node.kind = kind;
    level.node.mark = mark;
    level.anchor = anchor;
    levels_.push_back(std::move(level));
  }

  void close() {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    for (const YamlNode& source : level.merged) merge(source, level);
    remember(level.node, level.anchor);
    place(std::move(level.node));
  }

  void finish(YamlNode node, YAML::anchor_t anchor) {
    count(node.mark, 1, node.text.size(), 1);
    remember(node, anchor);
    place(std::move(node));
  }

  void remember(const YamlNode& node, YAML::anchor_t anchor) {
    if (anchor == 0) return;
    Anchored anchored;
    measure(node, 1, anchored);
    anchored.node = node;
    anchors_[anchor] = std::move(anchored);
  }

  // An aliased value stands where the alias is written, so that a message about it points there.
  void place(YamlNode node, YamlMark mark) {
    node.mark = mark;
    place(std::move(node));
  }

  void place(YamlNode node) {
    if (levels_.empty()) {
      root_ = std::move(node);
      return;
    }
    Level& level = levels_.back();
    if (level.node.kind == YamlNode::Kind::sequence) {
      level.node.items.push_back(std::move(node));
    } else if (!level.has_key) {
      take_key(level, std::move(node));
    } else {
      take_value(level, std::move(node));
    }
  }

  static void take_key(Level& level, YamlNode key) {
    if (key.kind != YamlNode::Kind::scalar) {
      throw Refusal{key.mark, "a key must be text, not " + std::string(kind_in_words(key.kind))};
    }
    if (!level.keys.insert(key.text).second) {
      throw Refusal{key.mark, "the key \"" + key.text + "\" is given twice"};
    }
    level.key = std::move(key);
    level.has_key = true;
  }

  static void take_value(Level& level, YamlNode value) {
    level.has_key = false;
    if (level.key.text == "<<" && !level.key.quoted) {
      level.merged.push_back(std::move(value));
      return;
    }
    level.node.entries.push_back({std::move(level.key.text), level.key.mark, std::move(value)});
  }

  // "<<: *defaults" or "<<: [*a, *b]": adds the keys that are not there yet.
  static void merge(const YamlNode& source, Level& level) {
    if (source.kind == YamlNode::Kind::sequence) {
      for (const YamlNode& item : source.items) {
        if (item.kind != YamlNode::Kind::map) throw Refusal{item.mark, "only maps can be merged"};
        merge(item, level);
      }
      return;
    }
    if (source.kind != YamlNode::Kind::map) throw Refusal{source.mark, "only maps can be merged"};
    for (const YamlNode::Entry& entry : source.entries) {
      if (level.keys.insert(entry.key).second) level.node.entries.push_back(entry);
    }
  }

  YamlLimits limits_;
  std::vector<Level> levels_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;
  int documents_ = 0;
  YamlNode root_;
};

core::Error error_at(std::string_view name, YamlMark mark, std::string_view problem) {
  return core::Error(std::string(name) + ":" + std::to_string(mark.line) + ":" +
                         std::to_string(mark.column) + ": " + std::string(problem),
                     core::ErrorKind::invalid);
}

// The text with an end-of-document mark: without it, yaml-cpp 0.7 takes a quote that is never
// closed for a text up to the end of the file.
std::string closed(std::string_view text) {
  std::string closed(text);
  if (!closed.ends_with('\n')) closed += '\n';
  return closed += "...\n";
}

}  // namespace

core::Result<YamlNode> parse_yaml(std::string_view text, std::string_view name,
                                  const YamlLimits& limits) {
  if (text.size() > limits.bytes) {
    return core::Error(
        std::string(name) + ": larger than " + std::to_string(limits.bytes) + " bytes",
        core::ErrorKind::invalid);
  }
  try {
    std::istringstream stream(closed(text));
    YAML::Parser parser(stream);
    TreeBuilder builder(limits);
    while (parser.HandleNextDocument(builder)) {
    }
    return builder.take_root();
  } catch (const Refusal& refusal) {
    return error_at(name, refusal.mark, refusal.problem);
  } catch (const YAML::Exception& exception) {
    return error_at(name, to_mark(exception.mark), exception.msg);
  }
}

}  // namespace silicon::runtime
