#include "alerting/engine/targets/target_pool.hpp"

#include <algorithm>
#include <utility>

namespace silicon::engine {
namespace {

template <class Visitor>
void for_each_member(const std::map<std::string, TargetPool::JobMembers>& jobs, Visitor visit) {
  for (const auto& [name, job] : jobs) {
    for (const auto& member : job.members) visit(*member);
  }
}

// Whether a target exposed the series; those that are written about it are never missing.
bool is_of(const core::Labels& series, const core::Labels& target) {
  const std::string_view name = series.get("__name__");
  return name != "up" && !name.starts_with("scrape_") &&
         std::all_of(target.begin(), target.end(),
                     [&](core::LabelView label) { return series.get(label.name) == label.value; });
}

// A page that nobody is allowed to read: what a job over its target_limit answers with.
scrape::Response refused(const scrape::Response& response, const std::string& why) {
  scrape::Response result;
  result.begun = response.begun;
  result.duration = response.duration;
  result.failure = why;
  return result;
}

}  // namespace

void TargetPool::configure(const std::vector<std::shared_ptr<const scrape::Job>>& jobs,
                           core::Instant now) {
  std::map<std::string, JobMembers> previous = std::exchange(jobs_, {});
  for (const auto& job : jobs) {
    JobMembers& members = jobs_[job->name];
    if (const auto found = previous.find(job->name); found != previous.end()) {
      members = std::move(found->second);
      previous.erase(found);
    }
    members.job = job;
    rebuild(members, now);
  }
  for (auto& [name, gone] : previous) {
    gone.groups.clear();
    rebuild(gone, now);
  }
}

void TargetPool::found(const std::string& job, scrape::TargetGroups groups, core::Instant now) {
  const auto entry = jobs_.find(job);
  if (entry == jobs_.end()) return;
  entry->second.discovered = true;
  if (entry->second.groups == groups) return;
  entry->second.groups = std::move(groups);
  rebuild(entry->second, now);
}

void TargetPool::rebuild(JobMembers& job, core::Instant now) {
  job.found = make_targets(*job.job, job.groups);
  std::vector<std::unique_ptr<Member>> previous = std::exchange(job.members, {});
  for (const scrape::Target& target : job.found.active) {
    const auto same = std::find_if(previous.begin(), previous.end(), [&](const auto& member) {
      return member != nullptr && member->ingestion.target() == target &&
             member->schedule.interval() == target.interval;
    });
    if (same != previous.end()) {
      (*same)->ingestion.adopt(job.job);
      job.members.push_back(std::move(*same));
    } else {
      job.members.push_back(std::make_unique<Member>(store_, job.job, target));
      job.members.back()->due = now;
      hand_over_inherited(*job.members.back());
    }
  }
  for (const auto& gone : previous) {
    if (gone == nullptr) continue;
    under_way_.erase(gone->under_way);
    gone->ingestion.end(now);
  }
}

void TargetPool::hand_over_inherited(Member& member) {
  const core::Labels& target = member.ingestion.target().labels;
  const auto own =
      std::stable_partition(inherited_.begin(), inherited_.end(),
                            [&](const core::Labels& series) { return !is_of(series, target); });
  member.ingestion.inherit({own, inherited_.end()});
  inherited_.erase(own, inherited_.end());
}

std::vector<Scrape> TargetPool::take_due(core::Instant now) {
  std::vector<Scrape> due;
  for (auto& [name, job] : jobs_) {
    for (const auto& member : job.members) {
      if (member->under_way != 0 || member->due > now) continue;
      member->under_way = ++last_scrape_;
      under_way_[last_scrape_] = member.get();
      due.push_back({last_scrape_, member->ingestion.target()});
    }
  }
  return due;
}

void TargetPool::finished(std::uint64_t scrape, const scrape::Response& response) {
  const auto found = under_way_.find(scrape);
  if (found == under_way_.end()) return;  // its target is gone
  Member& member = *found->second;
  under_way_.erase(found);
  member.under_way = 0;
  const JobMembers& job = jobs_.at(member.ingestion.job().name);
  const core::Instant time =
      scrape::sample_time(member.due, response.begun, member.schedule.interval());
  const series::ScrapeReport report =
      job.found.limit_error.empty()
          ? member.ingestion.take(response, time)
          : member.ingestion.take(refused(response, job.found.limit_error), time);
  const bool up = member.ingestion.status().health == scrape::Health::up;
  if (up) {
    member.failed_since.reset();
  } else if (!member.failed_since) {
    member.failed_since = member.scrapes == 0 ? last_alive_.value_or(time) : time;
  }
  ++member.scrapes;
  ++totals_.scrapes;
  totals_.failures += up ? 0 : 1;
  totals_.out_of_order += report.out_of_order;
  totals_.duplicates += report.duplicates;
  totals_.out_of_bounds += report.out_of_bounds;
  totals_.refused += report.refused;
  // The next slot, but not one that a first scrape out of turn has come close to.
  const core::Instant done = response.begun;
  member.due = member.schedule.after(std::max(done, member.due));
  if (member.due - done < member.schedule.interval() / 2) member.due += member.schedule.interval();
}

std::optional<core::Instant> TargetPool::next_due() const {
  std::optional<core::Instant> next;
  for_each_member(jobs_, [&](const Member& member) {
    if (member.under_way == 0 && (!next || member.due < *next)) next = member.due;
  });
  return next;
}

void TargetPool::resume(std::optional<core::Instant> last_alive, core::Instant now) {
  last_alive_ = last_alive;
  for (auto& [name, job] : jobs_) {
    for (const auto& member : job.members) {
      member->scrapes = 0;
      if (member->under_way == 0) member->due = now;
      if (member->failed_since) member->failed_since = std::min(*member->failed_since, now);
    }
  }
}

bool TargetPool::scraped(std::uint64_t times) const {
  bool all = std::all_of(jobs_.begin(), jobs_.end(),
                         [](const auto& entry) { return entry.second.discovered; });
  for_each_member(jobs_, [&](const Member& member) { all = all && member.scrapes >= times; });
  return all;
}

std::vector<rules::FailedTarget> TargetPool::out_of_reach() const {
  std::vector<rules::FailedTarget> result;
  for_each_member(jobs_, [&](const Member& member) {
    if (member.failed_since) {
      result.push_back({member.ingestion.target().labels, *member.failed_since});
    } else if (member.scrapes == 0 && last_alive_) {
      result.push_back({member.ingestion.target().labels, *last_alive_});
    }
  });
  return result;
}

}  // namespace silicon::engine
