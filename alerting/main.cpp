#include <iostream>
#include <string>
#include <vector>

#include "alerting/command/program/commands.hpp"

int main(int argc, char** argv) {
  return silicon::command::silicon_alerter(std::vector<std::string>(argv + 1, argv + argc),
                                           std::cin, std::cout, std::cerr);
}
