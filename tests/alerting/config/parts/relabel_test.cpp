#include "alerting/config/parts/relabel.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/config_reading.hpp"

namespace silicon::config {
namespace {

std::string job_with(const std::string& rules) {
  return "scrape_configs:\n- job_name: j\n  relabel_configs:\n" + rules;
}

TEST(RelabelRules, AreReadWithTheirDefaults) {
  const Config config = testing::sound_config(job_with("  - target_label: a\n"));
  ASSERT_EQ(config.scrapes.at(0).job.relabel.size(), 1U);
  const scrape::RelabelOptions& options = config.scrapes[0].job.relabel[0].options();
  EXPECT_EQ(options.separator, ";");
  EXPECT_EQ(options.regex, "(.*)");
  EXPECT_EQ(options.replacement, "$1");
  EXPECT_EQ(options.action, "replace");
}

TEST(RelabelRules, AreReadWhole) {
  const Config config = testing::sound_config(job_with(
      "  - { source_labels: [a, b], separator: '', regex: 12, target_label: c, replacement: '' }\n"
      "  - { source_labels: [a], modulus: 8, target_label: d, action: HashMod }\n"));
  ASSERT_EQ(config.scrapes.at(0).job.relabel.size(), 2U);
  const scrape::RelabelOptions& first = config.scrapes[0].job.relabel[0].options();
  EXPECT_EQ(first.source_labels, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(first.separator, "");
  EXPECT_EQ(first.regex, "12");
  EXPECT_EQ(first.replacement, "");
  EXPECT_EQ(config.scrapes[0].job.relabel[1].options().modulus, 8U);
  EXPECT_EQ(config.scrapes[0].job.relabel[1].action(), scrape::RelabelAction::hash_mod);
}

TEST(RelabelRules, AreRefusedWithTheirPlaces) {
  EXPECT_EQ(testing::config_problems(job_with("  - { action: keeep }\n"
                                              "  - { action: keep, regex: '(' }\n"
                                              "  - { taget_label: a, target_label: b }\n")),
            "a.yml:4:5: scrape_configs[0].relabel_configs[0]: unknown relabel action \"keeep\"\n"
            "a.yml:5:5: scrape_configs[0].relabel_configs[1]: error parsing regexp: missing "
            "closing ): `(`\n"
            "a.yml:6:7: scrape_configs[0].relabel_configs[2]: unknown key \"taget_label\"; did you "
            "mean \"target_label\"?");
}

}  // namespace
}  // namespace silicon::config
