#include "exporter/platform/linux/hardware/drm/drm_cards.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

#include "exporter/core/text.hpp"

namespace silicon::linux_platform {
namespace {

constexpr std::string_view kCards = "/sys/class/drm";
constexpr std::size_t kMaxCards = 64;

bool is_card(std::string_view name) {
  constexpr std::string_view kPrefix = "card";
  if (!name.starts_with(kPrefix) || name.size() == kPrefix.size()) return false;
  return std::all_of(name.begin() + kPrefix.size(), name.end(),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::map<std::string, std::string, std::less<>> parse_uevent(std::string_view text) {
  std::map<std::string, std::string, std::less<>> values;
  core::for_each_line(text, [&](std::string_view line) {
    const auto [key, value] = core::cut(line, '=');
    values.emplace(key, core::trimmed(value));
  });
  return values;
}

}  // namespace

std::vector<DrmCard> find_cards(HostFiles& files) {
  std::vector<DrmCard> cards;
  for (const std::string& name : files.list(kCards).value_or({})) {
    if (!is_card(name) || cards.size() >= kMaxCards) continue;
    DrmCard card{name, std::string(kCards) + "/" + name, "", name, ""};
    const auto text = files.read_once(card.directory + "/device/uevent");
    if (!text) continue;
    auto device = parse_uevent(*text);
    card.driver = device["DRIVER"];
    if (card.driver.empty()) continue;
    if (!device["PCI_SLOT_NAME"].empty()) card.gpu = device["PCI_SLOT_NAME"];
    card.model = read_text(files, card.directory + "/device/product_name");
    if (card.model.empty()) card.model = std::move(device["PCI_ID"]);
    cards.push_back(std::move(card));
  }
  return cards;
}

bool is_suspended(HostFiles& files, std::string_view device) {
  const auto status = files.read(std::string(device) + "/power/runtime_status");
  return status && core::trimmed(*status) == "suspended";
}

std::string read_text(HostFiles& files, const std::string& path) {
  const auto text = files.read_once(path);
  return text ? std::string(core::trimmed(*text).substr(0, 256)) : std::string();
}

}  // namespace silicon::linux_platform
