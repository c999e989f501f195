// The metrics page: the newest snapshot as text. Rendered at most once per snapshot and format,
// however many scrapers there are and however often they come: on demand, or, for scrapers that
// come as often as samples are taken, as soon as there is a new snapshot. Any thread. Tested by
// tests/exporter/serve/page_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "exporter/core/exposition/format.hpp"
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

  // To be called when a snapshot has been published, by whom took the samples: renders those
  // formats of which the last two snapshots were both asked for. What was sampled is then still in
  // the processor's caches, which makes a page cost a half or a third of what it costs later, and
  // the scrape to come has only to send it. Whoever scrapes more rarely pays for no page that he
  // skips.
  void render_ahead();

 private:
  struct Rendered {
    std::uint64_t version = 0;
    std::shared_ptr<const std::string> text;
    std::uint64_t asked_version = 0;  // the newest snapshot that somebody asked for
    int asked_in_a_row = 0;           // snapshots up to that one
  };

  void render_if_new(core::ExpositionFormat format, Rendered& rendered, const Snapshot& snapshot);

  const Board& board_;
  Instruments& instruments_;
  const core::Clock& clock_;
  std::mutex mutex_;  // held while rendering: whoever comes meanwhile waits for that one rendering
  std::map<core::ExpositionFormat, Rendered> rendered_;
};

// All families of a snapshot, those of sources first, merged and written. A page much longer than
// expected only takes longer.
std::string render(const Snapshot& snapshot, const core::Families& own,
                   core::ExpositionFormat format, std::size_t expected_bytes = 0);

}  // namespace silicon::serve
