// A store filled with exposition pages from a folder of files called MILLISECONDS.prom, as if each
// had been scraped at that time from one target whose series carry all their labels already.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "alerting/series/scrape_cache.hpp"
#include "exporter/core/exposition/series.hpp"

namespace silicon::testing {

inline core::Result<std::optional<core::Labels>> labels_as_written(std::string_view text,
                                                                   core::MetricType /*type*/) {
  auto parsed = core::parse_series(text, core::ExpositionFormat::text);
  if (!parsed) return std::move(parsed).error();
  return std::optional(parsed->labels.with("__name__", parsed->name));
}

// Returns the time of the last page.
inline core::Result<core::Instant> fill_with_pages(series::Store& store,
                                                   const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry);
  std::sort(files.begin(), files.end());
  series::ScrapeCache cache(store, labels_as_written);
  core::Instant time;
  for (const auto& file : files) {
    std::ifstream stream(file, std::ios::binary);
    const std::string page((std::istreambuf_iterator<char>(stream)), {});
    time = core::Instant(core::Duration(std::stoll(file.stem().string())));
    series::ScrapeReport report;
    if (auto status = cache.ingest(page, {}, time, report); !status) {
      return std::move(status).error().within(file.string());
    }
  }
  return time;
}

}  // namespace silicon::testing
