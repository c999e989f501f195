// The two exposition formats: Prometheus's text format 0.0.4 and OpenMetrics 1.0, how HTTP names
// them, and how much of either we are willing to read. Pure; any thread.
// Tested by tests/exporter/core/exposition/format_test.cpp.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace silicon::core {

enum class ExpositionFormat {
  text,  // 0.0.4
  openmetrics,
};

// The format that an HTTP request asks for. OpenMetrics only where the Accept header names it (in
// version 1.0.0 or none) and prefers it by its q value, or by its place where q values are equal;
// text for everything else: no header, "*/*", a browser's list, garbage.
ExpositionFormat accepted_format(std::string_view accept_header);

// What the response's Content-Type header says.
std::string_view content_type(ExpositionFormat format);

// The format of a page by its Content-Type header; nullopt where that names neither format, as with
// "text/html" or no header at all.
std::optional<ExpositionFormat> format_of_content_type(std::string_view header);

// What a reader refuses to go beyond, so that no page exhausts us. Bytes are as exposed, escapes
// included.
struct ExpositionLimits {
  std::size_t line_bytes = 1'048'576;
  std::size_t labels = 128;  // of one series
  std::size_t name_bytes = 1024;
  std::size_t value_bytes = 131'072;  // of one label
  std::size_t samples = 5'000'000;
};

}  // namespace silicon::core
