#include "exporter/runtime/files.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/temporary_directory.hpp"

namespace silicon::runtime {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryDirectory;

constexpr std::size_t kPlenty = 1 << 20;

mode_t mode_of(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0);
  return status.st_mode & 07777;
}

std::string content_of(const std::string& path) {
  return read_file(path, kPlenty).value();
}

TEST(ReadFile, GivesTheWholeContent) {
  const TemporaryDirectory directory;
  const std::string content = "first\n\0second" + std::string(10'000, 'x');
  EXPECT_EQ(read_file(directory.write("file", content), kPlenty).value(), content);
}

TEST(ReadFile, GivesNothingForAnEmptyFile) {
  const TemporaryDirectory directory;
  EXPECT_EQ(read_file(directory.write("file", ""), kPlenty).value(), "");
}

TEST(ReadFile, ReadsFilesWhoseSizeTheSystemDoesNotTell) {
  EXPECT_FALSE(read_file("/dev/null", kPlenty).value().size() > 0);
}

TEST(ReadFile, NamesAMissingFileAndTheSystemsReason) {
  const auto result = read_file("/nowhere/file.yml", kPlenty);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message(), "/nowhere/file.yml: No such file or directory");
  EXPECT_EQ(result.error().kind(), core::ErrorKind::absent);
}

TEST(ReadFile, RefusesADirectory) {
  const auto result = read_file("/tmp", kPlenty);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message(), "/tmp: Is a directory");
}

TEST(ReadFile, RefusesMoreThanTheLimitAndTakesExactlyIt) {
  const TemporaryDirectory directory;
  const std::string path = directory.write("file", std::string(5000, 'x'));
  EXPECT_TRUE(read_file(path, 5000));
  const auto result = read_file(path, 4999);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message(), path + ": larger than 4999 bytes");
}

TEST(ReadFile, EndsOnAnEndlessFile) {
  EXPECT_FALSE(read_file("/dev/zero", 100'000));
}

TEST(ReadFile, TellsADeniedFileFromAMissingOne) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  const TemporaryDirectory directory;
  const std::string path = directory.write("file", "x");
  fs::permissions(path, fs::perms::none);
  const auto result = read_file(path, kPlenty);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind(), core::ErrorKind::denied);
}

TEST(ReplaceFile, WritesANewFileWithItsPermissions) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("state");
  ASSERT_TRUE(replace_file(path, "content", 0640));
  EXPECT_EQ(content_of(path), "content");
  EXPECT_EQ(mode_of(path), 0640U);
}

TEST(ReplaceFile, SetsPermissionsWhateverTheUmaskIs) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("state");
  const mode_t before = ::umask(0777);
  const core::Status status = replace_file(path, "content", 0644);
  ::umask(before);
  ASSERT_TRUE(status);
  EXPECT_EQ(mode_of(path), 0644U);
}

TEST(ReplaceFile, ReplacesContentAndPermissionsAndLeavesNothingElse) {
  const TemporaryDirectory directory;
  const std::string path = directory.write("state", "a much longer old content");
  ASSERT_TRUE(replace_file(path, "new", 0600));
  EXPECT_EQ(content_of(path), "new");
  EXPECT_EQ(mode_of(path), 0600U);
  EXPECT_EQ(std::distance(fs::directory_iterator(directory.root()), {}), 1);
}

TEST(ReplaceFile, LeavesAnOpenReaderItsOldContent) {
  const TemporaryDirectory directory;
  const std::string path = directory.write("state", "old");
  std::ifstream reader(path);
  ASSERT_TRUE(replace_file(path, "new", 0600));
  std::string seen;
  reader >> seen;
  EXPECT_EQ(seen, "old");
}

TEST(ReplaceFile, ReplacesALinkAndNotWhatItPointsTo) {
  const TemporaryDirectory directory;
  const std::string target = directory.write("target", "kept");
  const std::string link = directory.path("link");
  fs::create_symlink(target, link);
  ASSERT_TRUE(replace_file(link, "new", 0600));
  EXPECT_EQ(content_of(target), "kept");
  EXPECT_EQ(content_of(link), "new");
}

TEST(ReplaceFile, FailsInADirectoryThatIsNotThere) {
  const auto status = replace_file("/nowhere/state", "x", 0600);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().message(), "/nowhere/state: No such file or directory");
}

TEST(ReplaceFile, LeavesADirectoryInTheWayAloneAndCleansUp) {
  const TemporaryDirectory directory;
  fs::create_directory(directory.path("state"));
  const auto status = replace_file(directory.path("state"), "x", 0600);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().message(), directory.path("state") + ": Is a directory");
  EXPECT_EQ(std::distance(fs::directory_iterator(directory.root()), {}), 1);
}

// No process of this one may write a file larger than `bytes`, as if the disk were full.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST(ReplaceFile, KeepsTheOldContentWhenTheNewDoesNotFit) {
  const TemporaryDirectory directory;
  const std::string path = directory.write("state", "old");
  core::Status status = core::Done{};
  {
    const SmallDisk small(100);
    status = replace_file(path, std::string(1000, 'x'), 0600);
  }
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().message(), path + ": File too large");
  EXPECT_EQ(content_of(path), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(directory.root()), {}), 1);
}

TEST(PathBeside, IsRelativeToTheFileThatStatesIt) {
  EXPECT_EQ(path_beside("/etc/a/config.yml", "token"), "/etc/a/token");
  EXPECT_EQ(path_beside("/etc/a/config.yml", "/run/token"), "/run/token");
  EXPECT_EQ(path_beside("config.yml", "rules/*.yml"), "rules/*.yml");
}

}  // namespace
}  // namespace silicon::runtime
