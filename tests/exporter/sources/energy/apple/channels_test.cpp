#include "exporter/sources/energy/apple/channels.hpp"

#include <gtest/gtest.h>

namespace silicon::energy {
namespace {

using Names = std::vector<std::string>;

std::vector<std::string> described(const Names& channels) {
  std::vector<std::string> result;
  for (const RailChannels& rail : rails_of(channels)) {
    std::string text = rail.rail + ":";
    for (const std::string& channel : rail.channels) text += " [" + channel + "]";
    result.push_back(text);
  }
  return result;
}

TEST(JoulesPerUnit, KnowsThePaddedUnitsOfTheModel) {
  EXPECT_EQ(joules_per_unit("mJ"), 1e-3);
  EXPECT_EQ(joules_per_unit("nJ"), 1e-9);
  EXPECT_EQ(joules_per_unit(" uJ  "), 1e-6);
  EXPECT_EQ(joules_per_unit("J"), 1);
  for (const char* other : {"", "W", "mj", "24Mticks", "mJ/s"}) {
    EXPECT_FALSE(joules_per_unit(other)) << other;
  }
}

TEST(Rails, OfAnM4MaxAreFourOfItsManyChannels) {
  EXPECT_EQ(
      described({"EACC_CPU0", "PACC0_CPU0", "PACC0_CPU", "PACC0_CPM", "PACC1_CPU5_SRAM", "EACC_CPU",
                 "ECPUDTL00", "CPU Energy", "GPU", "GPU SRAM", "GPU Energy", "ANE", "AMCC", "DCS",
                 "DRAM", "DISP", "SOC_REST", "apciec0 Energy", "PCIe Port 1 Energy"}),
      (Names{"cpu: [CPU Energy]", "gpu: [GPU Energy]", "ane: [ANE]", "dram: [DRAM]"}));
}

TEST(Rails, OfAnUltraAreSumsOverItsDies) {
  EXPECT_EQ(
      described({"DIE_0_CPU Energy", "DIE_1_CPU Energy", "DIE_0_PACC0_CPU", "GPU0_0", "GPU SRAM0_0",
                 "GPU0_1", "ANE0_0", "ANE0_1", "DRAM0_0", "DRAM0_1", "DIE_0_GPU Energy"}),
      (Names{"cpu: [DIE_0_CPU Energy] [DIE_1_CPU Energy]", "gpu: [GPU0_0] [GPU0_1]",
             "ane: [ANE0_0] [ANE0_1]", "dram: [DRAM0_0] [DRAM0_1]"}));
}

TEST(Rails, DoNotAddPartsToTheWhole) {
  EXPECT_EQ(described({"DIE_0_CPU Energy", "CPU Energy", "GPU0", "GPU Energy", "ANE0", "ANE"}),
            (Names{"cpu: [CPU Energy]", "gpu: [GPU Energy]", "ane: [ANE]"}));
}

TEST(Rails, AreNotMadeOfLookAlikes) {
  EXPECT_TRUE(rails_of({"CPU Energy X", "ECPU Energy", "DIE_CPU Energy", "DIE__CPU Energy",
                        "DIE_0CPU Energy", "DIE_a_CPU Energy", "GPU", "GPUx", "GPU0_", "GPU_0",
                        "DRAMx", "ANE_", "ANE0_x", "ISP", ""})
                  .empty());
}

TEST(EnergyChannels, AreTheOnesThatRailsAreMadeOf) {
  EXPECT_TRUE(is_energy_channel("CPU Energy"));
  EXPECT_TRUE(is_energy_channel("DIE_1_CPU Energy"));
  EXPECT_TRUE(is_energy_channel("DRAM0"));
  EXPECT_FALSE(is_energy_channel("PACC0_CPU"));
  EXPECT_FALSE(is_energy_channel("GPU SRAM"));
}

}  // namespace
}  // namespace silicon::energy
