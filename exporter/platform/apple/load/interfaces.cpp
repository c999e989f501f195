#include "exporter/platform/apple/load/interfaces.hpp"

#include <utility>

namespace silicon::apple_platform {

Interfaces bind(const Symbols& symbols) {
  return {.core_foundation = bind_core_foundation(symbols.core_foundation),
          .io_kit = bind_io_kit(symbols.io_kit),
          .connection = bind_connection(symbols.io_kit, symbols.system),
          .hid = bind_hid(symbols.io_kit),
          .io_report = bind_io_report(symbols.io_report),
          .mach = bind_mach(symbols.system),
          .clock = bind_clock(symbols.system),
          .sysctl = bind_sysctl(symbols.system),
          .load = bind_load(symbols.system),
          .notify = bind_notify(symbols.system),
          .filesystems = bind_filesystems(symbols.system),
          .process = bind_process(symbols.system)};
}

LoadedInterfaces::LoadedInterfaces(const LibraryPaths& paths)
    : interfaces_(bind({.core_foundation = symbols_of(paths.core_foundation),
                        .io_kit = symbols_of(paths.io_kit),
                        .io_report = symbols_of(paths.io_report),
                        .system = symbols_of(paths.system)})) {}

FindSymbol LoadedInterfaces::symbols_of(const std::string& path) {
  core::Result<Library> library = Library::load(path);
  if (!library) return [](const char*) -> void* { return nullptr; };
  libraries_.push_back(std::move(*library));
  return libraries_.back().symbols();
}

}  // namespace silicon::apple_platform
