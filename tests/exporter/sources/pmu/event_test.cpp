#include "exporter/sources/pmu/event.hpp"

#include <gtest/gtest.h>

namespace silicon::pmu {
namespace {

// The formats of an Intel memory controller, of AMD's core PMU (bits in two places) and of xe.
const Formats kFormats = {
    {"event", "config:0-7\n"},      {"umask", "config:8-15\n"},       {"edge", "config:18\n"},
    {"wide", "config:0-7,32-35\n"}, {"threshold", "config1:24-31\n"}, {"gt", "config:60-63"},
    {"odd", "config:63-60"},        {"far", "config:60-64"},          {"empty", ""},
    {"nowhere", "config9:0-7"}};

TEST(Encode, PutsTermsWhereTheirFormatsSay) {
  EXPECT_EQ(encode("event=0x04,umask=0x03\n", kFormats).value(), (Encoding{0x304, 0, 0}));
  EXPECT_EQ(encode("event=0xff,umask=0x20", kFormats).value(), (Encoding{0x20ff, 0, 0}));
  EXPECT_EQ(encode("event=1,edge", kFormats).value(), (Encoding{0x40001, 0, 0}));
  EXPECT_EQ(encode("threshold=0x1", kFormats).value(), (Encoding{0, 0x1000000, 0}));
  EXPECT_EQ(encode("gt=0xf", kFormats).value(), (Encoding{0xf000000000000000, 0, 0}));
}

TEST(Encode, SpreadsBitsOverSeveralRanges) {
  EXPECT_EQ(encode("wide=0x5c0", kFormats).value(), (Encoding{0x5000000c0, 0, 0}));
}

TEST(Encode, TakesRawConfigsWithoutFormats) {
  EXPECT_EQ(encode("config=0x0\n", {}).value(), (Encoding{0, 0, 0}));
  EXPECT_EQ(encode("config=0x100003,config1=7,config2=0x10", {}).value(),
            (Encoding{0x100003, 7, 0x10}));
}

TEST(Encode, RefusesWhatItCannotPlace) {
  EXPECT_EQ(encode("event=0x1ff", kFormats).error().message(),
            "value does not fit in term \"event=0x1ff\"");
  EXPECT_EQ(encode("event=4,speed=3", kFormats).error().message(),
            "no format for term \"speed=3\"");
  EXPECT_EQ(encode("event=?", kFormats).error().message(), "no number in term \"event=?\"");
  EXPECT_EQ(encode("event=", kFormats).error().message(), "no number in term \"event=\"");
  EXPECT_EQ(encode("", kFormats).error().message(), "not an event: \"\"");
  for (const char* term : {"odd=1", "far=1", "nowhere=1", "empty=1", ",", "event=1,,umask=1"}) {
    EXPECT_EQ(encode(term, kFormats).error().kind(), core::ErrorKind::invalid) << term;
  }
}

TEST(BytesPerCount, MakesACacheLineOfTheKernelsScale) {
  EXPECT_EQ(bytes_per_count("6.103515625e-5\n", "MiB\n"), 64);
  EXPECT_EQ(bytes_per_count("3.814697266e-6", "MiB"), 4);
  EXPECT_EQ(bytes_per_count("32", "Bytes"), 32);
  EXPECT_EQ(bytes_per_count("0.5", "KiB"), 512);
}

TEST(BytesPerCount, IsUnknownForOtherUnitsAndOddScales) {
  EXPECT_EQ(bytes_per_count("1", "ns"), std::nullopt);
  EXPECT_EQ(bytes_per_count("6.1e-5", ""), std::nullopt);
  for (const char* scale : {"", "x", "-1", "0", "NaN", "inf", "1e-5 2"}) {
    EXPECT_EQ(bytes_per_count(scale, "MiB"), std::nullopt) << scale;
  }
}

TEST(ParseCpus, ReadsListsAndRanges) {
  EXPECT_EQ(parse_cpus("0\n"), (std::vector<unsigned>{0}));
  EXPECT_EQ(parse_cpus("0,18\n"), (std::vector<unsigned>{0, 18}));
  EXPECT_EQ(parse_cpus("0-3,8"), (std::vector<unsigned>{0, 1, 2, 3, 8}));
}

TEST(ParseCpus, IsEmptyForGarbageAndBoundedForTheHuge) {
  for (const char* text :
       {"", "\n", "a", "3-1", "1,,2", "-", "99999999999999999999", "0-1000000"}) {
    EXPECT_TRUE(parse_cpus(text).empty()) << text;
  }
  EXPECT_EQ(parse_cpus("0-999999").size(), 4096);
}

}  // namespace
}  // namespace silicon::pmu
