#include "exporter/platform/linux/containers/kept_files.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"

namespace silicon::linux_platform {
namespace {

class KeptFilesTest : public ::testing::Test {
 protected:
  testing::TemporaryDirectory directory_;
  KeptFileReader reader_;
};

TEST_F(KeptFilesTest, ReadFromTheBeginningEachTime) {
  KeptFile file(directory_.write("pids.current", "1\n"));
  EXPECT_EQ(reader_.read(file, true).text, "1\n");
  directory_.write("pids.current", "23\n");
  EXPECT_EQ(reader_.read(file, true).text, "23\n");
}

TEST_F(KeptFilesTest, MayBeOpenedEachTime) {
  KeptFile file(directory_.write("a", "1\n"));
  EXPECT_EQ(reader_.read(file, false).text, "1\n");
  std::filesystem::remove(file.path());
  EXPECT_EQ(reader_.read(file, false).state, FileState::missing);
}

TEST_F(KeptFilesTest, AreNotAskedForAgainWhereTheyAreMissing) {
  KeptFile file(directory_.path("memory.peak"));
  EXPECT_EQ(reader_.read(file, true).state, FileState::missing);
  directory_.write("memory.peak", "7\n");
  EXPECT_EQ(reader_.read(file, true).state, FileState::missing);
  file.retry();
  EXPECT_EQ(reader_.read(file, true).text, "7\n");
}

TEST_F(KeptFilesTest, MayBeNowhere) {
  KeptFile nowhere;
  EXPECT_EQ(reader_.read(nowhere, true).state, FileState::missing);
}

TEST_F(KeptFilesTest, MayBeLong) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i) + "\n";
  KeptFile file(directory_.write("cgroup.procs", text));
  EXPECT_EQ(reader_.read(file, true).text, text);
  EXPECT_EQ(reader_.read_once(file.path()).text, text);
}

TEST_F(KeptFilesTest, HaveALimit) {
  const std::string path = directory_.write("endless", std::string((2U << 20U) + 1, 'x'));
  EXPECT_EQ(reader_.read_once(path).state, FileState::missing);
}

TEST_F(KeptFilesTest, AreFoundBelowAnOpenDirectory) {
  directory_.write("stat", "text");
  const Descriptor open(::open(directory_.root().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  EXPECT_EQ(reader_.read_at(open, "stat").text, "text");
  EXPECT_EQ(reader_.read_at(open, "other").state, FileState::missing);
}

TEST_F(KeptFilesTest, AreNoDirectories) {
  EXPECT_EQ(reader_.read_once(directory_.root().string()).state, FileState::missing);
}

TEST(DescriptorsToKeep, LeaveRoomForOthers) {
  EXPECT_LE(descriptors_to_keep(), 16'384U - 256U);
}

}  // namespace
}  // namespace silicon::linux_platform
