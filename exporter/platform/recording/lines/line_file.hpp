// A text file as lines of bounded length. Blocking; one thread. Tested by
// tests/exporter/platform/recording/lines/timeline_test.cpp.
#pragma once

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

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

  // The next whole line without its '\n'; nullopt at the end of the file. Of a line longer than
  // `limit` only limit + 1 bytes come, which tells; what follows it is then its rest.
  std::optional<std::string> next(std::size_t limit) {
    std::string line;
    for (int c = std::fgetc(file_.get()); c != EOF; c = std::fgetc(file_.get())) {
      if (c == '\n') return line;
      line += static_cast<char>(c);
      if (line.size() > limit) return line;
    }
    return std::nullopt;
  }

  void rewind() { std::rewind(file_.get()); }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace silicon::recording
