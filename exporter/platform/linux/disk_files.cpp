#include "exporter/platform/linux/disk_files.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <memory>
#include <system_error>
#include <utility>

#include "exporter/platform/linux/natural_order.hpp"

namespace silicon::linux_platform {
namespace {

constexpr std::size_t kFirstBuffer = 4096;

// EOPNOTSUPP: /proc/pressure with psi=0. ESRCH: a file of a process that ended. ENODATA: a sensor
// without a value.
bool says_absent(int error) {
  constexpr std::array kAbsent{ENOENT, ENODEV, ENXIO, ENOTDIR, ESRCH, EOPNOTSUPP, ENODATA};
  return std::find(kAbsent.begin(), kAbsent.end(), error) != kAbsent.end();
}

core::ErrorKind kind_of(int error) {
  if (says_absent(error)) return core::ErrorKind::absent;
  if (error == EACCES || error == EPERM) return core::ErrorKind::denied;
  return core::ErrorKind::failed;
}

std::string words(int error) {
  if (error == EFBIG) {
    return "larger than " + std::to_string(DiskFiles::kSizeLimit >> 20U) + " MiB";
  }
  return std::generic_category().message(error);
}

// A kept descriptor that answers like this may be one of a file that was made anew since.
bool may_be_stale(int error) {
  return error == ENODEV || error == ESTALE || error == EBADF || error == ENXIO ||
         error == ENOENT || error == ESRCH;
}

bool is_deleted(int file) {
  struct stat status {};
  return ::fstat(file, &status) != 0 || status.st_nlink == 0;
}

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

}  // namespace

DiskFiles::DiskFiles(std::string root, std::size_t kept_files)
    : root_(std::move(root)), kept_limit_(kept_files), buffer_(kFirstBuffer, '\0') {
  while (root_.ends_with('/')) root_.pop_back();
}

core::Error DiskFiles::failure(std::string_view path, int error) const {
  return core::Error(full(path) + ": " + words(error), kind_of(error));
}

core::Result<std::string_view> DiskFiles::read(std::string_view path) {
  if (const auto kept = kept_.find(path); kept != kept_.end()) {
    kept->second.last_read = ++reads_;
    const int file = kept->second.file.number();
    const int error = fill_buffer(file);
    if (error == 0 && !is_deleted(file)) return std::string_view(buffer_).substr(0, length_);
    kept_.erase(kept);
    if (error != 0 && !may_be_stale(error)) return failure(path, error);
  }
  core::Result<Descriptor> file = open(path);
  if (!file) return std::move(file).error();
  if (const int error = fill_buffer(file->number())) return failure(path, error);
  keep(path, *std::move(file));
  return std::string_view(buffer_).substr(0, length_);
}

core::Result<std::string_view> DiskFiles::read_once(std::string_view path) {
  const core::Result<Descriptor> file = open(path);
  if (!file) return file.error();
  if (const int error = fill_buffer(file->number())) return failure(path, error);
  return std::string_view(buffer_).substr(0, length_);
}

core::Result<Descriptor> DiskFiles::open(std::string_view path) {
  const std::string where = full(path);
  struct stat status {};
  if (::stat(where.c_str(), &status) != 0) return failure(path, errno);
  if (!S_ISREG(status.st_mode)) return core::Error(where + ": not a regular file");
  constexpr int kFlags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  Descriptor file(::open(where.c_str(), kFlags));
  if (file.number() < 0 && (errno == EMFILE || errno == ENFILE) && !kept_.empty()) {
    kept_.clear();
    file = Descriptor(::open(where.c_str(), kFlags));
  }
  if (file.number() < 0) return failure(path, errno);
  return file;
}

// Returns 0 or an errno; EFBIG when there is more than kSizeLimit.
int DiskFiles::fill_buffer(int file) {
  length_ = 0;
  for (;;) {
    // A short answer is not the end: seq_file hands out whole records that fit one page.
    const ssize_t got = ::pread(file, buffer_.data() + length_, buffer_.size() - length_,
                                static_cast<off_t>(length_));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) return 0;
    length_ += static_cast<std::size_t>(got);
    if (length_ > kSizeLimit) return EFBIG;
    if (length_ == buffer_.size()) buffer_.resize(std::min(2 * length_, kSizeLimit + 1));
  }
}

void DiskFiles::keep(std::string_view path, Descriptor file) {
  if (kept_limit_ == 0) return;
  if (kept_.size() >= kept_limit_) {
    kept_.erase(std::min_element(kept_.begin(), kept_.end(), [](const auto& a, const auto& b) {
      return a.second.last_read < b.second.last_read;
    }));
  }
  kept_.insert_or_assign(std::string(path), Kept{std::move(file), ++reads_});
}

core::Result<std::vector<std::string>> DiskFiles::list(std::string_view directory) {
  const std::unique_ptr<DIR, CloseDirectory> open(::opendir(full(directory).c_str()));
  if (!open) return failure(directory, errno);
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(open.get())) {
    const std::string_view name = static_cast<const char*>(entry->d_name);
    if (name == "." || name == "..") continue;
    if (names.size() == kListLimit) {
      return core::Error(full(directory) + ": more than " + std::to_string(kListLimit) +
                         " entries");
    }
    names.emplace_back(name);
    errno = 0;
  }
  if (errno != 0) return failure(directory, errno);
  std::sort(names.begin(), names.end(), natural_less);
  return names;
}

core::Result<std::string> DiskFiles::link(std::string_view path) {
  std::array<char, PATH_MAX> target{};
  const ssize_t length = ::readlink(full(path).c_str(), target.data(), target.size());
  if (length < 0) return failure(path, errno);
  return std::string(target.data(), static_cast<std::size_t>(length));
}

}  // namespace silicon::linux_platform
