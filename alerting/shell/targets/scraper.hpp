// Asks targets for their pages, any number at a time, and hands back what came. When to ask is
// decided by who orders it (scrape/schedule.hpp), what to make of a page by scrape/ingestion.hpp.
// Works within Transfers::poll(). One thread. Tested by
// tests/alerting/shell/targets/scraper_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "alerting/config/config.hpp"
#include "alerting/scrape/response.hpp"
#include "alerting/scrape/target.hpp"
#include "alerting/shell/http/transfers.hpp"
#include "exporter/core/time.hpp"

namespace silicon::shell {

struct ScrapeResult {
  std::uint64_t key = 0;
  core::Instant slot;  // as ordered
  scrape::Response response;
};

class Scraper {
 public:
  // Must outlive this.
  explicit Scraper(Transfers& transfers) : transfers_(transfers) {}
  Scraper(const Scraper&) = delete;
  Scraper& operator=(const Scraper&) = delete;
  ~Scraper();  // what is under way is cancelled

  // Begins a scrape that was due at `slot`, and ends at the target's timeout at the latest. `key`
  // tells targets apart; false, and nothing done, while one with this key is under way.
  bool scrape(std::uint64_t key, core::Instant slot, const scrape::Target& target,
              std::shared_ptr<const config::ScrapeConfig> config);

  // The target is gone: nothing more is heard of it.
  void cancel(std::uint64_t key);

  // What has ended since the last call.
  std::vector<ScrapeResult> take();

  std::size_t under_way() const { return under_way_.size(); }

 private:
  Transfers& transfers_;
  std::map<std::uint64_t, std::uint64_t> under_way_;  // Transfers' numbers, by key
  std::vector<ScrapeResult> ended_;
};

}  // namespace silicon::shell
