#include "exporter/sources/containers/engine/document.hpp"

#include <algorithm>
#include <limits>

#include <nlohmann/json.hpp>

#include "exporter/core/calendar/timestamp.hpp"

namespace silicon::engine {
namespace {

constexpr int kMostDepth = 32;
constexpr std::size_t kMostValues = 200'000;

}  // namespace

core::Result<Document> parse_document(std::string_view text, const Keys& keys) {
  using ParseEvent = Document::parse_event_t;
  std::size_t values = 0;
  bool too_much = false;
  const auto keep = [&](int depth, ParseEvent event, Document& parsed) {
    if (event == ParseEvent::key)
      return keys.empty() || keys.contains(parsed.get_ref<std::string&>());
    if (event == ParseEvent::object_end || event == ParseEvent::array_end) return true;
    const bool fits = depth < kMostDepth && ++values < kMostValues;
    too_much = too_much || !fits;
    return fits;
  };
  Document document = Document::parse(text.begin(), text.end(), keep, false);
  if (too_much) return core::Error("the answer is too deep or too long", core::ErrorKind::invalid);
  if (document.is_discarded()) {
    return core::Error("the answer is not valid JSON", core::ErrorKind::invalid);
  }
  return document;
}

const Document& entry(const Document& object, std::string_view key) {
  static const Document nothing;
  if (!object.is_object()) return nothing;
  const auto found = object.find(key);
  return found == object.end() ? nothing : *found;
}

std::string text_of(const Document& value, std::size_t limit) {
  if (!value.is_string()) return {};
  const std::string& text = value.get_ref<const std::string&>();
  std::size_t size = std::min(limit, text.size());
  const auto is_continuation = [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80;
  };
  while (size > 0 && size < text.size() && is_continuation(text[size])) --size;
  return text.substr(0, size);
}

std::optional<std::uint64_t> count_of(const Document& value) {
  if (value.is_number_unsigned()) return value.get<std::uint64_t>();
  return std::nullopt;
}

std::optional<std::int64_t> integer_of(const Document& value) {
  if (value.is_number_unsigned()) {
    const auto number = value.get<std::uint64_t>();
    if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return std::nullopt;
    }
    return static_cast<std::int64_t>(number);
  }
  if (value.is_number_integer()) return value.get<std::int64_t>();
  return std::nullopt;
}

std::optional<core::Instant> instant_of(const Document& value) {
  const core::Result<core::Instant> instant = core::parse_timestamp(text_of(value, 64));
  if (!instant || instant->time_since_epoch().count() <= 0) return std::nullopt;
  return *instant;
}

}  // namespace silicon::engine
