#include "exporter/runtime/files.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace silicon::runtime {
namespace {

core::ErrorKind kind_of(int error_number) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
      return core::ErrorKind::absent;
    case EACCES:
    case EPERM:
      return core::ErrorKind::denied;
    default:
      return core::ErrorKind::failed;
  }
}

core::Error file_error(const std::string& path, int error_number) {
  return core::Error(path + ": " + system_words(error_number), kind_of(error_number));
}

class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }

  bool valid() const { return value_ >= 0; }
  int get() const { return value_; }
  // The answer of close(), where delayed write errors come to light.
  int close() { return ::close(std::exchange(value_, -1)); }

 private:
  int value_;
};

bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Writes, flushes and closes the temporary file; false leaves errno.
bool fill(Descriptor& file, std::string_view content, mode_t mode) {
  return write_all(file.get(), content) && ::fchmod(file.get(), mode) == 0 &&
         ::fsync(file.get()) == 0 && file.close() == 0;
}

std::string directory_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// Without this, a crash of the machine may forget the rename itself.
bool flush_directory(const std::string& directory) {
  const Descriptor handle(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!handle.valid()) return false;
  return ::fsync(handle.get()) == 0 || errno == EINVAL;  // some file systems have nothing to flush
}

}  // namespace

std::string path_beside(const std::string& file, const std::string& path) {
  const std::size_t slash = file.rfind('/');
  if (path.starts_with('/') || slash == std::string::npos) return path;
  return file.substr(0, slash + 1) + path;
}

std::string system_words(int error_number) {
  return std::generic_category().message(error_number);
}

core::Result<std::string> read_file(const std::string& path, std::size_t limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!file.valid()) return file_error(path, errno);
  std::string content;
  for (;;) {
    const std::size_t have = content.size();
    content.resize(have + 4096);
    const ssize_t got = ::read(file.get(), content.data() + have, 4096);
    if (got < 0 && errno != EINTR) return file_error(path, errno);
    content.resize(have + static_cast<std::size_t>(got > 0 ? got : 0));
    if (got == 0) return content;
    if (content.size() > limit) {
      return core::Error(path + ": larger than " + std::to_string(limit) + " bytes");
    }
  }
}

core::Status replace_file(const std::string& path, std::string_view content, mode_t mode) {
  std::string temporary = path + ".XXXXXX";
  Descriptor file(::mkstemp(temporary.data()));
  if (!file.valid()) return file_error(path, errno);
  if (!fill(file, content, mode) || ::rename(temporary.c_str(), path.c_str()) != 0) {
    const int problem = errno;
    ::unlink(temporary.c_str());
    return file_error(path, problem);
  }
  if (!flush_directory(directory_of(path))) return file_error(directory_of(path), errno);
  return core::Done{};
}

}  // namespace silicon::runtime
