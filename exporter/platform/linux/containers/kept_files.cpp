#include "exporter/platform/linux/containers/kept_files.hpp"

#include <fcntl.h>
#include <sys/resource.h>

#include <algorithm>
#include <cerrno>

namespace silicon::linux_platform {
namespace {

constexpr std::size_t kFirstBuffer = 16U << 10U;
constexpr std::size_t kSizeLimit = 1U << 20U;
constexpr int kFlags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

FileState state_of(int error) {
  return error == ENODEV ? FileState::gone : FileState::missing;
}

}  // namespace

KeptFileReader::KeptFileReader() : buffer_(kFirstBuffer, '\0') {}

FileText KeptFileReader::read(KeptFile& file, bool keep) {
  if (file.missing_ || file.path_.empty()) return {};
  if (file.file_.number() < 0) file.file_ = Descriptor(::open(file.path_.c_str(), kFlags));
  if (file.file_.number() < 0) {
    const FileState state = state_of(errno);
    // Too many open files is not the file's fault.
    file.missing_ = state == FileState::missing && errno != EMFILE && errno != ENFILE;
    return {state};
  }
  const FileText text = read_open(file.file_);
  file.missing_ = text.state == FileState::missing;
  if (!keep || !text) file.file_ = Descriptor(-1);
  return text;
}

FileText KeptFileReader::read_once(const std::string& path) {
  const Descriptor file(::open(path.c_str(), kFlags));
  return file.number() < 0 ? FileText{state_of(errno)} : read_open(file);
}

FileText KeptFileReader::read_at(const Descriptor& directory, const char* name) {
  const Descriptor file(::openat(directory.number(), name, kFlags));
  return file.number() < 0 ? FileText{state_of(errno)} : read_open(file);
}

FileText KeptFileReader::read_open(const Descriptor& file) {
  std::size_t length = 0;
  for (;;) {
    const ssize_t got = ::pread(file.number(), buffer_.data() + length, buffer_.size() - length,
                                static_cast<off_t>(length));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return {state_of(errno)};
    length += static_cast<std::size_t>(got);
    // Most of these files are one record, which comes whole. Those with many (cgroup.procs, v1's
    // blkio) come a page at a time, never much less: a short answer is the end.
    constexpr std::size_t kLongestRecord = 512, kPage = 4096;
    if (got == 0 || length + kLongestRecord < kPage) break;
    if (length == buffer_.size()) {
      if (length >= kSizeLimit) return {};
      buffer_.resize(2 * length);
    }
  }
  return {FileState::read, std::string_view(buffer_).substr(0, length)};
}

std::size_t descriptors_to_keep() {
  constexpr rlim_t kWanted = 16'384;
  constexpr rlim_t kForOthers = 256;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  if (limit.rlim_cur < kWanted && limit.rlim_cur < limit.rlim_max) {
    const rlimit raised{std::min(kWanted, limit.rlim_max), limit.rlim_max};
    if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  }
  const rlim_t most = std::min(limit.rlim_cur, kWanted);
  return most > kForOthers ? static_cast<std::size_t>(most - kForOthers) : 0;
}

}  // namespace silicon::linux_platform
