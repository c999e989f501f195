#include "exporter/runtime/yaml/reader.hpp"

#include <algorithm>
#include <cassert>

#include "exporter/core/duration.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/runtime/files.hpp"
#include "exporter/runtime/yaml/suggestion.hpp"

namespace silicon::runtime {
namespace {

constexpr std::size_t kErrorLimit = 50;
constexpr std::size_t kShownLength = 60;  // of a wrong value in a message

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

// "not "abc"" or "not a list": what stands where something else should.
std::string instead(const YamlNode& node) {
  if (node.kind != YamlNode::Kind::scalar) return ", not " + std::string(kind_in_words(node.kind));
  const std::string shown =
      node.text.size() <= kShownLength ? node.text : node.text.substr(0, kShownLength) + "...";
  return ", not \"" + shown + (node.quoted ? "\" in quotes" : "\"");
}

// The same without the text: one that stands in the place of a map or a list may be a password.
std::string instead_of_several(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::scalar) return ", not one value";
  return instead(node);
}

std::optional<bool> parse_bool(const YamlNode& node) {
  if (node.quoted) return std::nullopt;
  // YAML 1.1's words too, because Prometheus's own files may hold them.
  for (const std::string_view word : {"true", "yes", "on", "True", "TRUE", "Yes", "On"}) {
    if (node.text == word) return true;
  }
  for (const std::string_view word : {"false", "no", "off", "False", "FALSE", "No", "Off"}) {
    if (node.text == word) return false;
  }
  return std::nullopt;
}

}  // namespace

void YamlErrors::add(YamlMark mark, std::string_view where, std::string_view problem) {
  if (messages_.size() > kErrorLimit) return;
  if (messages_.size() == kErrorLimit) {
    messages_.push_back(file_ + ": and more mistakes");
    return;
  }
  std::string message =
      file_ + ":" + std::to_string(mark.line) + ":" + std::to_string(mark.column) + ": ";
  if (!where.empty()) message += std::string(where) + ": ";
  messages_.push_back(message + std::string(problem));
}

core::Error YamlErrors::error() const {
  assert(!messages_.empty());
  std::string text;
  for (const std::string& message : messages_) {
    if (!text.empty()) text += '\n';
    text += message;
  }
  return core::Error(text, core::ErrorKind::invalid);
}

YamlMap::YamlMap(const YamlNode& node, YamlErrors& errors, std::string path)
    : node_(node), errors_(errors), path_(std::move(path)) {
  sound_ = node.kind == YamlNode::Kind::map || node.kind == YamlNode::Kind::null;
  if (!sound_) {
    errors_.add(node.mark, path_, "must be a map (KEY: VALUE)" + instead_of_several(node));
  }
}

std::string YamlMap::path_of(std::string_view key) const {
  if (path_.empty()) return std::string(key);
  return key.empty() ? path_ : path_ + "." + std::string(key);
}

const YamlNode* YamlMap::ask(std::string_view key) {
  asked_.emplace_back(key);
  const YamlNode* found = node_.find(key);
  return found == nullptr || found->kind == YamlNode::Kind::null ? nullptr : found;
}

const YamlNode* YamlMap::ask(std::string_view key, YamlNode::Kind kind, std::string_view wanted) {
  const YamlNode* found = ask(key);
  if (found == nullptr || found->kind == kind) return found;
  const bool several = kind != YamlNode::Kind::scalar;
  const std::string there = several ? instead_of_several(*found) : instead(*found);
  fail_at(*found, key, "must be " + std::string(wanted) + there);
  return nullptr;
}

bool YamlMap::has(std::string_view key) {
  return ask(key) != nullptr;
}

const YamlNode* YamlMap::node(std::string_view key) {
  return ask(key);
}

bool YamlMap::required(std::string_view key) {
  if (ask(key) != nullptr) return true;
  if (sound_) fail("", "\"" + std::string(key) + "\" is missing");
  return false;
}

bool YamlMap::fail_at(const YamlNode& node, std::string_view key, std::string_view problem) {
  errors_.add(node.mark, path_of(key), problem);
  return false;
}

bool YamlMap::fail(std::string_view key, std::string_view problem) {
  const YamlNode* found = key.empty() ? nullptr : node_.find(key);
  return fail_at(found == nullptr ? node_ : *found, key, problem);
}

bool YamlMap::read(std::string_view key, std::string& out) {
  const YamlNode* found = ask(key, YamlNode::Kind::scalar, "text");
  if (found != nullptr) out = found->text;
  return found != nullptr;
}

bool YamlMap::read(std::string_view key, bool& out) {
  const YamlNode* found = ask(key, YamlNode::Kind::scalar, "true or false");
  if (found == nullptr) return false;
  const std::optional<bool> value = parse_bool(*found);
  if (!value) return fail_at(*found, key, "must be true or false" + instead(*found));
  out = *value;
  return true;
}

bool YamlMap::read(std::string_view key, double& out, YamlRange<double> range) {
  const YamlNode* found = ask(key, YamlNode::Kind::scalar, "a number");
  if (found == nullptr) return false;
  const auto value = found->quoted ? std::nullopt : core::parse_double(found->text);
  if (!value || !(*value >= range.least && *value <= range.most)) {
    std::string wanted = "must be a number";
    if (range.least > std::numeric_limits<double>::lowest()) {
      wanted += " from " + core::format_double(range.least);
    }
    if (range.most < std::numeric_limits<double>::max()) {
      wanted += " to " + core::format_double(range.most);
    }
    return fail_at(*found, key, wanted + instead(*found));
  }
  out = *value;
  return true;
}

std::optional<std::int64_t> YamlMap::whole_number(std::string_view key, std::int64_t least,
                                                  std::int64_t most) {
  const YamlNode* found = ask(key, YamlNode::Kind::scalar, "a whole number");
  if (found == nullptr) return std::nullopt;
  const auto value = found->quoted ? std::nullopt : core::parse_signed(found->text);
  if (value && *value >= least && *value <= most) return value;
  fail_at(*found, key,
          "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most) +
              instead(*found));
  return std::nullopt;
}

bool YamlMap::read(std::string_view key, core::Duration& out, YamlRange<core::Duration> range) {
  const YamlNode* found = ask(key, YamlNode::Kind::scalar, "a duration such as 30s or 1h30m");
  if (found == nullptr) return false;
  const core::Result<core::Duration> value = core::parse_duration(found->text);
  if (!value) return fail_at(*found, key, value.error().message());
  if (*value < range.least) {
    return fail_at(*found, key,
                   "must be at least " + core::format_duration(range.least) + instead(*found));
  }
  if (*value > range.most) {
    return fail_at(*found, key,
                   "must be at most " + core::format_duration(range.most) + instead(*found));
  }
  out = *value;
  return true;
}

bool YamlMap::read(std::string_view key, std::vector<std::string>& out) {
  const YamlNode* found = ask(key, YamlNode::Kind::sequence, "a list");
  if (found == nullptr) return false;
  std::vector<std::string> texts;
  for (const YamlNode& item : found->items) {
    if (item.kind != YamlNode::Kind::scalar) {
      return fail_at(item, key, "must be a list of texts" + instead(item));
    }
    texts.push_back(item.text);
  }
  out = std::move(texts);
  return true;
}

bool YamlMap::read(std::string_view key, std::map<std::string, std::string>& out) {
  const YamlNode* found = ask(key, YamlNode::Kind::map, "a map (KEY: VALUE)");
  if (found == nullptr) return false;
  std::map<std::string, std::string> texts;
  for (const YamlNode::Entry& entry : found->entries) {
    if (entry.value.kind != YamlNode::Kind::scalar) {
      return fail_at(entry.value, key, "\"" + entry.key + "\" must be text" + instead(entry.value));
    }
    texts[entry.key] = entry.value.text;
  }
  out = std::move(texts);
  return true;
}

std::optional<std::size_t> YamlMap::choice(std::string_view key,
                                           const std::vector<std::string>& words) {
  const YamlNode* found = ask(key, YamlNode::Kind::scalar, "one of " + joined(words));
  if (found == nullptr) return std::nullopt;
  const auto word = std::find(words.begin(), words.end(), found->text);
  if (word != words.end()) return static_cast<std::size_t>(word - words.begin());
  fail_at(*found, key, "must be one of " + joined(words) + instead(*found));
  return std::nullopt;
}

bool YamlMap::read_secret(std::string_view key, Secret& out, const Environment& environment) {
  const std::string file_key = std::string(key) + "_file";
  SecretSource source;
  const bool in_place = read(key, source.text);
  const bool in_file = read(file_key, source.file);
  if (!in_place && !in_file) return false;
  if (in_file) source.file = path_beside(errors_.file(), source.file);
  core::Result<Secret> secret = resolve_secret(source, environment);
  if (!secret) return fail(in_file ? file_key : key, secret.error().message());
  out = *std::move(secret);
  return true;
}

bool YamlMap::read_map(std::string_view key, const std::function<void(YamlMap&)>& visit) {
  const YamlNode* found = ask(key);
  if (found == nullptr) return false;
  visit_map(*found, path_of(key), visit);
  return true;
}

bool YamlMap::read_each(std::string_view key, const std::function<void(YamlMap&)>& visit) {
  const YamlNode* found = ask(key, YamlNode::Kind::sequence, "a list");
  if (found == nullptr) return false;
  for (std::size_t i = 0; i < found->items.size(); ++i) {
    visit_map(found->items[i], path_of(key) + "[" + std::to_string(i) + "]", visit);
  }
  return true;
}

bool YamlMap::read_named(std::string_view key,
                         const std::function<void(const std::string&, YamlMap&)>& visit) {
  const YamlNode* found = ask(key, YamlNode::Kind::map, "a map (NAME: ...)");
  if (found == nullptr) return false;
  for (const YamlNode::Entry& entry : found->entries) {
    visit_map(entry.value, path_of(key) + "." + entry.key,
              [&](YamlMap& map) { visit(entry.key, map); });
  }
  return true;
}

void YamlMap::visit_map(const YamlNode& node, std::string path,
                        const std::function<void(YamlMap&)>& visit) {
  YamlMap map(node, errors_, std::move(path));
  visit(map);
  map.reject_unknown_keys();
}

void YamlMap::reject_unknown_keys() {
  for (const YamlNode::Entry& entry : node_.entries) {
    if (std::find(asked_.begin(), asked_.end(), entry.key) != asked_.end()) continue;
    std::string problem = "unknown key \"" + entry.key + "\"";
    if (const auto meant = nearest_word(entry.key, asked_)) {
      problem += "; did you mean \"" + *meant + "\"?";
    }
    errors_.add(entry.mark, path_, problem);
  }
}

}  // namespace silicon::runtime
