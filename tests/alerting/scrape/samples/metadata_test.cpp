#include "alerting/scrape/samples/metadata.hpp"

#include <gtest/gtest.h>

namespace silicon::scrape {
namespace {

using core::MetricType;

void take_page(MetadataTable& table, std::string_view page,
               core::ExpositionFormat format = core::ExpositionFormat::text) {
  core::ExpositionReader reader(page, format);
  table.begin_page();
  for (;;) {
    const auto entry = reader.next();
    ASSERT_TRUE(entry) << entry.error().message();
    if (!entry->has_value()) break;
    table.take(**entry);
  }
  table.end_page();
}

Metadata known(const MetadataTable& table, std::string_view name) {
  const Metadata* found = table.find(name);
  return found == nullptr ? Metadata{} : *found;
}

TEST(MetadataTable, HoldsWhatThePageSays) {
  MetadataTable table;
  take_page(table, "# HELP up Whether it is up.\n# TYPE up gauge\nup 1\n# TYPE b counter\n");
  EXPECT_EQ(known(table, "up"), (Metadata{MetricType::gauge, "Whether it is up.", ""}));
  EXPECT_EQ(known(table, "b"), (Metadata{MetricType::counter, "", ""}));
  EXPECT_EQ(table.find("c"), nullptr);
}

TEST(MetadataTable, KnowsUnits) {
  MetadataTable table;
  take_page(table, "# TYPE a_bytes gauge\n# UNIT a_bytes bytes\na_bytes 1\n# EOF\n",
            core::ExpositionFormat::openmetrics);
  EXPECT_EQ(known(table, "a_bytes").unit, "bytes");
}

TEST(MetadataTable, UndoesEscapes) {
  MetadataTable table;
  take_page(table, "# HELP up one\\ntwo \\\\\n");
  EXPECT_EQ(known(table, "up").help, "one\ntwo \\");
}

TEST(MetadataTable, FollowsChangesAndForgetsWhatIsGone) {
  MetadataTable table;
  take_page(table, "# TYPE a gauge\n# TYPE b gauge\n");
  take_page(table, "# TYPE a counter\n");
  EXPECT_EQ(known(table, "a").type, MetricType::counter);
  EXPECT_EQ(table.size(), 1U);
}

TEST(MetadataTable, KeepsNoEndlessTexts) {
  MetadataTable table;
  take_page(table, "# HELP a " + std::string(5000, 'x') + "\n# HELP b " + std::string(1023, 'x') +
                       "\xc3\xa4 and more\n");
  EXPECT_EQ(known(table, "a").help.size(), MetadataTable::kMostHelpBytes);
  EXPECT_EQ(known(table, "b").help, std::string(1023, 'x')) << "no half character";
}

TEST(MetadataTable, KeepsNoEndlessListOfNames) {
  MetadataTable table;
  std::string page;
  for (std::size_t i = 0; i < MetadataTable::kMostNames + 5; ++i) {
    page += "# TYPE m" + std::to_string(i) + " gauge\n";
  }
  take_page(table, page);
  EXPECT_EQ(table.size(), MetadataTable::kMostNames);
}

TEST(MetadataTable, ListsByName) {
  MetadataTable table;
  take_page(table, "# TYPE b gauge\n# TYPE a gauge\n");
  std::string names;
  table.for_each([&](const std::string& name, const Metadata&) { names += name; });
  EXPECT_EQ(names, "ab");
}

TEST(TypeWord, IsTheApis) {
  EXPECT_EQ(type_word(MetricType::counter), "counter");
  EXPECT_EQ(type_word(MetricType::gauge_histogram), "gaugehistogram");
  EXPECT_EQ(type_word(MetricType::unknown), "unknown");
}

}  // namespace
}  // namespace silicon::scrape
