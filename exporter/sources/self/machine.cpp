#include "exporter/sources/self/machine.hpp"

#include <algorithm>
#include <array>

#include "exporter/core/text.hpp"

namespace silicon::self {
namespace {

constexpr std::size_t kLongestName = 200;

// What firmware says when nobody filled it in; in lower case. Seen in /sys/class/dmi/id of boards
// by ASUS, ASRock, Gigabyte, MSI and Supermicro, and of virtual machines.
constexpr std::array<std::string_view, 12> kPlaceholders{"to be filled by o.e.m.",
                                                         "to be filled by o.e.m",
                                                         "system product name",
                                                         "product name",
                                                         "default string",
                                                         "not specified",
                                                         "not applicable",
                                                         "unknown",
                                                         "none",
                                                         "o.e.m.",
                                                         "oem",
                                                         "n/a"};

// Fit for a label: one line of printable UTF-8 of bearable length, or nothing.
std::string clean(std::string_view text) {
  text = text.substr(0, text.find('\0'));  // the device tree ends its strings with one
  text = core::trimmed(text);
  const bool has_control = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
  if (has_control || text.size() > kLongestName || !core::is_utf8(text)) return "";
  return std::string(text);
}

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string value_of(std::string_view key, std::string_view cpuinfo) {
  std::string value;
  core::for_each_line(cpuinfo, [&](std::string_view line) {
    const auto [name, rest] = core::cut(line, ':');
    if (value.empty() && core::trimmed(name) == key) value = clean(rest);
  });
  return value;
}

// Shell quoting as os-release(5) allows it: '' or "" around the whole, a backslash before what it
// protects.
std::string unquoted(std::string_view text) {
  text = core::trimmed(text);
  const bool quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') &&
                      text.front() == text.back();
  if (!quoted) return std::string(text);
  const bool literal = text.front() == '\'';
  text = text.substr(1, text.size() - 2);
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && !literal && i + 1 < text.size()) ++i;
    result += text[i];
  }
  return result;
}

}  // namespace

core::Families machine_families(const Machine& machine) {
  core::Family info =
      core::gauge("silicon_machine_info",
                  "What machine this is, as its firmware and system name it; always 1. A label is "
                  "left out where nothing is said.");
  info.add(core::Labels{{"model", machine.model},
                        {"chip", machine.chip},
                        {"os", machine.os},
                        {"platform", machine.platform}},
           1);
  return {std::move(info)};
}

std::string model_name(std::string_view text) {
  std::string name = clean(text);
  const std::string lower = lower_case(name);
  const bool placeholder =
      std::find(kPlaceholders.begin(), kPlaceholders.end(), lower) != kPlaceholders.end();
  return placeholder ? "" : name;
}

std::string processor_name(std::string_view cpuinfo) {
  // x86, 32-bit ARM; MIPS; POWER; ARM boards of old.
  for (const std::string_view key : {"model name", "cpu model", "cpu", "Hardware"}) {
    std::string name = value_of(key, cpuinfo);
    if (!name.empty()) return name;
  }
  return "";
}

std::string system_name(std::string_view os_release) {
  constexpr std::string_view kKey = "PRETTY_NAME=";
  std::string name;
  core::for_each_line(os_release, [&](std::string_view line) {
    line = core::trimmed(line);
    if (line.starts_with(kKey)) name = clean(unquoted(line.substr(kKey.size())));
  });
  return name;
}

}  // namespace silicon::self
