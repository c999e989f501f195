#include "alerting/scrape/samples/metadata.hpp"

#include <algorithm>
#include <variant>

#include "exporter/core/exposition/series.hpp"
#include "exporter/core/text.hpp"

namespace silicon::scrape {
namespace {

// The front of a text, not ending within a character.
std::string_view shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0U) == 0x80) --most;
  return text.substr(0, most);
}

// Pages repeat themselves: nothing is allocated for what is known already.
void assign(std::string& out, std::string_view text) {
  text = shortened(text, MetadataTable::kMostHelpBytes);
  if (text.find('\\') == std::string_view::npos) {
    if (out != text) out = text;
    return;
  }
  out = core::unescaped(text, true);
}

}  // namespace

MetadataTable::Entry* MetadataTable::entry_of(std::string_view name) {
  auto found = entries_.find(name);
  if (found == entries_.end()) {
    if (entries_.size() >= kMostNames || !core::is_utf8(name)) return nullptr;
    found = entries_.emplace(std::string(name), Entry{}).first;
  }
  found->second.page = page_;
  return &found->second;
}

void MetadataTable::take(const core::ExpositionEntry& entry) {
  if (const auto* type = std::get_if<core::TypeLine>(&entry)) {
    if (Entry* known = entry_of(type->name)) known->metadata.type = type->type;
  } else if (const auto* help = std::get_if<core::HelpLine>(&entry)) {
    if (!core::is_utf8(help->text)) return;
    if (Entry* known = entry_of(help->name)) assign(known->metadata.help, help->text);
  } else if (const auto* unit = std::get_if<core::UnitLine>(&entry)) {
    if (!core::is_utf8(unit->unit)) return;
    if (Entry* known = entry_of(unit->name)) assign(known->metadata.unit, unit->unit);
  }
}

void MetadataTable::end_page() {
  std::erase_if(entries_, [&](const auto& entry) { return entry.second.page != page_; });
}

void MetadataTable::for_each(
    const std::function<void(const std::string&, const Metadata&)>& visit) const {
  for (const auto& [name, entry] : entries_) visit(name, entry.metadata);
}

const Metadata* MetadataTable::find(std::string_view name) const {
  const auto found = entries_.find(name);
  return found == entries_.end() ? nullptr : &found->second.metadata;
}

std::string_view type_word(core::MetricType type) {
  switch (type) {
    case core::MetricType::counter:
      return "counter";
    case core::MetricType::gauge:
      return "gauge";
    case core::MetricType::histogram:
      return "histogram";
    case core::MetricType::gauge_histogram:
      return "gaugehistogram";
    case core::MetricType::info:
      return "info";
    case core::MetricType::stateset:
      return "stateset";
    case core::MetricType::summary:
      return "summary";
    case core::MetricType::unknown:
      break;
  }
  return "unknown";
}

}  // namespace silicon::scrape
