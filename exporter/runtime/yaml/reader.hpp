// Reads a YAML tree into typed options and collects every mistake on the way, so that the user sees
// all of them at once: "FILE:LINE:COLUMN: web.workers: must be a whole number from 1 to 256, not
// ...".
//
//   YamlErrors errors("exporter.yml");
//   YamlMap root(node, errors);
//   root.read("interval", options.interval);                      // absent: keeps its default
//   root.read_map("web", [&](YamlMap& web) {
//     web.require("listen_address", options.address);             // absent: an error
//     web.read("workers", options.workers, {1, 256});
//     web.read_choice("compression", options.compression, {{"auto", automatic}, {"never", never}});
//   });
//   root.reject_unknown_keys();                                   // whatever was not asked for
//
// Every read returns whether the key was there and right. One thread at a time.
// Tested by tests/exporter/runtime/yaml/reader_test.cpp.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/runtime/secret.hpp"
#include "exporter/runtime/yaml/node.hpp"

namespace silicon::runtime {

// The mistakes found in one file, in the order they were found.
class YamlErrors {
 public:
  explicit YamlErrors(std::string file) : file_(std::move(file)) {}

  // `where` is the dotted path of the key, "" for the document as a whole.
  void add(YamlMark mark, std::string_view where, std::string_view problem);

  const std::string& file() const { return file_; }
  bool empty() const { return messages_.empty(); }
  const std::vector<std::string>& messages() const { return messages_; }

  // All messages, one per line, as one Error of kind invalid. Requires !empty().
  core::Error error() const;

 private:
  std::string file_;
  std::vector<std::string> messages_;
};

template <class Number>
struct YamlRange {
  Number least = std::numeric_limits<Number>::lowest();
  Number most = std::numeric_limits<Number>::max();
};

class YamlMap {
 public:
  // A null node reads as an empty map; anything else but a map is an error.
  YamlMap(const YamlNode& node, YamlErrors& errors, std::string path = "");

  bool has(std::string_view key);

  bool read(std::string_view key, std::string& out);
  bool read(std::string_view key, bool& out);
  bool read(std::string_view key, double& out, YamlRange<double> range = {});
  bool read(std::string_view key, std::vector<std::string>& out);            // a list of texts
  bool read(std::string_view key, std::map<std::string, std::string>& out);  // text by text
  // As Prometheus writes durations: 1s, 5m, 1h30m. Negative ones and 0 only where `range` allows.
  bool read(std::string_view key, core::Duration& out,
            YamlRange<core::Duration> range = {core::Duration(1), core::Duration::max()});
  template <std::integral Number>
  requires(!std::same_as<Number, bool>) bool read(std::string_view key, Number& out,
                                                  YamlRange<Number> range = {}) {
    const std::optional<std::int64_t> value =
        whole_number(key, static_cast<std::int64_t>(range.least), saturated(range.most));
    if (value) out = static_cast<Number>(*value);
    return value.has_value();
  }
  template <class T>
  bool read(std::string_view key, std::optional<T>& out) {
    T value{};
    if (!read(key, value)) return false;
    out = std::move(value);
    return true;
  }

  // The same for a key that must be there.
  template <class T>
  bool require(std::string_view key, T& out) {
    return required(key) && read(key, out);
  }

  // One word out of several.
  template <class T>
  bool read_choice(std::string_view key, T& out,
                   const std::vector<std::pair<std::string, T>>& choices) {
    std::vector<std::string> words;
    for (const auto& [word, value] : choices) words.push_back(word);
    const std::optional<std::size_t> chosen = choice(key, words);
    if (chosen) out = choices[*chosen].second;
    return chosen.has_value();
  }

  // Text that `parse` (string_view -> Result<T>) understands; its error becomes one of this file.
  template <class T, class Parse>
  bool read_with(std::string_view key, T& out, Parse parse) {
    std::string text;
    if (!read(key, text)) return false;
    core::Result<T> value = parse(std::string_view(text));
    if (!value) return fail(key, value.error().message());
    out = *std::move(value);
    return true;
  }

  // A secret from `key` (in place or "${VARIABLE}") or from `key`_file, whose path is relative to
  // the file that is being read; see resolve_secret().
  bool read_secret(std::string_view key, Secret& out, const Environment& environment);

  // A nested map; its unknown keys are rejected when `visit` returns.
  bool read_map(std::string_view key, const std::function<void(YamlMap&)>& visit);

  // A list of maps, each as read_map() does.
  bool read_each(std::string_view key, const std::function<void(YamlMap&)>& visit);

  // A map whose keys are the user's own (visited with the key), each value a map.
  bool read_named(std::string_view key,
                  const std::function<void(const std::string& name, YamlMap&)>& visit);

  // The raw tree behind a key, for what has a syntax of its own; null when absent.
  const YamlNode* node(std::string_view key);

  // A mistake that the caller found in the value of `key`, or (key "") in this map as a whole.
  // Always returns false.
  bool fail(std::string_view key, std::string_view problem);

  // The dotted path of a key, or (key "") of this map: for messages of another kind.
  std::string path_of(std::string_view key) const;
  // The file that is being read.
  const std::string& file() const { return errors_.file(); }

  // Every key that was never asked for is a mistake, with the nearest known one as a hint.
  void reject_unknown_keys();

 private:
  template <class Number>
  static std::int64_t saturated(Number value) {
    return std::in_range<std::int64_t>(value) ? static_cast<std::int64_t>(value)
                                              : std::numeric_limits<std::int64_t>::max();
  }

  const YamlNode* ask(std::string_view key);
  const YamlNode* ask(std::string_view key, YamlNode::Kind kind, std::string_view wanted);
  bool required(std::string_view key);
  std::optional<std::int64_t> whole_number(std::string_view key, std::int64_t least,
                                           std::int64_t most);
  std::optional<std::size_t> choice(std::string_view key, const std::vector<std::string>& words);
  bool fail_at(const YamlNode& node, std::string_view key, std::string_view problem);
  void visit_map(const YamlNode& node, std::string path,
                 const std::function<void(YamlMap&)>& visit);

  const YamlNode& node_;
  YamlErrors& errors_;
  std::string path_;
  bool sound_ = true;  // a map at all; otherwise nothing in it is missed
  std::vector<std::string> asked_;
};

}  // namespace silicon::runtime
