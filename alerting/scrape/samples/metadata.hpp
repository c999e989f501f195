// What a target's pages say of its metrics: type, help and unit by name, for the API's metadata
// calls. Only names of the last page are kept.
// One thread at a time. Tested by tests/alerting/scrape/samples/metadata_test.cpp.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "exporter/core/exposition/read.hpp"
#include "exporter/core/family.hpp"

namespace silicon::scrape {

struct Metadata {
  core::MetricType type = core::MetricType::unknown;
  std::string help;
  std::string unit;

  friend bool operator==(const Metadata&, const Metadata&) = default;
};

class MetadataTable {
 public:
  // More names than this are not kept, nor more bytes of a help text.
  static constexpr std::size_t kMostNames = 20'000;
  static constexpr std::size_t kMostHelpBytes = 1024;

  void begin_page() { ++page_; }
  // HELP, TYPE and UNIT lines; others are ignored.
  void take(const core::ExpositionEntry& entry);
  // Forgets what was not on the page. Left out when the page turned out to be bad.
  void end_page();

  // Calls visit(name, metadata) in the order of names.
  void for_each(const std::function<void(const std::string&, const Metadata&)>& visit) const;

  // Null when the name is not known.
  const Metadata* find(std::string_view name) const;
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    Metadata metadata;
    unsigned page = 0;
  };

  Entry* entry_of(std::string_view name);

  std::map<std::string, Entry, std::less<>> entries_;
  unsigned page_ = 0;
};

// "counter", "gauge", "unknown"..., as the API writes it.
std::string_view type_word(core::MetricType type);

}  // namespace silicon::scrape
