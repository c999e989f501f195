#include "alerting/api/posted/json_body.hpp"

#include <algorithm>
#include <utility>

#include "exporter/core/calendar/timestamp.hpp"
#include "exporter/core/text.hpp"

namespace silicon::api {
namespace {

using Json = nlohmann::json;

// How deep lists and maps go, before anything is built of them.
int depth_of(std::string_view text) {
  int depth = 0;
  int deepest = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return deepest;
}

const Json* member(const Json& map, const std::string& name) {
  if (!map.is_object()) return nullptr;
  const auto found = map.find(name);
  return found == map.end() || found->is_null() ? nullptr : &*found;
}

core::Error wrong_type(const std::string& name, const std::string& type) {
  return core::invalid(name + " in body must be of type " + type);
}

}  // namespace

core::Error missing(const std::string& name) {
  return core::invalid(name + " in body is required");
}

core::Result<Json> parse_body(std::string_view text) {
  if (text.size() > kMostBodyBytes) return core::invalid("the body is too large");
  if (depth_of(text) > kDeepestBody) return core::invalid("the body's lists and maps go too deep");
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    return core::invalid("the body is not JSON, from byte " + std::to_string(error.byte) + " on");
  } catch (const Json::out_of_range&) {
    return core::invalid("a number in the body is too large");
  }
}

core::Result<std::optional<std::string>> text_member(const Json& map, const std::string& name) {
  const Json* found = member(map, name);
  if (found == nullptr) return std::optional<std::string>();
  if (!found->is_string()) return wrong_type(name, "string");
  return std::optional(found->get<std::string>());
}

core::Result<std::optional<bool>> flag_member(const Json& map, const std::string& name) {
  const Json* found = member(map, name);
  if (found == nullptr) return std::optional<bool>();
  if (!found->is_boolean()) return wrong_type(name, "boolean");
  return std::optional(found->get<bool>());
}

core::Result<std::optional<core::Instant>> time_member(const Json& map, const std::string& name) {
  const auto text = text_member(map, name);
  if (!text) return text.error();
  if (!*text || (*text)->empty()) return std::optional<core::Instant>();
  const auto time = core::parse_timestamp(**text);
  if (!time)
    return core::invalid(name + " in body must be of type date-time: " + core::excerpt(**text));
  constexpr std::chrono::sys_days kSecondYear{std::chrono::year(2) / 1 / 1};
  if (*time < kSecondYear) return std::optional<core::Instant>();
  return std::optional(*time);
}

core::Result<std::vector<core::Label>> pairs_member(const Json& map, const std::string& name) {
  std::vector<core::Label> pairs;
  const Json* found = member(map, name);
  if (found == nullptr) return pairs;
  if (!found->is_object()) return wrong_type(name, "object");
  for (const auto& [key, value] : found->items()) {
    if (!value.is_string()) return wrong_type(name + "." + core::excerpt(key), "string");
    pairs.push_back({key, value.get<std::string>()});
  }
  return pairs;
}

}  // namespace silicon::api
