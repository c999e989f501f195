// What the fake frameworks show: a Mac that tests build and change while the code under test looks
// at it. One at a time, set up by FakeMac; the frameworks' functions are C and have no other way to
// know it. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "exporter/platform/apple/abi/system.hpp"
#include "tests/support/fake_apple/objects.hpp"
#include "tests/support/fake_apple/symbol_table.hpp"

namespace silicon::testing::apple {

// An entry of the registry. Services are found by class, children by the path of their parent.
struct Entry {
  std::string name;
  std::string class_name;
  std::string parent_path;  // "IODeviceTree:/cpus", or ""
  Dictionary properties;
  Dictionary properties_below;  // what IORegistryEntrySearchCFProperty() finds besides
};

struct FakeChannel {
  std::string group;
  std::string subgroup;  // "": the system says NULL
  std::string name;
  std::string driver;
  std::string unit;
  int format = apple_platform::kReportSimple;
  std::int64_t value = 0;
  std::vector<std::pair<std::string, std::int64_t>> states;
  std::uint64_t published_ticks = 0;  // 0: the sample has no RawElements
};

struct FakeSensor {
  std::string name;
  double celsius = 0;
  bool answers = true;
};

// What is handed out and has to come back, by kind; 0 at the end, or something was leaked.
struct Ledger {
  int io_objects = 0;
  int connections = 0;
  int host_ports = 0;
  int kernel_arrays = 0;
  int notify_tokens = 0;
  std::vector<std::string> faults;  // what no caller may do: a release too many, a wrong size
};

class FakeMac {
 public:
  FakeMac();
  FakeMac(const FakeMac&) = delete;
  FakeMac& operator=(const FakeMac&) = delete;
  ~FakeMac();

  // The one that the functions work on.
  static FakeMac& current();

  // Everything that the frameworks export; tests take symbols away.
  SymbolTable symbols;
  // Bound as the product binds them.
  std::shared_ptr<const apple_platform::Interfaces> interfaces() const;

  // Everything back, and nobody did what nobody may.
  bool is_clean() const;
  std::string leftovers() const;

  std::deque<Entry> registry;

  std::vector<FakeChannel> channels;
  std::set<std::string> refused_groups;   // IOReportCreateSubscription() says NULL
  std::set<std::string> vanished_groups;  // subscribed, but in no sample
  bool samples_are_null = false;
  bool samples_are_odd = false;  // strings and arrays where dictionaries ought to be
  int channel_queries = 0;
  int samples_made = 0;

  struct SmcKey {
    std::string type;
    std::string bytes;
  };
  std::map<std::string, SmcKey> smc;  // without #KEY, which the fake counts itself
  bool smc_opens = true;
  int smc_calls = 0;

  std::vector<FakeSensor> sensors;
  int hid_clients = 0;  // ever made

  std::vector<std::array<std::uint32_t, 4>> cpu_ticks;
  std::string vm_statistics;  // as long as this kernel's structure is; "": refused
  std::array<double, 3> load{};
  bool load_fails = false;
  std::map<std::string, std::string> sysctls;  // raw bytes
  std::string interface_list;
  std::vector<apple_platform::FilesystemStatus> filesystems;
  // What proc_pidinfo() says of the process that asks, by flavour: raw bytes; "": refused.
  std::map<int, std::string> own_process;
  std::uint64_t thermal_pressure = 0;
  bool notify_works = true;
  std::uint64_t absolute_ticks = 0;
  apple_platform::MachTimebase timebase{125, 3};

  Ledger ledger;

  // For the frameworks: references to registry entries, iterators and connections.
  struct IoHandle {
    const Entry* entry = nullptr;
    std::vector<const Entry*> rest = {};  // of an iterator, last first
    bool is_connection = false;
  };
  std::map<apple_platform::IoObject, IoHandle> io_handles;
  apple_platform::IoObject next_io_handle = 0x103;

 private:
  int objects_before_ = Object::living();
};

}  // namespace silicon::testing::apple
