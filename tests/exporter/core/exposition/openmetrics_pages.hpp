// Pages of OpenMetrics that must parse, and pages that must be refused for a stated reason.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/exposition/parse.hpp"

namespace silicon::core {

// The error of an OpenMetrics page to which "# EOF" is added, or "parsed".
inline std::string error_of(std::string_view lines) {
  const auto families =
      parse_exposition(std::string(lines) + "# EOF\n", ExpositionFormat::openmetrics);
  return families ? "parsed" : families.error().message();
}

struct Refusal {
  const char* lines;
  const char* reason;  // part of the error
};

inline void expect_refused(const std::vector<Refusal>& refusals) {
  for (const Refusal& refusal : refusals) {
    const std::string error = error_of(refusal.lines);
    EXPECT_TRUE(error.starts_with("line ")) << refusal.lines << error;
    EXPECT_NE(error.find(refusal.reason), std::string::npos) << refusal.lines << error;
  }
}

inline void expect_parsed(const std::vector<const char*>& pages) {
  for (const char* page : pages) EXPECT_EQ(error_of(page), "parsed") << page;
}

}  // namespace silicon::core
