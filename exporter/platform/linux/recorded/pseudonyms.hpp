// Takes out of what a Linux machine says whose it is: names of people, of the host and of what they
// gave names to, serial numbers, hardware addresses. The same name gets the same substitute, so
// that files which name one thing go on naming one thing. One thread.
// Tested by tests/exporter/platform/linux/recorded/pseudonyms_test.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace silicon::linux_platform {

class Pseudonyms {
 public:
  // Names that are to appear nowhere in paths and devices, whole words of theirs: the host's, its
  // users'. Those of less than two characters say nothing and are not looked for.
  explicit Pseudonyms(std::vector<std::string> names = {}) : names_(std::move(names)) {}

  // "/home/anna/x" as "/home/user1/x", "/media/anna/My Stick" as "/media/user1/volume2": wherever
  // in a path such a folder stands.
  std::string in_path(std::string_view path);

  // The content of a file: /proc/PID/mountinfo, /proc/net/dev and /proc/cpuinfo have names in them;
  // others come back as they are.
  std::string in_file(std::string_view path, std::string_view text);

 private:
  const std::string& substitute(std::string_view kind, std::string_view name);
  std::string without_names(std::string text);
  std::string in_device(std::string_view device);
  std::string in_mount(std::string_view line);
  std::string in_interface(std::string_view line);

  std::vector<std::string> names_;
  std::map<std::string, std::string, std::less<>> substitutes_;
};

}  // namespace silicon::linux_platform
