#include "exporter/sources/energy/rapl.hpp"

#include <gtest/gtest.h>

namespace silicon::energy {
namespace {

using Lines = std::vector<std::string>;

Lines lines(const std::vector<RaplRail>& rails) {
  Lines result;
  for (const RaplRail& rail : rails) result.push_back(rail.id + " " + rail.rail);
  return result;
}

TEST(RaplZone, IsAFolderWithANumber) {
  EXPECT_TRUE(is_rapl_zone("intel-rapl:0"));
  EXPECT_TRUE(is_rapl_zone("intel-rapl:0:1"));
  EXPECT_TRUE(is_rapl_zone("intel-rapl-mmio:0"));
  EXPECT_FALSE(is_rapl_zone("intel-rapl"));
  EXPECT_FALSE(is_rapl_zone("dtpm:0"));
  EXPECT_FALSE(is_rapl_zone(""));
}

// A laptop of Intel's 11th generation.
TEST(RailsOf, OneSocketAreCalledAfterWhatTheyMeasure) {
  EXPECT_EQ(lines(rails_of({{"intel-rapl:0", "package-0"},
                            {"intel-rapl:0:0", "core"},
                            {"intel-rapl:0:1", "uncore"},
                            {"intel-rapl:1", "psys"}},
                           false)),
            (Lines{"intel-rapl:0 package", "intel-rapl:0:0 cores", "intel-rapl:0:1 uncore",
                   "intel-rapl:1 psys"}));
}

TEST(RailsOf, SeveralSocketsCarryTheirNumber) {
  EXPECT_EQ(lines(rails_of({{"intel-rapl:0", "package-0"},
                            {"intel-rapl:0:0", "dram"},
                            {"intel-rapl:1", "package-1"},
                            {"intel-rapl:1:0", "dram"},
                            {"intel-rapl:2", "psys"},
                            {"intel-rapl:3", "psys-1"}},
                           false)),
            (Lines{"intel-rapl:0 package-0", "intel-rapl:0:0 dram-0", "intel-rapl:1 package-1",
                   "intel-rapl:1:0 dram-1", "intel-rapl:2 psys", "intel-rapl:3 psys-1"}));
}

// Cascade Lake-AP: two dies under one lid.
TEST(RailsOf, DiesOfAPackageCarryBothNumbers) {
  EXPECT_EQ(lines(rails_of(
                {{"intel-rapl:0", "package-0-die-0"}, {"intel-rapl:1", "package-0-die-1"}}, false)),
            (Lines{"intel-rapl:0 package-0-die-0", "intel-rapl:1 package-0-die-1"}));
}

TEST(RailsOf, AMirrorInMemoryIsNotCountedTwice) {
  EXPECT_EQ(lines(rails_of({{"intel-rapl-mmio:0", "package-0"},
                            {"intel-rapl-mmio:0:0", "dram"},
                            {"intel-rapl:0", "package-0"},
                            {"intel-rapl:0:0", "core"}},
                           false)),
            (Lines{"intel-rapl:0 package", "intel-rapl:0:0 cores", "intel-rapl-mmio:0:0 dram"}));
  EXPECT_EQ(lines(rails_of({{"intel-rapl-mmio:0", "package-0"}}, false)),
            Lines{"intel-rapl-mmio:0 package"});
}

TEST(RailsOf, AmdHaveNoCores) {
  EXPECT_EQ(lines(rails_of({{"intel-rapl:0", "package-0"}, {"intel-rapl:0:0", "core"}}, true)),
            Lines{"intel-rapl:0 package"});
}

TEST(RailsOf, OddZonesDoNoHarm) {
  EXPECT_TRUE(rails_of({}, false).empty());
  EXPECT_TRUE(rails_of({{"intel-rapl:0", ""}}, false).empty());
  EXPECT_EQ(lines(rails_of({{"intel-rapl:7:0", "dram"}, {"intel-rapl:a", "package-10"}}, false)),
            (Lines{"intel-rapl:7:0 dram", "intel-rapl:a package"}));
}

TEST(IsAmd, ReadsTheVendorOfTheModalias) {
  EXPECT_TRUE(is_amd("cpu:type:x86,ven0002fam0019mod0021:feature:,0000,0001\n"));
  EXPECT_TRUE(is_amd("cpu:type:x86,ven0009fam0018mod0001:feature:,0000\n"));
  EXPECT_FALSE(is_amd("cpu:type:x86,ven0000fam0006mod008C:feature:,0000,0002,0009\n"));
  EXPECT_FALSE(is_amd(""));
}

TEST(ParseMicrojoules, TakesWhatTheKernelWrites) {
  EXPECT_EQ(parse_microjoules("240422366267\n").value(), 240'422'366'267);
  EXPECT_EQ(parse_microjoules("18446744073709551615").value(), ~std::uint64_t{0});
}

TEST(ParseMicrojoules, RefusesEverythingElse) {
  for (const char* text : {"", "\n", "-1", "1.5", "12 34", "18446744073709551616", "energy"}) {
    EXPECT_EQ(parse_microjoules(text).error().kind(), core::ErrorKind::invalid) << text;
  }
}

}  // namespace
}  // namespace silicon::energy
