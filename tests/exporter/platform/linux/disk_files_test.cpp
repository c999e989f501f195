#include "exporter/platform/linux/disk_files.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace silicon::linux_platform {
namespace {

namespace fs = std::filesystem;

// A folder that lives as long as the test.
class DiskFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "disk_files.XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  void TearDown() override { fs::remove_all(root_); }

  void write(const std::string& path, const std::string& content) {
    fs::create_directories(fs::path(root_ + path).parent_path());
    std::ofstream(root_ + path, std::ios::binary) << content;
  }

  static std::size_t open_descriptors() {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator("/proc/self/fd")) ++count;
    return count;
  }

  std::string root_;
};

TEST_F(DiskFilesTest, ReadsAFileBelowItsRoot) {
  write("/proc/loadavg", "0.1 0.2 0.3\n");
  EXPECT_EQ(DiskFiles(root_).read("/proc/loadavg").value(), "0.1 0.2 0.3\n");
  EXPECT_EQ(DiskFiles(root_ + "/").read_once("/proc/loadavg").value(), "0.1 0.2 0.3\n");
}

TEST_F(DiskFilesTest, SeesNewContentOnEveryReadLongerOrShorter) {
  DiskFiles files(root_);
  write("/a", "one");
  EXPECT_EQ(files.read("/a").value(), "one");
  write("/a", "and now three");
  EXPECT_EQ(files.read("/a").value(), "and now three");
  write("/a", "");
  EXPECT_EQ(files.read("/a").value(), "");
}

TEST_F(DiskFilesTest, ReadsContentOfAnySizeUpToItsLimit) {
  DiskFiles files(root_);
  for (const std::size_t size : {std::size_t{4095}, std::size_t{4096}, std::size_t{4097},
                                 std::size_t{1} << 20U, DiskFiles::kSizeLimit}) {
    write("/big", std::string(size, 'x'));
    EXPECT_EQ(files.read("/big").value().size(), size);
  }
}

TEST_F(DiskFilesTest, RefusesContentOverItsLimitAndNamesPathAndLimit) {
  write("/big", std::string(DiskFiles::kSizeLimit + 1, 'x'));
  DiskFiles files(root_);
  for (const auto& content : {files.read("/big"), files.read_once("/big")}) {
    ASSERT_FALSE(content.ok());
    EXPECT_EQ(content.error().kind(), core::ErrorKind::failed);
    EXPECT_EQ(content.error().message(), root_ + "/big: larger than 4 MiB");
  }
}

TEST_F(DiskFilesTest, SaysThatAMissingFileIsAbsent) {
  DiskFiles files(root_);
  const auto content = files.read("/none");
  EXPECT_EQ(content.error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(content.error().message(), root_ + "/none: No such file or directory");
  EXPECT_EQ(files.list("/none").error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(files.link("/none").error().kind(), core::ErrorKind::absent);
  write("/file", "");
  EXPECT_EQ(files.read("/file/below").error().kind(), core::ErrorKind::absent);
}

TEST_F(DiskFilesTest, SaysThatAnUnreadableFileIsDenied) {
  write("/secret", "x");
  fs::permissions(root_ + "/secret", fs::perms::none);
  const bool is_root = ::geteuid() == 0;  // who may read everything
  ASSERT_TRUE(!is_root || ::seteuid(65534) == 0);
  const auto content = DiskFiles(root_).read("/secret");
  ASSERT_TRUE(!is_root || ::seteuid(0) == 0);
  ASSERT_FALSE(content.ok());
  EXPECT_EQ(content.error().kind(), core::ErrorKind::denied);
  EXPECT_EQ(content.error().message(), root_ + "/secret: Permission denied");
}

TEST_F(DiskFilesTest, RefusesWhatIsNotARegularFile) {
  ASSERT_EQ(::mkfifo((root_ + "/fifo").c_str(), 0600), 0);
  write("/folder/file", "");
  DiskFiles files(root_);
  EXPECT_EQ(files.read("/fifo").error().message(), root_ + "/fifo: not a regular file");
  EXPECT_EQ(files.read("/folder").error().message(), root_ + "/folder: not a regular file");
  EXPECT_EQ(DiskFiles().read("/dev/null").error().message(), "/dev/null: not a regular file");
}

TEST_F(DiskFilesTest, KeepsAFileOpenBetweenReads) {
  write("/a", "x");
  DiskFiles files(root_);
  const std::size_t before = open_descriptors();
  ASSERT_TRUE(files.read("/a").ok());
  ASSERT_TRUE(files.read("/a").ok());
  EXPECT_EQ(open_descriptors(), before + 1);
  ASSERT_TRUE(files.read_once("/a").ok());
  EXPECT_EQ(open_descriptors(), before + 1);
}

TEST_F(DiskFilesTest, GivesItsDescriptorsBackWhenItEnds) {
  write("/a", "x");
  const std::size_t before = open_descriptors();
  {
    DiskFiles files(root_);
    ASSERT_TRUE(files.read("/a").ok());
  }
  EXPECT_EQ(open_descriptors(), before);
}

TEST_F(DiskFilesTest, FindsAFileAgainThatWasRemovedAndMadeAnew) {
  DiskFiles files(root_);
  write("/a", "old");
  ASSERT_EQ(files.read("/a").value(), "old");
  fs::remove(root_ + "/a");
  EXPECT_EQ(files.read("/a").error().kind(), core::ErrorKind::absent);
  write("/a", "new");
  EXPECT_EQ(files.read("/a").value(), "new");
  write("/b", "newer");
  fs::rename(root_ + "/b", root_ + "/a");
  EXPECT_EQ(files.read("/a").value(), "newer");
}

TEST_F(DiskFilesTest, ClosesTheFileLeastRecentlyReadBeyondItsBound) {
  for (const char* name : {"/a", "/b", "/c"}) write(name, name);
  DiskFiles files(root_, 2);
  const std::size_t before = open_descriptors();
  ASSERT_TRUE(files.read("/a").ok());
  ASSERT_TRUE(files.read("/b").ok());
  ASSERT_TRUE(files.read("/a").ok());
  ASSERT_TRUE(files.read("/c").ok());
  EXPECT_EQ(open_descriptors(), before + 2);
  std::vector<std::string> open;
  for (const auto& entry : fs::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    const std::string target = fs::read_symlink(entry.path(), gone).string();
    if (target.starts_with(root_)) open.push_back(target.substr(root_.size()));
  }
  std::sort(open.begin(), open.end());
  EXPECT_EQ(open, (std::vector<std::string>{"/a", "/c"}));
}

TEST_F(DiskFilesTest, GivesKeptFilesBackWhenTheProcessHasNoDescriptorsLeft) {
  for (int i = 0; i < 8; ++i) write("/f" + std::to_string(i), "x");
  DiskFiles files(root_);
  for (int i = 0; i < 7; ++i) ASSERT_TRUE(files.read("/f" + std::to_string(i)).ok());
  rlimit usual{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &usual), 0);
  const int highest = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::close(highest);
  rlimit none_left = usual;
  none_left.rlim_cur = static_cast<rlim_t>(highest);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none_left), 0);
  const bool found = files.read("/f7").ok();
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &usual), 0);
  EXPECT_TRUE(found);
}

TEST_F(DiskFilesTest, DoesNotHandItsFilesToChildren) {
  write("/a", "x");
  DiskFiles files(root_);
  ASSERT_TRUE(files.read("/a").ok());
  for (const auto& entry : fs::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    if (fs::read_symlink(entry.path(), gone).string() != root_ + "/a") continue;
    const int flags = ::fcntl(std::stoi(entry.path().filename()), F_GETFD);
    EXPECT_TRUE(flags & FD_CLOEXEC);
  }
}

TEST_F(DiskFilesTest, ListsNamesInNaturalOrder) {
  for (const char* name : {"/d/cpu10/x", "/d/cpu2/x", "/d/cpu1/x"}) write(name, "");
  EXPECT_EQ(DiskFiles(root_).list("/d").value(),
            (std::vector<std::string>{"cpu1", "cpu2", "cpu10"}));
}

TEST_F(DiskFilesTest, ReadsALinkAsItIsWritten) {
  fs::create_directory_symlink("../devices/virtual/block/loop0", root_ + "/loop0");
  EXPECT_EQ(DiskFiles(root_).link("/loop0").value(), "../devices/virtual/block/loop0");
  write("/file", "");
  EXPECT_EQ(DiskFiles(root_).link("/file").error().kind(), core::ErrorKind::failed);
}

TEST(DiskFiles, ReadsTheKernelsFilesOfThisMachineAgainAndAgain) {
  DiskFiles files;
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(files.read("/proc/stat").value().starts_with("cpu "));
    EXPECT_TRUE(files.read("/proc/self/mountinfo").value().ends_with('\n'));
    EXPECT_TRUE(files.read("/sys/devices/system/cpu/online").value().ends_with('\n'));
  }
}

TEST(DiskFiles, SeesTheKernelsCountersMove) {
  DiskFiles files;
  const std::string before(files.read("/proc/self/io").value());
  EXPECT_NE(files.read("/proc/self/io").value(), before);  // reading counts as reading
}

}  // namespace
}  // namespace silicon::linux_platform
