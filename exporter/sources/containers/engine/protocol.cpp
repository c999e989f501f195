#include "exporter/sources/containers/engine/protocol.hpp"

#include <nlohmann/json.hpp>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/sources/containers/engine/document.hpp"

namespace silicon::engine {
namespace {

constexpr std::uint64_t kLeastMinor = 24;
constexpr std::uint64_t kMostNumber = 9999;

constexpr std::string_view kFilters =
    R"({"type":["container"],"event":["create","start","die","destroy","rename","update","pause",)"
    R"("unpause","restart","health_status","oom","died","remove"]})";

std::string encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    if ((c >= 'a' && c <= 'z') || c == '_') {
      result += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      result += '%';
      result += kDigits[byte / 16];
      result += kDigits[byte % 16];
    }
  }
  return result;
}

core::ErrorKind kind_of(int status) {
  if (status == 404) return core::ErrorKind::absent;
  if (status == 401 || status == 403) return core::ErrorKind::denied;
  return core::ErrorKind::failed;
}

}  // namespace

core::Result<std::string> version_prefix(std::string_view api_version) {
  api_version = core::trimmed(api_version);
  if (api_version.empty()) return std::string();
  const auto [major, minor] = core::cut(api_version, '.');
  const auto major_number = core::parse_unsigned(major);
  const auto minor_number = core::parse_unsigned(minor);
  if (!major_number || !minor_number || *major_number > kMostNumber ||
      *minor_number > kMostNumber) {
    return core::Error("names " + core::excerpt(api_version) + " as its API version",
                       core::ErrorKind::invalid);
  }
  if (*major_number < 1 || (*major_number == 1 && *minor_number < kLeastMinor)) {
    return core::Error("its API " + std::string(api_version) + " is too old: 1.24 is needed",
                       core::ErrorKind::invalid);
  }
  return "/v" + std::to_string(*major_number) + "." + std::to_string(*minor_number);
}

std::string list_target(std::string_view prefix) {
  return std::string(prefix) + "/containers/json?all=1";
}

std::string inspect_target(std::string_view prefix, std::string_view id) {
  return std::string(prefix) + "/containers/" + std::string(id) + "/json";
}

std::string stats_target(std::string_view prefix, std::string_view id) {
  return std::string(prefix) + "/containers/" + std::string(id) + "/stats?stream=true";
}

std::string events_target(std::string_view prefix) {
  return std::string(prefix) + "/events?filters=" + encoded(kFilters);
}

core::Error refusal(int status, std::string_view body) {
  std::string text = "status " + std::to_string(status);
  const core::Result<Document> document = parse_document(body, {"message"});
  const std::string message = document ? text_of(entry(*document, "message"), 200) : "";
  if (!message.empty()) {
    text += ": ";
    for (const char c : message) text += c >= ' ' && c <= '~' ? c : '?';
  }
  return core::Error(std::move(text), kind_of(status));
}

}  // namespace silicon::engine
