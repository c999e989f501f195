#include "exporter/command/record/output.hpp"

#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace silicon::command {
namespace {

core::Error problem(const std::string& path) {
  return core::Error(path + ": " + std::generic_category().message(errno));
}

}  // namespace

core::Result<RecordingFile> RecordingFile::create(const std::string& path, bool replace) {
  if (path == "-") return RecordingFile(path, "", stdout);
  if (!replace && ::access(path.c_str(), F_OK) == 0) {
    return core::Error(path + " exists: choose another name, or replace it with --force");
  }
  std::string draft = path + "." + std::to_string(::getpid()) + ".part";
  std::FILE* file = std::fopen(draft.c_str(), "w");
  if (file == nullptr) return problem(path);
  return RecordingFile(path, std::move(draft), file);
}

RecordingFile::~RecordingFile() {
  if (file_ != nullptr && !draft_.empty()) ::unlink(draft_.c_str());
}

core::Status RecordingFile::write(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), file_.get()) == text.size() &&
                       std::fflush(file_.get()) == 0;
  if (!written) return problem(path_);
  bytes_ += text.size();
  return core::Done{};
}

core::Status RecordingFile::keep() {
  if (draft_.empty()) return core::Done{};
  if (::fsync(::fileno(file_.get())) != 0 && errno != EINVAL) return problem(path_);
  if (::rename(draft_.c_str(), path_.c_str()) != 0) return problem(path_);
  file_.reset();
  return core::Done{};
}

}  // namespace silicon::command
