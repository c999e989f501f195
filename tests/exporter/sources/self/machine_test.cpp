#include "exporter/sources/self/machine.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::self {
namespace {

using Lines = std::vector<std::string>;

TEST(Machine, IsOneInfoWithFourLabels) {
  EXPECT_EQ(
      testing::lines(machine_families({"PowerEdge R750", "Intel Xeon", "Debian 12", "linux"})),
      Lines{"silicon_machine_info{chip=\"Intel Xeon\",model=\"PowerEdge R750\",os=\"Debian "
            "12\",platform=\"linux\"} 1"});
}

TEST(Machine, HasNoLabelForWhatNobodySays) {
  EXPECT_EQ(testing::lines(machine_families({"", "", "", "linux"})),
            Lines{"silicon_machine_info{platform=\"linux\"} 1"});
}

TEST(ModelName, IsWhatFirmwareSaysWithoutItsEdges) {
  EXPECT_EQ(model_name("PowerEdge R750 \n"), "PowerEdge R750");
  EXPECT_EQ(model_name(std::string_view("Raspberry Pi 4 Model B Rev 1.4\0", 31)),
            "Raspberry Pi 4 Model B Rev 1.4");
}

TEST(ModelName, IsNoPlaceholder) {
  for (const char* text : {"To Be Filled By O.E.M.\n", "to be filled by O.E.M.", "Default string",
                           "System Product Name", "Not Specified", "None", "", "\n"}) {
    EXPECT_EQ(model_name(text), "") << text;
  }
}

TEST(ModelName, IsNoGarbage) {
  EXPECT_EQ(model_name("two\nlines"), "");
  EXPECT_EQ(model_name("bell\a"), "");
  EXPECT_EQ(model_name("\xff\xfe"), "");
  EXPECT_EQ(model_name(std::string(100'000, 'x')), "");
}

TEST(ProcessorName, IsThatOfTheFirstProcessor) {
  EXPECT_EQ(
      processor_name("processor\t: 0\nmodel\t\t: 85\nmodel name\t: Intel(R) Xeon(R) @ 2.00GHz\n\n"
                     "processor\t: 1\nmodel name\t: another\n"),
      "Intel(R) Xeon(R) @ 2.00GHz");
}

TEST(ProcessorName, HasOtherNamesElsewhere) {
  EXPECT_EQ(processor_name("processor\t: 0\ncpu\t\t: POWER9, altivec supported\n"),
            "POWER9, altivec supported");
  EXPECT_EQ(processor_name("system type\t: x\ncpu model\t\t: MIPS 24Kc V7.4\n"), "MIPS 24Kc V7.4");
  EXPECT_EQ(processor_name("processor\t: 0\nHardware\t: BCM2835\n"), "BCM2835");
}

TEST(ProcessorName, IsNotGuessedFromPartNumbers) {
  EXPECT_EQ(processor_name("processor\t: 0\nCPU implementer\t: 0x61\nCPU part\t: 0x000\n"), "");
  EXPECT_EQ(processor_name(""), "");
  EXPECT_EQ(processor_name("model name"), "");
  EXPECT_EQ(processor_name(std::string(100'000, ':')), "");
}

TEST(SystemName, IsPrettyAndUnquoted) {
  EXPECT_EQ(system_name("NAME=x\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n"),
            "Debian GNU/Linux 12 (bookworm)");
  EXPECT_EQ(system_name("PRETTY_NAME='Alpine \\ Linux'\n"), "Alpine \\ Linux");
  EXPECT_EQ(system_name("PRETTY_NAME=Plain"), "Plain");
  EXPECT_EQ(system_name("PRETTY_NAME=\"a \\\"b\\\" \\$c\""), "a \"b\" $c");
}

TEST(SystemName, IsNotKnownFromGarbage) {
  for (const char* text : {"", "NAME=x", "PRETTY_NAME=", "PRETTY_NAME=\"\"", "#PRETTY_NAME=x",
                           "PRETTY_NAME=\"\x01\""}) {
    EXPECT_EQ(system_name(text), "") << text;
  }
  EXPECT_EQ(system_name("PRETTY_NAME=\""), "\"");
}

}  // namespace
}  // namespace silicon::self
