// Families to exposition text, in either format. Prints what it is given: it does not check values
// (a NaN counter, a histogram without +Inf) nor families against one another (a gauge "x" beside a
// counter "x_total", which OpenMetrics forbids and Prometheus takes), but never lets the metadata
// of a family or the bytes of a label make a page invalid.
// Pure; any thread. Tested by tests/exporter/core/exposition/write_test.cpp and
// round_trip_test.cpp.
//
// Both conventions of family.hpp come out right in both formats:
//
//   family                               text 0.0.4              OpenMetrics 1.0
//   counter "x_total", suffix ""         # TYPE x_total counter  # TYPE x counter
//   counter "x", suffix "_total"         # TYPE x_total counter  # TYPE x counter
//   counter "x", suffix ""               # TYPE x counter        # TYPE x unknown
//   info "x", suffix "_info"             # TYPE x_info gauge     # TYPE x info
//   stateset with the label "x"          # TYPE x gauge          # TYPE x stateset
//   gauge histogram                      # TYPE x histogram      # TYPE x gaugehistogram
//   unknown                              # TYPE x untyped        # TYPE x unknown
//
// In text, "_created", "_gsum" and "_gcount" samples follow as gauges of their own. A stateset
// without the label that OpenMetrics demands is a gauge there too.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "exporter/core/exposition/format.hpp"
#include "exporter/core/exposition/spelling/spellings.hpp"
#include "exporter/core/family.hpp"

namespace silicon::core {

// Appends a whole page: the families in their order, and the end.
// A family without samples is left out. Exemplars, units and finer than millisecond timestamps
// appear in OpenMetrics only. `le` and `quantile` are written as format_bound() does.
void append_exposition(std::string& out, const Families& families, ExpositionFormat format);

// The same for families that lie in several places.
void append_exposition(std::string& out, std::span<const Family* const> families,
                       ExpositionFormat format);

// Writes such pages one after another, of the same series more or less: it remembers their text.
// Labels that are kept from page to page are what it knows a series by; others cost no more than in
// append_exposition(), and the bytes are the same. One thread at a time.
class ExpositionWriter {
 public:
  void append(std::string& out, std::span<const Family* const> families, ExpositionFormat format);

 private:
  struct Known {
    std::string family;
    Spellings spellings;
  };

  Spellings& spellings_of(const std::string& family, std::size_t place);

  std::vector<Known> known_;  // in the order of the latest page
};

}  // namespace silicon::core
