// The version of the programs, as CMake states it.
#pragma once

#include <string_view>

namespace silicon::command {

inline constexpr std::string_view kVersion = SILICON_VERSION;

}  // namespace silicon::command
