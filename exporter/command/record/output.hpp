// The file of a recording. It appears under its name when it is finished, whole; until then it has
// another name beside it. Or standard output. Blocking; one thread.
// Tested by tests/exporter/command/record/output_test.cpp.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "exporter/core/result.hpp"

namespace silicon::command {

class RecordingFile {
 public:
  // "-" is standard output. What exists is an error unless it is to be replaced.
  static core::Result<RecordingFile> create(const std::string& path, bool replace);

  RecordingFile(RecordingFile&& other) noexcept = default;
  RecordingFile& operator=(RecordingFile&&) = delete;
  // What was not kept is removed.
  ~RecordingFile();

  core::Status write(std::string_view text);
  // Gives the file its name.
  core::Status keep();

  std::size_t bytes() const { return bytes_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const {
      if (file != stdout) std::fclose(file);
    }
  };

  RecordingFile(std::string path, std::string draft, std::FILE* file)
      : path_(std::move(path)), draft_(std::move(draft)), file_(file) {}

  std::string path_;
  std::string draft_;  // its name until it is kept; "" for standard output
  std::unique_ptr<std::FILE, Close> file_;
  std::size_t bytes_ = 0;
};

}  // namespace silicon::command
