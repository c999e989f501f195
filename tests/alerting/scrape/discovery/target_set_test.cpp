#include "alerting/scrape/discovery/target_set.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/relabel_helpers.hpp"

namespace silicon::scrape {
namespace {

Job plain_job() {
  Job job;
  job.name = "j";
  return job;
}

std::vector<std::string> instances(const TargetSet& set) {
  std::vector<std::string> result;
  for (const Target& target : set.active) result.emplace_back(target.labels.get("instance"));
  return result;
}

using Names = std::vector<std::string>;

TEST(MakeTargets, TakesEveryAddressOfEveryGroup) {
  const TargetSet set = make_targets(plain_job(), {{{"a:1", "b:1"}, {{"dc", "x"}}}, {{"c:1"}, {}}});
  EXPECT_EQ(instances(set), (Names{"a:1", "b:1", "c:1"}));
  EXPECT_EQ(set.active[1].labels.get("dc"), "x");
  EXPECT_EQ(set.active[2].labels.get("dc"), "");
}

TEST(MakeTargets, TakesEachTargetOnce) {
  const TargetSet set = make_targets(
      plain_job(), {{{"a:1", "a:1"}, {}}, {{"a:1"}, {{"__meta_x", "y"}}}, {{"a:1"}, {{"x", "y"}}}});
  EXPECT_EQ(instances(set), (Names{"a:1", "a:1"})) << "other labels are another target";
}

TEST(MakeTargets, GoesOnBehindABadAddress) {
  const TargetSet set = make_targets(plain_job(), {{{"http://a", "b:1", ""}, {}}});
  EXPECT_EQ(instances(set), Names{"b:1"});
  EXPECT_EQ(set.problems, (Names{"target http://a: \"http://a\" is not a valid hostname",
                                 "target : no address"}));
}

TEST(MakeTargets, RemembersWhatWasDropped) {
  Job job = plain_job();
  job.relabel =
      testing::rules({{.source_labels = {"__address__"}, .regex = "a.*", .action = "keep"}});
  TargetGroup many;
  for (int i = 0; i < 1500; ++i) many.addresses.push_back("b" + std::to_string(i));
  const TargetSet set = make_targets(job, {{{"a"}, {}}, many});
  EXPECT_EQ(instances(set), Names{"a"});
  EXPECT_EQ(set.dropped_count, 1500U);
  ASSERT_EQ(set.dropped.size(), kMostDropped);
  EXPECT_EQ(set.dropped[0].get("__address__"), "b0");
}

TEST(MakeTargets, SaysWhenThereAreTooMany) {
  Job job = plain_job();
  job.target_limit = 2;
  EXPECT_EQ(make_targets(job, {{{"a", "b"}, {}}}).limit_error, "");
  EXPECT_EQ(make_targets(job, {{{"a", "b", "c"}, {}}}).limit_error,
            "target_limit exceeded (number of targets: 3, limit: 2)");
}

}  // namespace
}  // namespace silicon::scrape
