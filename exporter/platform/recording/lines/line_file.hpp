// A text file as lines of bounded length. Blocking; one thread. Tested by
// tests/exporter/platform/recording/lines/timeline_test.cpp.
#pragma once

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "exporter/core/result.hpp"

namespace silicon::recording {

class LineFile {
 public:
  static core::Result<LineFile> open(const std::string& path) {
    LineFile file;
    file.file_.reset(std::fopen(path.c_str(), "re"));
    if (file.file_ == nullptr) return core::Error(path + ": " + std::strerror(errno));
    return file;
  }

  // Goes on to the next whole line; false at the end of the file. Of a line longer than `limit`
  // only limit + 1 bytes come, which tells; what follows it is then its rest.
  bool next(std::size_t limit) {
    line_.clear();
    // One line of a recording is many times as long as all others.
    if (line_.capacity() > kKeptBytes) line_.shrink_to_fit();
    for (int c = std::fgetc(file_.get()); c != EOF; c = std::fgetc(file_.get())) {
      if (c == '\n') return true;
      line_ += static_cast<char>(c);
      if (line_.size() > limit) return true;
    }
    line_.clear();
    return false;
  }

  // The line that next() went to, without its '\n'; "" where there was none.
  std::string_view line() const { return line_; }

  void rewind() { std::rewind(file_.get()); }

 private:
  static constexpr std::size_t kKeptBytes = 65536;

  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file_;
  std::string line_;
};

}  // namespace silicon::recording
