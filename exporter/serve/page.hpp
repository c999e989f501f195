// The metrics page: the newest snapshot as text. Rendered on demand, at most once per snapshot and
// format, however many scrapers there are and however often they come.
// Any thread. Tested by tests/exporter/serve/page_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "exporter/core/exposition/format.hpp"
#include "exporter/core/exposition/write.hpp"
#include "exporter/core/time.hpp"
#include "exporter/serve/instruments.hpp"
#include "exporter/serve/sampling/board.hpp"

namespace silicon::serve {

class Page {
 public:
  // All three must outlive the page.
  Page(const Board& board, Instruments& instruments, const core::Clock& clock)
      : board_(board), instruments_(instruments), clock_(clock) {}

  std::shared_ptr<const std::string> text(core::ExpositionFormat format);

 private:
  struct Rendered {
    std::uint64_t version = 0;
    std::shared_ptr<const std::string> text;
  };

  // All families of a snapshot, those of sources first, merged and written. A page much longer than
  // expected only takes longer.
  std::string render(const Snapshot& snapshot, core::ExpositionFormat format,
                     std::size_t expected_bytes);

  const Board& board_;
  Instruments& instruments_;
  const core::Clock& clock_;
  std::mutex mutex_;  // held while rendering: whoever comes meanwhile waits for that one rendering
  std::map<core::ExpositionFormat, Rendered> rendered_;
  core::ExpositionWriter writer_;
};

}  // namespace silicon::serve
