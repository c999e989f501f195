// Every target of every job: when each is scraped next, what its last scrape said, and which are
// out of reach. Turns discovery into targets and answers into stored series. No clock, no sockets.
// One thread at a time; the store is shared. Tested by
// tests/alerting/engine/targets/target_pool_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "alerting/engine/commands.hpp"
#include "alerting/rules/evaluate.hpp"
#include "alerting/scrape/discovery/target_set.hpp"
#include "alerting/scrape/ingestion.hpp"
#include "alerting/scrape/schedule.hpp"
#include "alerting/series/store.hpp"

namespace silicon::engine {

// Since the program started; for the metrics page.
struct ScrapeTotals {
  std::uint64_t scrapes = 0;
  std::uint64_t failures = 0;
  std::uint64_t out_of_order = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t out_of_bounds = 0;
  std::uint64_t refused = 0;
};

class TargetPool {
 public:
  // A target, and what the schedule knows of it.
  struct Member {
    Member(series::Store& store, std::shared_ptr<const scrape::Job> job, scrape::Target target)
        : schedule(target.interval, target.hash),
          ingestion(store, std::move(job), std::move(target)) {}

    scrape::Schedule schedule;
    scrape::Ingestion ingestion;
    core::Instant due;
    std::uint64_t under_way = 0;  // the scrape's number; 0: none
    std::uint64_t scrapes = 0;    // finished
    std::optional<core::Instant> failed_since;
  };

  struct JobMembers {
    std::shared_ptr<const scrape::Job> job;
    scrape::TargetGroups groups;
    scrape::TargetSet found;  // its active targets are in `members`
    bool discovered = false;  // found() has been called
    std::vector<std::unique_ptr<Member>> members;
  };

  explicit TargetPool(series::Store& store) : store_(store) {}

  // The jobs that there now are. Targets that stay what they were keep their series and health;
  // those of jobs that are gone end. Which targets a job has is said by found().
  void configure(const std::vector<std::shared_ptr<const scrape::Job>>& jobs, core::Instant now);

  // Series from before a restart, for the targets that are found to have them: what a target no
  // longer has, or cannot be asked for, ends with its first scrape.
  void inherit(std::vector<core::Labels> series) { inherited_ = std::move(series); }

  // What discovery found for a job, unless that is what it had. New targets are due at once.
  void found(const std::string& job, scrape::TargetGroups groups, core::Instant now);

  // The scrapes that are due, each at most once until it has finished.
  std::vector<Scrape> take_due(core::Instant now);
  void finished(std::uint64_t scrape, const scrape::Response& response);
  std::optional<core::Instant> next_due() const;

  // Time has passed unseen, or the clock was set: every target is due at once and out of reach
  // since `last_alive` until it answers.
  void resume(std::optional<core::Instant> last_alive, core::Instant now);

  // Whether discovery has told of every job, and every target has been scraped that often.
  bool scraped(std::uint64_t times) const;

  std::vector<rules::FailedTarget> out_of_reach() const;

  // By name.
  const std::map<std::string, JobMembers>& jobs() const { return jobs_; }
  const ScrapeTotals& totals() const { return totals_; }

 private:
  void rebuild(JobMembers& job, core::Instant now);
  void hand_over_inherited(Member& member);

  series::Store& store_;
  std::map<std::string, JobMembers> jobs_;
  std::map<std::uint64_t, Member*> under_way_;
  std::uint64_t last_scrape_ = 0;
  std::optional<core::Instant> last_alive_;
  std::vector<core::Labels> inherited_;  // and not yet handed to their targets
  ScrapeTotals totals_;
};

}  // namespace silicon::engine
