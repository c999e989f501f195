#include "exporter/command/record/output.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/temporary_directory.hpp"

namespace silicon::command {
namespace {

class RecordingFileTest : public ::testing::Test {
 protected:
  std::string content() const {
    std::ifstream file(path_);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::ptrdiff_t files() const {
    return std::distance(std::filesystem::directory_iterator(directory_.root()), {});
  }

  testing::TemporaryDirectory directory_;
  std::string path_ = directory_.path("host.ndjson");
};

TEST_F(RecordingFileTest, AppearsWhenItIsFinished) {
  {
    auto file = RecordingFile::create(path_, false);
    ASSERT_TRUE(file) << file.error().message();
    ASSERT_TRUE(file->write("one\n"));
    ASSERT_TRUE(file->write("two\n"));
    EXPECT_FALSE(std::filesystem::exists(path_));
    EXPECT_EQ(file->bytes(), 8U);
    ASSERT_TRUE(file->keep());
  }
  EXPECT_EQ(content(), "one\ntwo\n");
  EXPECT_EQ(files(), 1);
}

TEST_F(RecordingFileTest, LeavesNothingBehindWhenItIsNotKept) {
  {
    auto file = RecordingFile::create(path_, false);
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write("one\n"));
  }
  EXPECT_EQ(files(), 0);
}

TEST_F(RecordingFileTest, DoesNotReplaceWhatExistsUnlessToldTo) {
  std::ofstream(path_) << "old\n";
  const auto refused = RecordingFile::create(path_, false);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message(),
            path_ + " exists: choose another name, or replace it with --force");
  {
    auto file = RecordingFile::create(path_, true);
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write("new\n"));
    EXPECT_EQ(content(), "old\n") << "until the new one is whole";
    ASSERT_TRUE(file->keep());
  }
  EXPECT_EQ(content(), "new\n");
}

TEST_F(RecordingFileTest, SaysWhyItCannotBe) {
  const auto file = RecordingFile::create(directory_.path("none/host.ndjson"), false);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().message(),
            directory_.path("none/host.ndjson") + ": No such file or directory");
}

TEST_F(RecordingFileTest, SaysWhenTheDiskIsFull) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  const std::string draft = path_ + "." + std::to_string(::getpid()) + ".part";
  std::filesystem::create_symlink("/dev/full", draft);
  auto file = RecordingFile::create(path_, false);
  ASSERT_TRUE(file);
  const core::Status written = file->write("one\n");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().message(), path_ + ": No space left on device");
  EXPECT_EQ(file->bytes(), 0U);
}

}  // namespace
}  // namespace silicon::command
