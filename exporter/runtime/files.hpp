// Whole files, as configuration, secrets and saved state need them: read with a limit, replaced
// atomically. Not for kernel files that are read every second (platform/linux/host_files.hpp).
// Blocking; any thread. Tested by tests/exporter/runtime/files_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <sys/types.h>

#include "exporter/core/result.hpp"

namespace silicon::runtime {

// The whole content. Errors: absent, denied or failed (also a directory, and more than `limit`
// bytes); messages begin with the path and end with the system's words.
core::Result<std::string> read_file(const std::string& path, std::size_t limit);

// Makes `path` hold exactly `content`, or leaves it as it was: a temporary file in the same
// directory is written, flushed to the disk and renamed over it. A crash at any moment leaves the
// old or the new content, never a mixture. `mode` is the new file's permission bits, whatever the
// umask is. A symbolic link is replaced, not followed.
core::Status replace_file(const std::string& path, std::string_view content, mode_t mode);

// A path that is written in the file `file`: relative ones are relative to where that file is.
std::string path_beside(const std::string& file, const std::string& path);

// The words of the system for an errno: "No such file or directory".
std::string system_words(int error_number);

}  // namespace silicon::runtime
