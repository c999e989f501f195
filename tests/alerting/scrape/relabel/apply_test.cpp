#include "alerting/scrape/relabel/apply.hpp"

#include <gtest/gtest.h>

#include "alerting/scrape/relabel/label_builder.hpp"
#include "tests/support/alerting/relabel_helpers.hpp"

namespace silicon::scrape {
namespace {

using core::Labels;
using testing::rules;

const Labels kLabels = {{"a", "foo"}, {"b", "bar"}, {"c", "baz"}};

std::optional<Labels> relabelled(std::vector<RelabelOptions> options,
                                 const Labels& labels = kLabels) {
  return relabel(labels, rules(std::move(options)));
}

RelabelOptions action(std::string word, std::vector<std::string> sources = {},
                      std::string regex = "(.*)", std::string target = "") {
  RelabelOptions options;
  options.action = std::move(word);
  options.source_labels = std::move(sources);
  options.regex = std::move(regex);
  options.target_label = std::move(target);
  return options;
}

RelabelOptions replacing(std::vector<std::string> sources, std::string regex, std::string target,
                         std::string replacement) {
  RelabelOptions options = action("replace", std::move(sources), std::move(regex));
  options.target_label = std::move(target);
  options.replacement = std::move(replacement);
  return options;
}

TEST(LabelBuilder, DropsALabelThatLosesItsValue) {
  LabelBuilder builder(kLabels);
  builder.set("a", "");
  builder.set("d", "");
  builder.set("b", "new");
  EXPECT_EQ(builder.get("a"), "");
  EXPECT_EQ(builder.labels(), (Labels{{"b", "new"}, {"c", "baz"}}));
}

TEST(Relabel, WithoutRulesChangesNothing) {
  EXPECT_EQ(relabelled({}), kLabels);
  EXPECT_EQ(relabelled({}, {}), Labels());
}

TEST(Relabel, ReplaceWritesWhatTheGroupsMatched) {
  EXPECT_EQ(relabelled({replacing({"a"}, "f(.*)", "d", "ch$1-ch$1")}),
            kLabels.with("d", "choo-choo"));
}

TEST(Relabel, ReplaceJoinsItsSources) {
  RelabelOptions options = replacing({"a", "b"}, "(.*)/(.*)", "d", "$2-$1");
  options.separator = "/";
  EXPECT_EQ(relabelled({options}), kLabels.with("d", "bar-foo"));
}

TEST(Relabel, AMissingSourceIsEmpty) {
  EXPECT_EQ(relabelled({replacing({"nobody", "a"}, ";foo", "d", "x")}), kLabels.with("d", "x"));
}

TEST(Relabel, ReplaceWithoutAMatchDoesNothing) {
  EXPECT_EQ(relabelled({replacing({"a"}, "oo", "a", "x")}), kLabels);
}

TEST(Relabel, ReplaceBySomethingEmptyRemovesTheLabel) {
  EXPECT_EQ(relabelled({replacing({"a"}, "(foo)|(.*)", "b", "$2")}), kLabels.with("b", ""));
}

TEST(Relabel, ReplaceMayWriteTheTargetsNameByGroups) {
  EXPECT_EQ(relabelled({replacing({"a"}, "(f)(.*)", "${1}_$2", "x")}), kLabels.with("f_oo", "x"));
  EXPECT_EQ(relabelled({replacing({"a"}, "foo", "$1", "x")}), kLabels) << "no name, no label";
}

TEST(Relabel, ReplaceSeesLineBreaksAsAnyCharacter) {
  const Labels labels = {{"a", "one\ntwo"}};
  EXPECT_EQ(relabelled({replacing({"a"}, "one.two", "b", "x")}, labels), labels.with("b", "x"));
}

TEST(Relabel, RulesSeeWhatTheRulesBeforeThemDid) {
  EXPECT_EQ(
      relabelled({replacing({"a"}, "f(.*)", "d", "$1"), replacing({"d"}, "(o)o", "e", "$1$1$1")}),
      kLabels.with("d", "oo").with("e", "ooo"));
}

TEST(Relabel, KeepAndDropMatchTheWholeValue) {
  EXPECT_EQ(relabelled({action("keep", {"a"}, "f.*")}), kLabels);
  EXPECT_EQ(relabelled({action("keep", {"a"}, "f")}), std::nullopt);
  EXPECT_EQ(relabelled({action("drop", {"a"}, "f.*")}), std::nullopt);
  EXPECT_EQ(relabelled({action("drop", {"a"}, "f")}), kLabels);
}

TEST(Relabel, NothingComesBehindADrop) {
  EXPECT_EQ(relabelled({action("drop", {"a"}, "foo"), replacing({"a"}, "(.*)", "d", "x")}),
            std::nullopt);
}

TEST(Relabel, KeepequalAndDropequalCompareTwoLabels) {
  const Labels same = {{"port", "80"}, {"wanted", "80"}};
  const Labels other = {{"port", "81"}, {"wanted", "80"}};
  const RelabelOptions keep = action("keepequal", {"port"}, "(.*)", "wanted");
  const RelabelOptions drop = action("dropequal", {"port"}, "(.*)", "wanted");
  EXPECT_EQ(relabelled({keep}, same), same);
  EXPECT_EQ(relabelled({keep}, other), std::nullopt);
  EXPECT_EQ(relabelled({drop}, same), std::nullopt);
  EXPECT_EQ(relabelled({drop}, other), other);
}

// The shards that Prometheus 3.5.3 gives the same values.
TEST(Relabel, HashmodGivesPrometheusesShards) {
  RelabelOptions options = action("hashmod", {"c"}, "(.*)", "d");
  options.modulus = 1000;
  EXPECT_EQ(relabelled({options}), kLabels.with("d", "976"));
  EXPECT_EQ(relabelled({options}, {{"c", "foo\nbar"}})->get("d"), "734");
}

TEST(Relabel, LabelmapCopiesLabelsToOtherNames) {
  const Labels labels = {{"__meta_a", "1"}, {"__meta_b", "2"}, {"c", "3"}};
  EXPECT_EQ(relabelled({action("labelmap", {}, "__meta_(.+)")}, labels),
            labels.with("a", "1").with("b", "2"));
}

TEST(Relabel, LabelmapDoesNotMapWhatItHasJustWritten) {
  RelabelOptions options = action("labelmap", {}, "(.+)");
  options.replacement = "x_$1";
  EXPECT_EQ(relabelled({options}, {{"a", "1"}}), (Labels{{"a", "1"}, {"x_a", "1"}}));
}

TEST(Relabel, LabeldropAndLabelkeepChooseByName) {
  EXPECT_EQ(relabelled({action("labeldrop", {}, "a|b")}), (Labels{{"c", "baz"}}));
  EXPECT_EQ(relabelled({action("labelkeep", {}, "a|b")}), (Labels{{"a", "foo"}, {"b", "bar"}}));
}

TEST(Relabel, NothingLeftIsDropped) {
  EXPECT_EQ(relabelled({action("labeldrop", {}, ".*")}), std::nullopt);
}

TEST(Relabel, ChangesTheCaseOfLetters) {
  const Labels labels = {{"a", "MiXed 1 \xc3\x84"}};
  EXPECT_EQ(relabelled({action("lowercase", {"a"}, "(.*)", "l")}, labels)->get("l"),
            "mixed 1 \xc3\x84");
  EXPECT_EQ(relabelled({action("uppercase", {"a"}, "(.*)", "u")}, labels)->get("u"),
            "MIXED 1 \xc3\x84");
}

}  // namespace
}  // namespace silicon::scrape
