#include <string>
#include <vector>

#include "exporter/command/commands.hpp"

int main(int argc, char** argv) {
  return silicon::command::silicon_exporter(std::vector<std::string>(argv + 1, argv + argc));
}
